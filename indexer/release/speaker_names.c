#include "indexer/release/speaker_names.h"

#include "common/base/hash.h"
#include "common/base/mem.h"

enum {
    NAME_WORDS = 5, /* words of a name that is learned               */
    LOOK_MAX = 32,  /* entries that a look goes through              */
    STEM_LEAST = 8  /* bytes that a Cyrillic word keeps without case */
};

/* The word without case endings and possessive, as far as they are plain. */
static struct bytes stem_of(struct bytes w)
{
    static const char *const ENDINGS[] = {"ого", "ому", "ым", "ом", "ем",
                                          "ой",  "а",   "у",  "е",  "ы"};
    w.n -= name_possessive_size(w);
    if (w.n == 0 || w.p[w.n - 1] < 0x80)
        return w;
    for (size_t i = 0; i < COUNT_OF(ENDINGS); i++) {
        const size_t n = strlen(ENDINGS[i]);
        if (w.n >= n + STEM_LEAST &&
            memcmp(w.p + w.n - n, ENDINGS[i], n) == 0) {
            w.n -= n;
            break;
        }
    }
    return w;
}

static uint32_t key_of(const struct lexemes *x, size_t i)
{
    const struct bytes w = stem_of(lexeme_bytes(x, i));
    return (uint32_t)hash64(w.p, w.n);
}

static const struct lexemes *text_of(const struct names *n,
                                     const struct name *name)
{
    return name->in_title ? n->title : n->body;
}

static bool same_word(const struct lexemes *x, size_t i,
                      const struct lexemes *y, size_t k)
{
    return bytes_equal(stem_of(lexeme_bytes(x, i)),
                       stem_of(lexeme_bytes(y, k)));
}

/* Whether the words of `a` stand in `b`, in their order. */
static bool is_within(const struct names *n, const struct name *a,
                      const struct name *b)
{
    const struct lexemes *const x = text_of(n, a), *const y = text_of(n, b);
    size_t k = b->first;
    for (size_t i = a->first; i < a->end; i++, k++) {
        while (k < b->end && !same_word(x, i, y, k))
            k++;
        if (k == b->end)
            return false;
    }
    return true;
}

static bool add(struct names *n, const struct name *name, size_t word)
{
    const uint32_t key = key_of(text_of(n, name), word);
    uint32_t *const slot = &n->slots[key % NAME_SLOTS];
    unsigned looks = 0;
    for (uint32_t i = *slot; i && looks < LOOK_MAX; looks++) {
        const struct name_entry *const e = &n->v[i - 1];
        if (e->key == key && e->name.words == name->words &&
            is_within(n, name, &e->name))
            return true;
        i = e->before;
    }
    if (!mem_grow(&n->v, &n->cap, n->n + 1))
        return false;
    n->v[n->n++] = (struct name_entry){*name, *slot, key};
    *slot = (uint32_t)n->n;
    return true;
}

/* Whether a sentence begins with lexeme i. */
static bool begins_sentence(const struct lexemes *x, size_t i)
{
    if (i == 0)
        return true;
    const enum lexeme_kind before = (enum lexeme_kind)x->v[i - 1].kind;
    return before == LEX_STOP || before == LEX_PARAGRAPH ||
           before == LEX_MARK || before == LEX_OTHER || before == LEX_COLON ||
           before == LEX_DASH;
}

/* "Jr.", "III": what stands behind a surname. */
static bool is_suffix(const struct lexemes *x, size_t i)
{
    const struct bytes w = lexeme_bytes(x, i);
    return bytes_equal_str(w, "Jr.") || bytes_equal_str(w, "Jr") ||
           bytes_equal_str(w, "Sr.") || bytes_equal_str(w, "II") ||
           bytes_equal_str(w, "III");
}

static bool learn_run(struct names *n, const struct lexemes *x, size_t first,
                      size_t end, bool in_title)
{
    const bool begins = begins_sentence(x, first);
    if (begins && end == first + 1)
        return true; /* as below, whatever the word is */
    struct name name = name_of_run(x, n->words, first, end);
    name.in_title = in_title;
    if (name.words == 0 || name.words > NAME_WORDS)
        return true;
    if (begins && name.words == 1 && name.first == first)
        return true;
    /* By the surname; by the first word too, which is the surname of some. */
    if (!add(n, &name, name.end - 1) ||
        (name.words > 1 && !add(n, &name, name.first)))
        return false;
    return !is_suffix(x, name.end - 1) || name.words < 3 ||
           add(n, &name, name.end - 2);
}

/* Learns the runs that begin in [*from, end); *from is then behind the last. */
static bool learn(struct names *n, const struct lexemes *x, size_t *from,
                  size_t end, bool in_title)
{
    size_t i = *from;
    while (i < end) {
        if (x->v[i].kind != LEX_CAPITAL) {
            i++;
            continue;
        }
        const size_t behind = name_run_end(x, n->words, i);
        if (!learn_run(n, x, i, behind, in_title))
            return false;
        i = behind;
    }
    *from = i;
    return true;
}

bool names_begin(struct names *n, const struct speech_words *words,
                 const struct lexemes *title, const struct lexemes *body)
{
    n->words = words;
    n->title = title;
    n->body = body;
    n->n = 0;
    n->learned = 0;
    memset(n->slots, 0, sizeof(n->slots));
    size_t from = 0;
    return learn(n, title, &from, title->n, true);
}

void names_release(struct names *n)
{
    mem_free(n->v);
    *n = (struct names){.n = 0};
}

bool names_learn(struct names *n, size_t end)
{
    return learn(n, n->body, &n->learned, end, false);
}

bool names_fullest(const struct names *n, const struct name *name,
                   struct name *full)
{
    const uint32_t key = key_of(text_of(n, name), name->end - 1);
    const unsigned sex = name->classes & (MALE | FEMALE);
    unsigned looks = 0;
    bool clear = true;
    *full = *name;
    for (uint32_t i = n->slots[key % NAME_SLOTS]; i && looks < LOOK_MAX;
         looks++, i = n->v[i - 1].before) {
        const struct name *const c = &n->v[i - 1].name;
        const unsigned other = c->classes & (MALE | FEMALE);
        if (n->v[i - 1].key != key || c->words <= name->words ||
            c->classes & GROUP || (sex && other && !(sex & other)) ||
            !is_within(n, name, c))
            continue;
        if (full->words == name->words || is_within(n, full, c))
            *full = *c;
        else if (!is_within(n, c, full))
            clear = false;
    }
    if (!clear)
        *full = *name;
    return clear;
}

bool names_know(const struct names *n, const struct name *name)
{
    const uint32_t key = key_of(text_of(n, name), name->end - 1);
    unsigned looks = 0;
    for (uint32_t i = n->slots[key % NAME_SLOTS]; i && looks < LOOK_MAX;
         looks++, i = n->v[i - 1].before)
        if (n->v[i - 1].key == key)
            return true;
    return false;
}
