#include "query/expand/pattern.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/base/compiler.h"
#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "query/expand/dfa.h"
#include "query/expand/fuzzy.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

/* ---- a pattern that can be asked ---- */

struct asked {
    struct arena arena;
    struct analyzer *analyzer;
    struct nfa nfa;
    struct dfa dfa;
    struct pattern_ends ends;
};

static enum st begin(struct asked *a, enum pattern_kind kind, const char *text,
                     uint32_t distance, struct err *e)
{
    const struct pattern p = {kind, bytes_of_str(text), distance};
    arena_init(&a->arena, 0);
    ck_assert_int_eq(analyzer_open(&a->analyzer, e), ST_OK);
    nfa_init(&a->nfa, &a->arena);
    a->dfa = (struct dfa){.next = NULL};
    enum st st = pattern_compile(&p, &a->nfa, a->analyzer, &a->ends, e);
    if (st == ST_OK)
        st = dfa_open(&a->dfa, &a->nfa, e);
    return st;
}

static void end(struct asked *a)
{
    dfa_close(&a->dfa);
    analyzer_close(a->analyzer);
    arena_release(&a->arena);
}

static bool fits(struct asked *a, const char *word)
{
    const struct bytes w = bytes_of_str(word);
    uint32_t state = dfa_start(&a->dfa);
    for (size_t i = 0; i < w.n;) {
        uint32_t c;
        i += utf8_step(w.p + i, w.p + w.n, &c);
        state = dfa_step(&a->dfa, state, c);
    }
    return a->dfa.fits[state];
}

static bool has_ends(const char *word, const struct pattern_ends *e)
{
    const struct bytes w = bytes_of_str(word);
    return w.n >= e->prefix.n && w.n >= e->suffix.n &&
           (!e->prefix.n || memcmp(w.p, e->prefix.p, e->prefix.n) == 0) &&
           (!e->suffix.n ||
            memcmp(w.p + w.n - e->suffix.n, e->suffix.p, e->suffix.n) == 0);
}

static void check(enum pattern_kind kind, const char *text, uint32_t distance,
                  const char *word, bool expected)
{
    struct asked a;
    struct err e = ERR_INIT;
    ck_assert_msg(begin(&a, kind, text, distance, &e) == ST_OK, "%s: %s", text,
                  e.msg);
    ck_assert_msg(fits(&a, word) == expected, "%s %s %s", text,
                  expected ? "does not fit" : "fits", word);
    if (expected)
        ck_assert(has_ends(word, &a.ends));
    end(&a);
}

static void refused(enum pattern_kind kind, const char *text, enum st st,
                    const char *message)
{
    struct asked a;
    struct err e = ERR_INIT;
    ck_assert_msg(begin(&a, kind, text, 1, &e) == st, "%s", text);
    ck_assert_msg(strstr(e.msg, message), "%s: %s", text, e.msg);
    end(&a);
}

/* ---- what patterns mean ---- */

START_TEST(wildcard_stands_for_any_characters_or_one)
{
    static const struct {
        const char *pattern, *word;
        bool fits;
    } table[] = {
        {"luka*", "lukashenko", true},
        {"luka*", "luka", true},
        {"luka*", "luk", false},
        {"*ship", "leadership", true},
        {"*ship", "ship", true},
        {"*ship", "shipping", false},
        {"wom?n", "women", true},
        {"wom?n", "womn", false},
        {"wom?n", "wom\u00e9n", true},
        {"l*k*", "lukashenko", true},
        {"l*k*z", "lukashenko", false},
        {"?bc", "abc", true},
        {"?bc", "bc", false},
        {"*a*b*", "xaxbx", true},
        {"Tokay*", "tokayev", true},
        {"KÖNIG*", "konigin", true},
        {"Stra\u00df*", "strasse", true},
        {"kassym-jom*", "kassymjomart", true},
        {"a\\*b*", "a*bc", true},
        {"a\\*b*", "axbc", false},
        {"лука*", "лукашенко", true},
        {"a**b", "axxb", true},
        {"a?*", "a", false},
        {"a?*", "ab", true},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++)
        check(PATTERN_WILDCARD, table[i].pattern, 0, table[i].word,
              table[i].fits);
}
END_TEST

START_TEST(wildcard_without_a_letter_is_refused)
{
    refused(PATTERN_WILDCARD, "*", ST_SYNTAX, "* fits every word");
    refused(PATTERN_WILDCARD, "?*?", ST_SYNTAX, "fits every word");
    refused(PATTERN_WILDCARD, "", ST_SYNTAX, "fits every word");
    refused(PATTERN_WILDCARD, "-*", ST_SYNTAX, "fits every word");
}
END_TEST

START_TEST(regex_fits_a_word_as_a_whole)
{
    static const struct {
        const char *pattern, *word;
        bool fits;
    } table[] = {
        {"abc", "abc", true},
        {"abc", "abcd", false},
        {"abc", "xabc", false},
        {"^abc$", "abc", true},
        {"a.c", "a\u00e9c", true},
        {"a|bc|d", "bc", true},
        {"a|bc|d", "d", true},
        {"a|bc|d", "ac", false},
        {"(a|b)c", "bc", true},
        {"(?:a|b)+", "abba", true},
        {"a*", "", true},
        {"a+", "", false},
        {"ab?c", "ac", true},
        {"a{2}", "aa", true},
        {"a{2}", "aaa", false},
        {"a{2,}", "aaaa", true},
        {"a{2,3}", "aaaa", false},
        {"a{,2}", "", true},
        {"(ab){1,2}c", "ababc", true},
        {"[a-c]x", "bx", true},
        {"[a-c]x", "dx", false},
        {"[^a-c]x", "dx", true},
        {"[^a-c]x", "ax", false},
        {"[]a]", "]", true},
        {"[a-]", "-", true},
        {"[A-C]x", "bx", true},
        {"[\\d.]+", "1.5", true},
        {"\\d{4}", "2019", true},
        {"\\d{4}", "201x", false},
        {"\\w+", "\u00fcber9", true},
        {"\\w+", "a'b", false},
        {"a\\.b", "a.b", true},
        {"a\\.b", "axb", false},
        {"TOKAY(ev|eva)", "tokayeva", true},
        {"M\u00fcller", "muller", true},
        {"Stra\u00dfe", "strasse", true},
        {"()", "", true},
        {"a||b", "", true},
        {"лук[аи].*", "лукашенко", true},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++)
        check(PATTERN_REGEX, table[i].pattern, 0, table[i].word, table[i].fits);
}
END_TEST

START_TEST(regex_errors_name_the_place)
{
    static const struct {
        const char *pattern, *message;
    } table[] = {
        {"(ab", "character 1: the parenthesis is not closed"},
        {"ab)", "character 3: there is no ( to this )"},
        {"\u00e9\u00e9)", "character 3: there is no ("},
        {"a[bc", "character 2: the bracket is not closed"},
        {"[]", "character 1: the bracket is not closed"},
        {"[c-a]", "character 2: the range ends before it begins"},
        {"[a-\\d]", "the range ends"},
        {"[[:alpha:]]", "classes"},
        {"*a", "character 1: there is nothing to repeat"},
        {"a|*", "character 3: there is nothing to repeat"},
        {"a**", "character 3: what is repeated"},
        {"a+?", "character 3: what is repeated"},
        {"a{2", "character 2: this is no count"},
        {"a{}", "this is no count"},
        {"a{x}", "this is no count"},
        {"a{3,2}", "the second count is less"},
        {"a{1001}", "more than 1000 times"},
        {"a{99999999999999}", "more than 1000 times"},
        {"a\\", "nothing follows the backslash"},
        {"\\b", "this escape is not known"},
        {"(a)\\1", "this escape is not known"},
        {"(?=a)", "no looking around"},
        {"(?i)a", "no switches"},
        {"a^", "character 2: ^ stands at the beginning only"},
        {"$a", "$ stands at the end only"},
        {"\xff", "not UTF-8"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++)
        refused(PATTERN_REGEX, table[i].pattern, ST_SYNTAX, table[i].message);
    refused(PATTERN_REGEX, "((a{1000}){1000}){1000}", ST_LIMIT, "too long");
    char deep[302];
    memset(deep, '(', 101);
    deep[101] = '\0';
    refused(PATTERN_REGEX, deep, ST_SYNTAX, "100 parentheses");
}
END_TEST

START_TEST(fuzzy_allows_slips_of_four_kinds)
{
    check(PATTERN_FUZZY, "lukashenko", 1, "lukashenka", true);
    check(PATTERN_FUZZY, "lukashenko", 1, "lukashenk", true);
    check(PATTERN_FUZZY, "lukashenko", 1, "lukashennko", true);
    check(PATTERN_FUZZY, "lukashenko", 1, "lukahsenko", true);
    check(PATTERN_FUZZY, "lukashenko", 1, "ulkahsenko", false);
    check(PATTERN_FUZZY, "lukashenko", 2, "ulkahsenko", true);
    check(PATTERN_FUZZY, "Łukašenko", 1, "lukasenko", true);
    check(PATTERN_FUZZY, "a", 1, "", true);
    check(PATTERN_FUZZY, "a", 1, "b", true);
    check(PATTERN_FUZZY, "a", 1, "bc", false);
    check(PATTERN_FUZZY, "ab", 0, "ab", true);
    check(PATTERN_FUZZY, "ab", 0, "ba", false);
    refused(PATTERN_FUZZY, "", ST_SYNTAX, "no word");
    refused(PATTERN_FUZZY, "--", ST_SYNTAX, "no word");
    struct asked a;
    struct err e = ERR_INIT;
    ck_assert_int_eq(begin(&a, PATTERN_FUZZY, "word", 3, &e), ST_USAGE);
    ck_assert_ptr_nonnull(strstr(e.msg, "1 or 2 slips"));
    end(&a);
}
END_TEST

/* ---- against matchers that do it the slow way ---- */

enum { WORD_LETTERS = 9, ROUNDS = 3000, WORDS_EACH = 40 };

static const char LETTERS[] = "abcd";

static void random_word(struct rng *r, char *out, uint32_t letters)
{
    const uint32_t n = rng_below(r, WORD_LETTERS);
    for (uint32_t i = 0; i < n; i++)
        out[i] = LETTERS[rng_below(r, letters)];
    out[n] = '\0';
}

static bool glob(const char *p, const char *w)
{
    if (*p == '\0')
        return *w == '\0';
    if (*p == '*')
        return glob(p + 1, w) || (*w && glob(p, w + 1));
    return *w && (*p == '?' || *p == *w) && glob(p + 1, w + 1);
}

START_TEST(wildcards_fit_what_a_recursive_matcher_says)
{
    static const char signs[] = "aabbc*?*";
    struct rng r = rng_from_env(31);
    for (int round = 0; round < ROUNDS; round++) {
        char pattern[10] = "a", word[WORD_LETTERS + 1];
        const uint32_t n = rng_below(&r, 8), letter = rng_below(&r, n + 1);
        for (uint32_t i = 0; i <= n; i++)
            pattern[i] = i == letter ? 'a' : signs[rng_below(&r, 8)];
        pattern[n + 1] = '\0';
        struct asked a;
        struct err e = ERR_INIT;
        ck_assert_int_eq(begin(&a, PATTERN_WILDCARD, pattern, 0, &e), ST_OK);
        for (int i = 0; i < WORDS_EACH; i++) {
            random_word(&r, word, 3);
            ck_assert_msg(fits(&a, word) == glob(pattern, word), "%s %s",
                          pattern, word);
            ck_assert(!glob(pattern, word) || has_ends(word, &a.ends));
        }
        end(&a);
    }
}
END_TEST

static uint32_t min3(uint32_t a, uint32_t b, uint32_t c)
{
    return MIN(a, MIN(b, c));
}

/* Optimal string alignment. */
static uint32_t distance(const char *a, const char *b)
{
    uint32_t d[WORD_LETTERS + 1][WORD_LETTERS + 1];
    const uint32_t m = (uint32_t)strlen(a), n = (uint32_t)strlen(b);
    for (uint32_t i = 0; i <= m; i++) {
        for (uint32_t j = 0; j <= n; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] = min3(d[i - 1][j] + 1, d[i][j - 1] + 1,
                           d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = MIN(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[m][n];
}

START_TEST(fuzzy_fits_what_is_no_further_away)
{
    struct rng r = rng_from_env(32);
    for (int round = 0; round < ROUNDS; round++) {
        char word[WORD_LETTERS + 1], other[WORD_LETTERS + 1];
        const uint32_t most = rng_below(&r, FUZZY_MAX + 1);
        random_word(&r, word, 4);
        if (!*word)
            continue;
        struct asked a;
        struct err e = ERR_INIT;
        ck_assert_int_eq(begin(&a, PATTERN_FUZZY, word, most, &e), ST_OK);
        for (int i = 0; i < WORDS_EACH; i++) {
            random_word(&r, other, 4);
            ck_assert_msg(fits(&a, other) == (distance(word, other) <= most),
                          "%s~%u %s", word, most, other);
        }
        end(&a);
    }
}
END_TEST

/* A random expression as text, and where it may end in a word, bit i for behind
 * letter i, from where it may begin. Both are made by the same walk over random
 * numbers: `word` is NULL while the text is written. */
struct walk {
    struct rng rng;
    char *text;
    const char *word;
    int depth;
};

static uint32_t either(struct walk *w, uint32_t from);

static void put(struct walk *w, const char *s)
{
    if (!w->word)
        strcat(w->text, s);
}

static uint32_t step(const struct walk *w, uint32_t from, const char *set)
{
    uint32_t to = 0;
    for (uint32_t i = 0; w->word && w->word[i]; i++) {
        if (from >> i & 1 && strchr(set, w->word[i]))
            to |= 2u << i;
    }
    return to;
}

static uint32_t atom(struct walk *w, uint32_t from)
{
    static const char *const sets[][2] = {
        {"a", "a"},       {"b", "b"},      {"c", "c"},
        {".", "abcd"},    {"[ab]", "ab"},  {"[^ab]", "cd"},
        {"[b-d]", "bcd"}, {"[A-B]", "ab"}, {"C", "c"},
    };
    if (w->depth > 0 && rng_below(&w->rng, 3) == 0) {
        w->depth--;
        put(w, "(");
        const uint32_t to = either(w, from);
        put(w, ")");
        w->depth++;
        return to;
    }
    const uint32_t i = rng_below(&w->rng, COUNT_OF(sets));
    put(w, sets[i][0]);
    return step(w, from, sets[i][1]);
}

static uint32_t repeated(struct walk *w, uint32_t from)
{
    static const struct {
        const char *text;
        uint32_t least, most;
    } times[] = {{"", 1, 1},  {"", 1, 1},    {"*", 0, 99},    {"+", 1, 99},
                 {"?", 0, 1}, {"{2}", 2, 2}, {"{1,}", 1, 99}, {"{0,2}", 0, 2}};
    const uint32_t i = rng_below(&w->rng, COUNT_OF(times));
    const struct rng before = w->rng;
    uint32_t to = times[i].least == 0 ? from : 0, at = from;
    if (!w->word) {
        atom(w, 0);
        put(w, times[i].text);
        return 0;
    }
    for (uint32_t n = 1; n <= MIN(times[i].most, WORD_LETTERS + 2u); n++) {
        w->rng = before;
        at = atom(w, at);
        if (n >= times[i].least)
            to |= at;
    }
    return to;
}

static uint32_t row(struct walk *w, uint32_t from)
{
    for (uint32_t n = rng_below(&w->rng, 4); n > 0; n--)
        from = repeated(w, from);
    return from;
}

static uint32_t either(struct walk *w, uint32_t from)
{
    uint32_t to = row(w, from);
    while (rng_below(&w->rng, 4) == 0) {
        put(w, "|");
        to |= row(w, from);
    }
    return to;
}

START_TEST(regexes_fit_what_sets_of_places_say)
{
    struct rng r = rng_from_env(33);
    for (int round = 0; round < ROUNDS; round++) {
        static char text[1 << 16];
        char word[WORD_LETTERS + 1];
        const struct rng seed = {rng_next(&r)};
        struct walk w = {.rng = seed, .text = text, .depth = 3};
        text[0] = '\0';
        either(&w, 0);
        struct asked a;
        struct err e = ERR_INIT;
        if (strlen(text) > 4000)
            continue;
        ck_assert_msg(begin(&a, PATTERN_REGEX, text, 0, &e) == ST_OK, "%s: %s",
                      text, e.msg);
        for (int i = 0; i < WORDS_EACH; i++) {
            random_word(&r, word, 4);
            w = (struct walk){.rng = seed, .word = word, .depth = 3};
            const bool expected = either(&w, 1) >> strlen(word) & 1;
            ck_assert_msg(fits(&a, word) == expected, "/%s/ %s", text, word);
        }
        end(&a);
    }
}
END_TEST

/* ---- what must not explode ---- */

START_TEST(states_are_forgotten_when_they_are_too_many_and_fits_stay_right)
{
    struct asked a;
    struct err e = ERR_INIT;
    struct rng r = rng_from_env(34);
    ck_assert_int_eq(begin(&a, PATTERN_REGEX, "(a|b)*a(a|b){14}", 0, &e),
                     ST_OK);
    for (int i = 0; i < 2000; i++) {
        char word[101];
        for (int k = 0; k < 100; k++)
            word[k] = LETTERS[rng_below(&r, 2)];
        word[100] = '\0';
        ck_assert(fits(&a, word) == (word[100 - 15] == 'a'));
    }
    ck_assert_uint_gt(a.dfa.epoch, 2);
    end(&a);
}
END_TEST

START_TEST(any_bytes_are_a_pattern_or_an_error)
{
    static const char *const pieces[] = {
        "a",      "(",      ")", "[",    "]",   "{",     "}",
        "*",      "+",      "?", "|",    "^",   "$",     "\\",
        ".",      "-",      ",", "1",    "9",   "\xc3",  "\xa9",
        "\u00df", "\ufdfa", "d", "\x01", "(?:", "{2,3}", "[^"};
    struct rng r = rng_from_env(35);
    for (int round = 0; round < 30000; round++) {
        char text[64] = "";
        for (uint32_t n = rng_below(&r, 12); n > 0; n--)
            strcat(text, pieces[rng_below(&r, COUNT_OF(pieces))]);
        for (int kind = PATTERN_WILDCARD; kind <= PATTERN_FUZZY; kind++) {
            struct asked a;
            struct err e = ERR_INIT;
            const enum st st = begin(&a, (enum pattern_kind)kind, text, 2, &e);
            if (st == ST_OK)
                (void)fits(&a, "a1b2");
            else
                ck_assert(e.msg[0] && (st == ST_SYNTAX || st == ST_LIMIT));
            end(&a);
        }
    }
}
END_TEST

START_TEST(memory_that_runs_out_is_told)
{
    static const struct pattern patterns[] = {
        {PATTERN_WILDCARD, {(const uint8_t *)"a*b?", 4}, 0},
        {PATTERN_REGEX, {(const uint8_t *)"(a|[b-d]+){2}", 13}, 0},
        {PATTERN_FUZZY, {(const uint8_t *)"lukashenko", 10}, 2},
    };
    for (size_t i = 0; i < COUNT_OF(patterns); i++) {
        bool done = false;
        for (long n = 0; !done; n++) {
            struct arena arena;
            struct analyzer *analyzer;
            struct err e = ERR_INIT;
            struct nfa nfa;
            struct dfa dfa = {.next = NULL};
            struct pattern_ends ends;
            ck_assert_int_eq(analyzer_open(&analyzer, &e), ST_OK);
            arena_init(&arena, 0);
            nfa_init(&nfa, &arena);
            mem_fail_after(n);
            enum st st =
                pattern_compile(&patterns[i], &nfa, analyzer, &ends, &e);
            if (st == ST_OK)
                st = dfa_open(&dfa, &nfa, &e);
            done = !mem_fail_never();
            ck_assert_int_eq(st, done ? ST_OK : ST_NOMEM);
            dfa_close(&dfa);
            arena_release(&arena);
            analyzer_close(analyzer);
        }
    }
}
END_TEST

SUITE("pattern", wildcard_stands_for_any_characters_or_one,
      wildcard_without_a_letter_is_refused, regex_fits_a_word_as_a_whole,
      regex_errors_name_the_place, fuzzy_allows_slips_of_four_kinds,
      wildcards_fit_what_a_recursive_matcher_says,
      fuzzy_fits_what_is_no_further_away, regexes_fit_what_sets_of_places_say,
      states_are_forgotten_when_they_are_too_many_and_fits_stay_right,
      any_bytes_are_a_pattern_or_an_error, memory_that_runs_out_is_told)
