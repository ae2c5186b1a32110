/* What a segment is made of does not show how much memory there was. */
#include "indexer/segment_builder.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/base/file.h"
#include "tests/indexer/tiny_index.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

enum { DOCS = 400, BODY_SIZE = 240 };

/* Common words, of which many stand in pairs, forms of a stem, and words of one
 * document alone; ids out of order. */
struct corpus {
    struct tiny_doc docs[DOCS];
    char ids[DOCS][24], bodies[DOCS][BODY_SIZE];
};

static struct corpus *make_corpus(void)
{
    static const char *const words[] = {"the", "of",   "and",     "port",
                                        "the", "port", "ports",   "ported",
                                        "to",  "be",   "porting", "or"};
    struct rng r = rng_from_env(21);
    struct corpus *const c = calloc(1, sizeof(*c));
    ck_assert_ptr_nonnull(c);
    for (uint32_t i = 0; i < DOCS; i++) {
        size_t at = 0;
        snprintf(c->ids[i], sizeof(c->ids[i]), "id-%u-%u", rng_below(&r, 1000),
                 i);
        for (int k = 0; k < 20; k++)
            at += (size_t)snprintf(c->bodies[i] + at, BODY_SIZE - at, "%s ",
                                   words[rng_below(&r, COUNT_OF(words))]);
        snprintf(c->bodies[i] + at, BODY_SIZE - at, "w%u", rng_below(&r, 5000));
        c->docs[i] = (struct tiny_doc){.id = c->ids[i],
                                       .title = "of the port",
                                       .body = c->bodies[i],
                                       .source = "desk",
                                       .date = (int32_t)i};
    }
    return c;
}

static void build(const struct tmpdir *dir, const struct corpus *c,
                  uint64_t memory, struct buf *out)
{
    const struct tiny_settings settings = {.lang = "en", .docs_per_frame = 7};
    struct manifest m = {.generation = 0};
    struct err e = ERR_INIT;
    tiny_segment_within(memory, dir->path, &m, &settings, c->docs, DOCS);
    ck_assert_int_eq(
        file_read(tmpdir_file(dir, "000001.seg"), SIZE_MAX / 2, out, &e),
        ST_OK);
    manifest_release(&m);
}

START_TEST(a_segment_is_the_same_with_any_memory)
{
    static const uint64_t memories[] = {0, 1 << 17, 1 << 20};
    struct tmpdir dir = tmpdir_make();
    struct corpus *const c = make_corpus();
    struct buf with_much = BUF_INIT, with_less = BUF_INIT;
    build(&dir, c, (uint64_t)1 << 30, &with_much);
    for (size_t i = 0; i < COUNT_OF(memories); i++) {
        buf_clear(&with_less);
        build(&dir, c, memories[i], &with_less);
        ck_assert(bytes_equal(buf_bytes(&with_much), buf_bytes(&with_less)));
    }
    buf_release(&with_much);
    buf_release(&with_less);
    tmpdir_remove(&dir);
    free(c);
}
END_TEST

SUITE("segment_builder", a_segment_is_the_same_with_any_memory)
