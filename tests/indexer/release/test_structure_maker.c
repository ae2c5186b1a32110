#include <stdio.h>
#include <string.h>

#include "common/base/date.h"
#include "common/base/mem.h"
#include "common/segment/prefix_term.h"
#include "indexer/release/structure_maker.h"
#include "tests/support/suite.h"

static const char TITLE[] = "Talks with Kassym-Jomart Tokayev";
static const char BODY[] =
    "MINSK, Belarus, 28 May (BelTA) - \xe2\x80\x9cTrade grows,\xe2\x80\x9d "
    "said Mr. Tokayev. \xe2\x80\x9cIt will.\xe2\x80\x9d\n\nAbout Minsk: a city";

/* Bytes of the first `what` in the text. */
static struct text_range at(const char *text, const char *what)
{
    const char *const p = strstr(text, what);
    ck_assert_ptr_nonnull(p);
    const uint32_t from = (uint32_t)(p - text);
    return (struct text_range){from, from + (uint32_t)strlen(what)};
}

struct fixture {
    struct analyzer *analyzer;
    struct token_list words;
    struct anatomy anatomy;
    struct structure made;
    size_t title_tokens, text_tokens;
};

static struct fixture setup(void)
{
    struct fixture f = {.title_tokens = 0};
    ck_assert_int_eq(analyzer_open(&f.analyzer, NULL), ST_OK);
    ck_assert_int_eq(
        analyzer_run(f.analyzer, bytes_of_str(TITLE), &f.words, NULL), ST_OK);
    f.title_tokens = f.words.n;
    ck_assert_int_eq(
        analyzer_run(f.analyzer, bytes_of_str(BODY), &f.words, NULL), ST_OK);
    f.text_tokens = f.words.n;
    anatomy_clear(&f.anatomy);
    return f;
}

static void teardown(struct fixture *f)
{
    analyzer_close(f->analyzer);
    token_list_release(&f->words);
    anatomy_release(&f->anatomy);
    structure_release(&f->made);
}

static enum st make(struct fixture *f)
{
    const struct analysed r = {bytes_of_str(TITLE), bytes_of_str(BODY),
                               &f->words, f->title_tokens};
    return structure_make(&f->anatomy, &r, &f->made, NULL);
}

/* The terms that were added, "s:tokayev@14 ...". */
static const char *added(const struct fixture *f)
{
    static char out[1024];
    size_t n = 0;
    out[0] = '\0';
    for (size_t i = f->text_tokens; i < f->words.n; i++) {
        const struct token *const t = &f->words.tokens[i];
        const struct bytes term = token_term(&f->words, t);
        ck_assert(is_prefix_term(term));
        ck_assert_uint_eq(t->parts, 0);
        n += (size_t)snprintf(out + n, sizeof(out) - n, "%s%c:%.*s@%u",
                              n ? " " : "", term.p[1],
                              (int)(term.n - PREFIX_SIZE),
                              (const char *)term.p + PREFIX_SIZE, t->pos);
    }
    return out;
}

START_TEST(a_speaker_may_stand_in_the_title)
{
    struct fixture f = setup();
    const struct text_quotation q[] = {
        {.at = at(BODY, "Trade grows,"),
         .mention = at(BODY, "Mr. Tokayev"),
         .speaker = at(TITLE, "Kassym-Jomart Tokayev"),
         .speaker_in_title = true,
         .sure = SURE_A,
         .sieve = SIEVE_SURNAME},
        {.at = at(BODY, "It will.")},
    };
    ck_assert(anatomy_add_quotation(&f.anatomy, &q[0]));
    ck_assert(anatomy_add_quotation(&f.anatomy, &q[1]));
    ck_assert_int_eq(make(&f), ST_OK);
    /* Words: talks@0 with@1 kassym@2 jomart@3 tokayev@4; the body from 13:
     * minsk belarus 28 may belta trade grows said mr tokayev it will. */
    ck_assert_str_eq(added(&f),
                     "q:@18 k:@18 s:kassym@18 s:jomart@18 s:kassymjomart@18 "
                     "s:tokayev@18 n:Kassym-Jomart Tokayev@18 q:@23 u:@23");
    ck_assert_uint_eq(f.made.n_quotations, 2);
    const struct quotation *const a = &f.made.quotations[0];
    ck_assert_uint_eq(a->at.from, 18);
    ck_assert_uint_eq(a->at.to, 20);
    ck_assert_uint_eq(a->mention.from, 21);
    ck_assert_uint_eq(a->mention.to, 23);
    ck_assert_uint_eq(a->speaker.from, 2);
    ck_assert_uint_eq(a->speaker.to, 5);
    ck_assert_int_eq(f.made.quotations[1].sure, SURE_NONE);
    teardown(&f);
}
END_TEST

START_TEST(a_dateline_can_be_asked_for_by_its_words)
{
    struct fixture f = setup();
    f.anatomy.dateline = (struct text_dateline){
        .at = at(BODY, "MINSK, Belarus, 28 May (BelTA) -"),
        .place = at(BODY, "MINSK"),
        .region = at(BODY, "Belarus"),
        .agency = at(BODY, "BelTA"),
        .date = 18044,
    };
    ck_assert(
        anatomy_add_zone(&f.anatomy, ZONE_DATELINE, f.anatomy.dateline.at));
    ck_assert_int_eq(make(&f), ST_OK);
    ck_assert_str_eq(added(&f),
                     "p:minsk@13 p:belarus@14 a:belta@17 t:MINSK@13");
    ck_assert_int_eq(f.made.date, 18044);
    ck_assert_uint_eq(f.made.zones[0].at.from, 13);
    ck_assert_uint_eq(f.made.zones[0].at.to, 18);
    teardown(&f);
}
END_TEST

START_TEST(zones_come_by_position_and_empty_ones_not_at_all)
{
    struct fixture f = setup();
    const uint32_t dash = at(BODY, "- ").from;
    ck_assert(anatomy_add_zone(&f.anatomy, ZONE_BOILERPLATE,
                               at(BODY, "About Minsk: a city")));
    ck_assert(anatomy_add_zone(&f.anatomy, ZONE_NOISE,
                               (struct text_range){dash, dash + 1}));
    ck_assert(anatomy_add_zone(&f.anatomy, ZONE_LEAD, at(BODY, "MINSK, Bel")));
    ck_assert_int_eq(make(&f), ST_OK);
    ck_assert_uint_eq(f.made.n_zones, 2);
    ck_assert_int_eq(f.made.zones[0].kind, ZONE_LEAD);
    ck_assert_uint_eq(f.made.zones[0].at.to, 15);
    ck_assert_int_eq(f.made.zones[1].kind, ZONE_BOILERPLATE);
    ck_assert_uint_eq(f.made.zones[1].at.from, 33);
    ck_assert_uint_eq(f.made.zones[1].at.to, 37);
    teardown(&f);
}
END_TEST

START_TEST(a_release_without_parts_is_left_alone)
{
    struct fixture f = setup();
    ck_assert_int_eq(make(&f), ST_OK);
    ck_assert_str_eq(added(&f), "");
    ck_assert_uint_eq(f.made.n_zones + f.made.n_quotations, 0);
    teardown(&f);
}
END_TEST

START_TEST(who_may_have_said_it_is_another_term)
{
    struct fixture f = setup();
    const struct text_quotation q = {.at = at(BODY, "Trade grows,"),
                                     .mention = at(BODY, "Tokayev"),
                                     .speaker = at(BODY, "Tokayev"),
                                     .sure = SURE_C,
                                     .sieve = SIEVE_PARAGRAPH};
    ck_assert(anatomy_add_quotation(&f.anatomy, &q));
    ck_assert_int_eq(make(&f), ST_OK);
    ck_assert_str_eq(added(&f), "q:@18 m:tokayev@18 n:Tokayev@18");
    teardown(&f);
}
END_TEST

START_TEST(running_out_of_memory_is_told)
{
    bool failed = true;
    for (long n = 0; failed; n++) {
        struct fixture f = setup();
        const struct text_quotation q = {.at = at(BODY, "Trade grows,"),
                                         .mention = at(BODY, "Tokayev"),
                                         .speaker = at(BODY, "Tokayev"),
                                         .sure = SURE_A};
        ck_assert(anatomy_add_quotation(&f.anatomy, &q));
        mem_fail_after(n);
        const enum st st = make(&f);
        failed = mem_fail_never();
        ck_assert_int_eq(st, failed ? ST_NOMEM : ST_OK);
        teardown(&f);
        ck_assert_int_lt(n, 100);
    }
}
END_TEST

SUITE("structure maker", a_speaker_may_stand_in_the_title,
      a_dateline_can_be_asked_for_by_its_words,
      zones_come_by_position_and_empty_ones_not_at_all,
      a_release_without_parts_is_left_alone,
      who_may_have_said_it_is_another_term, running_out_of_memory_is_told)
