#include "indexer/release/speech_words.h"

#include "common/base/compiler.h"
#include "common/base/hash.h"
#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "common/text/unicode.h"

enum {
    WORD_ROOM = 64, /* bytes of a folded word; longer ones are of no class */
    SLOTS = 1 << 13
};

struct slot {
    char word[WORD_ROOM - 8];
    uint32_t size; /* 0: free */
    unsigned classes;
};

struct speech_words {
    struct slot slots[SLOTS];
    size_t n;
};

/* Folds `word` to `out`; returns its size, 0 when it does not fit. */
static size_t fold(struct bytes word, uint8_t out[static WORD_ROOM])
{
    const uint8_t *p = word.p, *const end = p + word.n;
    size_t n = 0;
    while (p != end && n + FOLD_SHORT < WORD_ROOM - 8) {
        uint32_t cp;
        if (*p < 0x80) {
            out[n++] = *p >= 'A' && *p <= 'Z' ? *p | 0x20 : *p;
            p++;
            continue;
        }
        const size_t size = utf8_step(p, end, &cp);
        const uint16_t id =
            cp < 0x80 ? (uint16_t)FOLD_SAME : unicode_fold_of(cp);
        if (cp < 0x80) {
            out[n++] = (uint8_t)(cp >= 'A' && cp <= 'Z' ? cp | 0x20 : cp);
        } else if (id == FOLD_SAME) {
            memcpy(out + n, p, size);
            n += size;
        } else if (id != FOLD_NONE && unicode_fold[id].n <= FOLD_SHORT) {
            memcpy(out + n, unicode_fold[id].p, unicode_fold[id].n);
            n += unicode_fold[id].n;
        }
        p += size;
    }
    return p == end ? n : 0;
}

/* The number of the slot of a folded word, or of the free one for it. */
static size_t find(const struct speech_words *w, const uint8_t *word, size_t n)
{
    size_t i = hash64(word, n) % SLOTS;
    while (w->slots[i].size &&
           (w->slots[i].size != n || memcmp(w->slots[i].word, word, n) != 0))
        i = (i + 1) % SLOTS;
    return i;
}

static bool add_list(struct speech_words *w, const struct speech_list *list)
{
    const char *p = list->words;
    while (*p) {
        uint8_t word[WORD_ROOM];
        const size_t n = strcspn(p, " ");
        const size_t size = fold(bytes_of(p, n), word);
        if (size) {
            struct slot *const slot = &w->slots[find(w, word, size)];
            w->n += slot->size == 0;
            if (w->n > SLOTS / 2)
                return false;
            memcpy(slot->word, word, size);
            slot->size = (uint32_t)size;
            slot->classes |= list->classes;
        }
        p += n;
        p += strspn(p, " ");
    }
    return true;
}

enum st speech_words_open(struct speech_words **out, struct err *e)
{
    bool ok = true;
    *out = mem_zalloc(sizeof(**out));
    if (!*out)
        return err_set(e, ST_NOMEM, "speech words: out of memory");
    for (const struct speech_list *l = SPEECH_VERBS; l->words && ok; l++)
        ok = add_list(*out, l);
    for (const struct speech_list *l = SPEECH_PERSONS; l->words && ok; l++)
        ok = add_list(*out, l);
    if (ok)
        return ST_OK;
    speech_words_close(*out);
    *out = NULL;
    return err_set(e, ST_LIMIT, "speech words: table is full");
}

void speech_words_close(struct speech_words *w)
{
    mem_free(w);
}

unsigned speech_word_classes(const struct speech_words *w, struct bytes word)
{
    uint8_t folded[WORD_ROOM];
    if (word.n == 0 || word.n >= WORD_ROOM)
        return 0;
    if (word.p[word.n - 1] == '.')
        word.n--;
    const size_t n = fold(word, folded);
    if (n == 0)
        return 0;
    return w->slots[find(w, folded, n)].classes;
}
