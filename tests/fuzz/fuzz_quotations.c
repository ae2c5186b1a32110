/* Any bytes, as a body whose first line is the title too: quotations lie in it,
 * ascend, do not overlap, and have a speaker or none. */
#include <stdlib.h>
#include <string.h>

#include "indexer/release/quotations.h"
#include "tests/fuzz/fuzz.h"

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check(const struct anatomy *a, struct bytes title,
                  struct bytes body)
{
    uint32_t end = 0;
    for (size_t i = 0; i < a->n_quotations; i++) {
        const struct text_quotation *const q = &a->quotations[i];
        const bool known = q->sure != SURE_NONE;
        require(q->at.from >= end && q->at.from < q->at.to);
        require(q->at.to <= body.n);
        require(q->mention.from <= q->mention.to && q->mention.to <= body.n);
        require(q->speaker.from <= q->speaker.to &&
                q->speaker.to <= (q->speaker_in_title ? title.n : body.n));
        require(known == !text_range_is_empty(q->speaker));
        require(known == (q->sieve != SIEVE_NONE));
        require(known || text_range_is_empty(q->mention));
        end = q->at.to;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct quotation_reader *reader;
    const struct bytes body = bytes_of(data, size);
    const uint8_t *const line = size ? memchr(data, '\n', size) : NULL;
    const struct bytes title = bytes_of(data, line ? (size_t)(line - data) : 0);
    struct lines lines = {.n = 0};
    struct anatomy a = {.n_zones = 0};
    if (!reader)
        require(quotation_reader_open(&reader, NULL) == ST_OK);
    require(lines_read(&lines, body, NULL) == ST_OK);
    require(quotations_read(reader, title, body, &lines, &a, NULL) == ST_OK);
    check(&a, title, body);
    lines_release(&lines);
    anatomy_release(&a);
    return 0;
}
