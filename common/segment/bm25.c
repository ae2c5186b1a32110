#include "common/segment/bm25.h"

#include <math.h>

#include "common/segment/length_code.h"

void bm25_init(struct bm25 *m, float k1, float b, uint64_t words, uint64_t docs)
{
    /* Without documents nothing is scored; any length will do. */
    const float average = docs ? (float)((double)words / (double)docs) : 1.0f;

    for (unsigned code = 0; code < COUNT_OF(m->inverse_norm); code++) {
        const float length = (float)length_decode((uint8_t)code);
        m->inverse_norm[code] =
            1.0f / (k1 * ((1.0f - b) + b * length / average));
    }
}

HOT float bm25_idf(uint64_t docs, uint64_t df)
{
    const double n = (double)docs, f = (double)df;
    return (float)log(1.0 + (n - f + 0.5) / (f + 0.5));
}
