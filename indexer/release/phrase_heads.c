#include "indexer/release/phrase_heads.h"

#include <assert.h>

#include "common/base/ascii.h"
#include "common/base/compiler.h"
#include "common/base/hash.h"
#include "indexer/release/plain.h"

/* Bytes of a line that hold the HEAD_SIZE plain ones mostly, and nearly always.
 */
enum { LOOK = HEAD_SIZE + 4, LOOK_MORE = 3 * HEAD_SIZE };

/* The first `n` bytes of a text that has HEAD_SIZE bytes, or zeros. */
static uint64_t head_of(const uint8_t text[static HEAD_SIZE], size_t n)
{
    return get_u64le(text) & UINT64_MAX >> (64 - 8 * n);
}

/* The slot of a head, or the free one for it. */
static size_t find(const struct phrase_heads *h, uint64_t head)
{
    size_t i = head * HASH_FACTOR >> 32 & (HEAD_SLOTS - 1);
    while (h->slots[i] && h->slots[i] != head)
        i = (i + 1) & (HEAD_SLOTS - 1);
    return i;
}

void phrase_heads_add(struct phrase_heads *h, const char *const *phrases,
                      size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const size_t size = strcspn(phrases[i], "*");
        const size_t head_size = MIN(size, (size_t)HEAD_SIZE);
        uint8_t text[HEAD_SIZE] = {0};
        memcpy(text, phrases[i], head_size);
        const uint64_t head = head_of(text, HEAD_SIZE);
        uint64_t *const slot = &h->slots[find(h, head)];
        h->n += *slot == 0;
        assert(head_size > 0 && h->n <= HEAD_SLOTS / 2);
        *slot = head;
        h->sizes |= 1u << head_size;
    }
}

/* Whether one of the phrases has the head of a plain text. */
static bool has_head(const struct phrase_heads *h,
                     const uint8_t text[static HEAD_SIZE])
{
    for (size_t n = 1; n <= HEAD_SIZE; n++)
        if (h->sizes >> n & 1 && h->slots[find(h, head_of(text, n))])
            return true;
    return false;
}

/* Makes plain the first HEAD_SIZE bytes, where they are letters of ASCII with
 * single spaces between them: those of nearly all lines. */
static bool make_plain(const uint8_t *p, uint8_t out[static HEAD_SIZE])
{
    uint8_t before = ' ';
    for (size_t i = 0; i < HEAD_SIZE; i++) {
        if (!is_letter(p[i]) && (p[i] != ' ' || before == ' '))
            return false;
        before = p[i];
        out[i] = p[i] | 0x20;
    }
    return before != ' ';
}

bool phrase_heads_fit(const struct phrase_heads *h, struct bytes line)
{
    struct plain p;
    uint8_t head[HEAD_SIZE];
    if (line.n >= HEAD_SIZE && make_plain(line.p, head))
        return has_head(h, head);
    plain_set(&p, bytes_of(line.p, MIN(line.n, (size_t)LOOK)));
    if (p.n < HEAD_SIZE && line.n > LOOK)
        plain_set(&p, bytes_of(line.p, MIN(line.n, (size_t)LOOK_MORE)));
    if (p.n < HEAD_SIZE)
        return true; /* not enough to tell */
    return has_head(h, (const uint8_t *)p.text);
}
