#include "query/names/name_variants.h"

#include "common/base/compiler.h"
#include "common/base/mem.h"
#include "tests/index/small_index.h"
#include "tests/support/suite.h"

static const struct small_doc DOCS[] = {
    {"", "We heard Lukashenko, and Lukaschenko with him, on a petition."},
    {"", "There was Lukashenka; Putin and the patton, a poutine, Poutine."},
    {"", "In Minsk \u041b\u0443\u043a\u0430\u0448\u044d\u043d\u043a\u0430 met "
         "Xi, Li and X."},
    {"", "In Beijing and Peking they met Al-Baradei and ElBaradei, and "
         "Tse-tung, Zedong."},
    {"", "The lukachenko of it is a word of no name, lukachenko."},
};

static struct {
    struct small_index index;
    struct analyzer *analyzer;
    struct exonyms *exonyms;
    struct stemmer *stemmer;
    struct name_rules rules;
    struct arena arena;
    struct err e;
} t;

static void setup(const struct small_doc *docs, size_t n, const char *lang)
{
    t.e = ERR_INIT;
    t.index = small_index_make(docs, n, lang, 2);
    ck_assert_int_eq(analyzer_open(&t.analyzer, &t.e), ST_OK);
    ck_assert_int_eq(exonyms_open(&t.exonyms, NULL, t.analyzer, &t.e), ST_OK);
    ck_assert_int_eq(stemmer_open(&t.stemmer, lang, &t.e), ST_OK);
    name_rules_init(&t.rules);
    arena_init(&t.arena, 0);
}

static void teardown(void)
{
    arena_release(&t.arena);
    stemmer_close(t.stemmer);
    exonyms_close(t.exonyms);
    analyzer_close(t.analyzer);
    small_index_remove(&t.index);
}

static enum st find(const char *word, bool article, uint64_t budget,
                    struct name_variants *v)
{
    const struct name_search with = {
        .words = {t.index.index, t.analyzer, &t.arena, NULL},
        .rules = &t.rules,
        .exonyms = t.exonyms,
        .stemmer = t.stemmer,
        .article = article};
    return name_variants_find(v, &with, bytes_of_str(word), &budget, &t.e);
}

/* All of them, in their order, parted by blanks. */
static void finds(const char *word, bool article, const char *expected)
{
    struct name_variants v;
    struct buf got = BUF_INIT;
    ck_assert_int_eq(find(word, article, UINT64_MAX, &v), ST_OK);
    for (size_t i = 0; i < v.n; i++)
        buf_printf(&got, "%s%.*s", i ? " " : "", (int)v.of[i].word.text.n,
                   (const char *)v.of[i].word.text.p);
    ck_assert_str_eq(buf_str(&got), expected);
    buf_release(&got);
}

START_TEST(names_are_found_and_other_words_are_not)
{
    setup(DOCS, COUNT_OF(DOCS), "none");
    finds("lukashenko", false,
          "lukashenko lukaschenko lukashenka "
          "\u043b\u0443\u043a\u0430\u0448\u044d\u043d\u043a\u0430");
    finds("\u043b\u0443\u043a\u0430\u0448\u0435\u043d\u043a\u043e", false,
          "\u043b\u0443\u043a\u0430\u0448\u0435\u043d\u043a\u043e lukaschenko "
          "lukashenka lukashenko "
          "\u043b\u0443\u043a\u0430\u0448\u044d\u043d\u043a\u0430");
    finds("xi", false, "xi");
    finds("x", false, "x");
    finds("lukachenko", false,
          "lukachenko lukaschenko lukashenka lukashenko "
          "\u043b\u0443\u043a\u0430\u0448\u044d\u043d\u043a\u0430");
    teardown();
}
END_TEST

START_TEST(tables_and_rules_add_what_no_sound_does)
{
    setup(DOCS, COUNT_OF(DOCS), "none");
    finds("peking", false, "peking beijing");
    finds("tsetung", false, "tsetung zedong");
    finds("zedong", false, "zedong tsetung");
    finds("baradei", true, "baradei albaradei elbaradei");
    finds("baradei", false, "baradei");
    teardown();
}
END_TEST

/* A case ending goes through the stem group, and comes back through those of
 * the variants. */
START_TEST(forms_go_with_their_names)
{
    static const struct small_doc docs[] = {
        {"", "\u041e\u043d \u0432\u0438\u0434\u0435\u043b "
             "\u0422\u043e\u043a\u0430\u0435\u0432\u0430 \u0438 Tokayev"},
        {"", "\u0438 \u0422\u043e\u043a\u0430\u0435\u0432\u0443 \u043e\u043d"},
    };
    setup(docs, COUNT_OF(docs), "ru");
    finds("\u0442\u043e\u043a\u0430\u0435\u0432\u0430", false,
          "\u0442\u043e\u043a\u0430\u0435\u0432\u0430 tokayev "
          "\u0442\u043e\u043a\u0430\u0435\u0432\u0443");
    finds("tokayev", false,
          "tokayev \u0442\u043e\u043a\u0430\u0435\u0432\u0430 "
          "\u0442\u043e\u043a\u0430\u0435\u0432\u0443");
    teardown();
}
END_TEST

START_TEST(hostile_words_find_themselves)
{
    char word[10001];
    struct name_variants v;
    setup(DOCS, COUNT_OF(DOCS), "none");
    for (size_t i = 0; i + 1 < sizeof(word); i++)
        word[i] = "chzsjktsh"[i % 9];
    word[sizeof(word) - 1] = '\0';
    ck_assert_int_eq(find(word, false, UINT64_MAX, &v), ST_OK);
    ck_assert_uint_eq(v.n, 1);
    for (size_t n = 1; n < 60; n++) { /* every length up to the longest */
        word[n] = '\0';
        ck_assert_int_eq(find(word, true, UINT64_MAX, &v), ST_OK);
        word[n] = "chzsjktsh"[n % 9];
    }
    ck_assert_int_eq(find("\x01slukashenko", false, UINT64_MAX, &v), ST_OK);
    ck_assert_uint_eq(v.n, 1);
    ck_assert_int_eq(find("\xff\xfe", false, UINT64_MAX, &v), ST_OK);
    ck_assert_uint_eq(v.n, 1);
    teardown();
}
END_TEST

START_TEST(a_spent_budget_is_told)
{
    struct name_variants v;
    setup(DOCS, COUNT_OF(DOCS), "none");
    ck_assert_int_eq(find("lukashenko", false, 1, &v), ST_OK);
    ck_assert(v.unseen);
    ck_assert_uint_ge(v.n, 1);
    ck_assert_int_eq(find("lukashenko", false, UINT64_MAX, &v), ST_OK);
    ck_assert(!v.unseen);
    teardown();
}
END_TEST

START_TEST(failing_memory_is_told)
{
    struct name_variants v;
    long n = 0;
    setup(DOCS, COUNT_OF(DOCS), "none");
    for (;; n++) {
        arena_release(&t.arena);
        arena_init(&t.arena, 0);
        mem_fail_after(n);
        const enum st st = find("lukashenko", false, UINT64_MAX, &v);
        if (!mem_fail_never()) {
            ck_assert_int_eq(st, ST_OK);
            break;
        }
        ck_assert_int_eq(st, ST_NOMEM);
        t.e = ERR_INIT;
    }
    ck_assert_int_gt(n, 5);
    teardown();
}
END_TEST

SUITE("name variants", names_are_found_and_other_words_are_not,
      tables_and_rules_add_what_no_sound_does, forms_go_with_their_names,
      hostile_words_find_themselves, a_spent_budget_is_told,
      failing_memory_is_told)
