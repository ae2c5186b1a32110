#include "common/segment/manifest.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/buf.h"
#include "common/base/file.h"
#include "common/base/hash.h"
#include "common/base/mem.h"
#include "common/segment/layout.h"

enum { MANIFEST_MAX = 64 << 20 };

const char *segment_name(uint32_t number, char out[static SEGMENT_NAME])
{
    snprintf(out, SEGMENT_NAME, "%06" PRIu32 ".seg", number);
    return out;
}

const char *deletions_name(const struct manifest_segment *s,
                           char out[static DELETIONS_NAME])
{
    snprintf(out, DELETIONS_NAME, "%06" PRIu32 ".%" PRIu64 ".del", s->number,
             s->deleted_in);
    return out;
}

void manifest_release(struct manifest *m)
{
    mem_free(m->segments);
    *m = (struct manifest){.generation = 0};
}

enum st manifest_add(struct manifest *m, const struct manifest_segment *s,
                     struct err *e)
{
    if (!mem_grow(&m->segments, &m->cap, m->n + 1))
        return err_set(e, ST_NOMEM, "manifest: out of memory");
    m->segments[m->n++] = *s;
    return ST_OK;
}

/* ---- writing ---- */

enum st manifest_write(const struct manifest *m, const char *folder,
                       struct err *e)
{
    struct buf b = BUF_INIT;
    buf_printf(&b, "dateline-manifest %d\n", MANIFEST_VERSION);
    buf_printf(&b, "generation %" PRIu64 "\n", m->generation);
    buf_printf(&b, "next %" PRIu32 "\n", m->next_segment);
    buf_printf(&b, "language %s\n", m->lang);
    if (m->zones)
        buf_printf(&b, "zones %" PRIu32 "\n", m->zones);
    for (size_t i = 0; i < m->n; i++) {
        const struct manifest_segment *const s = &m->segments[i];
        buf_printf(&b,
                   "segment %" PRIu32 " %" PRIu32 " %" PRIu64 " %016" PRIx64,
                   s->number, s->docs, s->size, s->toc_hash);
        if (s->deleted)
            buf_printf(&b, " deleted %" PRIu32 " %" PRIu64 " %016" PRIx64,
                       s->deleted, s->deleted_in, s->deleted_hash);
        buf_append_byte(&b, '\n');
    }
    if (!b.failed)
        buf_printf(&b, "checksum %016" PRIx64 "\n", hash64(b.p, b.n));
    const enum st st =
        b.failed ? err_set(e, ST_NOMEM, "%s: out of memory", folder)
                 : file_replace(folder, MANIFEST_NAME, buf_bytes(&b), e);
    buf_release(&b);
    return st;
}

/* ---- reading ---- */

static bool read_segment(const char *line, struct manifest_segment *s)
{
    char end;
    *s = (struct manifest_segment){.number = 0};
    const int n = sscanf(line,
                         "segment %" SCNu32 " %" SCNu32 " %" SCNu64 " %" SCNx64
                         " deleted %" SCNu32 " %" SCNu64 " %" SCNx64 "%c",
                         &s->number, &s->docs, &s->size, &s->toc_hash,
                         &s->deleted, &s->deleted_in, &s->deleted_hash, &end);
    if (n == 7)
        return s->deleted > 0 && s->deleted <= s->docs;
    return sscanf(line,
                  "segment %" SCNu32 " %" SCNu32 " %" SCNu64 " %" SCNx64 "%c",
                  &s->number, &s->docs, &s->size, &s->toc_hash, &end) == 4 &&
           n == 4;
}

/* ST_CORRUPT, without a message, when it is no line of a manifest. */
static enum st read_line(struct manifest *m, const char *line, struct err *e)
{
    struct manifest_segment s;
    char end;
    if (sscanf(line, "generation %" SCNu64 "%c", &m->generation, &end) == 1 ||
        sscanf(line, "next %" SCNu32 "%c", &m->next_segment, &end) == 1 ||
        sscanf(line, "language %15s%c", m->lang, &end) == 1 ||
        sscanf(line, "zones %" SCNu32 "%c", &m->zones, &end) == 1)
        return ST_OK;
    return read_segment(line, &s) ? manifest_add(m, &s, e) : ST_CORRUPT;
}

/* The text without its last line, which is checked against it. */
static enum st check_text(struct buf *b, const char *folder, struct err *e)
{
    unsigned version;
    const char *const text = buf_str(b);
    if (sscanf(text, "dateline-manifest %u\n", &version) != 1)
        return err_set(e, ST_CORRUPT, "%s: the file MANIFEST is none of ours",
                       folder);
    const char *const last = strstr(text, "\nchecksum ");
    uint64_t sum;
    char expected[40];
    if (!last || sscanf(last, "\nchecksum %" SCNx64, &sum) != 1)
        return err_set(e, ST_CORRUPT, "%s: MANIFEST is cut short", folder);
    const size_t n = (size_t)(last + 1 - text);
    snprintf(expected, sizeof(expected), "checksum %016" PRIx64 "\n",
             hash64(text, n));
    if (strcmp(last + 1, expected) != 0 || strlen(text) != b->n)
        return err_set(e, ST_CORRUPT,
                       "%s: MANIFEST is damaged; restore it from a backup or "
                       "build the index again",
                       folder);
    if (version < MANIFEST_OLDEST || version > MANIFEST_VERSION)
        return err_set(e, ST_VERSION,
                       "%s: index format %u, this build reads formats %d to "
                       "%d; use the version that wrote it or build the index "
                       "again",
                       folder, version, MANIFEST_OLDEST, MANIFEST_VERSION);
    b->n = n;
    return ST_OK;
}

static enum st read_text(struct manifest *m, struct buf *b, const char *folder,
                         struct err *e)
{
    enum st st = check_text(b, folder, e);
    if (st != ST_OK)
        return st;
    b->p[b->n - 1] = '\0';
    char *save = NULL;
    char *line = strtok_r((char *)b->p, "\n", &save); /* the first: version */
    while ((line = strtok_r(NULL, "\n", &save)) != NULL)
        if ((st = read_line(m, line, e)) != ST_OK)
            return err_set(e, st, "%s: MANIFEST says \"%s\"", folder, line);
    if (m->generation == 0 || m->lang[0] == '\0')
        return err_set(e, ST_CORRUPT, "%s: MANIFEST lacks a line", folder);
    return ST_OK;
}

enum st manifest_read(struct manifest *m, const char *folder, struct err *e)
{
    struct buf b = BUF_INIT;
    struct file_info info;
    *m = (struct manifest){.generation = 0};

    char *const path = file_join(folder, MANIFEST_NAME);
    enum st st = path ? ST_OK : err_set(e, ST_NOMEM, "out of memory");
    if (st == ST_OK)
        st = file_stat(folder, true, &info, e);
    if (st == ST_OK && info.kind == FILE_NONE)
        st = err_set(e, ST_NOT_FOUND,
                     "%s: no such folder; an index is made with "
                     "dateline-index build -o %s SOURCE",
                     folder, folder);
    if (st == ST_OK)
        st = file_stat(path, true, &info, e);
    if (st == ST_OK && info.kind != FILE_REGULAR)
        st = err_set(e, ST_NOT_FOUND,
                     "%s: not an index (it holds no file MANIFEST); name the "
                     "folder that dateline-index build -o made",
                     folder);
    if (st == ST_OK)
        st = file_read(path, MANIFEST_MAX, &b, e);
    if (st == ST_OK)
        st = read_text(m, &b, folder, e);
    if (st != ST_OK)
        manifest_release(m);
    buf_release(&b);
    mem_free(path);
    return st;
}
