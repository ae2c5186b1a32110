#include "tests/index/parted_index.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/need.h"

enum { ID_SIZE = 24 };

/* Bytes of the first `words` in the text; false when they are not there. */
static bool find(struct text_range *out, const char *text, const char *words)
{
    const char *const p = strstr(text, words);

    if (!p)
        return false;
    out->from = (uint32_t)(p - text);
    out->to = out->from + (uint32_t)strlen(words);
    return true;
}

static struct text_range at(const char *body, const char *words)
{
    struct text_range r = {0, 0};

    ck_assert_msg(!words || find(&r, body, words), "%s", words);
    return r;
}

static void add_quotation(struct anatomy *a, const struct parted_doc *d,
                          const struct parted_quote *q)
{
    static const enum attribution_sieve sieves[] = {[SURE_A] = SIEVE_CUE,
                                                    [SURE_B] = SIEVE_SURNAME,
                                                    [SURE_C] = SIEVE_PARAGRAPH};
    struct text_quotation t = {.at = at(d->body, q->words)};

    if (q->by) {
        t.speaker_in_title = !find(&t.speaker, d->body, q->by);
        if (t.speaker_in_title)
            t.speaker = at(d->title, q->by);
        else
            t.mention = t.speaker;
        t.sure = q->sure;
        t.sieve = sieves[q->sure];
    }
    ck_assert(anatomy_add_quotation(a, &t));
}

static void dissect(struct anatomy *a, const struct parted_doc *d)
{
    const struct {
        enum zone_kind kind;
        const char *words;
    } zones[] = {{ZONE_SUBHEAD, d->subhead},
                 {ZONE_DATELINE, d->dateline},
                 {ZONE_SIGNATURE, d->signature},
                 {ZONE_BOILERPLATE, d->boilerplate}};

    anatomy_clear(a);
    for (size_t i = 0; i < COUNT_OF(zones); i++)
        if (zones[i].words)
            ck_assert(anatomy_add_zone(a, zones[i].kind,
                                       at(d->body, zones[i].words)));
    a->dateline.at = at(d->body, d->dateline);
    a->dateline.place = at(d->body, d->place);
    a->dateline.region = at(d->body, d->region);
    a->dateline.agency = at(d->body, d->agency);
    for (size_t i = 0; i < PARTED_QUOTES && d->quotes[i].words; i++)
        add_quotation(a, d, &d->quotes[i]);
}

struct small_index parted_index_make(const struct parted_doc *docs, size_t n,
                                     const char *lang, size_t segments)
{
    struct small_doc *const texts = need_alloc(n + 1, sizeof(*texts));
    struct small_row *const rows = need_alloc(n + 1, sizeof(*rows));
    struct anatomy *const anatomies = need_alloc(n + 1, sizeof(*anatomies));
    char(*const ids)[ID_SIZE] = need_alloc(n + 1, sizeof(*ids));

    for (size_t i = 0; i < n; i++) {
        snprintf(ids[i], ID_SIZE, "d%zu", i);
        dissect(&anatomies[i], &docs[i]);
        texts[i] = (struct small_doc){docs[i].title, docs[i].body};
        rows[i] = (struct small_row){ids[i], "", DATE_NONE, &anatomies[i]};
        if (docs[i].day)
            rows[i].date = docs[i].day;
    }
    const struct small_index out =
        small_index_make_rows(texts, rows, n, lang, segments, true);
    for (size_t i = 0; i < n; i++)
        anatomy_release(&anatomies[i]);
    free(anatomies);
    free(texts);
    free(rows);
    free(ids);
    return out;
}
