#include "common/text/stem.h"

#include <libstemmer.h>
#include <limits.h>

#include "common/base/buf.h"
#include "common/base/compiler.h"
#include "common/base/hash.h"
#include "common/base/mem.h"

enum {
    MEMO_BYTES = 8 << 20, /* words and stems kept before starting afresh   */
    MEMO_WORDS = 1 << 19, /* as many words at most                         */
    MEMO_SLOTS = 1 << 10  /* slots at first; always a power of two         */
};

/* One remembered word: where in `bytes` the word stands, its stem behind. */
struct slot {
    uint64_t hash;
    uint32_t at;
    uint16_t word_size, stem_size; /* word_size 0: free                    */
};

struct stemmer {
    struct sb_stemmer *snowball;
    struct slot *slots;
    size_t n_slots, n_used;
    struct buf bytes;
};

static const struct {
    const char *code, *name;
} LANGUAGES[] = {
    {"ar", "arabic"},     {"ca", "catalan"},   {"da", "danish"},
    {"de", "german"},     {"el", "greek"},     {"en", "english"},
    {"es", "spanish"},    {"et", "estonian"},  {"eu", "basque"},
    {"fi", "finnish"},    {"fr", "french"},    {"ga", "irish"},
    {"hi", "hindi"},      {"hu", "hungarian"}, {"hy", "armenian"},
    {"id", "indonesian"}, {"it", "italian"},   {"lt", "lithuanian"},
    {"ne", "nepali"},     {"nl", "dutch"},     {"no", "norwegian"},
    {"pt", "portuguese"}, {"ro", "romanian"},  {"ru", "russian"},
    {"sr", "serbian"},    {"sv", "swedish"},   {"ta", "tamil"},
    {"tr", "turkish"},    {"yi", "yiddish"},
};

static const char NONE[] = "none";

/* Not every libstemmer has every language. */
static bool is_offered(const char *name)
{
    for (const char **l = sb_stemmer_list(); *l; l++)
        if (strcmp(*l, name) == 0)
            return true;
    return false;
}

/* The place of `lang` in LANGUAGES, COUNT_OF(LANGUAGES) when unknown. */
static size_t find_language(const char *lang)
{
    size_t i = 0;
    while (i < COUNT_OF(LANGUAGES) && strcmp(lang, LANGUAGES[i].code) != 0 &&
           strcmp(lang, LANGUAGES[i].name) != 0)
        i++;
    if (i < COUNT_OF(LANGUAGES) && !is_offered(LANGUAGES[i].name))
        return COUNT_OF(LANGUAGES);
    return i;
}

const char *stem_language(const char *lang)
{
    if (strcmp(lang, NONE) == 0)
        return NONE;
    const size_t i = find_language(lang);
    return i < COUNT_OF(LANGUAGES) ? LANGUAGES[i].code : NULL;
}

static enum st unknown_language(const char *lang, struct err *e)
{
    char list[4 * COUNT_OF(LANGUAGES) + 1];
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(LANGUAGES); i++) {
        if (!is_offered(LANGUAGES[i].name))
            continue;
        list[n++] = ' ';
        memcpy(list + n, LANGUAGES[i].code, 2);
        n += 2;
    }
    list[n] = '\0';
    return err_set(e, ST_USAGE,
                   "no stemmer for language '%.40s': there are none%s", lang,
                   list);
}

enum st stemmer_open(struct stemmer **out, const char *lang, struct err *e)
{
    enum st st = ST_OK;
    struct stemmer *s = NULL;
    *out = NULL;
    if (strcmp(lang, NONE) == 0)
        return ST_OK;
    const size_t i = find_language(lang);
    if (i == COUNT_OF(LANGUAGES))
        return unknown_language(lang, e);

    s = mem_zalloc(sizeof(*s));
    if (!s || !(s->slots = mem_zalloc(MEMO_SLOTS * sizeof(*s->slots))) ||
        !(s->snowball = sb_stemmer_new(LANGUAGES[i].name, "UTF_8"))) {
        st = err_set(e, ST_NOMEM, "out of memory");
        goto done;
    }
    s->n_slots = MEMO_SLOTS;
    *out = s;
    s = NULL;
done:
    stemmer_close(s);
    return st;
}

void stemmer_close(struct stemmer *s)
{
    if (!s)
        return;
    if (s->snowball)
        sb_stemmer_delete(s->snowball);
    mem_free(s->slots);
    buf_release(&s->bytes);
    mem_free(s);
}

static struct slot *find_slot(const struct stemmer *s, uint64_t hash,
                              struct bytes word)
{
    size_t i = hash & (s->n_slots - 1);
    for (;; i = (i + 1) & (s->n_slots - 1)) {
        struct slot *const slot = &s->slots[i];
        if (slot->word_size == 0 ||
            (slot->hash == hash &&
             bytes_equal(word,
                         bytes_of(s->bytes.p + slot->at, slot->word_size))))
            return slot;
    }
}

/* Makes the table twice as large; a failure leaves it as it was. */
static bool grow(struct stemmer *s)
{
    struct slot *const old = s->slots;
    const size_t n_old = s->n_slots;
    struct slot *const slots = mem_array(2 * n_old, sizeof(*slots));
    if (!slots)
        return false;
    memset(slots, 0, 2 * n_old * sizeof(*slots));
    s->slots = slots;
    s->n_slots = 2 * n_old;
    for (size_t i = 0; i < n_old; i++)
        if (old[i].word_size)
            *find_slot(s, old[i].hash,
                       bytes_of(s->bytes.p + old[i].at, old[i].word_size)) =
                old[i];
    mem_free(old);
    return true;
}

/* Keeps the stem of `word` for the next time. Without memory it does not: the
 * memo only saves time. */
static void remember(struct stemmer *s, uint64_t hash, struct bytes word,
                     struct bytes stem)
{
    if (word.n > UINT16_MAX || stem.n > UINT16_MAX || word.n == 0)
        return;
    if (s->n_used == MEMO_WORDS || s->bytes.n + word.n + stem.n > MEMO_BYTES) {
        memset(s->slots, 0, s->n_slots * sizeof(*s->slots));
        s->n_used = 0;
        buf_clear(&s->bytes);
    }
    if (s->n_used >= s->n_slots / 2 && !grow(s))
        return;
    const size_t at = s->bytes.n;
    if (!buf_reserve(&s->bytes, word.n + stem.n)) {
        s->bytes.failed = false;
        return;
    }
    buf_append(&s->bytes, word.p, word.n);
    buf_append(&s->bytes, stem.p, stem.n);
    *find_slot(s, hash, word) =
        (struct slot){hash, (uint32_t)at, (uint16_t)word.n, (uint16_t)stem.n};
    s->n_used++;
}

struct bytes stem_word(struct stemmer *s, struct bytes word, bool *failed)
{
    if (!s || word.n == 0 || word.n > INT_MAX)
        return word;
    const uint64_t hash = hash64(word.p, word.n);
    const struct slot *const slot = find_slot(s, hash, word);
    if (slot->word_size)
        return bytes_of(s->bytes.p + slot->at + slot->word_size,
                        slot->stem_size);
    const sb_symbol *const stem =
        sb_stemmer_stem(s->snowball, word.p, (int)word.n);
    if (!stem) {
        *failed = true;
        return word;
    }
    const int n = sb_stemmer_length(s->snowball);
    const struct bytes result = n > 0 ? bytes_of(stem, (size_t)n) : word;
    remember(s, hash, word, result);
    return result;
}
