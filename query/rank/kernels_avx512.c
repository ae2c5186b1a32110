/* AVX-512 can pack what passes a test, sixteen at a time. */
#include "query/rank/kernels_deposit.h"

static ALWAYS_INLINE __m512i numbers_from(uint32_t i)
{
    const __m512i iota =
        _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

    return _mm512_add_epi32(iota, _mm512_set1_epi32((int)i));
}

/* Appends the numbers i .. i + 15 whose bit in `mask` is set. The store is a
 * whole register: places[] has room for it, as there are never more numbers
 * than have been looked at. */
static ALWAYS_INLINE uint32_t append(uint32_t *places, uint32_t found,
                                     uint32_t i, __mmask16 mask)
{
    _mm512_storeu_si512(places + found,
                        _mm512_maskz_compress_epi32(mask, numbers_from(i)));
    return found + (uint32_t)__builtin_popcount(mask);
}

static ALWAYS_INLINE __mmask16 first_of(uint32_t n)
{
    return (__mmask16)(n < 16 ? (1u << n) - 1 : 0xffff);
}

/* Appends them where there may be no room behind. */
static ALWAYS_INLINE uint32_t append_only(uint32_t *places, uint32_t found,
                                          uint32_t i, __mmask16 mask)
{
    const uint32_t n = (uint32_t)__builtin_popcount(mask);

    _mm512_mask_storeu_epi32(
        places + found, first_of(n),
        _mm512_maskz_compress_epi32(mask, numbers_from(i)));
    return found + n;
}

static uint32_t above(const double *scores, uint32_t n, double rest,
                      float threshold, uint32_t *places)
{
    const __m512d more = _mm512_set1_pd(rest);
    const __m256 limit = _mm256_set1_ps(threshold);
    uint32_t found = 0;

    for (uint32_t i = 0; i < n; i += 16) {
        const __m512d low = _mm512_add_pd(_mm512_loadu_pd(scores + i), more);
        const __m512d high =
            _mm512_add_pd(_mm512_loadu_pd(scores + i + 8), more);
        const unsigned a =
            _mm256_cmp_ps_mask(_mm512_cvtpd_ps(low), limit, _CMP_GT_OQ);
        const unsigned b =
            _mm256_cmp_ps_mask(_mm512_cvtpd_ps(high), limit, _CMP_GT_OQ);
        found =
            append(places, found, i, (__mmask16)(a | b << 8) & first_of(n - i));
    }
    return found;
}

static uint32_t in_bitmap(const struct bitmap *b, const uint32_t *docs,
                          uint32_t n, uint32_t *places)
{
    const __m512i one = _mm512_set1_epi32(1), low = _mm512_set1_epi32(31);
    uint32_t found = 0;

    for (uint32_t i = 0; i < n; i += 16) {
        const __mmask16 wanted = first_of(n - i);
        const __m512i d = _mm512_loadu_si512(docs + i);
        const __m512i words = _mm512_mask_i32gather_epi32(
            one, wanted, _mm512_srli_epi32(d, 5), b->bits, 4);
        const __m512i bit = _mm512_sllv_epi32(one, _mm512_and_si512(d, low));
        found = append(places, found, i,
                       _mm512_mask_test_epi32_mask(wanted, words, bit));
    }
    return found;
}

/* The last document of each sixteen. */
static ALWAYS_INLINE __m256i last_of_pieces(const uint32_t *block)
{
    return _mm256_setr_epi32((int)block[15], (int)block[31], (int)block[47],
                             (int)block[63], (int)block[79], (int)block[95],
                             (int)block[111], (int)block[127]);
}

/* The piece where `doc` would be, and where in it, as a bit; 0: nowhere. Masks
 * stay masks: gcc 12 spills one that was made an int with half of it undefined
 * where ThreadSanitizer calls out. */
static ALWAYS_INLINE __mmask16 find_doc(const uint32_t *block, __m256i last,
                                        uint32_t doc, uint32_t *piece)
{
    *piece = (uint32_t)__builtin_popcount(
        _mm256_cmplt_epi32_mask(last, _mm256_set1_epi32((int)doc)));
    return _mm512_cmpeq_epi32_mask(
        _mm512_loadu_si512(block + 16 * (size_t)*piece),
        _mm512_set1_epi32((int)doc));
}

static uint32_t count_in_block(const uint32_t block[static DOCS_PER_BLOCK],
                               const uint32_t *docs, uint32_t n)
{
    const __m256i last = last_of_pieces(block);
    uint32_t found = 0, piece;

    for (uint32_t i = 0; i < n; i++)
        found += find_doc(block, last, docs[i], &piece) != 0;
    return found;
}

static uint32_t in_block(const uint32_t block[static DOCS_PER_BLOCK],
                         const uint32_t *docs, uint32_t n, uint32_t *places,
                         uint32_t *at)
{
    const __m256i last = last_of_pieces(block);
    uint32_t found = 0;

    for (uint32_t i = 0; i < n; i++) {
        uint32_t piece;
        const __mmask16 same = find_doc(block, last, docs[i], &piece);
        places[found] = i;
        at[found] = 16 * piece + (uint32_t)__builtin_ctz(same | 1u << 16);
        found += same != 0;
    }
    return found;
}

/* ---- VP2INTERSECT: which of sixteen are among others, and where ---- */

#define USES_INTERSECT __attribute__((target("avx512vp2intersect")))

/* For fewer documents than this each is looked up by itself. */
enum { INTERSECT_MIN = 32 };

/* Where in docs[] and in a block a walk through both is. */
struct walk {
    uint32_t doc, place;
};

/* Behind the sixteen, or both, that end first. */
static ALWAYS_INLINE struct walk step_on(struct walk at, const uint32_t *block,
                                         const uint32_t *docs, uint32_t n)
{
    const uint32_t last = docs[MIN(at.doc + 15, n - 1)];
    const uint32_t last_of_block = block[at.place + 15];

    return (struct walk){.doc = at.doc + (last <= last_of_block ? 16 : 0),
                         .place = at.place + (last_of_block <= last ? 16 : 0)};
}

/* Which of the documents at `at` are in the block, and which places they have
 * there. What is behind the last of n is no document. */
USES_INTERSECT static ALWAYS_INLINE void
intersect(struct walk at, const uint32_t *block, const uint32_t *docs,
          uint32_t n, __mmask16 *of_docs, __mmask16 *of_block)
{
    const __m512i these = _mm512_mask_loadu_epi32(
        _mm512_set1_epi32(-1), first_of(n - at.doc), docs + at.doc);

    _mm512_2intersect_epi32(these, _mm512_loadu_si512(block + at.place),
                            of_docs, of_block);
}

/* The piece of the block where the first document would be. */
static ALWAYS_INLINE struct walk start_walk(const uint32_t *block,
                                            const uint32_t *docs)
{
    uint32_t piece;

    (void)find_doc(block, last_of_pieces(block), docs[0], &piece);
    return (struct walk){.place = 16 * piece};
}

USES_INTERSECT static uint32_t
intersect_count_in_block(const uint32_t block[static DOCS_PER_BLOCK],
                         const uint32_t *docs, uint32_t n)
{
    uint32_t found = 0;

    if (n < INTERSECT_MIN)
        return count_in_block(block, docs, n);
    for (struct walk at = start_walk(block, docs);
         at.doc < n && at.place < DOCS_PER_BLOCK;
         at = step_on(at, block, docs, n)) {
        __mmask16 of_docs, of_block;
        intersect(at, block, docs, n, &of_docs, &of_block);
        found += (uint32_t)__builtin_popcount(of_docs);
    }
    return found;
}

USES_INTERSECT static uint32_t
intersect_in_block(const uint32_t block[static DOCS_PER_BLOCK],
                   const uint32_t *docs, uint32_t n, uint32_t *places,
                   uint32_t *places_of_block)
{
    uint32_t found = 0;

    if (n < INTERSECT_MIN)
        return in_block(block, docs, n, places, places_of_block);
    for (struct walk at = start_walk(block, docs);
         at.doc < n && at.place < DOCS_PER_BLOCK;
         at = step_on(at, block, docs, n)) {
        __mmask16 of_docs, of_block;
        intersect(at, block, docs, n, &of_docs, &of_block);
        append_only(places_of_block, found, at.place, of_block);
        found = append_only(places, found, at.doc, of_docs);
    }
    return found;
}

/* ---- */

/* Few against few are compared each with each, which has no branch to guess:
 * a merge guesses wrong about once a position. */
static uint32_t keep_starts(uint32_t *starts, uint32_t n, const uint32_t *pos,
                            uint32_t m, uint32_t offset)
{
    enum { COMPARES_MAX = 64 };
    const uint32_t steps = (m + 15) / 16;
    uint32_t kept = 0;

    if ((uint64_t)n * steps > COMPARES_MAX)
        return merge_starts(starts, n, pos, m, offset);
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t start = starts[i];
        const __m512i want = _mm512_set1_epi32((int)(start + offset));
        __mmask16 found = 0;
        for (uint32_t k = 0; k < steps; k++)
            found |= _mm512_cmpeq_epi32_mask(
                want, _mm512_loadu_si512(pos + 16 * (size_t)k));
        starts[kept] = start;
        kept += found != 0;
    }
    return kept;
}

static uint64_t count_common(const uint64_t *const *arrays, size_t lists,
                             size_t n)
{
    __m512i counts = _mm512_setzero_si512();

    for (size_t i = 0; i < n; i += 8) { /* n is a multiple: bitmaps are */
        __m512i words = _mm512_loadu_si512(arrays[0] + i);
        for (size_t k = 1; k < lists; k++)
            words = _mm512_and_si512(words, _mm512_loadu_si512(arrays[k] + i));
        counts = _mm512_add_epi64(counts, _mm512_popcnt_epi64(words));
    }
    return (uint64_t)_mm512_reduce_add_epi64(counts);
}

static void mark(const uint32_t values[static DOCS_PER_BLOCK], uint32_t least,
                 uint64_t marks[static DOCS_PER_BLOCK / 64])
{
    const __m512i limit = _mm512_set1_epi32((int)least);

    for (unsigned k = 0; k < DOCS_PER_BLOCK / 64; k++) {
        uint64_t word = 0;
        for (unsigned i = 0; i < 64; i += 16)
            word |= (uint64_t)_mm512_cmpge_epi32_mask(
                        _mm512_loadu_si512(values + 64 * k + i), limit)
                    << i;
        marks[k] = word;
    }
}

#define SHARED                                                                 \
    .scores = plain_scores, .above = above, .in_bitmap = in_bitmap,            \
    .up_to = plain_up_to, .ranks = plain_ranks, .keep_starts = keep_starts,    \
    .count_common = count_common, .mark = mark,                                \
    .keep_marked = deposit_keep_marked

const struct rank_kernels RANK_KERNELS_AVX512 = {
    .name = "avx512",
    .in_block = in_block,
    .count_in_block = count_in_block,
    SHARED,
};

const struct rank_kernels RANK_KERNELS_INTERSECT = {
    .name = "intersect",
    .in_block = intersect_in_block,
    .count_in_block = intersect_count_in_block,
    SHARED,
};
