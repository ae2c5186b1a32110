#include "query/filter/name.h"
#include "tests/support/suite.h"

static void expect(const char *name, const char *folded)
{
    struct analyzer *a;
    struct buf out = BUF_INIT;
    ck_assert_int_eq(analyzer_open(&a, NULL), ST_OK);
    ck_assert_int_eq(name_fold(a, bytes_of_str(name), &out, NULL), ST_OK);
    ck_assert_str_eq(buf_str(&out), folded);
    buf_release(&out);
    analyzer_close(a);
}

START_TEST(case_accents_and_apostrophes_do_not_count)
{
    expect("PRESIDENCY", "presidency");
    expect("Minist\u00e8re", "ministere");
    expect("Ministe\u0300re", "ministere");
    expect("St Brigid\u2019s", "st brigid's");
    expect("St Brigid's", "st brigid's");
    expect("", "");
}
END_TEST

START_TEST(blanks_and_signs_stay)
{
    expect("Open Rivers", "open rivers");
    expect("* Ro*", "* ro*");
    expect("a  b\u00a0c", "a  b c");
    expect("presidency-by/?", "presidency-by/?");
}
END_TEST

START_TEST(a_name_longer_than_a_word_is_whole)
{
    struct buf name = BUF_INIT;
    for (int i = 0; i < 200; i++)
        buf_append_str(&name, "ab ");
    expect(buf_str(&name), buf_str(&name));
    buf_release(&name);
}
END_TEST

SUITE("name", case_accents_and_apostrophes_do_not_count, blanks_and_signs_stay,
      a_name_longer_than_a_word_is_whole)
