/* Any bytes as a release, its first line the title: zones lie in the body,
 * those of one kind ascend, and the parts of the dateline lie in the dateline.
 */
#include <stdlib.h>

#include "indexer/release/boilerplate.h"
#include "indexer/release/opening.h"
#include "tests/fuzz/fuzz.h"

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_zones(const struct anatomy *a, size_t size)
{
    uint32_t end[ZONE_KINDS] = {0};
    for (size_t i = 0; i < a->n_zones; i++) {
        const struct text_zone *const z = &a->zones[i];
        require(z->kind < ZONE_KINDS);
        require(z->at.from < z->at.to && z->at.to <= size);
        require(z->at.from >= end[z->kind]);
        end[z->kind] = z->at.to;
    }
}

static void check_part(const struct text_dateline *d, struct text_range part)
{
    require(part.from <= part.to);
    require(text_range_is_empty(part) ||
            (part.from >= d->at.from && part.to <= d->at.to));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *const feed = size ? memchr(data, '\n', size) : NULL;
    const size_t n = feed ? (size_t)(feed - data) : 0;
    const struct bytes title = bytes_of(data, n);
    const struct bytes body =
        feed ? bytes_of(feed + 1, size - n - 1) : bytes_of(data, size);
    struct lines l = {.n = 0};
    struct anatomy a = {.n_zones = 0};
    size_t first_text;
    require(lines_read(&l, body, NULL) == ST_OK);
    require(opening_read(title, body, &l, &a, &first_text, NULL) == ST_OK);
    require(first_text <= l.n);
    require(boilerplate_read(body, &l, first_text, &a, NULL) == ST_OK);
    check_zones(&a, body.n);
    check_part(&a.dateline, a.dateline.place);
    check_part(&a.dateline, a.dateline.region);
    check_part(&a.dateline, a.dateline.agency);
    anatomy_release(&a);
    lines_release(&l);
    return 0;
}
