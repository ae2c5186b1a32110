#include "query/parts/release_parts.h"

#include <string.h>

#include "common/base/mem.h"
#include "tests/index/parted_index.h"
#include "tests/support/suite.h"

static const struct parted_doc DOCS[] = {
    {.title = "Talks of Kassym-Jomart Tokayev",
     .body = "NUR-SULTAN (AT&T) - \u00ABWell-known facts,\u00BB he said. Ann "
             "O'Lis:\n\u201CYes!\u201D\n\nAbout e-mail@x.org",
     .dateline = "NUR-SULTAN (AT&T)",
     .place = "NUR-SULTAN",
     .agency = "AT&T",
     .boilerplate = "About e-mail@x.org",
     .quotes = {{"Well-known facts,", "Kassym-Jomart Tokayev", SURE_B},
                {"Yes!", "Ann O'Lis", SURE_A}}},
    {.title = "None", .body = "Nothing."},
    {.title = "", .body = "Yes", .quotes = {{"Yes", NULL, SURE_NONE}}},
    {.title = "",
     .body = "One. \u201CPrices\nfall,\u201D said\nMr. Lis. Two.\n\n\u4E2D"
             "\u6587\u4E2D\u300CA b c\u300D\u6587",
     .quotes = {{"Prices\nfall,", NULL, SURE_NONE},
                {"A b c", NULL, SURE_NONE}}},
};
enum { N_DOCS = COUNT_OF(DOCS) };

struct reading {
    struct small_index index;
    struct release_parts parts;
};

static struct reading begin(void)
{
    struct reading r = {.index = parted_index_make(DOCS, N_DOCS, "none", 1)};
    ck_assert_int_eq(analyzer_open(&r.parts.analyzer, NULL), ST_OK);
    return r;
}

static void end(struct reading *r)
{
    release_parts_release(&r->parts);
    analyzer_close(r->parts.analyzer);
    small_index_remove(&r->index);
}

static enum st read(struct reading *r, uint32_t doc, struct err *e)
{
    struct record_field v[] = {
        {.field = FIELD_TITLE, .text = bytes_of_str(DOCS[doc].title)},
        {.field = FIELD_BODY, .text = bytes_of_str(DOCS[doc].body)}};
    const struct record_fields fields = {v, COUNT_OF(v), COUNT_OF(v)};
    return release_parts_read(&r->parts, r->index.index->segments[0], doc,
                              &fields, e);
}

static void same(struct bytes got, const char *want)
{
    ck_assert_msg(bytes_equal_str(got, want), "%.*s instead of %s", (int)got.n,
                  (const char *)got.p, want);
}

static struct bytes quoted(const struct release_parts *p, size_t i)
{
    const struct part_quotation *const q = &p->quotations[i];
    return bytes_of(p->body.p + q->from, q->to - q->from);
}

START_TEST(parts_are_from_their_first_word_to_their_last)
{
    struct reading r = begin();
    const struct release_parts *const p = &r.parts;

    ck_assert_int_eq(read(&r, 0, NULL), ST_OK);
    ck_assert_uint_eq(p->n_zones, 2);
    same(release_parts_zone(p, ZONE_DATELINE), "NUR-SULTAN (AT&T");
    same(release_parts_zone(p, ZONE_BOILERPLATE), "About e-mail@x.org");
    same(release_parts_zone(p, ZONE_SIGNATURE), "");
    const size_t about = (size_t)(strstr(DOCS[0].body, "About") - DOCS[0].body);
    ck_assert(release_parts_touch(p, ZONE_BOILERPLATE, about, about + 1));
    ck_assert(release_parts_touch(p, ZONE_BOILERPLATE, 0, about + 1));
    ck_assert(!release_parts_touch(p, ZONE_BOILERPLATE, 0, about));
    ck_assert(!release_parts_touch(p, ZONE_SIGNATURE, about, about + 1));
    same(release_parts_text(p),
         "NUR-SULTAN (AT&T) - \u00ABWell-known facts,\u00BB he said. Ann "
         "O'Lis:\n\u201CYes!\u201D\n\n");
    ck_assert_uint_eq(p->n_quotations, 2);
    same(quoted(p, 0), "Well-known facts");
    same(p->quotations[0].speaker, "Kassym-Jomart Tokayev");
    same(p->quotations[0].mention, "");
    ck_assert_int_eq(p->quotations[0].sure, SURE_B);
    same(quoted(p, 1), "Yes");
    same(p->quotations[1].speaker, "Ann O'Lis");
    same(p->quotations[1].mention, "Ann O'Lis");
    ck_assert_int_eq(p->quotations[1].sure, SURE_A);
    end(&r);
}
END_TEST

START_TEST(one_reader_reads_any_number_of_releases)
{
    struct reading r = begin();

    for (int again = 0; again < 2; again++) {
        ck_assert_int_eq(read(&r, 0, NULL), ST_OK);
        ck_assert_int_eq(read(&r, 1, NULL), ST_OK);
        ck_assert_uint_eq(r.parts.n_zones + r.parts.n_quotations, 0);
        same(release_parts_text(&r.parts), "Nothing.");
        ck_assert_int_eq(read(&r, 2, NULL), ST_OK);
        ck_assert_uint_eq(r.parts.n_quotations, 1);
        same(quoted(&r.parts, 0), "Yes");
        same(r.parts.quotations[0].speaker, "");
        ck_assert_int_eq(r.parts.quotations[0].sure, SURE_NONE);
    }
    end(&r);
}
END_TEST

START_TEST(a_passage_goes_on_to_the_end_of_its_sentence)
{
    struct reading r = begin();
    const struct release_parts *const p = &r.parts;

    ck_assert_int_eq(read(&r, 3, NULL), ST_OK);
    ck_assert_uint_eq(p->n_quotations, 2);
    same(release_parts_passage(p, &p->quotations[0]),
         "\u201CPrices\nfall,\u201D said\nMr. Lis.");
    /* Where nothing is blank, whole characters before it. */
    same(release_parts_passage(p, &p->quotations[1]),
         "\u4E2D\u300CA b c\u300D\u6587");
    ck_assert_int_eq(read(&r, 2, NULL), ST_OK);
    same(release_parts_passage(p, &p->quotations[0]), "Yes");
    end(&r);
}
END_TEST

START_TEST(failing_allocations_are_an_error)
{
    bool failed = true;
    long n = 0;

    for (; failed; n++) {
        struct reading r = begin();
        struct err e = ERR_INIT;
        ck_assert_int_lt(n, 200);
        mem_fail_after(n);
        const enum st st = read(&r, 0, &e);
        failed = mem_fail_never();
        ck_assert_msg(st == (failed ? ST_NOMEM : ST_OK), "%s", e.msg);
        ck_assert_int_eq(read(&r, 2, &e), ST_OK);
        end(&r);
    }
    ck_assert_int_gt(n, 3);
}
END_TEST

SUITE("query/parts/release_parts",
      parts_are_from_their_first_word_to_their_last,
      one_reader_reads_any_number_of_releases,
      a_passage_goes_on_to_the_end_of_its_sentence,
      failing_allocations_are_an_error)
