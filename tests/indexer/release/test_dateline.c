#include "indexer/release/dateline.h"

#include <stdio.h>
#include <string.h>

#include "common/base/buf.h"
#include "common/base/compiler.h"
#include "common/base/date.h"
#include "indexer/release/dateline_words.h"
#include "indexer/release/opening_words.h"
#include "indexer/release/plain.h"
#include "tests/support/suite.h"

/* "place|region|date|agency" of a line, or "none". */
static const char *shown(const char *line)
{
    static char out[512];
    struct dateline_found f;
    char date[DATE_TEXT];
    if (!dateline_read(bytes_of_str(line), true, &f))
        return "none";
    const struct text_dateline *const d = &f.dateline;
    ck_assert_uint_le(d->at.to, strlen(line));
    ck_assert_int_gt(f.score, 0);
    snprintf(out, sizeof(out), "%.*s|%.*s|%s|%.*s",
             (int)(d->place.to - d->place.from), line + d->place.from,
             (int)(d->region.to - d->region.from), line + d->region.from,
             date_format(d->date, date), (int)(d->agency.to - d->agency.from),
             line + d->agency.from);
    return out;
}

struct example {
    const char *line, *shown;
};

/* All that differ are printed, not the first alone. */
static void check(const struct example *v, size_t n)
{
    size_t wrong = 0;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(shown(v[i].line), v[i].shown) == 0)
            continue;
        wrong++;
        fprintf(stderr, "%s\n  is %s\n not %s\n", v[i].line, shown(v[i].line),
                v[i].shown);
    }
    ck_assert_uint_eq(wrong, 0);
}

START_TEST(houses_have_their_shapes)
{
    static const struct example v[] = {
        {"MINSK, 28 May - The looms are running again.", "MINSK|||"},
        {"MINSK, 28 May 2019 – The looms run.", "MINSK||2019-05-28|"},
        {"MINSK, 28 May. The looms run.", "MINSK|||"},
        {"Minsk, 28 May 2019. The looms run.", "Minsk||2019-05-28|"},
        {"**NEW LOOM** -- The looms run.", "NEW LOOM|||"},
        {"**MINSK, 28 May 2019** - The looms run.", "MINSK||2019-05-28|"},
        {"ST. LOUIS, Mo. (AP) — The looms run.", "ST. LOUIS|Mo.||AP"},
        {"MOSCOW (Reuters) - The looms run.", "MOSCOW|||Reuters"},
        {"EAST PEORIA, Ill., Oct. 24, 2011 /PRNewswire/ -- The looms run.",
         "EAST PEORIA|Ill.|2011-10-24|PRNewswire"},
        {"BEAVERTON, Ore.–(BUSINESS WIRE)–Looms run.",
         "BEAVERTON|Ore.||BUSINESS WIRE"},
        {"BEAVERTON, Ore.--(BUSINESS WIRE)--Looms run.",
         "BEAVERTON|Ore.||BUSINESS WIRE"},
        {"YERINGTON, NV, March 08, 2024 /24-7PressRelease/ -- At the heart",
         "YERINGTON|NV|2024-03-08|24-7PressRelease"},
        {"Zürich, April 24, 2024 - (500NewsWire) -- Looms run.",
         "Zürich||2024-04-24|500NewsWire"},
        {"Austin, Texas, May 5, 2024 (GLOBE NEWSWIRE) -- Looms run.",
         "Austin|Texas|2024-05-05|GLOBE NEWSWIRE"},
        {"DENVER, CO / ACCESSWIRE / May 5, 2024 / Looms run.",
         "DENVER|CO|2024-05-05|ACCESSWIRE"},
        {"NEW YORK – May 22, 2025 – Looms run.", "NEW YORK||2025-05-22|"},
        {"(NewsUSA) - Looms run in Minsk.", "|||NewsUSA"},
        {"(Loom Newswire) - October 30, 2024 - Orlando, FL — Looms run.",
         "Orlando|FL|2024-10-30|Loom Newswire"},
        {"HANOI, VIETNAM - [Loom Newswire](https://example.org) - 7 August "
         "2026 - Looms run.",
         "HANOI|VIETNAM|2026-08-07|Loom Newswire"},
        {"HONG KONG / PARIS, FRANCE - Loom Newswire - 22 June 2026 - Looms "
         "run.",
         "HONG KONG / PARIS|FRANCE|2026-06-22|Loom Newswire"},
        {"Austin, TX (Newsworthy.ai) Wednesday Oct 8, 2025 @ 6:02 AM "
         "US/Central "
         "— Looms run.",
         "Austin|TX|2025-10-08|Newsworthy.ai"},
        {"Canyon Lake, United States - May 23, 2025 / Loom & Sons /",
         "Canyon Lake|United States|2025-05-23|Loom & Sons"},
        {"MOSCOW, November 23. /TASS/. Looms run.", "MOSCOW|||TASS"},
        {"BEIJING, Nov. 23 (Xinhua) -- Looms run.", "BEIJING|||Xinhua"},
        {"(WASHINGTON, D.C.) – Looms run in the city.", "WASHINGTON|D.C.||"},
        {"Washington, DC - U.S. Senator Anna Lis today said",
         "Washington|DC||"},
        {"WASHINGTON -- U.S. Sen. Anna Lis (R-Mo.) said today",
         "WASHINGTON|||"},
        {"DALLAS and MINNEAPOLIS, April 4, 2025 — The loom runs.",
         "DALLAS and MINNEAPOLIS||2025-04-04|"},
        {"RIYADH. SAUDI ARABIA - July 5, 2026 (LOOM WIRE) - The loom runs.",
         "RIYADH|SAUDI ARABIA|2026-07-05|LOOM WIRE"},
        {"New York, Nov 25, 2024, In the field of looms, things run.",
         "New York||2024-11-25|"},
        {"Wiltshire, UK / November 19, 2023 / Loom NewsWire / – In a hall",
         "Wiltshire|UK|2023-11-19|Loom NewsWire"},
        {"Seattle, Washington | February 3, 2026 — Looms run.",
         "Seattle|Washington|2026-02-03|"},
        {"BOSTON, MA, June 25, 2024 /24-7PressRelease/ -- iloom has been",
         "BOSTON|MA|2024-06-25|24-7PressRelease"},
        {"Salt Lake City, Utah - March, 16, 2026 - Looms run.",
         "Salt Lake City|Utah|2026-03-16|"},
        {"LONDON (Feb. 14, 2005) – Looms run.", "LONDON||2005-02-14|"},
        {"ATLANTA, GA, April 1, 2026 – LOOM MediaWire (News for All) – Looms.",
         "ATLANTA|GA|2026-04-01|LOOM MediaWire"},
    };
    check(v, COUNT_OF(v));
}
END_TEST

START_TEST(languages_have_their_shapes)
{
    static const struct example v[] = {
        /* ru uk be kk */
        {"МИНСК, 28 мая - Станки работают.", "МИНСК|||"},
        {"МОСКВА, 23 ноября. /ТАСС/. Станки работают.", "МОСКВА|||ТАСС"},
        {"13 сентября, Минск /Корр. БЕЛТА/. Станки работают.",
         "Минск|||Корр. БЕЛТА"},
        {"МОСКВА, 23 ноя – РИА Новости. Станки работают.",
         "МОСКВА|||РИА Новости"},
        {"Москва. 23 ноября. ИНТЕРФАКС - Станки работают.",
         "Москва|||ИНТЕРФАКС"},
        {"Минск, 28 мая 2019 г. – Станки работают.", "Минск||2019-05-28|"},
        {"МИНСК, 28 мая. Станки работают.", "МИНСК|||"},
        {"КИЇВ, 28 травня. Верстати працюють.", "КИЇВ|||"},
        {"КИЇВ, 28 травня 2019 року – Верстати працюють.", "КИЇВ||2019-05-28|"},
        {"КИЇВ, 28 травня /УКРІНФОРМ/. Верстати працюють.", "КИЇВ|||УКРІНФОРМ"},
        {"28 мая, Мінск /Кар. БЕЛТА/. Станкі працуюць.", "Мінск|||Кар. БЕЛТА"},
        {"МІНСК, 5 траўня 2019 – Станкі працуюць.", "МІНСК||2019-05-05|"},
        {"АСТАНА, 28 мамыр – Станоктар жұмыс істеп тұр.", "АСТАНА|||"},
        {"Астана. 28 қазан. ҚазАқпарат – Станоктар жұмыс істеп тұр.",
         "Астана|||ҚазАқпарат"},
        /* fr de es pt it pl tr */
        {"PARIS, 23 novembre (AFP) - Les métiers tournent.", "PARIS|||AFP"},
        {"Paris, le 23 novembre 2019 – Les métiers tournent.",
         "Paris||2019-11-23|"},
        {"BERLIN (dpa) - Die Webstühle laufen.", "BERLIN|||dpa"},
        {"Berlin (ots) - Die Webstühle laufen.", "Berlin|||ots"},
        {"Berlin, 23. November 2019 – Die Webstühle laufen.",
         "Berlin||2019-11-23|"},
        {"Frankfurt am Main, den 5. März 2019 - Die Webstühle laufen.",
         "Frankfurt am Main||2019-03-05|"},
        {"Madrid, 23 nov (EFE).- Los telares funcionan.", "Madrid|||EFE"},
        {"NUEVA YORK, 26 de octubre de 2011 /PRNewswire-HISPANIC PR WIRE/ -- "
         "Los",
         "NUEVA YORK||2011-10-26|PRNewswire-HISPANIC PR WIRE"},
        {"Ciudad de México, a 5 de mayo de 2019.- Los telares funcionan.",
         "Ciudad de México||2019-05-05|"},
        {"Lisboa, 23 nov 2019 (Lusa) – Os teares funcionam.",
         "Lisboa||2019-11-23|Lusa"},
        {"Brasília, 5 de março de 2019 – Os teares funcionam.",
         "Brasília||2019-03-05|"},
        {"ROMA, 23 NOV - I telai funzionano.", "ROMA|||"},
        {"(ANSA) - ROMA, 23 NOV - I telai funzionano.", "ROMA|||ANSA"},
        {"Roma, 23 nov. (askanews) - I telai funzionano.", "Roma|||askanews"},
        {"Warszawa, 23.11.2019 (PAP) - Krosna pracują.",
         "Warszawa||2019-11-23|PAP"},
        {"Warszawa, 5 maja 2019 r. – Krosna pracują.", "Warszawa||2019-05-05|"},
        {"ANKARA (AA) - Tezgahlar çalışıyor.", "ANKARA|||AA"},
        {"İSTANBUL, 23 Kasım 2019 (AA) - Tezgahlar çalışıyor.",
         "İSTANBUL||2019-11-23|AA"},
        /* ar zh ja */
        {"القاهرة 23 نوفمبر 2019 (أ ف ب) - الأنوال تعمل.",
         "القاهرة||2019-11-23|أ ف ب"},
        {"دبي، 28 مايو 2019 / وام / الأنوال تعمل.", "دبي||2019-05-28|وام"},
        {"新华社北京5月28日电 织机正在运转。", "北京|||新华社"},
        {"新华社北京5月28日电（记者安娜）织机正在运转。", "北京|||新华社"},
        {"北京2019年5月28日 /美通社/ -- 织机正在运转。",
         "北京||2019-05-28|美通社"},
        {"東京, 2019年5月28日 /PRNewswire/ -- 織機は動いています。",
         "東京||2019-05-28|PRNewswire"},
        {"東京--(BUSINESS WIRE)--織機は動いています。", "東京|||BUSINESS WIRE"},
    };
    check(v, COUNT_OF(v));
}
END_TEST

START_TEST(what_is_no_dateline_is_none)
{
    static const char *const lines[] = {
        "",
        "-",
        "MINSK",
        "TITLE III PROJECT RELATED PROVISIONS -- 3096-3102",
        "SECTION TWO -- Small looms",
        "BACKGROUND - The looms of the town run since May.",
        "THE LOOMS RUN AGAIN - AND NOBODY KNOWS WHY",
        "Washington Monument, Boonsboro MD (1935) – The First Monument",
        "September 11, 2001, the day our looms stopped.",
        "Albuquerque, New Mexico, has launched a loom.",
        "Loom Foundry (NYSE: LOOM) – The maker of looms said",
        "Loom Foundry (LF) – The maker of looms said",
        "Stars on Cars – The rule for looms",
        "Employment: Looms gave work to many.",
        "With Governor Lis in Washington, DC for the meeting, looms ran.",
        "NYSERDA NY-Prize winners run looms.",
        "Since January 1, 2006, The Looms have run.",
        "The first left Leavenworth on March 1, 2006. Looms run.",
        "Leavenworth on March 1, 2006. Looms run.",
        "AVERSA(TM)— the loom that runs",
        "CEX (LOOM, Weave...)- is where they trade looms",
        "PSI-based looms run.",
        "Dates: Nov. 15–18 in the hall of looms",
        "John Alam, MD - the doctor of looms",
        "Q - What runs? A - The looms do.",
        "We met on 28 May 2019 in Minsk.",
        "The President, 28 May 2019, looms run",
        "Minsk, 28 May. The looms run.",
        "THE LOOMS, 28 MAY. ALL RUN.",
        "* MINSK and its looms",
        "- Minsk, 28 May",
        "МИНСК",
        "ГЛАВА ВТОРАЯ - О станках",
        "Станки работают - и хорошо.",
        "Анна Лис - ткачиха.",
        "织机正在运转。",
    };
    for (size_t i = 0; i < COUNT_OF(lines); i++)
        check(&(struct example){lines[i], "none"}, 1);
}
END_TEST

START_TEST(lost_punctuation_leaves_its_spaces)
{
    static const struct example v[] = {
        {"Washington  D C    U S  Senator Anna Lis today said",
         "Washington|D C||"},
        {"WASHINGTON  DC  The Senate has passed a bill on looms",
         "WASHINGTON|DC||"},
        {"May 24  2005  Washington   Senator Anna Lis introduced a bill",
         "Washington||2005-05-24|"},
        {"Friday  July 21  2006    Washington  DC    U S  Senator Anna Lis "
         "said",
         "Washington|DC|2006-07-21|"},
        {"PEBBLE BEACH  CA Senator Anna Lis  R ME  will be there",
         "PEBBLE BEACH|CA||"},
        {"Lis Speaks of Looms  202 228 5511 WASHINGTON  D C      U S  Senator "
         "Anna Lis said",
         "WASHINGTON|D C||"},
        {"Honolulu  Hawaii  Upon learning of the looms  U S  Senator Lis said",
         "Honolulu|Hawaii||"},
        {"December 14  2005  Washington  In response to the looms they ran",
         "Washington||2005-12-14|"},
        {"WASHINGTON, DC  U.S. Senator Anna Lis today announced a loom.",
         "WASHINGTON|DC||"},
        {"WASHINGTON  U S  Senator Anna Lis today spoke of looms",
         "WASHINGTON|||"},
        {"WASHINGTON  United States Senator Anna Lis spoke of looms",
         "WASHINGTON|||"},
        {"Boston  Senators Ann Lis and Anna Fir spoke of looms", "Boston|||"},
        {"Washington    The looms of the town run again", "Washington|||"},
        {"Lindenau  The looms of the town run again", "none"},
        {"Boston Senators spoke of looms", "none"},
        {"Boston  contact  202 224 4843", "none"},
        {"LIS  SENATE COMMITTEE APPROVES  4 MILLION FOR LOOMS", "none"},
        {"FOR IMMEDIATE RELEASE  May 5  2006Contact  Anna Lis  202 224 4843 "
         "and",
         "none"},
        {"May 3  2006   The President  Congressional leaders met",
         "||2006-05-03|"},
        {"We ran  MR  LIS  Mr  President  the looms run", "none"},
        {"Ann Lis brings her students on a trip to Washington  D C  They saw "
         "looms",
         "none"},
        {"The looms were heard of even in Boston   Senator Lis spoke of them",
         "none"},
        {"The looms of the town run again Washington  D C    Senator Lis spoke",
         "Washington|D C||"},
        {"Lis meets weavers in Washington  D C  May 4  2007 Washington  DC    "
         "Weavers from the river met Senator Lis",
         "Washington|DC|2007-05-04|"},
    };
    check(v, COUNT_OF(v));
}
END_TEST

START_TEST(a_line_may_be_nothing_but_a_dateline)
{
    struct dateline_found f;
    ck_assert(dateline_read(
        bytes_of_str("PHOENIX, AZ / Loom Karma / August 1, 2025 11:00"), true,
        &f));
    ck_assert(f.whole_line);
    ck_assert(
        dateline_read(bytes_of_str("MINSK, 28 May 2019 - The"), true, &f));
    ck_assert(!f.whole_line);
    ck_assert(dateline_is_place(bytes_of_str("Москва, Кремль"), &f));
    ck_assert_uint_eq(f.dateline.place.to, strlen("Москва"));
    ck_assert(dateline_is_place(bytes_of_str("Minsk"), &f));
    ck_assert(!dateline_is_place(bytes_of_str("The looms run again"), &f));
    ck_assert(!dateline_is_place(bytes_of_str("Minsk - 28"), &f));
    ck_assert(!dateline_is_place(BYTES_NONE, &f));
}
END_TEST

START_TEST(ten_megabytes_of_one_line_are_read_at_the_start)
{
    struct dateline_found f;
    struct buf b = BUF_INIT;
    ck_assert(buf_append_str(&b, "MINSK, 28 May 2019 - The looms run."));
    ck_assert(buf_reserve(&b, 10 << 20));
    memset(b.p + b.n, 'A', 10 << 20);
    b.n += 10 << 20;
    ck_assert(dateline_read(buf_bytes(&b), true, &f));
    ck_assert_uint_eq(f.dateline.place.to, 5);
    memset(b.p, '(', b.n);
    ck_assert(!dateline_read(buf_bytes(&b), true, &f));
    buf_release(&b);
}
END_TEST

static void check_plain(const char *const *phrases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct plain p;
        plain_set(&p, bytes_of_str(phrases[i]));
        ck_assert_str_eq(p.text, phrases[i]);
        for (size_t k = 0; k < i; k++)
            ck_assert_str_ne(phrases[k], phrases[i]);
    }
}

START_TEST(tables_are_plain_and_say_nothing_twice)
{
    check_plain(abbreviations, COUNT_OF(abbreviations));
    check_plain(region_names, COUNT_OF(region_names));
    check_plain(particles, COUNT_OF(particles));
    check_plain(not_places, COUNT_OF(not_places));
    check_plain(before_numbers, COUNT_OF(before_numbers));
    check_plain(before_places, COUNT_OF(before_places));
    check_plain(stand_alone, COUNT_OF(stand_alone));
    check_plain(weekdays, COUNT_OF(weekdays));
    check_plain(before_date, COUNT_OF(before_date));
    check_plain(behind_date, COUNT_OF(behind_date));
    check_plain(agencies, COUNT_OF(agencies));
    check_plain(agency_words, COUNT_OF(agency_words));
    check_plain(han_ends, COUNT_OF(han_ends));
}
END_TEST

SUITE("dateline", houses_have_their_shapes, languages_have_their_shapes,
      what_is_no_dateline_is_none, lost_punctuation_leaves_its_spaces,
      a_line_may_be_nothing_but_a_dateline,
      ten_megabytes_of_one_line_are_read_at_the_start,
      tables_are_plain_and_say_nothing_twice)
