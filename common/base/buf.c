#include "common/base/buf.h"

#include <stdio.h>
#include <string.h>

#include "common/base/mem.h"

void buf_release(struct buf *b)
{
    mem_free(b->p);
    *b = BUF_INIT;
}

bool buf_reserve(struct buf *b, size_t extra)
{
    size_t need;
    if (__builtin_add_overflow(b->n, extra, &need) ||
        !mem_grow(&b->p, &b->cap, need))
        b->failed = true;
    return !b->failed;
}

bool buf_append(struct buf *b, const void *p, size_t n)
{
    if (!buf_reserve(b, n))
        return false;
    if (n)
        memcpy(b->p + b->n, p, n);
    b->n += n;
    return true;
}

bool buf_append_str(struct buf *b, const char *s)
{
    return buf_append(b, s, strlen(s));
}

bool buf_append_byte(struct buf *b, uint8_t byte)
{
    return buf_append(b, &byte, 1);
}

bool buf_append_u32le(struct buf *b, uint32_t v)
{
    uint8_t raw[4];
    put_u32le(raw, v);
    return buf_append(b, raw, sizeof(raw));
}

bool buf_append_u64le(struct buf *b, uint64_t v)
{
    uint8_t raw[8];
    put_u64le(raw, v);
    return buf_append(b, raw, sizeof(raw));
}

bool buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    const int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n >= 0 && buf_reserve(b, (size_t)n + 1)) {
        vsnprintf((char *)b->p + b->n, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
    return !b->failed;
}

const char *buf_str(struct buf *b)
{
    if (!buf_reserve(b, 1))
        return "";
    b->p[b->n] = '\0';
    return (const char *)b->p;
}
