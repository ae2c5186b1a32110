/*
 * buf -- growable bytes, owned.
 *
 * A zeroed struct is an empty buffer. Appending doubles the capacity; bytes
 * stay valid until the next append. What is appended may not point into the
 * buffer itself.
 *
 *   Errors   an append that runs out of memory returns false, leaves the bytes
 *            as they were and sets `failed`, so that a writer of many small
 *            things can look once at the end
 *   Threads  one buffer, one thread
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>

#include "common/base/bytes.h"
#include "common/base/compiler.h"

struct buf {
    uint8_t *p;
    size_t n, cap;
    bool failed;
};

#define BUF_INIT ((struct buf){.p = NULL})

void buf_release(struct buf *b);

/* Empties, keeping the memory; forgets a failure. */
static inline void buf_clear(struct buf *b)
{
    b->n = 0;
    b->failed = false;
}

static inline struct bytes buf_bytes(const struct buf *b)
{
    return (struct bytes){b->p, b->n};
}

/* Makes room for `extra` more bytes; they may then be written at p + n. */
bool buf_reserve(struct buf *b, size_t extra);

bool buf_append(struct buf *b, const void *p, size_t n);
bool buf_append_str(struct buf *b, const char *s);
bool buf_append_byte(struct buf *b, uint8_t byte);
bool buf_append_u32le(struct buf *b, uint32_t v);
bool buf_append_u64le(struct buf *b, uint64_t v);
bool buf_printf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* The bytes as a C string: a NUL is put behind them, not counted in `n`.
 * "" when memory is out. */
const char *buf_str(struct buf *b);

#endif
