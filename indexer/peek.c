#include "indexer/peek.h"

#include <inttypes.h>
#include <string.h>

#include "common/base/date.h"
#include "common/base/json_writer.h"
#include "common/base/mem.h"
#include "common/base/printable.h"
#include "common/base/utf8.h"
#include "common/text/analyzer.h"
#include "indexer/extract/text.h"
#include "indexer/peek_parts.h"
#include "indexer/publication_date.h"
#include "indexer/release/dissector.h"

enum {
    ENDINGS = 16, /* of skipped files that are told apart */
    ENDING_SIZE = 12,
    LINE_WIDTH = 76, /* bytes of a line of text that are shown */
    LINES = 4,
    JSON_BODY = 300,
};

/* Files skipped, by ending. */
struct ending {
    char text[ENDING_SIZE];
    uint64_t files;
};

struct peek {
    const struct peek_options *options;
    FILE *out;
    struct source *source;
    struct extractor *extractor;
    struct analyzer *analyzer;
    struct dissector *dissector;   /* NULL: parts are not shown */
    const struct anatomy *anatomy; /* of the document at hand   */
    struct token_list tokens;
    struct buf text; /* being printed */
    uint64_t documents, rejected, mojibake;
    struct ending endings[ENDINGS];
    size_t n_endings;
    uint64_t other_endings;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory");
}

/* ---- skipped files ---- */

static void count_skipped(void *ctx, const char *path)
{
    struct peek *const p = ctx;
    const char *const slash = strrchr(path, '/');
    const char *const last = slash ? slash + 1 : path;
    const char *const point = strrchr(last, '.');
    const char *const ending = *last == '.' ? "hidden"
                               : point      ? point
                                            : "without an ending";
    size_t i = 0;
    while (i < p->n_endings &&
           strncmp(p->endings[i].text, ending, ENDING_SIZE - 1) != 0)
        i++;
    if (i == ENDINGS) {
        p->other_endings++;
        return;
    }
    if (i == p->n_endings)
        snprintf(p->endings[p->n_endings++].text, ENDING_SIZE, "%s", ending);
    p->endings[i].files++;
}

/* ---- one document ---- */

static const char *format_name(enum record_kind kind)
{
    static const char *const names[] = {
        [RECORD_TEXT] = "text",       [RECORD_MARKDOWN] = "markdown",
        [RECORD_HTML] = "html",       [RECORD_EML] = "mail",
        [RECORD_JSON] = "json",       [RECORD_BEIR] = "beir",
        [RECORD_CSV] = "csv",         [RECORD_TSV] = "tsv",
        [RECORD_MSMARCO] = "msmarco", [RECORD_TREC] = "trec",
        [RECORD_REJECT] = "nothing",
    };
    return names[kind];
}

static const char *encoding_name(enum encoding encoding)
{
    static const char *const names[] = {
        [ENCODING_UTF8] = "UTF-8",
        [ENCODING_UTF16] = "UTF-16",
        [ENCODING_WINDOWS_1252] = "Windows-1252",
        [ENCODING_DECLARED] = "the encoding it names",
    };
    return names[encoding];
}

static enum st count_words(struct peek *p, const struct release *r,
                           uint32_t *words, struct err *e)
{
    token_list_clear(&p->tokens);
    enum st st = analyzer_run(p->analyzer, r->title, &p->tokens, e);
    if (st == ST_OK)
        st = analyzer_run(p->analyzer, r->body, &p->tokens, e);
    *words = p->tokens.words;
    return st;
}

/* The first lines of a body that say something. */
static void put_body(struct buf *b, struct bytes body)
{
    for (int lines = 0; body.n && lines < LINES;) {
        const uint8_t *const feed = memchr(body.p, '\n', body.n);
        const size_t n = feed ? (size_t)(feed - body.p) : body.n;
        const struct bytes line = trim(bytes_of(body.p, n));
        if (line.n) {
            buf_append_str(b, "    | ");
            peek_put_text(b, line, LINE_WIDTH);
            buf_append_byte(b, '\n');
            lines++;
        }
        body =
            n < body.n ? bytes_of(body.p + n + 1, body.n - n - 1) : BYTES_NONE;
    }
}

static void put_place(struct buf *b, const struct batch *batch,
                      const struct raw_record *r)
{
    text_printable(batch_span(batch, r->path), false, b);
    if (r->line)
        buf_printf(b, ":%" PRIu64, r->line);
}

static void put_document(struct peek *p, const struct batch *batch,
                         const struct raw_record *raw, const struct release *r,
                         uint32_t words)
{
    struct buf *const b = &p->text;
    const struct publication_date day = publication_date(r, p->anatomy);
    char date[DATE_TEXT];
    buf_printf(b, "%3" PRIu64 " ", p->documents);
    if (r->title.n)
        peek_put_text(b, r->title, LINE_WIDTH);
    else
        buf_append_str(b, "(no headline)");
    buf_append_str(b, "\n    ");
    if (day.days == DATE_NONE)
        buf_append_str(b, "no date");
    else
        buf_printf(b, "%s (%s)", date_format(day.days, date),
                   date_origin_name(day.origin));
    buf_append_str(b, " · ");
    if (r->source.n)
        peek_put_text(b, r->source, LINE_WIDTH);
    else
        buf_append_str(b, "no source");
    buf_append_str(b, " · ");
    peek_put_text(b, r->id, LINE_WIDTH);
    buf_printf(b, "\n    %s, %s, %" PRIu32 " words%s\n    ",
               format_name(raw->kind), encoding_name(r->encoding), words,
               r->mojibake ? ", mojibake" : "");
    put_place(b, batch, raw);
    buf_append_byte(b, '\n');
    if (p->anatomy)
        peek_put_parts(b, r, p->anatomy);
    else
        put_body(b, r->body);
    buf_append_byte(b, '\n');
}

static void put_document_json(struct peek *p, const struct batch *batch,
                              const struct raw_record *raw,
                              const struct release *r, uint32_t words)
{
    const struct publication_date day = publication_date(r, p->anatomy);
    struct json_writer w = jw_of(&p->text);
    char date[DATE_TEXT];
    jw_open_object(&w);
    jw_member_string(&w, "id", r->id);
    jw_member_string(&w, "title", r->title);
    if (day.days != DATE_NONE) {
        jw_member_str(&w, "date", date_format(day.days, date));
        jw_member_str(&w, "date_origin", date_origin_name(day.origin));
    }
    jw_member_string(&w, "source", r->source);
    jw_member_str(&w, "format", format_name(raw->kind));
    jw_member_str(&w, "encoding", encoding_name(r->encoding));
    jw_member_bool(&w, "mojibake", r->mojibake);
    jw_member_uint(&w, "words", words);
    jw_member_string(&w, "path", batch_span(batch, raw->path));
    if (raw->line)
        jw_member_uint(&w, "line", raw->line);
    jw_member_string(&w, "body", peek_cut(r->body, JSON_BODY));
    if (p->anatomy)
        peek_parts_json(&w, r, p->anatomy);
    jw_close_object(&w);
    buf_append_byte(&p->text, '\n');
}

static void put_reject(struct peek *p, const struct batch *batch,
                       const struct raw_record *raw, struct bytes reason)
{
    struct buf *const b = &p->text;
    if (p->options->json) {
        struct json_writer w = jw_of(b);
        jw_open_object(&w);
        jw_member_string(&w, "rejected", batch_span(batch, raw->path));
        if (raw->line)
            jw_member_uint(&w, "line", raw->line);
        jw_member_string(&w, "reason", reason);
        jw_close_object(&w);
        buf_append_byte(b, '\n');
        return;
    }
    buf_append_str(b, "rejected ");
    put_place(b, batch, raw);
    buf_append_str(b, ": ");
    text_printable(reason, false, b);
    buf_append_str(b, "\n\n");
}

static enum st print(struct peek *p, struct err *e)
{
    if (p->text.failed)
        return out_of_memory(e);
    const size_t n = fwrite(p->text.p, 1, p->text.n, p->out);
    if (n != p->text.n)
        return err_set(e, ST_IO, "cannot write the output");
    buf_clear(&p->text);
    return ST_OK;
}

static enum st show_record(struct peek *p, const struct batch *b,
                           const struct raw_record *raw, struct err *e)
{
    struct release r;
    uint32_t words = 0;
    enum st st = extract_record(p->extractor, b, raw, &r, e);
    if (st == ST_OK && !r.reject)
        st = count_words(p, &r, &words, e);
    if (st == ST_OK && !r.reject && p->dissector)
        st = dissector_read(p->dissector, r.title, r.body, &p->anatomy, e);
    if (st != ST_OK)
        return st;
    if (r.reject) {
        p->rejected++;
        put_reject(p, b, raw, bytes_of_str(r.reject));
        return print(p, e);
    }
    p->documents++;
    p->mojibake += r.mojibake;
    if (p->options->json)
        put_document_json(p, b, raw, &r, words);
    else
        put_document(p, b, raw, &r, words);
    return print(p, e);
}

/* ---- summary ---- */

static void put_skipped(struct peek *p, uint64_t skipped)
{
    struct buf *const b = &p->text;
    buf_printf(b, "%" PRIu64 " files or folders skipped:", skipped);
    for (size_t i = 0; i < p->n_endings; i++) {
        buf_printf(b, "%s %" PRIu64 " ", i ? "," : "", p->endings[i].files);
        peek_put_text(b, bytes_of_str(p->endings[i].text), ENDING_SIZE);
    }
    if (p->other_endings)
        buf_printf(b, ", %" PRIu64 " others", p->other_endings);
    buf_append_byte(b, '\n');
}

static void put_summary(struct peek *p)
{
    const struct source_progress done = source_progress(p->source);
    struct buf *const b = &p->text;
    const char *before = " (";
    buf_printf(b,
               "%" PRIu64 " documents shown, of %" PRIu64 " files read so far",
               p->documents, done.files_read);
    for (int f = 0; f < INPUT_FORMATS; f++)
        if (done.formats[f]) {
            buf_printf(b, "%s%" PRIu64 " %s", before, done.formats[f],
                       INPUT_NAMES[f]);
            before = ", ";
        }
    buf_append_str(b, done.files_read ? ")\n" : "\n");
    if (p->rejected)
        buf_printf(b, "%" PRIu64 " rejected\n", p->rejected);
    if (p->mojibake)
        buf_printf(b,
                   "%" PRIu64 " show mojibake: UTF-8 that was read as "
                   "Windows-1252 before it got here\n",
                   p->mojibake);
    if (done.files_skipped)
        put_skipped(p, done.files_skipped);
}

static void put_summary_json(struct peek *p)
{
    const struct source_progress done = source_progress(p->source);
    struct json_writer w = jw_of(&p->text);
    jw_open_object(&w);
    jw_member_uint(&w, "documents", p->documents);
    jw_member_uint(&w, "rejected", p->rejected);
    jw_member_uint(&w, "mojibake", p->mojibake);
    jw_member_uint(&w, "files_read", done.files_read);
    jw_member_uint(&w, "files_skipped", done.files_skipped);
    jw_key(&w, "formats");
    jw_open_object(&w);
    for (int f = 0; f < INPUT_FORMATS; f++)
        if (done.formats[f])
            jw_member_uint(&w, INPUT_NAMES[f], done.formats[f]);
    jw_close_object(&w);
    jw_key(&w, "skipped");
    jw_open_object(&w);
    for (size_t i = 0; i < p->n_endings; i++)
        jw_member_uint(&w, p->endings[i].text, p->endings[i].files);
    jw_close_object(&w);
    jw_close_object(&w);
    buf_append_byte(&p->text, '\n');
}

/* ---- the whole ---- */

static enum st show_all(struct peek *p, struct err *e)
{
    struct batch b = {.number = 0};
    enum st st = ST_OK;
    const uint64_t wanted = p->options->documents;
    while (st == ST_OK && p->documents < wanted) {
        st = source_next_batch(p->source, &b, e);
        if (st != ST_OK || b.n == 0)
            break;
        for (size_t i = 0; i < b.n && st == ST_OK && p->documents < wanted; i++)
            st = show_record(p, &b, &b.records[i], e);
    }
    batch_release(&b);
    return st;
}

enum st peek_sources(const struct peek_options *options, FILE *out,
                     uint64_t *rejected, struct err *e)
{
    struct peek p = {.options = options, .out = out};
    struct source_options so = *options->source;
    so.map = options->map;
    so.skipped = count_skipped;
    so.skipped_ctx = &p;
    enum st st =
        source_open(&p.source, options->sources, options->n_sources, &so, e);
    if (st == ST_OK)
        st = extractor_open(&p.extractor, options->map, e);
    if (st == ST_OK && options->zones)
        st = dissector_open(&p.dissector, e);
    if (st == ST_OK)
        st = analyzer_open(&p.analyzer, e);
    if (st == ST_OK)
        st = show_all(&p, e);
    if (st == ST_OK) {
        if (options->json)
            put_summary_json(&p);
        else
            put_summary(&p);
        st = print(&p, e);
    }
    *rejected = p.rejected;
    source_close(p.source);
    extractor_close(p.extractor);
    dissector_close(p.dissector);
    analyzer_close(p.analyzer);
    token_list_release(&p.tokens);
    buf_release(&p.text);
    return st;
}
