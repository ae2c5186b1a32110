/* Any bytes, as a record of every kind: a release whose texts are
 * UTF-8 and lie in its fields, or a reason why it is none. */
#include <stdlib.h>

#include "common/base/date.h"
#include "common/base/utf8.h"
#include "indexer/extract/extract.h"
#include "tests/fuzz/fuzz.h"

static void require(bool holds)
{
    if (!holds)
        abort();
}

/* A text that is not there is none to look at. */
static bool is_utf8(struct bytes text)
{
    return utf8_valid(text);
}

static void check(enum record_kind kind, const struct release *r)
{
    char date[DATE_TEXT];
    if (r->reject) {
        require(r->reject[0]);
        return;
    }
    require(r->id.n > 0 && is_utf8(r->id));
    /* An object may be meant to be empty. */
    require(kind == RECORD_JSON || kind == RECORD_BEIR || r->title.n > 0 ||
            r->body.n > 0);
    require(is_utf8(r->source));
    require(bytes_equal(record_field(&r->fields, FIELD_TITLE), r->title) &&
            bytes_equal(record_field(&r->fields, FIELD_BODY), r->body));
    for (size_t i = 0; i < r->fields.n; i++)
        require(is_utf8(r->fields.v[i].name) && is_utf8(r->fields.v[i].text));
    date_format(r->date, date);
}

/* The input is the document, and its first line the name of the file too. */
static void fuzz_kind(enum record_kind kind, struct bytes input)
{
    const uint8_t *const feed = input.n ? memchr(input.p, '\n', input.n) : NULL;
    const size_t name = feed ? (size_t)(feed - input.p) : 0;
    const struct field_map map = field_map_default();
    struct raw_record r = {.kind = kind, .line = 1};
    struct batch b = {.number = 0};
    struct extractor *x;
    struct release out;

    require(batch_put(&b, "n", 1, &r.name) &&
            batch_put(&b, input.p, name, &r.path) &&
            batch_put(&b, ",id,title,body", 14, &r.header) &&
            batch_put(&b, input.p, input.n, &r.bytes) && batch_add(&b, &r));
    b.records[0].name.n += name; /* the path stands right behind it */
    require(extractor_open(&x, &map, NULL) == ST_OK);
    require(extract_record(x, &b, &b.records[0], &out, NULL) == ST_OK);
    check(kind, &out);
    extractor_close(x);
    batch_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (int kind = RECORD_TEXT; kind < RECORD_REJECT; kind++)
        fuzz_kind((enum record_kind)kind, bytes_of(data, size));
    return 0;
}
