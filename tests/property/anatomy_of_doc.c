#include "tests/property/anatomy_of_doc.h"

#include <check.h>
#include <stdlib.h>

#include "common/base/date.h"
#include "tests/support/need.h"

/* Where words stand, those of the title first. */
static struct oracle_bytes *find_words(const struct oracle_docs *docs,
                                       size_t doc)
{
    const struct oracle_doc *const d = &docs->docs[doc];
    struct oracle_bytes *const at = need_alloc(d->n + 1, sizeof(*at));

    free(oracle_doc_title_at(docs, doc, at));
    free(oracle_doc_body_at(docs, doc, at + d->n_title));
    return at;
}

static struct text_range bytes_of_words(const struct oracle_bytes *at,
                                        struct oracle_range r)
{
    if (r.from >= r.to)
        return (struct text_range){0, 0};
    return (struct text_range){(uint32_t)at[r.from].from,
                               (uint32_t)at[r.to - 1].to};
}

static void add_quotations(struct anatomy *a, const struct oracle_doc *d,
                           const struct oracle_bytes *at)
{
    static const enum sureness sure[] = {SURE_NONE, SURE_A, SURE_B, SURE_C};
    static const enum attribution_sieve sieves[] = {
        SIEVE_NONE, SIEVE_CUE, SIEVE_PRONOUN, SIEVE_PARAGRAPH};

    for (size_t i = 0; i < d->parts.n_quotes; i++) {
        const struct oracle_quote *const q = &d->parts.quotes[i];
        struct text_quotation t = {.at = bytes_of_words(at, q->at)};
        if (q->sure != ORACLE_NOBODY_KNOWN) {
            t.speaker = bytes_of_words(at, q->speaker);
            t.speaker_in_title = q->speaker.from < d->n_title;
            t.mention = t.at;
            t.sure = sure[q->sure];
            t.sieve = sieves[q->sure];
        }
        ck_assert(anatomy_add_quotation(a, &t));
    }
}

struct anatomy anatomy_of_doc(const struct oracle_docs *docs, size_t doc)
{
    static const enum zone_kind kinds[] = {[ORACLE_SUBHEAD] = ZONE_SUBHEAD,
                                           [ORACLE_DATELINE] = ZONE_DATELINE,
                                           [ORACLE_SIGNATURE] = ZONE_SIGNATURE,
                                           [ORACLE_BOILERPLATE] =
                                               ZONE_BOILERPLATE};
    const struct oracle_doc *const d = &docs->docs[doc];
    const struct oracle_parts *const p = &d->parts;
    struct oracle_bytes *const at = find_words(docs, doc);
    struct anatomy a = {.n_zones = 0};

    anatomy_clear(&a);
    for (size_t i = 0; i < p->n; i++) {
        const struct text_range r = bytes_of_words(at, p->parts[i].at);
        ck_assert(anatomy_add_zone(&a, kinds[p->parts[i].zone], r));
        if (p->parts[i].zone == ORACLE_DATELINE)
            a.dateline.at = r;
    }
    a.dateline.place = bytes_of_words(at, p->place);
    a.dateline.region = bytes_of_words(at, p->region);
    a.dateline.agency = bytes_of_words(at, p->agency);
    a.dateline.date = DATE_NONE;
    add_quotations(&a, d, at);
    free(at);
    return a;
}
