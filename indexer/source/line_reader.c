#include "indexer/source/line_reader.h"

#include <string.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "common/base/mem.h"

enum {
    READ_SIZE = 256 * 1024,
    WINDOW_LOG_MAX = 27, /* what zstd itself takes without being asked */
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory");
}

static enum st prepare_zstd(struct line_reader *r, struct err *e)
{
    if (!r->plain && !(r->plain = mem_alloc(READ_SIZE)))
        return out_of_memory(e);
    if (!r->zstd && !(r->zstd = ZSTD_createDCtx()))
        return out_of_memory(e);
    ZSTD_DCtx_reset(r->zstd, ZSTD_reset_session_and_parameters);
    ZSTD_DCtx_setParameter(r->zstd, ZSTD_d_windowLogMax, WINDOW_LOG_MAX);
    return ST_OK;
}

enum st line_reader_open(struct line_reader *r, const char *path,
                         bool compressed, struct err *e)
{
    enum st st = ST_OK;

    line_reader_close(r);
    if (!r->raw && !(r->raw = mem_alloc(READ_SIZE)))
        return out_of_memory(e);
    if (compressed && (st = prepare_zstd(r, e)) != ST_OK)
        return st;
    if ((st = file_in_open(&r->file, path, e)) != ST_OK)
        return st;
    r->is_open = true;
    r->compressed = compressed;
    r->file_ended = r->frame_ended = false;
    r->number = 0;
    r->raw_at = r->raw_n = r->at = r->n = 0;
    r->text = compressed ? r->plain : r->raw;
    return ST_OK;
}

static enum st read_raw(struct line_reader *r, struct err *e)
{
    r->raw_at = r->raw_n = 0;
    const enum st st = file_in_read(&r->file, r->raw, READ_SIZE, &r->raw_n, e);
    r->file_ended = st == ST_OK && r->raw_n == 0;
    r->bytes_read += r->raw_n;
    return st;
}

static enum st zstd_failed(size_t code, struct err *e)
{
    switch (ZSTD_getErrorCode(code)) {
    case ZSTD_error_memory_allocation:
        return out_of_memory(e);
    case ZSTD_error_frameParameter_windowTooLarge:
        return err_set(e, ST_LIMIT,
                       "compressed with a zstd window of over %d MiB "
                       "(zstd --long=%d is the most)",
                       1 << (WINDOW_LOG_MAX - 20), WINDOW_LOG_MAX);
    default:
        return err_set(e, ST_CORRUPT, "damaged zstd data: %s",
                       ZSTD_getErrorName(code));
    }
}

/* Decompresses some more into `plain`; r->n is 0 at the end of the last
 * frame. */
static enum st refill_zstd(struct line_reader *r, struct err *e)
{
    while (r->n == 0) {
        if (r->raw_at == r->raw_n && !r->file_ended) {
            const enum st st = read_raw(r, e);
            if (st != ST_OK)
                return st;
        }
        if (r->file_ended && r->frame_ended)
            return ST_OK;
        ZSTD_inBuffer in = {r->raw, r->raw_n, r->raw_at};
        ZSTD_outBuffer out = {r->plain, READ_SIZE, 0};
        const size_t rest = ZSTD_decompressStream(r->zstd, &out, &in);
        if (ZSTD_isError(rest))
            return zstd_failed(rest, e);
        r->raw_at = in.pos;
        r->frame_ended = rest == 0;
        r->n = out.pos;
        if (r->file_ended && !r->frame_ended && r->n == 0)
            return err_set(e, ST_CORRUPT, "the zstd data ends too early");
    }
    return ST_OK;
}

/* Gets more text; r->n is 0 at the end of the file. */
static enum st refill(struct line_reader *r, struct err *e)
{
    r->at = r->n = 0;
    if (r->compressed)
        return refill_zstd(r, e);
    const enum st st = read_raw(r, e);
    r->n = r->raw_n;
    return st;
}

/* Cuts one line, whatever it holds. */
static enum st cut_line(struct line_reader *r, size_t max, struct buf *out,
                        struct line *line, struct err *e)
{
    const size_t start = out->n;
    bool ended = false;

    *line = (struct line){.kind = LINE_TEXT};
    r->number++;
    while (!ended) {
        if (r->at == r->n) {
            const enum st st = refill(r, e);
            if (st != ST_OK)
                return st;
            if (r->n == 0)
                break;
        }
        const uint8_t *const p = r->text + r->at;
        const uint8_t *const feed = memchr(p, '\n', r->n - r->at);
        const size_t n = feed ? (size_t)(feed - p) : r->n - r->at;
        ended = feed;
        r->at += n + ended;
        line->size += n;
        if (line->size > max)
            out->n = start;
        else if (!buf_append(out, p, n))
            return out_of_memory(e);
    }
    if (!ended && line->size == 0)
        line->kind = LINE_END;
    else if (line->size > max)
        line->kind = LINE_TOO_LONG;
    return ST_OK;
}

static bool starts_with(struct bytes text, const char *mark)
{
    const size_t n = strlen(mark);
    return text.n >= n && memcmp(text.p, mark, n) == 0;
}

static struct bytes bytes_from(const struct buf *b, size_t start)
{
    /* An empty line in an empty buffer has no pointer to add to. */
    return b->n == start ? BYTES_NONE : bytes_of(b->p + start, b->n - start);
}

/* Drops the byte order mark of UTF-8 at `start` of the first line. */
static enum st check_mark(struct buf *out, size_t start, struct err *e)
{
    const struct bytes text = bytes_from(out, start);
    if (starts_with(text, "\xff\xfe") || starts_with(text, "\xfe\xff"))
        return err_set(e, ST_CORRUPT, "UTF-16: JSON lines are UTF-8");
    if (starts_with(text, "\xef\xbb\xbf")) {
        memmove(out->p + start, out->p + start + 3, text.n - 3);
        out->n -= 3;
    }
    return ST_OK;
}

static bool is_blank(struct bytes text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] != ' ' && text.p[i] != '\t' && text.p[i] != '\r')
            return false;
    return true;
}

enum st line_reader_next(struct line_reader *r, size_t max, struct buf *out,
                         struct line *line, struct err *e)
{
    const size_t start = out->n;
    for (;;) {
        enum st st = cut_line(r, max, out, line, e);
        if (st == ST_OK && line->kind == LINE_TEXT && r->number == 1)
            st = check_mark(out, start, e);
        if (st != ST_OK) {
            out->n = start;
            return st;
        }
        if (line->kind != LINE_TEXT)
            return ST_OK;
        if (!is_blank(bytes_from(out, start)))
            break;
        out->n = start;
    }
    if (out->p[out->n - 1] == '\r')
        out->n--;
    return ST_OK;
}

void line_reader_close(struct line_reader *r)
{
    if (r->is_open)
        file_in_close(&r->file);
    r->is_open = false;
}

void line_reader_release(struct line_reader *r)
{
    line_reader_close(r);
    mem_free(r->raw);
    mem_free(r->plain);
    ZSTD_freeDCtx(r->zstd);
    *r = (struct line_reader){.bytes_read = r->bytes_read};
}
