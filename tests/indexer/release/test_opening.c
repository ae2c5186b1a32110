#include "indexer/release/opening.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/buf.h"
#include "common/base/compiler.h"
#include "common/base/date.h"
#include "common/base/mem.h"
#include "tests/indexer/release/zones_text.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

static const char *zones(const char *title, const char *body)
{
    return zones_of(title, bytes_of_str(body));
}

START_TEST(lines_above_the_text_are_told_apart)
{
    ck_assert_str_eq(
        zones("Looms run", "FOR IMMEDIATE RELEASE\n"
                           "Looms run\n"
                           "The third month in a row\n"
                           "\n"
                           "MINSK, 28 May (BelTA) - The looms are running.\n"
                           "They made cloth.\n"
                           "\n"
                           "It was sold."),
        "noise[FOR IMMEDIATE RELEASE] noise[Looms run] "
        "subhead[The third month in a row] "
        "dateline[MINSK, 28 May (BelTA) -] place[MINSK] agency[BelTA] "
        "lead[The looms are running.|They made cloth.]");
    ck_assert_str_eq(
        zones("", "The looms of Minsk are running again after a month of rest, "
                  "the town says.\n\nMore."),
        "lead[The looms of Minsk are running again after a month of rest, the "
        "town says.]");
    ck_assert_str_eq(zones("Looms", ""), "");
    ck_assert_str_eq(zones("", "Looms"), "lead[Looms]");
    ck_assert_str_eq(zones("", "28 May 2019\nwww.example.org"),
                     "noise[28 May 2019] noise[www.example.org]");
}
END_TEST

START_TEST(date_and_place_may_stand_on_lines_of_their_own)
{
    const char *const body = "23 мая 2019 года\n"
                             "14:30\n"
                             "Москва, Кремль\n"
                             "\n"
                             "Президент встретился с ткачами и сказал им, что "
                             "станки работают.";
    ck_assert_str_eq(
        zones("", "23 мая 2019 года\nМосква, Кремль\n\nПрезидент встретился с "
                  "ткачами, и станки работают снова."),
        "dateline[23 мая 2019 года|Москва, Кремль] place[Москва] "
        "lead[Президент встретился с ткачами, и станки работают снова.]");
    ck_assert_ptr_nonnull(strstr(zones("", body), "place[Москва]"));
    ck_assert_str_eq(
        zones("", "28 May 2019\nAnna Lis\nThe Looms, Minsk\nDear Anna:\n\n"
                  "The looms of the town are running again after a month, says "
                  "the council."),
        "noise[28 May 2019] subhead[Anna Lis] subhead[The Looms, Minsk] "
        "subhead[Dear Anna:] "
        "lead[The looms of the town are running again after a month, says the "
        "council.]");
    ck_assert_str_eq(
        zones("", "PHOENIX, AZ / Loom Karma / August 1, 2025 11:00\n\n"
                  "Looms run in the city."),
        "dateline[PHOENIX, AZ / Loom Karma / August 1, 2025 11:00] "
        "place[PHOENIX] agency[Loom Karma] lead[Looms run in the city.]");
}
END_TEST

/* The date of what opening_read() finds in `body`. */
static int32_t date_of(const char *body)
{
    struct lines l = {.n = 0};
    struct anatomy a = {.n_zones = 0};
    size_t first_text;
    ck_assert_int_eq(lines_read(&l, bytes_of_str(body), NULL), ST_OK);
    ck_assert_int_eq(
        opening_read(BYTES_NONE, bytes_of_str(body), &l, &a, &first_text, NULL),
        ST_OK);
    const int32_t date = a.dateline.date;
    anatomy_release(&a);
    lines_release(&l);
    return date;
}

START_TEST(a_date_right_above_is_that_of_the_dateline)
{
    int32_t days;
    ck_assert(date_from_civil((struct civil){2019, 5, 28}, &days));
    ck_assert_int_eq(date_of("28 May 2019\nWASHINGTON, D.C. - Looms run."),
                     days);
    ck_assert_int_eq(date_of("28 May 2019\nLooms\nMINSK (AP) - Looms run."),
                     DATE_NONE);
    ck_assert_int_eq(date_of("MINSK, 28 May 2019 - Looms run."), days);
    ck_assert_int_eq(date_of("MINSK, 28 May - Looms run."), DATE_NONE);
    ck_assert_int_eq(date_of("Looms run."), DATE_NONE);
}
END_TEST

START_TEST(capitals_that_come_again_are_a_name)
{
    ck_assert_ptr_null(
        strstr(zones("", "ENEOS – The maker of looms said that ENEOS would "
                         "make more of them."),
               "dateline"));
    ck_assert_ptr_nonnull(
        strstr(zones("", "BOSTON – The maker of looms said that Boston would "
                         "make more of them."),
               "place[BOSTON]"));
}
END_TEST

/* Noise above changes nothing below. */
START_TEST(noise_changes_nothing_below)
{
    static const char *const noises[] = {
        "FOR IMMEDIATE RELEASE\n",
        "12 / 34\n",
        "https://example.org/looms\n",
        "![](https://example.org/a.png)\n",
        "Пресс-релиз\n\n",
        "Contact: Anna Lis, 555 0100\n",
        "***\n",
        "Share this\n\n",
    };
    static const char *const bodies[] = {
        ("MINSK, 28 May (BelTA) - The looms are running.\n\nAbout Looms\nWe "
         "run."),
        "The third month\n\nParis, le 23 novembre 2019 – Les métiers.",
        "13 сентября, Минск /Корр. БЕЛТА/. Станки работают.",
        "The looms of the town are running again after a month, the town says.",
        "(Loom Newswire) - October 30, 2024 - Orlando, FL — Looms run.",
    };
    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        char plain[1024];
        snprintf(plain, sizeof(plain), "%s", zones("", bodies[i]));
        for (size_t k = 0; k < COUNT_OF(noises); k++) {
            struct buf b = BUF_INIT;
            buf_printf(&b, "%s%s%s", noises[k], noises[(k + 3) % 8], bodies[i]);
            const char *const with = zones("", buf_str(&b));
            const char *const below = strstr(with, plain);
            ck_assert_msg(below != NULL, "%s\n%s", with, plain);
            ck_assert_ptr_eq(below + strlen(plain), with + strlen(with));
            buf_release(&b);
        }
    }
}
END_TEST

/* `begin`, then `unit` again and again, `n` bytes in all. */
static struct buf repeated(const char *begin, const char *unit, size_t n)
{
    struct buf b = BUF_INIT;
    ck_assert(buf_reserve(&b, n));
    ck_assert(buf_append_str(&b, begin));
    while (b.n + strlen(unit) < n)
        ck_assert(buf_append_str(&b, unit));
    return b;
}

START_TEST(hostile_bodies_get_no_dateline_and_take_little_time)
{
    static const char *const units[] = {
        "A",
        "SALE OF LOOMS ",
        "loom ",
        "Loom ",
        "(",
        "/ ",
        "MINSK, ",
        "28 May ",
        "- ",
        "\xff",
        "\xc3\xa2\xe2\x82\xac\xe2\x80\x9c ",
        "LOOM  RUN   ",
        "A\n",
        "织机",
        "[](",
        "About ",
        "About Us\n",
        "\"",
        "“",
        "„ ",
        "«»",
        "###\n",
        "  About ",
        "Contact: ",
    };
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        static const char *const begins[] = {
            "", "The looms\n\nrun.\n\nAbout Looms\n\n"};
        for (size_t k = 0; k < COUNT_OF(begins); k++) {
            struct buf b = repeated(begins[k], units[i], 1 << 18);
            ck_assert_ptr_null(
                strstr(zones_of("", buf_bytes(&b)), "dateline["));
            buf_release(&b);
        }
    }
}
END_TEST

START_TEST(random_bodies_never_read_outside)
{
    static const char *const parts[] = {
        "MINSK",
        "Minsk",
        "Washington",
        " D C ",
        ", ",
        " - ",
        " – ",
        "--",
        "/",
        "(",
        ")",
        "[",
        "](",
        "28 May ",
        "May 28",
        " 2019",
        "28 мая ",
        "。",
        "东京",
        "新华社",
        "电",
        "  ",
        "   ",
        "\n",
        "\n\n",
        "About ",
        "About Us\n",
        "Contact: ",
        "###",
        "---\n",
        "“",
        "”",
        "\"",
        "\xff",
        "\xe2\x80",
        "\xc2",
        "\xe3",
        "www.a.b",
        "@",
        "555 0100",
        "!",
        "[](x)",
        "![](x)",
        "Sincerely,\n",
        "20510\n",
        "AP",
        "/TASS/.",
        "Ill.",
        "The loom runs and runs and runs and runs and runs and runs.",
        "О ",
    };
    struct rng rng = rng_from_env(5);
    for (unsigned round = 0; round < 20000; round++) {
        struct buf b = BUF_INIT;
        for (unsigned n = rng_below(&rng, 40); n > 0; n--) {
            const char *const part = parts[rng_below(&rng, COUNT_OF(parts))];
            ck_assert(buf_append(&b, part, strlen(part)));
        }
        /* A buffer of its own size, so that ASan sees any step outside. */
        uint8_t *const raw = malloc(b.n ? b.n : 1);
        memcpy(raw, b.n ? b.p : raw, b.n);
        zones_of("About the looms", bytes_of(raw, b.n));
        free(raw);
        buf_release(&b);
    }
}
END_TEST

START_TEST(a_lead_without_line_breaks_ends_at_a_gap)
{
    struct buf b = repeated("", "The looms of Minsk are running again. ", 1200);
    ck_assert(buf_append_str(&b, "They stop.  They run."));
    const char *const text = zones_of("", buf_bytes(&b));
    ck_assert_str_eq(text + strlen(text) - strlen("They stop.]"),
                     "They stop.]");
    buf_release(&b);
}
END_TEST

START_TEST(memory_may_fail_at_every_call)
{
    const struct bytes body =
        bytes_of_str("FOR IMMEDIATE RELEASE\nThe third month\n\n"
                     "MINSK, 28 May (BelTA) - The looms are running.");
    struct lines l = {.n = 0};
    enum st st = ST_NOMEM;
    ck_assert_int_eq(lines_read(&l, body, NULL), ST_OK);
    for (long n = 0; st != ST_OK; n++) {
        struct anatomy a = {.n_zones = 0};
        size_t first_text;
        mem_fail_after(n);
        st = opening_read(BYTES_NONE, body, &l, &a, &first_text, NULL);
        ck_assert_int_eq(st, mem_fail_never() ? ST_NOMEM : ST_OK);
        anatomy_release(&a);
    }
    lines_release(&l);
}
END_TEST

SUITE("opening", lines_above_the_text_are_told_apart,
      date_and_place_may_stand_on_lines_of_their_own,
      a_date_right_above_is_that_of_the_dateline,
      capitals_that_come_again_are_a_name, noise_changes_nothing_below,
      hostile_bodies_get_no_dateline_and_take_little_time,
      random_bodies_never_read_outside,
      a_lead_without_line_breaks_ends_at_a_gap, memory_may_fail_at_every_call)
