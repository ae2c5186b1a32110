/*
 * flush_inverter -- the words of one inverter into a segment that has exactly
 * its documents.
 *
 *   Errors  end the test
 */
#ifndef TESTS_INDEXER_FLUSH_INVERTER_H
#define TESTS_INDEXER_FLUSH_INVERTER_H

#include <check.h>

#include "common/base/mem.h"
#include "indexer/flush_terms.h"

/* The documents are complete, the words started. */
static inline void flush_inverter(struct segment_builder *b,
                                  struct inverter *inverter)
{
    const uint32_t docs = b->docs.docs;
    uint32_t *const numbers = mem_array(docs, sizeof(*numbers));
    struct err e = ERR_INIT;

    ck_assert_ptr_nonnull(numbers);
    for (uint32_t doc = 0; doc < docs; doc++)
        numbers[doc] = doc;
    ck_assert_msg(flush_terms(b, &inverter, 1, numbers, 1 << 20, &e) == ST_OK,
                  "%s", e.msg);
    mem_free(numbers);
}

#endif
