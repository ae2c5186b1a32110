#include <stdlib.h>
#include <string.h>

#include "common/base/date.h"
#include "common/segment/doc_store.h"
#include "common/segment/index.h"
#include "common/segment/positions.h"
#include "indexer/deletion_set.h"
#include "indexer/verify.h"
#include "tests/indexer/broken_files.h"
#include "tests/indexer/read_all.h"
#include "tests/indexer/tiny_index.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

/* What the golden index was made of: not to be changed, as it is not. */
enum { FIRST = 3, ALL = 5, DELETED = 2 };
static const struct tiny_doc DOCS[ALL] = {
    {"2019/minsk", "Prices fall in Minsk",
     "MINSK, 28 May - The price of bread fell. Bread prices rose before.\n\n"
     "About the market: prices are counted weekly.",
     "press service", 18044},
    {"2019/astana", "Kassym-Jomart Tokayev\xe2\x80\x99s visit",
     "\xe2\x80\x9cGood and kind relations\xe2\x80\x9d will be maintained. "
     "Bread has its price; the prices of relations do not fall.",
     "akorda", 18045},
    {"empty", "", "", "akorda", DATE_NONE},
    {"b", "Markets open", "The market opened; markets will price it.",
     "exchange", -1},
    {"a", "", "\xc5\x9e\xc9\x99h\xc9\x99r: one paragraph without a title.",
     "exchange", 0},
};

static void delete_one(const char *folder)
{
    struct index *ix;
    struct deletion_set *set;
    bool was;
    ck_assert_int_eq(index_open(&ix, folder, NULL), ST_OK);
    struct manifest m = {.generation = 2,
                         .next_segment = ix->manifest.next_segment};
    memcpy(m.lang, ix->manifest.lang, sizeof(m.lang));
    ck_assert_int_eq(deletion_set_open(&set, ix, NULL), ST_OK);
    ck_assert_int_eq(deletion_set_add(set, DELETED, &was, NULL), ST_OK);
    ck_assert_int_eq(deletion_set_write(set, 2, &m, NULL), ST_OK);
    ck_assert_int_eq(manifest_write(&m, folder, NULL), ST_OK);
    deletion_set_close(set);
    manifest_release(&m);
    index_close(ix);
}

static void build(const char *folder)
{
    const struct tiny_settings s = {"en", true, 2};
    struct manifest m = {.generation = 1};
    tiny_segment(folder, &m, &s, DOCS, FIRST);
    tiny_segment(folder, &m, &s, DOCS + FIRST, ALL - FIRST);
    ck_assert_int_eq(manifest_write(&m, folder, NULL), ST_OK);
    manifest_release(&m);
    delete_one(folder);
}

START_TEST(golden_index_of_version_3_verifies)
{
    struct verify_report r = {.findings = 0};
    struct err e = ERR_INIT;
    const char *const write = getenv("GOLDEN_WRITE");
    if (write)
        build(write);
    const enum st st = verify_index(GOLDEN_FOLDER, VERIFY_DEEP, &r, &e);
    ck_assert_msg(st == ST_OK, "%s", e.msg);
    ck_assert_uint_eq(r.segments, 2);
    ck_assert_uint_eq(r.documents, ALL);
    ck_assert_uint_eq(r.deleted, 1);
    ck_assert_uint_eq(r.findings + r.notes, 0);
}
END_TEST

/* ---- reading it ---- */

static struct index *open_golden(void)
{
    struct index *ix;
    struct err e = ERR_INIT;
    const enum st st = index_open(&ix, GOLDEN_FOLDER, &e);
    ck_assert_msg(st == ST_OK, "%s", e.msg);
    return ix;
}

/* "doc:pos,pos doc:pos" of a word in one segment. */
static void holds(const struct segment *s, const char *word,
                  const char *expected)
{
    const struct term_dict d = term_dict_words(s);
    struct term_entry entry;
    struct postings_cursor c;
    struct positions p;
    struct buf out = BUF_INIT;
    bool found;
    ck_assert_int_eq(
        term_dict_find(&d, bytes_of_str(word), &entry, &found, NULL), ST_OK);
    ck_assert_msg(found == (*expected != '\0'), "%s", word);
    postings_cursor_open(&c, s, &entry);
    positions_init(&p, &c);
    for (; c.doc != DOC_END; postings_cursor_next(&c)) {
        ck_assert(positions_read(&p));
        ck_assert_uint_eq(p.n, postings_cursor_freq(&c));
        buf_printf(&out, "%s%u:", out.n ? " " : "", c.doc);
        for (uint32_t i = 0; i < p.n; i++)
            buf_printf(&out, "%s%u", i ? "," : "", p.pos[i]);
    }
    ck_assert_int_eq(c.st, ST_OK);
    ck_assert_str_eq(buf_str(&out), expected);
    positions_release(&p);
    buf_release(&out);
}

START_TEST(words_stand_where_they_stood)
{
    struct index *const ix = open_golden();
    holds(ix->segments[0], "prices", "0:0,21,35 1:24");
    holds(ix->segments[0], "price", "0:16 1:22");
    holds(ix->segments[0], "kassymjomart", "1:0");
    holds(ix->segments[0], "jomart", "1:1");
    holds(ix->segments[0], "tokayev", "1:2");
    holds(ix->segments[0], "opened", "");
    holds(ix->segments[1], "markets", "0:0,13");
    holds(ix->segments[1], "seher", "1:0");
    index_close(ix);
}
END_TEST

START_TEST(groups_hold_what_their_words_hold)
{
    struct index *const ix = open_golden();
    const struct segment *const s = ix->segments[0];
    struct group g;
    struct postings_cursor c;
    ck_assert_int_eq(group_find(s, bytes_of_str("price"), &g, NULL), ST_OK);
    ck_assert_uint_eq(g.n_words, 2);
    postings_cursor_open(&c, s, &g.entry);
    ck_assert_uint_eq(c.doc, 0);
    ck_assert_uint_eq(postings_cursor_freq(&c), 4);
    ck_assert_uint_eq(postings_cursor_next(&c), 1);
    ck_assert_uint_eq(postings_cursor_freq(&c), 2);
    ck_assert_uint_eq(postings_cursor_next(&c), DOC_END);
    index_close(ix);
}
END_TEST

START_TEST(documents_say_what_they_said)
{
    struct index *const ix = open_golden();
    for (uint32_t i = 0; i < ALL; i++) {
        const struct tiny_doc *const d = &DOCS[i];
        const struct segment *const s = ix->segments[i >= FIRST];
        const uint32_t own = i >= FIRST ? i - FIRST : i;
        const struct record_fields *f;
        struct doc_reader *reader;
        struct bytes source;
        uint32_t doc;
        int32_t days;
        ck_assert_int_eq(index_find_id(ix, bytes_of_str(d->id), &doc, NULL),
                         ST_OK);
        ck_assert_uint_eq(doc, i == DELETED ? DOC_END : i);
        ck_assert(segment_date(s, own, &days) && days == d->date);
        ck_assert(segment_source(s, own, &source));
        ck_assert(bytes_equal_str(source, d->source));
        ck_assert_int_eq(doc_reader_open(&reader, s, NULL), ST_OK);
        ck_assert_int_eq(doc_reader_get(reader, own, &f, NULL), ST_OK);
        ck_assert(bytes_equal_str(record_field(f, FIELD_TITLE), d->title));
        ck_assert(bytes_equal_str(record_field(f, FIELD_BODY), d->body));
        doc_reader_close(reader);
    }
    index_close(ix);
}
END_TEST

/* ---- building it again ---- */

/* Frames depend on the version of zstd, and on their sizes where other chunks
 * stand: so chunks are compared, and of frames what is in them. */
static bool is_compressed(enum chunk chunk)
{
    return chunk == CHUNK_STOR || chunk == CHUNK_SFRM;
}

START_TEST(building_it_again_gives_the_same_bytes)
{
    const struct tmpdir d = tmpdir_make();
    uint64_t then, now;
    build(d.path);
    for (uint32_t number = 1; number <= 2; number++) {
        struct image a, b;
        image_open(&a, GOLDEN_FOLDER, number, "en");
        image_open(&b, d.path, number, "en");
        for (int i = 0; i < CHUNKS_KNOWN; i++) {
            if (!image_has_chunk(&a, (enum chunk)i))
                continue; /* of a later version */
            const struct image_chunk x = image_chunk(&a, (enum chunk)i);
            const struct image_chunk y = image_chunk(&b, (enum chunk)i);
            ck_assert_msg(is_compressed((enum chunk)i) ||
                              bytes_equal(bytes_of(a.bytes.p + x.at, x.n),
                                          bytes_of(b.bytes.p + y.at, y.n)),
                          "segment %u, chunk %s", number, CHUNK_KINDS[i].name);
        }
        image_release(&a);
        image_release(&b);
    }
    ck_assert_int_eq(read_all(GOLDEN_FOLDER, &then), ST_OK);
    ck_assert_int_eq(read_all(d.path, &now), ST_OK);
    ck_assert(then == now);
    tmpdir_remove(&d);
}
END_TEST

/* Written before any release of the programs, so no reader is kept. */
START_TEST(indexes_of_older_versions_are_refused_with_what_to_do)
{
    static const char *const folders[] = {GOLDEN_V1, GOLDEN_V2};
    static const char *const said[] = {"format 1", "format 2"};
    for (size_t i = 0; i < 2; i++) {
        struct index *ix;
        struct err e = ERR_INIT;
        ck_assert_int_eq(index_open(&ix, folders[i], &e), ST_VERSION);
        ck_assert_msg(strstr(e.msg, said[i]) && strstr(e.msg, "build"), "%s",
                      e.msg);
    }
}
END_TEST

SUITE("golden v3", indexes_of_older_versions_are_refused_with_what_to_do,
      golden_index_of_version_3_verifies, words_stand_where_they_stood,
      groups_hold_what_their_words_hold, documents_say_what_they_said,
      building_it_again_gives_the_same_bytes)
