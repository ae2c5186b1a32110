#include "indexer/verify.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "common/base/hash.h"
#include "common/base/mem.h"
#include "common/base/printable.h"
#include "common/segment/index.h"
#include "indexer/checkpoint.h"
#include "indexer/verify_checker.h"

/* ---- reporting ---- */

static void say(struct verify_report *r, enum verify_kind kind,
                struct buf *line)
{
    if (kind == VERIFY_FINDING)
        r->findings++;
    else
        r->notes++;
    if (r->line)
        r->line(r->ctx, kind, buf_str(line));
}

static void PRINTF_LIKE(3, 4)
    report(struct verify_report *r, enum verify_kind kind, const char *fmt, ...)
{
    char text[ERR_MSG_MAX + 256];
    struct buf line = BUF_INIT;
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    buf_append_str(&line, text);
    say(r, kind, &line);
    buf_release(&line);
}

void checker_found(struct checker *c, enum chunk chunk, const char *fmt, ...)
{
    char text[ERR_MSG_MAX + 256];
    va_list args;
    if (c->shown[chunk]++ >= FINDINGS_SHOWN) {
        c->report->findings++;
        return;
    }
    va_start(args, fmt);
    vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    buf_clear(&c->line);
    buf_printf(&c->line, "%s: %s: ", c->file, CHUNK_KINDS[chunk].name);
    buf_append_str(&c->line, text);
    say(c->report, VERIFY_FINDING, &c->line);
}

bool checker_ok(struct checker *c, enum chunk chunk, enum st got,
                const struct err *why, enum st *st, struct err *e)
{
    if (got == ST_OK)
        return true;
    if (got == ST_CORRUPT || got == ST_LIMIT)
        checker_found(c, chunk, "%s", why->msg);
    else
        *st = err_set(e, got, "%s", why->msg);
    return false;
}

const char *checker_name(struct checker *c, struct bytes text)
{
    buf_clear(&c->name);
    buf_append_byte(&c->name, '"');
    text_printable(text, false, &c->name);
    buf_append_byte(&c->name, '"');
    return buf_str(&c->name);
}

static void tell_rest(struct checker *c)
{
    for (size_t i = 0; i < CHUNKS_KNOWN; i++)
        if (c->shown[i] > FINDINGS_SHOWN)
            report(c->report, VERIFY_NOTE,
                   "%s: %s: %" PRIu64 " more findings like these", c->file,
                   CHUNK_KINDS[i].name, c->shown[i] - FINDINGS_SHOWN);
}

/* ---- checksums ---- */

/* Every page of every chunk, those of unknown chunks too: the table has been
 * checked by segment_open(), so it can be walked without further care. */
static void check_pages(const struct segment *s, const char *file,
                        struct verify_report *r)
{
    const uint8_t *const footer = s->file.p + s->file.n - SEGMENT_FOOTER_SIZE;
    const uint8_t *entry = s->file.p + get_u64le(footer);
    const uint32_t chunks = get_u32le(footer + 16);
    const uint8_t *sums = entry + (size_t)chunks * CHUNK_ENTRY_SIZE;

    for (uint32_t i = 0; i < chunks; i++, entry += CHUNK_ENTRY_SIZE) {
        const uint32_t pages = get_u32le(entry + 4);
        const uint64_t at = get_u64le(entry + 8), size = get_u64le(entry + 16);
        const uint64_t hashed =
            (size + CHUNK_ALIGN - 1) & ~(uint64_t)(CHUNK_ALIGN - 1);
        for (uint32_t page = 0; page < pages; page++, sums += 8) {
            const uint64_t from = (uint64_t)page * PAGE_SIZE;
            const uint64_t n = MIN(hashed - from, (uint64_t)PAGE_SIZE);
            if (hash64(s->file.p + at + from, n) != get_u64le(sums))
                report(r, VERIFY_FINDING,
                       "%s: %.4s: page %" PRIu32 " is damaged (bytes %" PRIu64
                       " to %" PRIu64 " of the file)",
                       file, (const char *)entry, page, at + from,
                       at + from + n - 1);
        }
        r->pages += pages;
        file_map_drop(&s->file, at, at + hashed);
    }
}

/* ---- one segment ---- */

/* All lists have been walked: they fill their chunks. */
static void check_filled(struct checker *c)
{
    const struct chunk_view *const docs = &c->segment->chunks[CHUNK_DOCS];
    const struct chunk_view *const skips = &c->segment->chunks[CHUNK_SKIP];
    if (!c->lists.known)
        return;
    if (c->lists.docs != docs->n)
        checker_found(c, CHUNK_DOCS,
                      "%" PRIu64 " bytes, but its lists end at %" PRIu64,
                      docs->n, c->lists.docs);
    if (c->lists.skip != skips->n)
        checker_found(c, CHUNK_SKIP,
                      "%" PRIu64 " bytes, but its lists end at %" PRIu64,
                      skips->n, c->lists.skip);
    if (c->bitmaps != c->segment->chunks[CHUNK_BITS].n)
        checker_found(c, CHUNK_BITS,
                      "%" PRIu64 " bytes, but its bitmaps end at %" PRIu64,
                      c->segment->chunks[CHUNK_BITS].n, c->bitmaps);
}

static enum st check_deep(struct checker *c, struct err *e)
{
    const uint32_t docs = c->segment->counts.docs;
    enum st st;
    c->ends = mem_array(docs, sizeof(*c->ends));
    c->occurrences = mem_zalloc((size_t)docs * sizeof(*c->occurrences));
    bm25_init(&c->saturation, BUILT_K1, BUILT_B, c->segment->counts.words,
              c->segment->counts.with_words);
    if (!c->ends || !c->occurrences)
        return err_set(e, ST_NOMEM, "%s: out of memory", c->file);
    if ((st = verify_documents(c, e)) != ST_OK)
        return st;
    if ((st = verify_store(c, e)) != ST_OK)
        return st;
    if ((st = verify_copies(c, e)) != ST_OK)
        return st;
    if ((st = verify_repeats(c, e)) != ST_OK)
        return st;
    if ((st = verify_words(c, e)) != ST_OK)
        return st;
    if ((st = verify_groups(c, e)) != ST_OK)
        return st;
    if ((st = verify_pairs(c, e)) == ST_OK)
        check_filled(c);
    return st;
}

static void check_against_manifest(const struct segment *s, const char *file,
                                   const struct manifest_segment *m,
                                   struct verify_report *r)
{
    if (s->file.n != m->size)
        report(r, VERIFY_FINDING, "%s: %zu bytes, but MANIFEST says %" PRIu64,
               file, s->file.n, m->size);
    if (s->toc_hash != m->toc_hash)
        report(r, VERIFY_FINDING,
               "%s: table of chunks %016" PRIx64
               ", but MANIFEST says %016" PRIx64
               ": the file belongs to another index or commit",
               file, s->toc_hash, m->toc_hash);
    if (s->counts.docs != m->docs)
        report(r, VERIFY_FINDING,
               "%s: %" PRIu32 " documents, but MANIFEST says %" PRIu32, file,
               s->counts.docs, m->docs);
}

static enum st check_segment(const char *folder,
                             const struct manifest_segment *m,
                             struct stemmer *stemmer, enum verify_depth depth,
                             struct verify_report *r, struct err *e)
{
    char file[SEGMENT_NAME];
    struct segment *s;
    struct err why = ERR_INIT;
    char *const path = file_join(folder, segment_name(m->number, file));
    if (!path)
        return err_set(e, ST_NOMEM, "%s: out of memory", folder);
    enum st st = segment_open(&s, path, &why);
    mem_free(path);
    if (st == ST_CORRUPT || st == ST_NOT_FOUND || st == ST_VERSION ||
        st == ST_USAGE) {
        report(r, VERIFY_FINDING, "%s: cannot be opened: %s", file, why.msg);
        return ST_OK;
    }
    if (st != ST_OK)
        return err_set(e, st, "%s", why.msg);

    struct checker c = {
        .report = r, .segment = s, .file = file, .stemmer = stemmer};
    check_against_manifest(s, file, m, r);
    check_pages(s, file, r);
    if (depth == VERIFY_DEEP)
        st = check_deep(&c, e);
    tell_rest(&c);
    r->segments++;
    r->documents += s->counts.docs;
    r->terms += s->counts.terms;
    r->bytes += s->file.n;
    mem_free(c.ends);
    mem_free(c.occurrences);
    buf_release(&c.line);
    buf_release(&c.name);
    segment_close(s);
    return st;
}

/* ---- the folder ---- */

static bool is_named(const struct manifest *m, const char *name)
{
    char file[SEGMENT_NAME], deleted[DELETIONS_NAME];
    for (size_t i = 0; i < m->n; i++) {
        const struct manifest_segment *const s = &m->segments[i];
        if (strcmp(name, segment_name(s->number, file)) == 0 ||
            (s->deleted && strcmp(name, deletions_name(s, deleted)) == 0))
            return true;
    }
    return strcmp(name, MANIFEST_NAME) == 0 || strcmp(name, LOCK_NAME) == 0;
}

/* Files of nobody: left by a killed writer, or not ours. */
static enum st note_strays(const char *path, const struct manifest *m,
                           struct verify_report *r, struct err *e)
{
    struct file_list l = {.n = 0};
    const enum st st = file_list_folder(path, &l, e);
    struct buf name = BUF_INIT;
    for (size_t i = 0; st == ST_OK && i < l.n; i++) {
        if (is_named(m, l.names[i]))
            continue;
        if (strcmp(l.names[i], CHECKPOINT_NAME) == 0) {
            report(r, VERIFY_NOTE,
                   CHECKPOINT_NAME ": a build was interrupted; build --resume "
                                   "goes on with it");
            continue;
        }
        buf_clear(&name);
        text_printable(bytes_of_str(l.names[i]), false, &name);
        report(r, VERIFY_NOTE,
               "%s: no part of the index; the next build "
               "removes what an interrupted one left",
               buf_str(&name));
    }
    buf_release(&name);
    file_list_release(&l);
    return st;
}

/* No id stands for two documents. Asked of each document of a segment, in the
 * segments behind it. */
static enum st check_ids(const struct index *ix, struct verify_report *r,
                         struct err *e)
{
    enum st st = ST_OK;
    uint64_t twice = 0;
    for (size_t k = 0; k + 1 < ix->n; k++) {
        const uint32_t docs = ix->segments[k]->counts.docs;
        for (uint32_t doc = 0; doc < docs && st == ST_OK; doc++) {
            struct bytes id;
            uint32_t found;
            if (deletions_has(ix->deletions[k], doc))
                continue;
            st = segment_id(ix->segments[k], doc, &id, e);
            if (st == ST_OK)
                st = index_find_id(ix, id, &found, e);
            twice += st == ST_OK && found != ix->first_doc[k] + doc;
        }
    }
    if (twice)
        report(r, VERIFY_FINDING,
               "%" PRIu64 " ids stand for documents of several segments",
               twice);
    return st;
}

/* What segments are to each other, once each of them is sound. */
static enum st check_together(const char *path, enum verify_depth depth,
                              struct verify_report *r, struct err *e)
{
    struct index *ix;
    struct err why = ERR_INIT;
    enum st st = index_open(&ix, path, &why);
    if (st == ST_CORRUPT || st == ST_VERSION || st == ST_LIMIT) {
        report(r, VERIFY_FINDING, "%s", why.msg);
        return ST_OK;
    }
    if (st != ST_OK)
        return err_set(e, st, "%s", why.msg);
    r->deleted = ix->deleted;
    if (depth == VERIFY_DEEP)
        st = check_ids(ix, r, e);
    index_close(ix);
    return st;
}

static void check_manifest(const struct manifest *m, struct verify_report *r)
{
    for (size_t i = 0; i < m->n; i++) {
        const uint32_t number = m->segments[i].number;
        if (number >= m->next_segment)
            report(r, VERIFY_FINDING,
                   "MANIFEST: segment %" PRIu32 " is not below next %" PRIu32,
                   number, m->next_segment);
        for (size_t k = 0; k < i; k++)
            if (m->segments[k].number == number)
                report(r, VERIFY_FINDING,
                       "MANIFEST: segment %" PRIu32 " is named twice", number);
    }
}

static enum st verify_held(const char *path, enum verify_depth depth,
                           struct verify_report *r, struct err *e)
{
    struct manifest m;
    struct stemmer *stemmer = NULL;
    struct err why = ERR_INIT;
    enum st st = manifest_read(&m, path, &why);
    if (st == ST_CORRUPT || st == ST_LIMIT) {
        report(r, VERIFY_FINDING, "%s", why.msg);
        return err_set(e, ST_CORRUPT, "%s", why.msg);
    }
    if (st != ST_OK)
        return err_set(e, st, "%s", why.msg);

    check_manifest(&m, r);
    why = ERR_INIT;
    st = stemmer_open(&stemmer, m.lang, &why);
    if (st == ST_USAGE)
        report(r, VERIFY_FINDING, "MANIFEST: %s", why.msg);
    else if (st != ST_OK)
        err_set(e, st, "%s", why.msg);
    if (st == ST_USAGE)
        st = ST_OK;
    for (size_t i = 0; i < m.n && st == ST_OK; i++)
        st = check_segment(path, &m.segments[i], stemmer, depth, r, e);
    if (st == ST_OK && r->findings == 0)
        st = check_together(path, depth, r, e);
    if (st == ST_OK)
        st = note_strays(path, &m, r, e);
    stemmer_close(stemmer);
    manifest_release(&m);
    if (st == ST_OK && r->findings)
        st = err_set(e, ST_CORRUPT,
                     "%s: %" PRIu64 " findings; restore the index from a "
                     "backup or build it again",
                     path, r->findings);
    return st;
}

enum st verify_index(const char *path, enum verify_depth depth,
                     struct verify_report *r, struct err *e)
{
    struct file_lock opening; /* writers remove nothing meanwhile */
    enum st st = file_folder_hold(&opening, path, e);
    if (st != ST_OK)
        return st;
    st = verify_held(path, depth, r, e);
    file_lock_release(&opening);
    return st;
}

/* ---- printing ---- */

static void print_line(void *ctx, enum verify_kind kind, const char *text)
{
    fprintf(ctx, "%s%s\n", kind == VERIFY_NOTE ? "note: " : "", text);
}

enum st verify_print(const char *path, enum verify_depth depth, FILE *f,
                     struct err *e)
{
    struct verify_report r = {.line = print_line, .ctx = f};
    const enum st st = verify_index(path, depth, &r, e);
    if (st == ST_OK)
        fprintf(f,
                "%s: sound: %" PRIu64 " segments, %" PRIu64
                " documents, %" PRIu64 " of them deleted, %" PRIu64
                " terms, %" PRIu64 " bytes, %" PRIu64 " pages%s\n",
                path, r.segments, r.documents, r.deleted, r.terms, r.bytes,
                r.pages, depth == VERIFY_QUICK ? " (checksums only)" : "");
    if (fflush(f) != 0 || ferror(f))
        return err_set(e, ST_IO, "writing the report failed");
    return st;
}
