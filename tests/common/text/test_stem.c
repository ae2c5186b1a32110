#include "common/base/mem.h"
#include "common/text/stem.h"
#include "tests/support/suite.h"

#include <libstemmer.h>
#include <stdio.h>

static struct stemmer *open_stemmer(const char *lang)
{
    struct stemmer *s;
    struct err e = ERR_INIT;
    ck_assert_msg(stemmer_open(&s, lang, &e) == ST_OK, "%s", e.msg);
    return s;
}

static void check(struct stemmer *s, const char *word, const char *stem)
{
    bool failed = false;
    const struct bytes got = stem_word(s, bytes_of_str(word), &failed);
    ck_assert(!failed);
    ck_assert_msg(bytes_equal_str(got, stem), "%s gives %.*s", word, (int)got.n,
                  (const char *)got.p);
}

START_TEST(words_of_one_stem_meet)
{
    struct stemmer *const en = open_stemmer("en");
    struct stemmer *const ru = open_stemmer("russian");
    for (int again = 0; again < 2; again++) {
        check(en, "relations", "relat");
        check(en, "related", "relat");
        check(en, "", "");
        check(ru,
              "\u043f\u0440\u0435\u0437\u0438\u0434\u0435\u043d\u0442\u0430",
              "\u043f\u0440\u0435\u0437\u0438\u0434\u0435\u043d\u0442");
    }
    stemmer_close(en);
    stemmer_close(ru);
}
END_TEST

START_TEST(none_stems_nothing)
{
    struct stemmer *const s = open_stemmer("none");
    ck_assert_ptr_null(s);
    check(s, "relations", "relations");
    stemmer_close(s);
}
END_TEST

START_TEST(every_language_of_libstemmer_opens_by_code_and_name)
{
    for (const char **l = sb_stemmer_list(); *l; l++) {
        if (strcmp(*l, "porter") == 0)
            continue;
        const char *const code = stem_language(*l);
        ck_assert_msg(code != NULL, "%s", *l);
        ck_assert_uint_eq(strlen(code), 2);
        ck_assert_str_eq(stem_language(code), code);
        stemmer_close(open_stemmer(*l));
        stemmer_close(open_stemmer(code));
    }
    ck_assert_str_eq(stem_language("none"), "none");
}
END_TEST

START_TEST(unknown_language_is_refused_with_the_list)
{
    struct stemmer *s;
    struct err e = ERR_INIT;
    ck_assert_int_eq(stemmer_open(&s, "klingon", &e), ST_USAGE);
    ck_assert_ptr_null(s);
    ck_assert_ptr_nonnull(strstr(e.msg, "'klingon'"));
    ck_assert_ptr_nonnull(strstr(e.msg, " en "));
    ck_assert_ptr_null(stem_language("porter"));
    ck_assert_ptr_null(stem_language(""));
}
END_TEST

/* More words than the memo keeps, so that it grows and starts afresh. */
START_TEST(memo_answers_as_snowball_does)
{
    struct stemmer *const s = open_stemmer("en");
    struct sb_stemmer *const snowball = sb_stemmer_new("english", "UTF_8");
    char word[64];
    bool failed = false;
    for (unsigned i = 0; i < 500000; i++) {
        const unsigned k = i % 3 ? i : i % 1000;
        const int n = snprintf(word, sizeof(word), "w%xations%xing", k, k % 7);
        const struct bytes got =
            stem_word(s, bytes_of(word, (size_t)n), &failed);
        const sb_symbol *const stem =
            sb_stemmer_stem(snowball, (const sb_symbol *)word, n);
        if (!bytes_equal(got,
                         bytes_of(stem, (size_t)sb_stemmer_length(snowball))))
            ck_abort_msg("%s gives %.*s", word, (int)got.n,
                         (const char *)got.p);
    }
    ck_assert(!failed);
    sb_stemmer_delete(snowball);
    stemmer_close(s);
}
END_TEST

START_TEST(failing_malloc_costs_the_memo_not_the_stem)
{
    struct stemmer *s = NULL;
    struct err e = ERR_INIT;
    long n = 0;
    for (;; n++) {
        mem_fail_after(n);
        e = ERR_INIT;
        const enum st st = stemmer_open(&s, "en", &e);
        mem_fail_never();
        if (st == ST_OK)
            break;
        ck_assert_int_eq(st, ST_NOMEM);
        ck_assert_ptr_null(s);
    }
    ck_assert_int_ge(n, 2);
    mem_fail_after(0);
    check(s, "relations", "relat");
    check(s, "relations", "relat");
    mem_fail_never();
    check(s, "relations", "relat");
    stemmer_close(s);
}
END_TEST

SUITE("stem", words_of_one_stem_meet, none_stems_nothing,
      every_language_of_libstemmer_opens_by_code_and_name,
      unknown_language_is_refused_with_the_list, memo_answers_as_snowball_does,
      failing_malloc_costs_the_memo_not_the_stem)
