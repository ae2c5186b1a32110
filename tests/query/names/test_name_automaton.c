/* The words that an automaton of keys fits are those that can be read to one of
 * them: held against a scan of all words, which tries every way of cutting. */
#include "query/names/name_automaton.h"

#include <stdio.h>
#include <string.h>

#include "common/base/compiler.h"
#include "query/expand/fitting.h"
#include "query/names/sound.h"
#include "tests/index/small_index.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

enum { WORDS = 1200, SIZE = 32, READING_MAX = 64 };

static struct {
    char words[WORDS][SIZE];
    struct small_doc docs[WORDS];
    struct small_index index;
    struct analyzer *analyzer;
    struct spelling_table table;
    struct name_letters letters;
    struct arena arena;
} t;

static struct err e;

static void draw_word(struct rng *r, char *out)
{
    static const char *const parts[] = {
        "a",      "e",  "u",  "k", "h",      "c",      "s",      "t",
        "z",      "sh", "ch", "j", "x",      "d",      "ts",     "ph",
        "v",      "l",  "n",  "r", "\u0448", "\u0445", "\u0438", "\u0434\u0436",
        "\u03be", "ou"};
    out[0] = '\0';
    for (uint32_t n = 2 + rng_below(r, 6); n > 0; n--)
        strcat(out, parts[rng_below(r, COUNT_OF(parts))]);
}

static void setup(void)
{
    struct rng r = rng_from_env(11);
    for (size_t i = 0; i < WORDS; i++) {
        draw_word(&r, t.words[i]);
        t.docs[i] = (struct small_doc){"", t.words[i]};
    }
    t.index = small_index_make(t.docs, WORDS, "none", 2);
    ck_assert_int_eq(analyzer_open(&t.analyzer, &e), ST_OK);
    spelling_table_init(&t.table);
    name_letters_init(&t.letters, &t.table);
    arena_init(&t.arena, 0);
}

static void teardown(void)
{
    arena_release(&t.arena);
    analyzer_close(t.analyzer);
    small_index_remove(&t.index);
}

/* ---- the scan ---- */

/* Whether what was read, classes and '-', is one of the keys. */
static bool is_key(const char *reading, const struct skeletons *keys)
{
    char key[READING_MAX + 1];
    size_t n = 0;
    for (size_t i = 0; reading[i]; i++) {
        if (i > 0 && reading[i] == reading[i - 1])
            continue;
        if (reading[i] != '-' || i == 0)
            key[n++] = reading[i];
    }
    key[n] = '\0';
    for (uint32_t i = 0; i < keys->n; i++)
        if (strcmp(key, keys->of[i]) == 0)
            return true;
    return false;
}

static bool reads(const char *word, const char *sounds, const char *reading,
                  const struct skeletons *keys);

static bool cuts(const char *word, const char *reading,
                 const struct skeletons *keys)
{
    if (!*word)
        return is_key(reading, keys);
    for (uint32_t i = 0; i < t.table.n; i++) {
        const struct spelling *const s = t.table.of[i];
        const size_t n = strlen(s->text);
        if (strncmp(word, s->text, n) == 0 &&
            (reads(word + n, s->sounds, reading, keys) ||
             (s->other && reads(word + n, s->other, reading, keys))))
            return true;
    }
    return false;
}

static bool reads(const char *word, const char *sounds, const char *reading,
                  const struct skeletons *keys)
{
    char more[READING_MAX + 1];
    const size_t n = strlen(reading);
    if (!*sounds)
        return cuts(word, reading, keys);
    ck_assert_uint_lt(n + 1, sizeof(more));
    for (const char *c = sound_classes(sound_of(*sounds)); *c; c++) {
        strcpy(more, reading);
        if (*c != '.') {
            more[n] = *c;
            more[n + 1] = '\0';
        }
        if (reads(word, sounds + 1, more, keys))
            return true;
    }
    return false;
}

/* ---- the property ---- */

static bool wants_all(void *ctx, struct bytes word)
{
    (void)ctx;
    (void)word;
    return true;
}

static bool has_word(const struct fitting *x, const char *word)
{
    for (size_t i = 0; i < x->n_all; i++)
        if (bytes_equal_str(x->words[i].text, word))
            return true;
    return false;
}

static void check(const char *asked)
{
    struct name_form forms[NAME_FORMS_MAX];
    struct skeletons keys = {.n = 0};
    const uint32_t n = name_forms_read(forms, &t.table, bytes_of_str(asked));
    for (uint32_t i = 0; i < n; i++)
        skeletons_add(&keys, &forms[i]);
    if (keys.n == 0)
        return;
    const struct vocabulary with = {t.index.index, t.analyzer, &t.arena, NULL};
    uint64_t budget = UINT64_MAX;
    struct fitting x;
    struct nfa nfa;
    nfa_init(&nfa, &t.arena);
    name_automaton_build(&nfa, &t.letters, &keys, false);
    ck_assert_int_eq(nfa_finish(&nfa, &e), ST_OK);
    const struct choice choice = {.nfa = &nfa, .wants = wants_all};
    ck_assert_int_eq(fitting_choose(&x, &with, &choice, &budget, &e), ST_OK);
    ck_assert_msg(has_word(&x, asked), "%s does not find itself", asked);
    for (size_t i = 0; i < WORDS; i++)
        ck_assert_msg(cuts(t.words[i], "", &keys) == has_word(&x, t.words[i]),
                      "%s, asked %s (%s): the scan says %d", t.words[i], asked,
                      keys.of[0], cuts(t.words[i], "", &keys));
    arena_clear(&t.arena);
}

START_TEST(automaton_and_scan_find_the_same_words)
{
    struct rng r = rng_from_env(3);
    setup();
    for (unsigned i = 0; i < 25; i++)
        check(t.words[rng_below(&r, WORDS)]);
    teardown();
}
END_TEST

START_TEST(keys_are_the_consonants)
{
    static const struct {
        const char *word, *key;
    } cases[] = {
        {"lukashenko", "LKSNK"},
        {"lukaschenko", "LKSNK"},
        {"\u043b\u0443\u043a\u0430\u0448\u044d\u043d\u043a\u0430", "LKSNK"},
        {"eltsin", "-LSN"},
        {"medvedev", "MTVTV"},
        {"xi", ""},
        {"ali", ""},
        {"kim", ""},
        {"yashin", "-SN"}};
    spelling_table_init(&t.table);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct name_form forms[NAME_FORMS_MAX];
        struct skeletons keys = {.n = 0};
        ck_assert_uint_gt(
            name_forms_read(forms, &t.table, bytes_of_str(cases[i].word)), 0);
        skeletons_add(&keys, &forms[0]);
        ck_assert_str_eq(keys.n > 0 ? keys.of[0] : "", cases[i].key);
    }
}
END_TEST

SUITE("name automaton", keys_are_the_consonants,
      automaton_and_scan_find_the_same_words)
