#include "indexer/checkpoint.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/base/file.h"
#include "common/base/hash.h"
#include "common/base/mem.h"

/* 1 had no count of mojibake and of other encodings. */
enum { CHECKPOINT_VERSION = 2 };

void checkpoint_release(struct checkpoint *c)
{
    manifest_release(&c->segments);
    rejects_release(&c->counts.rejects);
    *c = (struct checkpoint){.number = 0};
}

static enum st out_of_memory(const char *folder, struct err *e)
{
    return err_set(e, ST_NOMEM, "%s: out of memory", folder);
}

/* ---- writing ---- */

/* Space, percent, and what is no visible ASCII become %XX. */
static void put_text(struct buf *b, struct bytes text)
{
    buf_append_byte(b, ' ');
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] > ' ' && text.p[i] < 0x7f && text.p[i] != '%')
            buf_append_byte(b, text.p[i]);
        else
            buf_printf(b, "%%%02x", text.p[i]);
}

static void put_rejects(struct buf *b, const struct rejects *r)
{
    for (size_t i = 0; i < r->n; i++) {
        const struct reject *const v = &r->v[i];
        buf_printf(b, "reject %" PRIu64, v->line);
        put_text(b, bytes_of(r->text.p + v->path.at, v->path.n));
        put_text(b, bytes_of(r->text.p + v->reason.at, v->reason.n));
        buf_append_byte(b, '\n');
    }
}

enum st checkpoint_write(const struct checkpoint *c, const char *folder,
                         struct err *e)
{
    const struct ingest_counts *const n = &c->counts;
    struct buf b = BUF_INIT;
    buf_printf(&b, "dateline-checkpoint %d\n", CHECKPOINT_VERSION);
    buf_printf(&b, "build %" PRIu32 " %d %016" PRIx64 "\n", c->number,
               c->published, c->options);
    buf_printf(&b, "position %" PRIu64 " %016" PRIx64 "\n", c->position.batches,
               c->position.hash);
    buf_printf(&b,
               "counts %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64
               " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 "\n",
               n->documents, n->replaced, n->rejected, n->cut_words,
               n->decoded[0], n->decoded[1], n->decoded[2], n->decoded[3],
               n->mojibake, n->spills);
    for (size_t i = 0; i < c->segments.n; i++) {
        const struct manifest_segment *const s = &c->segments.segments[i];
        buf_printf(
            &b, "segment %" PRIu32 " %" PRIu32 " %" PRIu64 " %016" PRIx64 "\n",
            s->number, s->docs, s->size, s->toc_hash);
    }
    put_rejects(&b, &n->rejects);
    if (!b.failed)
        buf_printf(&b, "checksum %016" PRIx64 "\n", hash64(b.p, b.n));
    const enum st st =
        b.failed ? out_of_memory(folder, e)
                 : file_replace(folder, CHECKPOINT_NAME, buf_bytes(&b), e);
    buf_release(&b);
    return st;
}

/* ---- reading ---- */

static int hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

/* Undoes put_text() in place: `*text` up to a space or the end, which it is
 * moved behind. */
static bool get_text(char **text, struct bytes *out)
{
    char *from = *text, *to = *text;
    *out = bytes_of(*text, 0);
    for (; *from && *from != ' '; from++) {
        if (*from == '%') {
            const int high = hex(from[1]), low = high < 0 ? -1 : hex(from[2]);
            if (low < 0)
                return false;
            *to++ = (char)(high << 4 | low);
            from += 2;
        } else {
            *to++ = *from;
        }
    }
    out->n = (size_t)(to - *text);
    *text = *from ? from + 1 : from;
    return true;
}

static enum st read_reject(struct checkpoint *c, char *line, struct err *e)
{
    struct bytes path, reason;
    uint64_t number;
    int at = 0;
    if (sscanf(line, "reject %" SCNu64 " %n", &number, &at) != 1 || at == 0)
        return ST_CORRUPT;
    char *text = line + at;
    if (!get_text(&text, &path) || !get_text(&text, &reason))
        return ST_CORRUPT;
    return rejects_add(&c->counts.rejects, path, number, reason)
               ? ST_OK
               : err_set(e, ST_NOMEM, "out of memory");
}

static enum st read_line(struct checkpoint *c, char *line, struct err *e)
{
    struct ingest_counts *const n = &c->counts;
    struct manifest_segment s = {.number = 0};
    int published;
    if (sscanf(line, "build %" SCNu32 " %d %" SCNx64, &c->number, &published,
               &c->options) == 3) {
        c->published = published != 0;
        return ST_OK;
    }
    if (sscanf(line, "position %" SCNu64 " %" SCNx64, &c->position.batches,
               &c->position.hash) == 2 ||
        sscanf(line,
               "counts %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64
               " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64,
               &n->documents, &n->replaced, &n->rejected, &n->cut_words,
               &n->decoded[0], &n->decoded[1], &n->decoded[2], &n->decoded[3],
               &n->mojibake, &n->spills) == 10)
        return ST_OK;
    if (sscanf(line, "segment %" SCNu32 " %" SCNu32 " %" SCNu64 " %" SCNx64,
               &s.number, &s.docs, &s.size, &s.toc_hash) == 4)
        return manifest_add(&c->segments, &s, e);
    return read_reject(c, line, e);
}

static enum st damaged(const char *folder, struct err *e)
{
    return err_set(e, ST_CORRUPT,
                   "%s: " CHECKPOINT_NAME " is damaged; begin again with "
                   "--force",
                   folder);
}

static enum st read_text(struct checkpoint *c, struct buf *b,
                         const char *folder, struct err *e)
{
    enum { SUM = 26 /* bytes of the last line */ };
    char expected[SUM + 1];
    int version;
    char *save = NULL;
    if (b->n < SUM || memchr(b->p, '\0', b->n))
        return damaged(folder, e);
    const size_t n = b->n - SUM;
    snprintf(expected, sizeof(expected), "checksum %016" PRIx64 "\n",
             hash64(b->p, n));
    if (memcmp(b->p + n, expected, SUM) != 0)
        return damaged(folder, e);
    b->p[n] = '\0';
    char *line = strtok_r((char *)b->p, "\n", &save);
    if (!line || sscanf(line, "dateline-checkpoint %d", &version) != 1)
        return damaged(folder, e);
    if (version != CHECKPOINT_VERSION)
        return err_set(e, ST_VERSION,
                       "%s: " CHECKPOINT_NAME " is of version %d, this program "
                       "reads version %d; use the one that began the build, "
                       "or begin again with --force",
                       folder, version, CHECKPOINT_VERSION);
    while ((line = strtok_r(NULL, "\n", &save)) != NULL) {
        const enum st st = read_line(c, line, e);
        if (st != ST_OK)
            return st == ST_CORRUPT ? damaged(folder, e) : st;
    }
    return c->number && c->segments.n ? ST_OK : damaged(folder, e);
}

enum st checkpoint_read(struct checkpoint *c, const char *folder, struct err *e)
{
    struct buf b = BUF_INIT;
    *c = (struct checkpoint){.number = 0};
    char *const path = file_join(folder, CHECKPOINT_NAME);
    enum st st =
        path ? file_read(path, SIZE_MAX / 2, &b, e) : out_of_memory(folder, e);
    if (st == ST_OK)
        st = read_text(c, &b, folder, e);
    if (st != ST_OK)
        checkpoint_release(c);
    buf_release(&b);
    mem_free(path);
    return st;
}
