/*
 * bucket -- one line of the table that finds terms by their hash.
 *
 *     u32 number[12]   number of the term plus 1; 0: empty, as all behind it
 *     u8  tag[12]      upper byte of the term's hash; 0 of an empty place
 *     u8  zero[4]
 *
 * One definition for the writer, the reader and verify. A bucket is 64 bytes,
 * aligned: a look-up costs one miss of the cache, and one bucket in eight is
 * full and sends it on to the next.
 *
 *   Threads  pure functions
 *   Format   FORMAT.md section 5, THSH
 */
#ifndef SEGMENT_BUCKET_H
#define SEGMENT_BUCKET_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/bytes.h"

enum {
    BUCKET_SIZE = 64,
    BUCKET_PLACES = 12,
    BUCKET_USED = 5 * BUCKET_PLACES, /* bytes */
    BUCKET_TERMS = 10,               /* on the average */
};

/* More places than terms, so that a search for what is not there ends. */
static inline uint64_t buckets_for(uint64_t terms)
{
    return terms / BUCKET_TERMS + 1;
}

/* The bucket where a search begins, of n < 2^32. */
static inline uint64_t bucket_of(uint64_t hash, uint64_t n)
{
    return (uint64_t)(uint32_t)hash * n >> 32;
}

static inline uint8_t bucket_tag(uint64_t hash)
{
    return (uint8_t)(hash >> 56);
}

static inline uint32_t bucket_number(const uint8_t *bucket, unsigned place)
{
    return get_u32le(bucket + 4 * (size_t)place);
}

static inline uint8_t bucket_tag_at(const uint8_t *bucket, unsigned place)
{
    return bucket[4 * BUCKET_PLACES + place];
}

static inline bool bucket_is_full(const uint8_t *bucket)
{
    return bucket_number(bucket, BUCKET_PLACES - 1) != 0;
}

/* Puts a term into the first empty place; false when there is none. */
static inline bool bucket_put(uint8_t *bucket, uint8_t tag, uint32_t number)
{
    for (unsigned i = 0; i < BUCKET_PLACES; i++) {
        if (bucket_number(bucket, i) != 0)
            continue;
        put_u32le(bucket + 4 * (size_t)i, number);
        bucket[4 * BUCKET_PLACES + i] = tag;
        return true;
    }
    return false;
}

#endif
