#include "tests/oracle/oracle_filter.h"
#include "tests/support/suite.h"

static const struct oracle_doc RELEASE = {.length = 12,
                                          .date = "2019-05-28",
                                          .source = "Caf\u00e9 d'Oru",
                                          .id = "W/1"};
static const struct oracle_doc NOTHING = {.length = 0};

static void expect(const struct oracle_filter *f, bool release, bool nothing)
{
    ck_assert_int_eq(oracle_filter_passes(f, &RELEASE), release);
    ck_assert_int_eq(oracle_filter_passes(f, &NOTHING), nothing);
}

START_TEST(days_include_both_ends_and_never_what_has_none)
{
    const struct oracle_filter open = {.field = ORACLE_DATE};
    const struct oracle_filter day = {
        .field = ORACLE_DATE, .from = "2019-05-28", .to = "2019-05-28"};
    const struct oracle_filter later = {.field = ORACLE_DATE,
                                        .from = "2019-05-29"};
    const struct oracle_filter undated = {.field = ORACLE_DATE,
                                          .undated = true};
    expect(&open, true, false);
    expect(&day, true, false);
    expect(&later, false, false);
    expect(&undated, false, true);
}
END_TEST

START_TEST(lengths_include_both_ends)
{
    const struct oracle_filter just = {
        .field = ORACLE_LENGTH, .least = 12, .most = 12};
    const struct oracle_filter less = {.field = ORACLE_LENGTH, .most = 11};
    expect(&just, true, false);
    expect(&less, false, true);
}
END_TEST

START_TEST(names_are_compared_whole)
{
    static const struct {
        const char *pattern;
        bool source, id;
    } cases[] = {{"cafe d'oru", true, false}, {"CAFE*", true, false},
                 {"caf? d'oru", true, false}, {"cafe", false, false},
                 {"w/1", false, false},       {"W/?", false, true},
                 {"*", true, true},           {"* ?*", true, false},
                 {"*a*e*u", true, false},     {"cafed'oru", false, false}};

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct oracle_filter f = {.field = ORACLE_SOURCE};
        snprintf(f.name, sizeof(f.name), "%s", cases[i].pattern);
        ck_assert_msg(oracle_filter_passes(&f, &RELEASE) == cases[i].source,
                      "source %s", f.name);
        f.field = ORACLE_ID;
        ck_assert_msg(oracle_filter_passes(&f, &RELEASE) == cases[i].id,
                      "id %s", f.name);
    }
}
END_TEST

SUITE("oracle_filter", days_include_both_ends_and_never_what_has_none,
      lengths_include_both_ends, names_are_compared_whole)
