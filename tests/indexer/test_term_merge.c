/* Each word once, in order, and on every segment that has it. */
#include "indexer/term_merge.h"

#include <stdio.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/segment/index.h"
#include "tests/index/small_index.h"
#include "tests/support/suite.h"

static const struct small_doc DOCS[] = {
    {"", "b d f"}, {"", "a b"}, {"", ""}, {"", "f g bb"}, {"", "b"},
};
static const char *const WORDS[] = {"a", "b", "bb", "d", "f", "g"};

static struct segment_list list_of(const struct small_index *s)
{
    return (struct segment_list){s->index->segments, s->index->first_doc,
                                 s->index->n};
}

/* How many documents have the word. */
static uint32_t count_documents(const char *word)
{
    uint32_t n = 0;
    for (size_t k = 0; k < COUNT_OF(DOCS); k++) {
        char padded[16], part[8];
        snprintf(padded, sizeof(padded), " %s ", DOCS[k].body);
        snprintf(part, sizeof(part), " %s ", word);
        n += strstr(padded, part) != NULL;
    }
    return n;
}

/* The words from `from` on, and no more. */
static void check_words(const struct segment_list *list, const char *from)
{
    struct term_merge m;
    bool more;
    ck_assert_int_eq(term_merge_open(&m, list, bytes_of_str(from), NULL),
                     ST_OK);
    for (size_t i = 0; i < COUNT_OF(WORDS); i++) {
        if (strcmp(WORDS[i], from) < 0)
            continue;
        ck_assert_int_eq(term_merge_next(&m, &more, NULL), ST_OK);
        ck_assert(more && bytes_equal_str(m.term, WORDS[i]));
        uint32_t df = 0;
        for (size_t k = 0; k < m.n; k++)
            df += m.on[k] ? m.walks[k].entry.df : 0;
        ck_assert_uint_eq(df, count_documents(WORDS[i]));
    }
    ck_assert_int_eq(term_merge_next(&m, &more, NULL), ST_OK);
    ck_assert(!more);
    term_merge_close(&m);
}

START_TEST(words_of_all_segments_come_once_in_order)
{
    static const char *const FROM[] = {"", "a", "b", "ba", "bb", "c", "g", "h"};
    for (size_t segments = 1; segments <= COUNT_OF(DOCS); segments++) {
        struct small_index s =
            small_index_make(DOCS, COUNT_OF(DOCS), "none", segments);
        const struct segment_list list = list_of(&s);
        for (size_t i = 0; i < COUNT_OF(FROM); i++)
            check_words(&list, FROM[i]);
        small_index_remove(&s);
    }
}
END_TEST

START_TEST(without_memory_it_says_so)
{
    struct small_index s = small_index_make(DOCS, COUNT_OF(DOCS), "none", 3);
    const struct segment_list list = list_of(&s);
    enum st st = ST_NOMEM;
    for (long n = 0; st != ST_OK; n++) {
        struct term_merge m;
        mem_fail_after(n);
        st = term_merge_open(&m, &list, BYTES_NONE, NULL);
        mem_fail_never();
        ck_assert(st == ST_OK || st == ST_NOMEM);
        term_merge_close(&m);
    }
    small_index_remove(&s);
}
END_TEST

SUITE("term_merge", words_of_all_segments_come_once_in_order,
      without_memory_it_says_so)
