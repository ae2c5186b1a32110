#include "indexer/merge_policy.h"

#include <string.h>

#include "tests/support/suite.h"

enum { MB = 1 << 20, MANY = 400 };

static void fill(struct manifest_segment *s, size_t n, uint64_t size)
{
    for (size_t i = 0; i < n; i++)
        s[i] = (struct manifest_segment){.docs = 100, .size = size};
}

START_TEST(few_segments_are_left_alone)
{
    struct manifest_segment s[10];
    size_t from, to;
    fill(s, 10, 5 * MB);
    for (size_t n = 0; n < 10; n++)
        ck_assert(!merge_policy_find(s, n, &from, &to));
}
END_TEST

START_TEST(equals_are_merged_beside_a_large_one)
{
    struct manifest_segment s[40];
    size_t from, to;
    fill(s, 40, MB);
    s[0].size = (uint64_t)100 * MB;
    ck_assert(merge_policy_find(s, 40, &from, &to));
    ck_assert_uint_ge(from, 1);
    ck_assert_uint_eq(to - from, MERGE_AT_ONCE);
}
END_TEST

START_TEST(a_segment_a_third_deleted_is_written_anew)
{
    struct manifest_segment s[3];
    size_t from, to;
    fill(s, 3, 5 * MB);
    s[1].deleted = 33;
    ck_assert(!merge_policy_find(s, 3, &from, &to));
    s[1].deleted = 34;
    ck_assert(merge_policy_find(s, 3, &from, &to));
    ck_assert_uint_eq(from, 1);
    ck_assert_uint_eq(to, 2);
}
END_TEST

/* One segment of a megabyte after another: the number of segments is a tier's
 * worth for each tenfold growth, and what is rewritten as many times the whole.
 */
START_TEST(segments_stay_few_and_merges_cheap)
{
    struct manifest_segment s[MANY];
    size_t n = 0, most = 0, from, to;
    uint64_t written = 0;
    for (unsigned i = 0; i < 5000; i++) {
        fill(&s[n++], 1, MB);
        while (merge_policy_find(s, n, &from, &to)) {
            uint64_t sum = 0;
            ck_assert_uint_gt(to - from, 1);
            for (size_t k = from; k < to; k++)
                sum += s[k].size;
            written += sum;
            s[from].size = sum;
            memmove(&s[from + 1], &s[to], (n - to) * sizeof(*s));
            n -= to - from - 1;
        }
        most = n > most ? n : most;
        ck_assert_uint_lt(n, MANY);
    }
    ck_assert_uint_le(most, 40);
    ck_assert_uint_le(written / MB, 5000 * 5);
}
END_TEST

SUITE("merge policy", few_segments_are_left_alone,
      equals_are_merged_beside_a_large_one,
      a_segment_a_third_deleted_is_written_anew,
      segments_stay_few_and_merges_cheap)
