#include "query/expand/fitting.h"

#include <stdio.h>
#include <string.h>

#include "tests/index/small_index.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

/* Documents of one word each, from few letters, some of two bytes: so that
 * words share beginnings, whole blocks of them. */
enum { DOCS = 3000, LETTERS_MAX = 7 };

static struct {
    char words[DOCS][3 * LETTERS_MAX];
    struct small_doc docs[DOCS];
    struct small_index index;
    struct analyzer *analyzer;
    struct arena arena;
} t;

static void setup(struct rng *r, size_t segments)
{
    static const char *const letters[] = {"a", "b", "c", "\u0436", "\u0448"};
    struct err e = ERR_INIT;
    for (size_t i = 0; i < DOCS; i++) {
        t.words[i][0] = '\0';
        for (uint32_t n = 1 + rng_below(r, LETTERS_MAX); n > 0; n--)
            strcat(t.words[i], letters[rng_below(r, 5)]);
        t.docs[i] = (struct small_doc){"", t.words[i]};
    }
    t.index = small_index_make(t.docs, DOCS, "none", segments);
    ck_assert_int_eq(analyzer_open(&t.analyzer, &e), ST_OK);
    arena_init(&t.arena, 0);
}

static void teardown(void)
{
    arena_release(&t.arena);
    analyzer_close(t.analyzer);
    small_index_remove(&t.index);
}

/* Bytes of a character that begins with `c`. */
static size_t size_of(char c)
{
    return (uint8_t)c < 0x80 ? 1 : 2;
}

static bool glob(const char *p, const char *w)
{
    if (*p == '\0')
        return *w == '\0';
    if (*p == '*')
        return glob(p + 1, w) || (*w && glob(p, w + size_of(*w)));
    if (*p == '?')
        return *w && glob(p + 1, w + size_of(*w));
    return *w && *p == *w && glob(p + 1, w + 1);
}

static void random_wildcard(struct rng *r, char *out)
{
    static const char *const parts[] = {"a", "b", "c", "\u0436", "*", "?", "*"};
    out[0] = '\0';
    for (uint32_t n = rng_below(r, 5); n > 0; n--)
        strcat(out, parts[rng_below(r, 7)]);
    strcat(out, parts[rng_below(r, 4)]);
    for (uint32_t n = rng_below(r, 3); n > 0; n--)
        strcat(out, parts[rng_below(r, 7)]);
}

/* ---- patterns, and what they fit, by plain means ---- */

struct asked {
    struct pattern pattern;
    char text[64];
    bool (*fits)(const struct asked *p, const char *word);
};

static bool fits_wildcard(const struct asked *p, const char *word)
{
    return glob(p->text, word);
}

static struct asked wildcard(struct rng *r)
{
    struct asked p = {.pattern.kind = PATTERN_WILDCARD, .fits = fits_wildcard};
    random_wildcard(r, p.text);
    return p;
}

static size_t letters_of(const char *word, int out[static LETTERS_MAX])
{
    size_t n = 0;
    for (; *word; word += size_of(*word))
        out[n++] = size_of(*word) == 1 ? *word : 256 + (uint8_t)word[1];
    return n;
}

/* Optimal string alignment, by the table of all beginnings. */
static bool fits_fuzzy(const struct asked *p, const char *word)
{
    int a[LETTERS_MAX], b[LETTERS_MAX];
    size_t d[LETTERS_MAX + 1][LETTERS_MAX + 1];
    const size_t m = letters_of(p->text, a), n = letters_of(word, b);
    for (size_t i = 0; i <= m; i++) {
        for (size_t k = 0; k <= n; k++) {
            d[i][k] = i + k;
            if (i == 0 || k == 0)
                continue;
            d[i][k] = MIN(d[i - 1][k], d[i][k - 1]) + 1;
            d[i][k] = MIN(d[i][k], d[i - 1][k - 1] + (a[i - 1] != b[k - 1]));
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
                d[i][k] = MIN(d[i][k], d[i - 2][k - 2] + 1);
        }
    }
    return d[m][n] <= p->pattern.distance;
}

static struct asked fuzzy(struct rng *r)
{
    struct asked p = {
        .pattern = {.kind = PATTERN_FUZZY, .distance = 1 + rng_below(r, 2)},
        .fits = fits_fuzzy};
    snprintf(p.text, sizeof(p.text), "%s", t.words[rng_below(r, DOCS)]);
    return p;
}

/* Whether the character at `w` is what the part at `p` stands for. */
static bool is_part(const char *p, const char *w)
{
    if (*p == '.')
        return *w;
    if (*p == '[' && p[1] == '^')
        return *w && *w != p[2];
    if (*p == '[')
        return *w && (*w == p[1] || *w == p[2]);
    return *w && strncmp(p, w, size_of(*p)) == 0;
}

static bool regex(const char *p, const char *w)
{
    if (*p == '\0')
        return *w == '\0';
    const size_t size = *p == '[' ? 4 : size_of(*p);
    const char *const rest = p + size + 1;
    switch (p[size]) {
    case '*':
        return regex(rest, w) || (is_part(p, w) && regex(p, w + size_of(*w)));
    case '?':
        return regex(rest, w) ||
               (is_part(p, w) && regex(rest, w + size_of(*w)));
    default:
        return is_part(p, w) && regex(p + size, w + size_of(*w));
    }
}

static bool fits_regex(const struct asked *p, const char *word)
{
    return regex(p->text, word);
}

static struct asked expression(struct rng *r)
{
    static const char *const parts[] = {"a",    "b",    "c",    "\u0436", ".",
                                        "[ab]", "[^b]", "[bc]", "\u0448"};
    static const char *const times[] = {"", "", "*", "?"};
    struct asked p = {.pattern.kind = PATTERN_REGEX, .fits = fits_regex};
    for (uint32_t n = 1 + rng_below(r, 5); n > 0; n--) {
        strcat(p.text, parts[rng_below(r, 9)]);
        strcat(p.text, times[rng_below(r, 4)]);
    }
    return p;
}

static size_t count_docs(const struct asked *p)
{
    size_t n = 0;
    for (size_t i = 0; i < DOCS; i++)
        n += p->fits(p, t.words[i]);
    return n;
}

static uint64_t df_of(struct bytes word)
{
    uint64_t n = 0;
    for (size_t i = 0; i < DOCS; i++)
        n += bytes_equal_str(word, t.words[i]);
    return n;
}

static void check(const struct asked *asked)
{
    const struct vocabulary with = {t.index.index, t.analyzer, &t.arena, NULL};
    struct pattern p = asked->pattern;
    p.text = bytes_of_str(asked->text);
    uint64_t budget = UINT64_MAX, docs = 0, occurrences;
    struct fitting f;
    struct err e = ERR_INIT;
    ck_assert_msg(fitting_find(&f, &with, &p, &budget, &e) == ST_OK, "%s",
                  e.msg);
    ck_assert_uint_eq(f.n, f.n_all);
    ck_assert(!f.unseen);
    ck_assert_uint_eq(UINT64_MAX - budget, f.work);
    for (size_t i = 0; i < f.n; i++) {
        const struct fitting_word *const w = &f.words[i];
        docs += w->df;
        ck_assert_uint_eq(w->df, df_of(w->text));
        ck_assert_int_eq(
            fitting_occurrences(w, t.index.index, &occurrences, &e), ST_OK);
        ck_assert_uint_eq(occurrences, w->df);
        if (i == 0)
            continue;
        const struct fitting_word *const before = w - 1;
        ck_assert(
            before->df > w->df ||
            (before->df == w->df && bytes_compare(before->text, w->text) < 0));
    }
    ck_assert_msg(docs == count_docs(asked), "%s: %zu, not %zu", asked->text,
                  (size_t)docs, count_docs(asked));
    arena_clear(&t.arena);
}

START_TEST(words_that_fit_are_those_a_plain_scan_finds)
{
    struct rng r = rng_from_env(61);
    for (size_t segments = 1; segments <= 3; segments++) {
        setup(&r, segments);
        for (int round = 0; round < 450; round++) {
            const struct asked p = round % 3 == 0   ? wildcard(&r)
                                   : round % 3 == 1 ? fuzzy(&r)
                                                    : expression(&r);
            check(&p);
        }
        teardown();
    }
}
END_TEST

/* An expression with more states than are kept, on words that share much. */
START_TEST(states_that_are_forgotten_lose_no_word)
{
    const struct pattern p = {.kind = PATTERN_REGEX,
                              .text = bytes_of_str("(a|b|c|[^abc])*a.{4}")};
    struct rng r = rng_from_env(62);
    uint64_t budget = UINT64_MAX, docs = 0;
    size_t want = 0;
    struct fitting f;
    struct err e = ERR_INIT;
    setup(&r, 2);
    const struct vocabulary with = {t.index.index, t.analyzer, &t.arena, NULL};
    ck_assert_int_eq(fitting_find(&f, &with, &p, &budget, &e), ST_OK);
    for (size_t i = 0; i < f.n; i++)
        docs += f.words[i].df;
    for (size_t i = 0; i < DOCS; i++)
        want += glob("*a????", t.words[i]);
    ck_assert_uint_eq(docs, want);
    teardown();
}
END_TEST

/* A word that nothing else is like is found without looking at all words. */
START_TEST(words_that_cannot_fit_are_leapt_over)
{
    const struct pattern p = {.kind = PATTERN_REGEX,
                              .text = bytes_of_str("c\u0448c.*")};
    struct rng r = rng_from_env(64);
    const uint64_t given = UINT64_MAX;
    uint64_t budget = given, cost = 0;
    struct fitting f;
    struct err e = ERR_INIT;
    setup(&r, 1);
    const struct vocabulary with = {t.index.index, t.analyzer, &t.arena, NULL};
    ck_assert_int_eq(fitting_find(&f, &with, &p, &budget, &e), ST_OK);
    ck_assert_uint_gt(f.n, 3);
    for (size_t i = 0; i < f.n; i++)
        cost += WORD_WORK + f.words[i].df;
    ck_assert_uint_gt(t.index.index->counts.terms, 1000);
    ck_assert_uint_lt(given - budget - cost, 200);
    teardown();
}
END_TEST

START_TEST(budget_keeps_the_words_in_front)
{
    const struct pattern p = {.kind = PATTERN_WILDCARD,
                              .text = bytes_of_str("a*")};
    struct rng r = rng_from_env(63);
    uint64_t budget = UINT64_MAX;
    struct fitting all, some;
    struct err e = ERR_INIT;
    setup(&r, 2);
    const struct vocabulary with = {t.index.index, t.analyzer, &t.arena, NULL};
    ck_assert_int_eq(fitting_find(&all, &with, &p, &budget, &e), ST_OK);
    ck_assert_uint_gt(all.n, 100);
    for (uint64_t given = 0; given <= all.work; given += 997) {
        budget = given;
        ck_assert_int_eq(fitting_find(&some, &with, &p, &budget, &e), ST_OK);
        ck_assert_uint_le(budget, given);
        ck_assert(some.n < all.n || given >= all.work);
        for (size_t i = 0; i < some.n && !some.unseen; i++)
            ck_assert(bytes_equal(some.words[i].text, all.words[i].text));
    }
    budget = all.work;
    ck_assert_int_eq(fitting_find(&some, &with, &p, &budget, &e), ST_OK);
    ck_assert_uint_eq(some.n, all.n);
    teardown();
}
END_TEST

SUITE("fitting", words_that_fit_are_those_a_plain_scan_finds,
      states_that_are_forgotten_lose_no_word,
      words_that_cannot_fit_are_leapt_over, budget_keeps_the_words_in_front)
