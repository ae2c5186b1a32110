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

static struct bytes stem_at(const struct lexemes *x, size_t i)
{
    return stem_of(lexeme_bytes(x, i));
}

static uint32_t key_of(struct bytes stem)
{
    return (uint32_t)hash64(stem.p, stem.n);
}

static const struct lexemes *text_of(const struct names *n,
                                     const struct name *name)
{
    return name->in_title ? n->title : n->body;
}

static bool same_word(const struct lexemes *x, size_t i,
                      const struct lexemes *y, size_t k)
{
    return bytes_equal(stem_at(x, i), stem_at(y, k));
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

/* ---- learning ---- */

/* Where the newest entry of a word stands. */
static uint32_t *newest_of(struct names *n, struct name_key *only, uint32_t key)
{
    return only ? &only->newest : &n->slots[key % NAME_SLOTS];
}

/* Adds a name by one of its words; when it is `only` that one. */
static bool add(struct names *n, const struct name *name, size_t word,
                struct name_key *only)
{
    const uint32_t key = key_of(stem_at(text_of(n, name), word));
    if (only && only->key != key)
        return true;
    uint32_t *const newest = newest_of(n, only, key);
    unsigned looks = 0;
    for (uint32_t i = *newest; i && looks < LOOK_MAX; looks++) {
        const struct name_entry *const e = &n->v[i - 1];
        if (e->key == key && e->name.words == name->words &&
            is_within(n, name, &e->name))
            return true;
        i = e->before;
    }
    if (!mem_grow(&n->v, &n->cap, n->n + 1))
        return false;
    n->v[n->n++] = (struct name_entry){*name, *newest, key};
    *newest = (uint32_t)n->n;
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
                      size_t end, struct name_key *only)
{
    const bool begins = begins_sentence(x, first);
    if (begins && end == first + 1)
        return true; /* as below, whatever the word is */
    struct name name = name_of_run(x, n->words, first, end);
    name.in_title = x == n->title;
    if (name.words == 0 || name.words > NAME_WORDS)
        return true;
    if (begins && name.words == 1 && name.first == first)
        return true;
    /* By the surname; by the first word too, which is the surname of some. */
    if (!add(n, &name, name.end - 1, only) ||
        (name.words > 1 && !add(n, &name, name.first, only)))
        return false;
    return !is_suffix(x, name.end - 1) || name.words < 3 ||
           add(n, &name, name.end - 2, only);
}

/* ---- all names ---- */

/* Learns the runs that begin in [*from, end); *from is then behind the last. */
static bool learn(struct names *n, const struct lexemes *x, size_t *from,
                  size_t end)
{
    size_t i = *from;
    while (i < end) {
        if (x->v[i].kind != LEX_CAPITAL) {
            i++;
            continue;
        }
        const size_t behind = name_run_end(x, n->words, i);
        if (!learn_run(n, x, i, behind, NULL))
            return false;
        i = behind;
    }
    *from = i;
    return true;
}

/* Forgets the names of single words, and learns all. */
static bool learn_all(struct names *n)
{
    size_t from = 0;
    if (!n->all) {
        n->all = true;
        n->n = 0;
        n->learned = 0;
        memset(n->slots, 0, sizeof(n->slots));
        if (!learn(n, n->title, &from, n->title->n))
            return false;
    }
    return learn(n, n->body, &n->learned, n->end);
}

/* ---- names of one word ---- */

/* Whether a lexeme may be the word, by kind, size and two of its bytes. */
static inline bool may_be(const struct lexemes *x, size_t i,
                          const struct name_key *k)
{
    const struct lexeme *const l = &x->v[i];
    const uint8_t *const p = x->text.p + l->from;
    const size_t n = k->stem.n;
    return l->kind == k->kind && l->to - l->from >= n && p[0] == k->stem.p[0] &&
           p[n - 1] == k->stem.p[n - 1];
}

/* Learns the runs with the word `k` that begin in [*from, end), where no run
 * goes on at *behind. A run may reach beyond. */
static bool learn_word(struct names *n, const struct lexemes *x,
                       struct name_key *k, size_t *from, size_t *behind,
                       size_t end)
{
    for (size_t i = MAX(*from, *behind);
         i < end || (i < end + RUN_ROOM && name_run_may_hold(x, i)); i++) {
        if (!may_be(x, i, k) || !bytes_equal(stem_at(x, i), k->stem))
            continue;
        const size_t first = name_run_around(x, n->words, *behind, i);
        if (first >= end)
            break;
        *behind = first > i ? first : name_run_end(x, n->words, first);
        if (first <= i && !learn_run(n, x, first, *behind, k))
            return false;
        i = *behind - 1;
    }
    *from = end;
    return true;
}

static struct name_key *find_key(struct names *n, const struct name_key *key)
{
    for (size_t i = 0; i < n->n_asked; i++)
        if (n->asked[i].key == key->key && n->asked[i].kind == key->kind &&
            bytes_equal(n->asked[i].stem, key->stem))
            return &n->asked[i];
    return NULL;
}

/* Learns the names with this word that stand before; *newest is their newest
 * entry + 1, or 0. */
static bool learn_names_with(struct names *n, const struct name_key *key,
                             uint32_t *newest)
{
    struct name_key *k = n->all ? NULL : find_key(n, key);
    if (!k && (n->all || n->n_asked == KEYS_MAX)) {
        const bool ok = learn_all(n);
        *newest = n->slots[key->key % NAME_SLOTS];
        return ok;
    }
    if (!k) {
        size_t from = 0, behind = 0;
        k = &n->asked[n->n_asked++];
        *k = *key;
        if (!learn_word(n, n->title, k, &from, &behind, n->title->n))
            return false;
    }
    const bool ok = learn_word(n, n->body, k, &k->from, &k->behind, n->end);
    *newest = k->newest;
    return ok;
}

/* The newest entry + 1 among which those with the last word of `name` are, or
 * 0; *key is theirs. */
static uint32_t newest_with(struct names *n, const struct name *name,
                            uint32_t *key)
{
    const struct lexemes *const x = text_of(n, name);
    const size_t last = name->end - 1;
    const struct bytes stem = stem_at(x, last);
    const struct name_key k = {.stem = stem,
                               .kind = (enum lexeme_kind)x->v[last].kind,
                               .key = key_of(stem)};
    uint32_t newest = 0;
    *key = k.key;
    n->failed |= !learn_names_with(n, &k, &newest);
    return newest;
}

/* ---- from outside ---- */

void names_begin(struct names *n, const struct speech_words *words,
                 const struct lexemes *title, const struct lexemes *body)
{
    n->words = words;
    n->title = title;
    n->body = body;
    n->end = 0;
    n->failed = false;
    n->n = 0;
    n->n_asked = 0;
    n->all = false;
}

void names_release(struct names *n)
{
    mem_free(n->v);
    *n = (struct names){.n = 0};
}

void names_go_to(struct names *n, size_t end)
{
    n->end = end;
}

bool names_fullest(struct names *n, const struct name *name, struct name *full)
{
    uint32_t key;
    const uint32_t newest = newest_with(n, name, &key);
    const unsigned sex = name->classes & (MALE | FEMALE);
    unsigned looks = 0;
    bool clear = true;
    *full = *name;
    for (uint32_t i = newest; i && looks < LOOK_MAX;
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

bool names_know(struct names *n, const struct name *name)
{
    uint32_t key;
    unsigned looks = 0;
    for (uint32_t i = newest_with(n, name, &key); i && looks < LOOK_MAX;
         looks++, i = n->v[i - 1].before)
        if (n->v[i - 1].key == key)
            return true;
    return false;
}
