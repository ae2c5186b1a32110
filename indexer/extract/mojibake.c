#include "indexer/extract/mojibake.h"

/* "â€" in UTF-8: how E2 80, which begins all dashes and quotes, comes out. */
static const uint8_t PUNCTUATION[] = {0xa2, 0xe2, 0x82, 0xac};

/* U+00C2 or U+00C3 before a character U+00A0..U+00BF: é, ü, a hard space. */
static bool is_pair(const uint8_t *p, size_t n)
{
    return n >= 4 && (p[1] == 0x82 || p[1] == 0x83) && p[2] == 0xc2 &&
           p[3] >= 0xa0 && p[3] <= 0xbf;
}

bool is_mojibake(struct bytes text)
{
    enum { PAIRS = 3 };
    int pairs = 0;
    const uint8_t *p = text.p, *const end = p + text.n;
    /* All of them begin with C3, which English has once in a while. */
    while (text.n && (p = memchr(p, 0xc3, (size_t)(end - p)))) {
        const size_t n = (size_t)(end - p);
        if (n > sizeof(PUNCTUATION) + 1 &&
            memcmp(p + 1, PUNCTUATION, sizeof(PUNCTUATION)) == 0 &&
            p[1 + sizeof(PUNCTUATION)] >= 0xc2)
            return true;
        pairs += is_pair(p, n);
        if (pairs == PAIRS)
            return true;
        if (++p == end)
            break;
    }
    return false;
}
