#include "indexer/release/speech_words.h"

#include "common/base/compiler.h"
#include "common/base/hash.h"
#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "common/text/unicode.h"

enum {
    WORD_ROOM = 64, /* bytes of a folded word; longer ones are of no class */
    ASCII_MAX = 32, /* bytes of a word that is folded at once            */
    HASH_BITS = 16,
    SLOT_BITS = 13,
    SLOTS = 1 << SLOT_BITS
};

struct slot {
    char word[WORD_ROOM - 8];
    uint32_t size; /* 0: free */
    unsigned classes;
};

struct speech_words {
    /* A bit for each hash of a word in a list. Most words that are asked for
     * are in none: that stands in 8 KiB, the slots in 512. */
    uint64_t hashes[1 << (HASH_BITS - 6)];
    struct slot slots[SLOTS];
    size_t n;
};

/* The first n <= 8 bytes at p, n > 0, with zeros behind them. */
static uint64_t load(const uint8_t *p, size_t n)
{
    if (n == 8)
        return get_u64le(p);
    if (n >= 4)
        return get_u32le(p) | (uint64_t)get_u32le(p + n - 4) << 8 * (n - 4);
    return p[0] | (uint64_t)p[n / 2] << 8 * (n / 2) |
           (uint64_t)p[n - 1] << 8 * (n - 1);
}

/* Folds a word of ASCII, eight bytes at a time; false for any other. */
static bool fold_ascii(struct bytes word, uint8_t out[static WORD_ROOM])
{
    static const uint64_t ones = 0x0101010101010101, tops = ones << 7;
    for (size_t i = 0; i < word.n; i += 8) {
        const uint64_t x = load(word.p + i, MIN(word.n - i, (size_t)8));
        const uint64_t from_a = x + ones * (0x80 - 'A');
        const uint64_t behind_z = x + ones * (0x7f - 'Z');
        if (x & tops)
            return false;
        put_u64le(out + i, x | (from_a & ~behind_z & tops) >> 2);
    }
    return true;
}

/* Folds `word` to `out`, with zeros behind it; returns its size, 0 when it does
 * not fit. */
static size_t fold_any(struct bytes word, uint8_t out[static WORD_ROOM])
{
    const uint8_t *p = word.p, *const end = p + word.n;
    size_t n = 0;
    memset(out, 0, WORD_ROOM);
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

static size_t fold(struct bytes word, uint8_t out[static WORD_ROOM])
{
    return word.n <= ASCII_MAX && fold_ascii(word, out) ? word.n
                                                        : fold_any(word, out);
}

/* Whether a slot holds the folded word: eight bytes are all of most. */
static bool holds(const struct slot *s, const uint8_t *word, size_t n)
{
    const uint8_t *const p = (const uint8_t *)s->word;
    return s->size == n && get_u64le(p) == get_u64le(word) &&
           (n <= 8 || memcmp(p + 8, word + 8, n - 8) == 0);
}

/* Of HASH_BITS. */
static size_t hash_of(const uint8_t *word, size_t n)
{
    const uint64_t first = get_u64le(word);
    const uint64_t next = n > 8 ? get_u64le(word + 8) : 0;
    return (first ^ (next + n) * HASH_FACTOR) * HASH_FACTOR >> (64 - HASH_BITS);
}

/* The number of the slot of a folded word, or of the free one for it. */
static size_t find(const struct speech_words *w, size_t hash,
                   const uint8_t *word, size_t n)
{
    size_t i = hash >> (HASH_BITS - SLOT_BITS);
    while (w->slots[i].size && !holds(&w->slots[i], word, n))
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
            const size_t hash = hash_of(word, size);
            struct slot *const slot = &w->slots[find(w, hash, word, size)];
            w->n += slot->size == 0;
            if (w->n > SLOTS / 2)
                return false;
            w->hashes[hash / 64] |= UINT64_C(1) << hash % 64;
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
    const size_t hash = hash_of(folded, n);
    if (!(w->hashes[hash / 64] >> hash % 64 & 1))
        return 0;
    return w->slots[find(w, hash, folded, n)].classes;
}
