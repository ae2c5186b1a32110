/* How words are capitalised, through spills, additions, deletions and merges.
 */
#include "common/segment/capitals.h"
#include "indexer/add.h"
#include "indexer/compact.h"
#include "indexer/deleter.h"
#include "tests/index/built_index.h"
#include "tests/support/suite.h"

static struct err e;

/* Of all segments; INT64_MIN when one does not know. */
static int64_t sum_of(const char *path, const char *word)
{
    struct index *ix;
    int64_t sum = 0;

    ck_assert_int_eq(index_open(&ix, path, &e), ST_OK);
    for (size_t i = 0; i < ix->n; i++) {
        const struct term_dict words = term_dict_words(ix->segments[i]);
        struct term_entry entry;
        int64_t capitals = 0;
        bool found;
        ck_assert_int_eq(
            term_dict_find(&words, bytes_of_str(word), &entry, &found, &e),
            ST_OK);
        if (!capitals_are_there(ix->segments[i])) {
            sum = INT64_MIN;
            break;
        }
        if (found)
            ck_assert_int_eq(
                capitals_get(ix->segments[i], entry.ord, &capitals, &e), ST_OK);
        sum += capitals;
    }
    index_close(ix);
    return sum;
}

static void add_docs(struct built_index *b, unsigned from, unsigned to)
{
    for (unsigned i = from; i < to; i++) {
        char id[16];
        snprintf(id, sizeof(id), "d%u", i);
        built_index_add_padded(b, id,
                               i % 4 ? "in Minsk, the bank" : "a Bank, minsk");
    }
    built_index_end(b);
}

static struct add_options adding(const struct built_index *b)
{
    return (struct add_options){.index = b->index,
                                .sources = b->sources,
                                .n_sources = 1,
                                .memory = INGEST_MEMORY_MIN,
                                .threads = 1,
                                .map = field_map_default()};
}

START_TEST(spills_change_no_sum)
{
    struct built_index whole, spilled;
    struct build_options o;

    built_index_init(&whole);
    built_index_init(&spilled);
    add_docs(&whole, 0, 12);
    add_docs(&spilled, 0, 12);
    o = built_index_options(&whole);
    build_quietly(&o);
    o = built_index_options(&spilled);
    o.spill_at = 1;
    build_quietly(&o);
    ck_assert_int_eq(sum_of(whole.index, "minsk"), 9 - 3);
    ck_assert_int_eq(sum_of(whole.index, "bank"), 3 - 9);
    assert_same_file(whole.index, spilled.index, "MANIFEST");
    assert_verifies(spilled.index);
    built_index_remove(&whole);
    built_index_remove(&spilled);
}
END_TEST

START_TEST(additions_and_merges_add_up)
{
    struct built_index b;
    struct build_options o;
    struct add_result r;

    built_index_init(&b);
    add_docs(&b, 0, 8);
    o = built_index_options(&b);
    build_quietly(&o);
    add_docs(&b, 8, 12);
    const struct add_options a = adding(&b);
    ck_assert_int_eq(add_documents(&a, &r, &e), ST_OK);
    add_result_release(&r);
    ck_assert_int_eq(sum_of(b.index, "minsk"), 9 - 3);
    assert_verifies(b.index);
    built_index_remove(&b);
}
END_TEST

/* Six of twelve documents go, and with them half of the sum. */
START_TEST(merging_drops_the_share_of_the_deleted)
{
    struct built_index b;
    struct build_options o;
    struct compact_result r;
    struct deleter *d;
    bool found;

    built_index_init(&b);
    add_docs(&b, 0, 12);
    o = built_index_options(&b);
    build_quietly(&o);
    ck_assert_int_eq(deleter_open(&d, b.index, &e), ST_OK);
    for (unsigned i = 6; i < 12; i++) {
        char id[16];
        snprintf(id, sizeof(id), "d%u", i);
        ck_assert_int_eq(deleter_add(d, bytes_of_str(id), &found, &e), ST_OK);
    }
    ck_assert_int_eq(deleter_commit(d, &e), ST_OK);
    deleter_close(d);
    ck_assert_int_eq(compact_index(b.index, COMPACT_ALL, &r, &e), ST_OK);
    ck_assert_int_eq(sum_of(b.index, "minsk"), (9 - 3) / 2);
    assert_verifies(b.index);
    built_index_remove(&b);
}
END_TEST

START_TEST(without_names_nothing_is_kept_nor_made_later)
{
    struct built_index b;
    struct build_options o;
    struct add_result r;

    built_index_init(&b);
    add_docs(&b, 0, 4);
    o = built_index_options(&b);
    o.names = false;
    build_quietly(&o);
    ck_assert_int_eq(sum_of(b.index, "minsk"), INT64_MIN);
    add_docs(&b, 4, 8);
    const struct add_options a = adding(&b);
    ck_assert_int_eq(add_documents(&a, &r, &e), ST_OK);
    add_result_release(&r);
    ck_assert_int_eq(sum_of(b.index, "minsk"), INT64_MIN);
    assert_verifies(b.index);
    built_index_remove(&b);
}
END_TEST

SUITE("indexer capitals", spills_change_no_sum, additions_and_merges_add_up,
      merging_drops_the_share_of_the_deleted,
      without_names_nothing_is_kept_nor_made_later)
