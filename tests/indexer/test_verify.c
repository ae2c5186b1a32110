#include <stdio.h>
#include <string.h>

#include "common/base/file.h"
#include "common/base/hash.h"
#include "common/base/mem.h"
#include "common/codec/varint.h"
#include "common/segment/index.h"
#include "common/segment/postings_cursor.h"
#include "indexer/verify.h"
#include "tests/indexer/broken_files.h"
#include "tests/indexer/read_all.h"
#include "tests/indexer/tiny_index.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

/* ---- the report, as lines ---- */

static void keep_line(void *ctx, enum verify_kind kind, const char *text)
{
    buf_append_str(ctx, kind == VERIFY_NOTE ? "note: " : "");
    buf_append_str(ctx, text);
    buf_append_byte(ctx, '\n');
}

/* Verifies; the lines are in `out` as a string when it is not NULL. */
static enum st verify(const struct tmpdir *d, struct buf *out)
{
    struct verify_report r = {.line = out ? keep_line : NULL, .ctx = out};
    const enum st st = verify_index(d->path, VERIFY_DEEP, &r, NULL);
    if (st == ST_OK)
        ck_assert_uint_eq(r.findings, 0);
    if (st == ST_CORRUPT)
        ck_assert_uint_gt(r.findings, 0);
    return st;
}

static void assert_sound(const struct tmpdir *d)
{
    struct buf lines = BUF_INIT;
    const enum st st = verify(d, &lines);
    ck_assert_msg(st == ST_OK && lines.n == 0, "%s", buf_str(&lines));
    buf_release(&lines);
}

/* ---- sound indexes ---- */

START_TEST(sound_index_verifies_without_a_word)
{
    const struct tmpdir d = tmpdir_make();
    uint64_t digest;
    tiny_index(d.path);
    assert_sound(&d);
    ck_assert_int_eq(read_all(d.path, &digest), ST_OK);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(indexes_of_every_kind_verify)
{
    static const struct tiny_settings kinds[] = {
        {"en", true, 1}, {"en", false, 1}, {"none", true, 9}, {"ru", true, 2}};
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        for (size_t n = 0; n <= TINY_ALL; n++) {
            const struct tmpdir d = tmpdir_make();
            struct manifest m = {.generation = 1};
            uint64_t digest;
            tiny_segment(d.path, &m, &kinds[i], TINY_DOCS, n);
            ck_assert_int_eq(manifest_write(&m, d.path, NULL), ST_OK);
            manifest_release(&m);
            assert_sound(&d);
            ck_assert_int_eq(read_all(d.path, &digest), ST_OK);
            tmpdir_remove(&d);
        }
}
END_TEST

/* ---- damage ---- */

/* The index has changed on the disk: verify must say so, and reading must be
 * refused or give what it gave before. */
static void assert_damage_is_found(const struct tmpdir *d, uint64_t sound,
                                   const char *what, size_t at)
{
    uint64_t digest = 0;
    const enum st verified = verify(d, NULL);
    ck_assert_msg(verified == ST_CORRUPT || verified == ST_VERSION ||
                      verified == ST_NOT_FOUND,
                  "%s, byte %zu: verify says %d", what, at, (int)verified);
    const enum st st = read_all(d->path, &digest);
    ck_assert_msg(st != ST_OK || digest == sound,
                  "%s, byte %zu: reading gives another answer", what, at);
}

/* Each byte with one bit turned, another for each, and each as zero. */
static void flip_each_byte(const struct tmpdir *d, const char *name,
                           uint64_t sound)
{
    struct buf file = BUF_INIT;
    get_file(d->path, name, &file);
    for (size_t i = 0; i < file.n; i++) {
        const uint8_t was = file.p[i];
        const uint8_t turned[] = {(uint8_t)(was ^ 1u << i % 8), 0};
        for (size_t k = 0; k < COUNT_OF(turned); k++) {
            file.p[i] = turned[k];
            if (turned[k] == was)
                continue;
            put_file(d->path, name, buf_bytes(&file));
            assert_damage_is_found(d, sound, name, i);
        }
        file.p[i] = was;
    }
    put_file(d->path, name, buf_bytes(&file));
    buf_release(&file);
}

START_TEST(every_flipped_byte_is_found_and_never_a_wrong_answer)
{
    static const char *const names[] = {"MANIFEST", "000001.seg", "000002.seg"};
    const struct tmpdir d = tmpdir_make();
    uint64_t sound;
    tiny_index(d.path);
    ck_assert_int_eq(read_all(d.path, &sound), ST_OK);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        flip_each_byte(&d, names[i], sound);
    assert_sound(&d);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(every_cut_file_is_found)
{
    static const char *const names[] = {"MANIFEST", "000001.seg"};
    const struct tmpdir d = tmpdir_make();
    uint64_t sound;
    tiny_index(d.path);
    ck_assert_int_eq(read_all(d.path, &sound), ST_OK);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct buf file = BUF_INIT;
        get_file(d.path, names[i], &file);
        for (size_t n = 0; n < file.n; n++) {
            put_file(d.path, names[i], bytes_of(file.p, n));
            assert_damage_is_found(&d, sound, names[i], n);
        }
        ck_assert(buf_append_byte(&file, 0));
        put_file(d.path, names[i], buf_bytes(&file));
        assert_damage_is_found(&d, sound, names[i], file.n);
        put_file(d.path, names[i], bytes_of(file.p, file.n - 1));
        buf_release(&file);
    }
    assert_sound(&d);
    tmpdir_remove(&d);
}
END_TEST

static void assert_line(const struct tmpdir *d, enum st expected,
                        const char *part)
{
    struct buf lines = BUF_INIT;
    const enum st st = verify(d, &lines);
    ck_assert_msg(st == expected && strstr(buf_str(&lines), part),
                  "%d without \"%s\":\n%s", (int)st, part, buf_str(&lines));
    buf_release(&lines);
}

START_TEST(a_damaged_page_is_named_with_its_place)
{
    const struct tmpdir d = tmpdir_make();
    struct image m;
    char part[64];
    tiny_index(d.path);
    image_open(&m, d.path, 2, "en");
    const struct image_chunk c = image_chunk(&m, CHUNK_POSI);
    m.bytes.p[c.at] ^= 1;
    image_write(&m);
    snprintf(part, sizeof(part),
             "000002.seg: POSI: page 0 is damaged (bytes %zu to ", c.at);
    assert_line(&d, ST_CORRUPT, part);
    struct verify_report quick = {.findings = 0};
    ck_assert_int_eq(verify_index(d.path, VERIFY_QUICK, &quick, NULL),
                     ST_CORRUPT);
    ck_assert_uint_eq(quick.findings, 1);
    image_release(&m);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(exchanged_lacking_and_strange_files_are_told)
{
    const struct tmpdir d = tmpdir_make(), other = tmpdir_make();
    struct manifest m = {.generation = 1};
    const struct tiny_settings s = {"en", true, 1};
    struct buf one = BUF_INIT, two = BUF_INIT;
    tiny_index(d.path);
    tiny_segment(other.path, &m, &s, TINY_DOCS + 1, TINY_FIRST);
    get_file(d.path, "000001.seg", &one);

    get_file(other.path, "000001.seg", &two);
    put_file(d.path, "000001.seg", buf_bytes(&two));
    assert_line(&d, ST_CORRUPT, "000001.seg: table of chunks ");
    assert_line(&d, ST_CORRUPT, "belongs to another index or commit");
    get_file(d.path, "000002.seg", &two);
    put_file(d.path, "000001.seg", buf_bytes(&two));
    assert_line(&d, ST_CORRUPT, "2 documents, but MANIFEST says 3");

    put_file(d.path, "000001.seg", buf_bytes(&one));
    put_file(d.path, "000003.seg.words-docs.tmp", BYTES_NONE);
    put_file(d.path, "no\033te", BYTES_NONE);
    assert_line(&d, ST_OK, "note: 000003.seg.words-docs.tmp: no part of");
    assert_line(&d, ST_OK, "note: no\\u{1b}te: no part of");
    ck_assert_int_eq(file_remove(tmpdir_file(&d, "000002.seg"), NULL), ST_OK);
    assert_line(&d, ST_CORRUPT, "000002.seg: cannot be opened");
    ck_assert_int_eq(file_remove(tmpdir_file(&d, "MANIFEST"), NULL), ST_OK);
    ck_assert_int_eq(verify(&d, NULL), ST_NOT_FOUND);
    manifest_release(&m);
    buf_release(&one);
    buf_release(&two);
    tmpdir_remove(&d);
    tmpdir_remove(&other);
}
END_TEST

/* ---- forged files: every checksum right, a rule broken ---- */

/* Adds `add` to the byte `at` of `chunk`. */
struct forgery {
    enum chunk chunk;
    size_t at;
    uint8_t add;
    const char *line; /* what verify must say */
};

static size_t last(const struct image *m, enum chunk chunk)
{
    return image_chunk(m, chunk).n - 1;
}

START_TEST(broken_rules_are_told_behind_right_checksums)
{
    const struct tmpdir d = tmpdir_make();
    struct image m;
    tiny_index(d.path);
    image_open(&m, d.path, 1, "en");
    const struct forgery forgeries[] = {
        {CHUNK_META, 4, 255, "META: 1 documents with words, but 2 have"},
        {CHUNK_META, 8, 1, "META: "},
        {CHUNK_META, 40, 1, "META: 3 sources, but the documents have 2"},
        {CHUNK_LENG, 0, 1, "LENG: document 0: code "},
        {CHUNK_WLEN, 4, 1, "LENG: document 1: code "},
        {CHUNK_DATE, 3, 64, "DATE: document 0: day "},
        {CHUNK_SRCE, 0, 1, "SRCE: document 0: source 1 of 2"},
        {CHUNK_SRCN, 0, 200, "SRCN: name 0 cannot be read"},
        {CHUNK_HASH, 0, 1, "HASH: document 0: the hash is not that"},
        {CHUNK_TEND, 0, 100, "TEND: document 0: its title ends at 112"},
        {CHUNK_ZONE, 2, 255, "ZONE: document 0: "},
        {CHUNK_ZOFF, 8, 1, "ZONE: "},
        {CHUNK_CLUS, 0, 255, "CLUS: "},
        {CHUNK_CLUS, 8, 1, "CLUS: cluster 1: its key is not above"},
        {CHUNK_CLUS, 9, 1, "CLUS: cluster 0: document 0 is not its leader"},
        {CHUNK_CLUS, 24, 1, "CLUS: document 1 leads itself"},
        {CHUNK_CLUS, 24, 200, "CLUS: "},
        {CHUNK_CLUS, 48, 1, "CLUS: cluster 0 has no members"},
        {CHUNK_CLUS, 56, 100, "CLUS: document 1 is 193 % of its leader"},
        {CHUNK_REPT, 0, 5, "REPT: "},  /* the key is not below the next */
        {CHUNK_REPT, 8, 1, "REPT: "},  /* as many documents             */
        {CHUNK_REPT, 9, 1, "REPT: "},  /* their bytes                   */
        {CHUNK_REPT, 10, 9, "REPT: "}, /* the first of them            */
        {CHUNK_IDSO, 0, 1, "IDSO: place 1: document 0 with id "},
        {CHUNK_IDSO, 0, 9, "IDSO: place 0: no document 10"},
        {CHUNK_IDOF, 8, 100, "IDOF: offset "},
        {CHUNK_IDTX, 0, 64, "IDSO: place "},
        {CHUNK_SFRM, 8, 1, "STOR: document 0: "},
        {CHUNK_SDOC, 0, 9, "STOR: document 0: "},
        {CHUNK_STOR, 0, 1, "STOR: document 0: "},
        {CHUNK_TIDX, 0, 1, "TIDX: block 0 begins at byte 1"},
        {CHUNK_TERM, 0, 1, "TERM: block 0: its lists begin at 1, 0, 0"},
        {CHUNK_TERM, last(&m, CHUNK_TERM), 1, "POSI: "},
        {CHUNK_THSH, last(&m, CHUNK_THSH), 1, "THSH: "},
        {CHUNK_DOCS, 0, 1, "DOCS: term "},
        {CHUNK_POSI, 0, 128, "POSI: term "},
        {CHUNK_GRPS, 0, 200, "GRPS: "},
        {CHUNK_GRPS, 1, 1, "GRPS: stem "},
        {CHUNK_STEM, 0, 1, "STEM: block 0: its lists begin at "},
        {CHUNK_SHSH, 4, 1, "SHSH: "},
    };
    for (size_t i = 0; i < COUNT_OF(forgeries); i++) {
        const struct forgery *const f = &forgeries[i];
        image_reset(&m);
        uint8_t *const byte = m.bytes.p + image_chunk(&m, f->chunk).at + f->at;
        *byte = (uint8_t)(*byte + f->add);
        image_write_forged(&m);
        assert_line(&d, ST_CORRUPT, f->line);
        ck_assert_int_eq(verify(&d, NULL), ST_CORRUPT);
    }
    image_release(&m);
    tmpdir_remove(&d);
}
END_TEST

/* Nothing but the reader's own care stands between these bytes and memory
 * that is not its own: ASan watches. What it says of them does not matter. */
START_TEST(forged_bytes_neither_crash_nor_hang)
{
    static const uint8_t masks[] = {0x01, 0x80, 0xff};
    const struct tmpdir d = tmpdir_make();
    struct image m;
    uint64_t digest;
    size_t told = 0, changed = 0;
    tiny_index(d.path);
    image_open(&m, d.path, 1, "en");
    for (size_t i = 0; i < m.bytes.n; i++)
        for (size_t k = 0; k < COUNT_OF(masks); k++) {
            image_reset(&m);
            m.bytes.p[i] ^= masks[k];
            image_write_forged(&m);
            told += verify(&d, NULL) != ST_OK;
            changed++;
            (void)read_all(d.path, &digest);
        }
    /* Most are broken rules; the rest is text, dates, padding. */
    ck_assert_uint_gt(told, changed / 4);
    image_release(&m);
    tmpdir_remove(&d);
}
END_TEST

/* Several bytes of one chunk at once, in the values that break arithmetic. */
START_TEST(forged_numbers_neither_crash_nor_hang)
{
    static const uint64_t numbers[] = {0,
                                       1,
                                       127,
                                       128,
                                       UINT16_MAX,
                                       INT32_MAX,
                                       UINT32_MAX,
                                       INT64_MAX,
                                       UINT64_MAX,
                                       UINT64_MAX - 63,
                                       UINT64_C(1) << 61,
                                       (UINT64_C(1) << 61) - 1};
    struct rng rng = rng_from_env(5);
    const struct tmpdir d = tmpdir_make();
    struct image m;
    uint64_t digest;
    tiny_index(d.path);
    image_open(&m, d.path, 1, "en");
    for (unsigned round = 0; round < 3000; round++) {
        const struct image_chunk c =
            image_chunk(&m, (enum chunk)(round % CHUNKS_KNOWN));
        uint8_t raw[10];
        image_reset(&m);
        for (unsigned n = 1 + rng_below(&rng, 3); n && c.n; n--) {
            const uint64_t v = numbers[rng_below(&rng, COUNT_OF(numbers))];
            size_t size = rng_below(&rng, 2) ? 4 : 8;
            put_u64le(raw, v);
            if (rng_below(&rng, 2))
                size = (size_t)(varint_put(raw, v) - raw);
            const size_t at = rng_below(&rng, (uint32_t)c.n);
            memcpy(m.bytes.p + c.at + at, raw, MIN(size, c.n - at));
        }
        image_write_forged(&m);
        (void)verify(&d, NULL);
        (void)read_all(d.path, &digest);
    }
    image_release(&m);
    tmpdir_remove(&d);
}
END_TEST

/* A table that begins 64 bytes before the file, by sums that wrap. */
START_TEST(a_table_outside_the_file_is_refused)
{
    const struct tmpdir d = tmpdir_make();
    struct image m;
    uint64_t digest;
    tiny_index(d.path);
    image_open(&m, d.path, 1, "en");
    uint8_t *const footer = m.bytes.p + m.bytes.n - SEGMENT_FOOTER_SIZE;
    put_u64le(footer, -(uint64_t)SEGMENT_FOOTER_SIZE);
    put_u64le(footer + 8, m.bytes.n);
    put_u64le(footer + 48, hash64(footer, 48));
    image_write(&m);
    ck_assert_int_eq(read_all(d.path, &digest), ST_CORRUPT);
    assert_line(&d, ST_CORRUPT, "the footer does not fit the file");
    image_release(&m);
    tmpdir_remove(&d);
}
END_TEST

/* Gives the chunk another name. */
static void rename_chunk(struct image *m, enum chunk chunk, uint32_t id)
{
    uint8_t *entry =
        m->bytes.p + get_u64le(m->sound.p + m->sound.n - SEGMENT_FOOTER_SIZE);
    while (get_u32le(entry) != CHUNK_KINDS[chunk].id)
        entry += CHUNK_ENTRY_SIZE;
    put_u32le(entry, id);
}

START_TEST(chunks_lacking_doubled_or_unknown_are_refused)
{
    static const struct {
        enum chunk chunk;
        uint32_t id;
        const char *line;
    } cases[] = {
        {CHUNK_SHSH, CHUNK_ID('s', 'h', 's', 'h'), "STEM and SHSH one is"},
        {CHUNK_GRPS, CHUNK_ID('g', 'r', 'p', 's'), "STEM and GRPS one is"},
        {CHUNK_SFRM, CHUNK_ID('s', 'f', 'r', 'm'), "STOR and SFRM one is"},
        {CHUNK_LENG, CHUNK_ID('l', 'e', 'n', 'g'), "chunk LENG is missing"},
        {CHUNK_DATE, CHUNK_ID('W', 'L', 'E', 'N'), "has one twice"},
        {CHUNK_SDIC, CHUNK_ID('N', 'E', 'W', '!'), "chunk NEW! is needed"},
    };
    const struct tmpdir d = tmpdir_make();
    struct image m;
    tiny_index(d.path);
    image_open(&m, d.path, 1, "en");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        image_reset(&m);
        rename_chunk(&m, cases[i].chunk, cases[i].id);
        image_write_forged(&m);
        assert_line(&d, ST_CORRUPT, cases[i].line);
    }
    image_release(&m);
    tmpdir_remove(&d);
}
END_TEST

/* ---- long lists ---- */

/* Documents enough for the upper level of the skip arrays, not in whole 32s. */
enum { MANY = 4700 };

static void make_many(const struct tmpdir *d)
{
    static const char *const bodies[] = {
        "The price fell, the prices rose.", "Price of bread.", "Minsk market.",
        "Nothing of the kind. The the the the."};
    const struct tiny_settings s = {"en", true, 100};
    struct manifest m = {.generation = 1};
    struct tiny_doc *const docs = mem_array(MANY, sizeof(*docs));
    char(*const ids)[16] = mem_array(MANY, sizeof(*ids));
    ck_assert(docs && ids);
    for (unsigned i = 0; i < MANY; i++) {
        snprintf(ids[i], sizeof(ids[i]), "%u", i * 7919 % MANY);
        docs[i] =
            (struct tiny_doc){ids[i], "One of many", bodies[i * i % 11 % 4],
                              i % 3 ? "left" : "right", (int32_t)i};
    }
    tiny_segment(d->path, &m, &s, docs, MANY);
    ck_assert_int_eq(manifest_write(&m, d->path, NULL), ST_OK);
    manifest_release(&m);
    mem_free(docs);
    mem_free(ids);
}

START_TEST(lists_of_many_blocks_verify)
{
    const struct tmpdir d = tmpdir_make();
    uint64_t digest;
    make_many(&d);
    assert_sound(&d);
    ck_assert_int_eq(read_all(d.path, &digest), ST_OK);
    tmpdir_remove(&d);
}
END_TEST

/* The search by supers ends behind the last block by whole supers. */
START_TEST(bound_past_the_last_document_says_there_is_none)
{
    const struct tmpdir d = tmpdir_make();
    struct index *ix;
    struct term_entry entry;
    struct postings_cursor c;
    bool found;
    make_many(&d);
    ck_assert_int_eq(index_open(&ix, d.path, NULL), ST_OK);
    const struct term_dict words = term_dict_words(ix->segments[0]);
    ck_assert_int_eq(
        term_dict_find(&words, bytes_of_str("many"), &entry, &found, NULL),
        ST_OK);
    ck_assert(found);
    ck_assert_uint_eq(entry.df, MANY);
    postings_cursor_open(&c, ix->segments[0], &entry);
    ck_assert_uint_eq(postings_cursor_bound(&c, MANY - 1).last_doc, MANY - 1);
    ck_assert_uint_eq(postings_cursor_bound(&c, MANY).last_doc, DOC_END);
    index_close(ix);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(broken_skip_arrays_are_told_behind_right_checksums)
{
    /* "many" is in every document: 37 blocks, 2 supers. */
    static const struct {
        size_t at;
        uint8_t add;
        const char *line;
    } cases[] = {
        {0, 1, "entry 0 of the upper level is not the last document of block"},
        {2 * 4 + 0, 1, "the postings cannot be read behind "},
        {2 * 4 + 37 * 4, 1, "its first block begins at 1"},
        {2 * 4 + 37 * 16, 255, "block 0 says at most 0, but document "},
        {2 * 4 + 37 * 17, 9, "says length code "},
        {2 * 4 + 37 * 18 + 1, 128, "block 0 bounds the score by "},
        {2 * 4 + 37 * 20 + 1, 1, "best scores say that 10 documents reach "},
        {2 * 4 + 37 * 20 + 2 * 3, 64, "bitmap is not where it must be"},
    };
    const struct tmpdir d = tmpdir_make();
    struct image m;
    struct index *ix;
    struct term_entry entry;
    bool found;
    make_many(&d);
    ck_assert_int_eq(index_open(&ix, d.path, NULL), ST_OK);
    const struct term_dict words = term_dict_words(ix->segments[0]);
    ck_assert_int_eq(
        term_dict_find(&words, bytes_of_str("many"), &entry, &found, NULL),
        ST_OK);
    index_close(ix);
    image_open(&m, d.path, 1, "en");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        image_reset(&m);
        uint8_t *const byte = m.bytes.p + image_chunk(&m, CHUNK_SKIP).at +
                              entry.skip_at + cases[i].at;
        *byte = (uint8_t)(*byte + cases[i].add);
        image_write_forged(&m);
        assert_line(&d, ST_CORRUPT, cases[i].line);
    }
    image_release(&m);
    tmpdir_remove(&d);
}
END_TEST

/* Four in a row are three pairs in each document that has them. */
START_TEST(a_list_of_pairs_that_lies_is_told)
{
    const struct tmpdir d = tmpdir_make();
    struct image m;
    struct index *ix;
    struct term_entry entry;
    bool found;
    make_many(&d);
    ck_assert_int_eq(index_open(&ix, d.path, NULL), ST_OK);
    const struct term_dict pairs = term_dict_pairs(ix->segments[0]);
    ck_assert_int_eq(
        term_dict_find(&pairs, bytes_of("the\0the", 7), &entry, &found, NULL),
        ST_OK);
    ck_assert(found);
    ck_assert_uint_eq(entry.cf, 3 * (uint64_t)entry.df);
    index_close(ix);
    image_open(&m, d.path, 1, "en");
    uint8_t *const list =
        m.bytes.p + image_chunk(&m, CHUNK_DOCS).at + entry.docs_at;
    /* A block's second byte is the head of its frequencies, which are all 3:
     * two bits of 2 each. */
    ck_assert_uint_eq(list[1], 2);
    list[2 + patched_size(DOCS_PER_BLOCK, list[0])] ^= 1;
    image_write_forged(&m);
    assert_line(&d, ST_CORRUPT, "its list is not what the positions say");
    image_release(&m);
    tmpdir_remove(&d);
}
END_TEST

/* ---- memory ---- */

START_TEST(failing_allocations_end_it_cleanly)
{
    const struct tmpdir d = tmpdir_make();
    enum st st = ST_NOMEM;
    tiny_index(d.path);
    for (long n = 0; st != ST_OK; n++) {
        struct verify_report r = {.findings = 0};
        mem_fail_after(n);
        st = verify_index(d.path, VERIFY_DEEP, &r, NULL);
        mem_fail_never();
        ck_assert(st == ST_OK || st == ST_NOMEM);
        ck_assert_uint_eq(r.findings, 0);
        ck_assert_int_lt(n, 2000);
    }
    tmpdir_remove(&d);
}
END_TEST

SUITE("verify", sound_index_verifies_without_a_word,
      indexes_of_every_kind_verify,
      every_flipped_byte_is_found_and_never_a_wrong_answer,
      every_cut_file_is_found, a_damaged_page_is_named_with_its_place,
      exchanged_lacking_and_strange_files_are_told,
      broken_rules_are_told_behind_right_checksums,
      forged_bytes_neither_crash_nor_hang,
      forged_numbers_neither_crash_nor_hang,
      a_table_outside_the_file_is_refused,
      chunks_lacking_doubled_or_unknown_are_refused,
      lists_of_many_blocks_verify,
      bound_past_the_last_document_says_there_is_none,
      broken_skip_arrays_are_told_behind_right_checksums,
      a_list_of_pairs_that_lies_is_told, failing_allocations_end_it_cleanly)
