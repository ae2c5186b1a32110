#include "indexer/commands/change.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/base/file.h"
#include "common/base/json_writer.h"
#include "indexer/add.h"
#include "indexer/compact.h"
#include "indexer/deleter.h"

/* ---- add, update ---- */

const struct option_spec ADD_OPTIONS[ADD_OPTIONS_N] = {
    {OPTION_MEMORY, 'm', "memory", "SIZE",
     "Memory to use, such as 512M or 4G (default 1G, at least 64M)."},
    {OPTION_THREADS, 'j', "threads", "N",
     "Worker threads (default: one a processor)."},
    SOURCE_OPTIONS,
    {OPTION_COMMIT_EVERY, 0, "commit-every", "EVERY",
     "Commit on the way, every so many documents (100k) or so often (5min)."},
    {OPTION_JSON, 0, "json", NULL, "Print a summary as one JSON object."},
    RUN_OPTIONS,
};

struct add_command {
    struct add_options options;
    struct source_arguments source;
    struct run_options run;
    bool json;
};

static enum st take_add_option(struct options *o, int id, struct add_command *c,
                               struct err *e)
{
    struct add_options *const a = &c->options;
    enum st st = ST_OK;
    int64_t n;
    switch ((enum option)id) {
    case OPTION_MEMORY:
        return options_size(o, INGEST_MEMORY_MIN, (uint64_t)1 << 50, &a->memory,
                            e);
    case OPTION_THREADS:
        if ((st = options_int(o, 1, 1024, &n, e)) == ST_OK)
            a->threads = (unsigned)n;
        return st;
    case OPTION_COMMIT_EVERY:
        return take_commit_every(o, &a->commit_records, &a->commit_seconds, e);
    case OPTION_JSON:
        c->json = true;
        return ST_OK;
    default:
        st = source_arguments_take(o, id, &c->source, e);
        return st == ST_OK ? take_run_option(o, id, &c->run, e) : st;
    }
}

static void put_added(const struct add_result *r, const struct add_command *c,
                      struct buf *out)
{
    const char *const listed = c->run.rejects;
    buf_printf(out,
               "%" PRIu64 " documents added, %" PRIu64 " replaced, %" PRIu64
               " unchanged; %.1f MB read in %.1f s; %" PRIu32
               " documents in the index\n",
               r->added, r->replaced, r->read.unchanged,
               (double)r->read.bytes_read / 1e6, r->seconds,
               r->documents - r->deleted);
    if (c->options.only_known)
        buf_printf(out,
                   "%" PRIu64 " were left out, as the index does not have "
                   "them\n",
                   r->read.unknown);
    if (r->read.rejected)
        buf_printf(out, "%" PRIu64 " documents were rejected%s%s\n",
                   r->read.rejected, listed ? "; listed in " : "",
                   listed ? listed : "");
    if (r->stopped)
        buf_append_str(out, "interrupted; what was read is in the index, and "
                            "adding the same sources again adds the rest\n");
}

static void print_added_json(const struct add_result *r)
{
    struct buf b = BUF_INIT;
    struct json_writer w = jw_of(&b);
    jw_open_object(&w);
    jw_member_uint(&w, "added", r->added);
    jw_member_uint(&w, "replaced", r->replaced);
    jw_member_uint(&w, "unchanged", r->read.unchanged);
    jw_member_uint(&w, "unknown", r->read.unknown);
    jw_member_uint(&w, "rejected", r->read.rejected);
    jw_member_uint(&w, "commits", r->commits);
    jw_member_uint(&w, "bytes_read", r->read.bytes_read);
    jw_member_uint(&w, "documents", r->documents - r->deleted);
    jw_member_uint(&w, "interrupted", r->stopped);
    jw_member_double(&w, "seconds", r->seconds);
    jw_close_object(&w);
    puts(buf_str(&b));
    buf_release(&b);
}

static enum st watch_add(struct add_command *c, struct run_report *report,
                         int *exit_code, struct err *e)
{
    struct add_result r;
    struct buf summary = BUF_INIT;
    c->options.watch = run_report_watch(report);
    enum st st = add_documents(&c->options, &r, e);
    if (st == ST_OK)
        put_added(&r, c, &summary);
    st = run_report_end(report, st, e, buf_str(&summary), e);
    if (st == ST_OK && c->json)
        print_added_json(&r);
    else if (st == ST_OK)
        fputs(buf_str(&summary), stdout);
    if (st == ST_OK && (r.read.rejected || r.stopped))
        *exit_code = EXIT_NO_HITS;
    buf_release(&summary);
    add_result_release(&r);
    return st;
}

static enum st run_add(struct options *o, struct add_command *c, int *exit_code,
                       struct err *e)
{
    /* Seconds behind reading for each second of it; less where nothing has
     * changed, which is then told when it is done sooner. */
    const double share = .3;
    struct run_report *report;
    c->options.index = o->operands[0];
    c->options.sources = (const char *const *)o->operands + 1;
    c->options.n_sources = (size_t)o->n_operands - 1;
    c->options.source = source_arguments_options(&c->source);
    c->options.map = c->source.map;
    enum st st = run_report_open(&report, &c->run, share,
                                 "stopped by SIGTERM it keeps what it has, and "
                                 "the same command adds the rest another time",
                                 e);
    if (st == ST_OK)
        st = watch_add(c, report, exit_code, e);
    run_report_close(report);
    return st;
}

static enum st read_command(struct options *o, bool update, int *exit_code,
                            struct err *e)
{
    struct add_command c = {
        .options =
            {
                .memory = (uint64_t)1 << 30,
                .threads = threads_default(),
                .only_known = update,
                .stop = stop_on_signals(),
            },
        .source = source_arguments_default(),
    };
    enum st st = ST_OK;
    int id = OPTIONS_END + 1;
    while (st == ST_OK && id != OPTIONS_END)
        if ((st = options_next(o, &id, e)) == ST_OK && id != OPTIONS_END)
            st = take_add_option(o, id, &c, e);
    if (st == ST_OK && o->asked == ASKED_NOTHING)
        st = run_add(o, &c, exit_code, e);
    source_arguments_release(&c.source);
    return st;
}

enum st command_add(struct options *o, int *exit_code, struct err *e)
{
    return read_command(o, false, exit_code, e);
}

enum st command_update(struct options *o, int *exit_code, struct err *e)
{
    return read_command(o, true, exit_code, e);
}

/* ---- delete ---- */

const struct option_spec DELETE_OPTIONS[DELETE_OPTIONS_N] = {
    {OPTION_IDS, 0, "ids", "FILE",
     "Take ids from a file, one a line; - is the standard input."},
};

struct deletion {
    struct deleter *deleter;
    uint64_t deleted, unknown;
};

static enum st delete_one(struct deletion *d, struct bytes id, struct err *e)
{
    bool found;
    const enum st st = deleter_add(d->deleter, id, &found, e);
    if (st != ST_OK)
        return st;
    d->deleted += found;
    d->unknown += !found;
    if (!found)
        fprintf(stderr, "no document %.*s\n", (int)id.n, (const char *)id.p);
    return ST_OK;
}

static enum st delete_lines(struct deletion *d, struct bytes text,
                            struct err *e)
{
    enum st st = ST_OK;
    while (text.n && st == ST_OK) {
        const uint8_t *const end = memchr(text.p, '\n', text.n);
        const size_t n = end ? (size_t)(end - text.p) : text.n;
        const size_t line = n && text.p[n - 1] == '\r' ? n - 1 : n;
        if (line)
            st = delete_one(d, bytes_of(text.p, line), e);
        const size_t past = end ? n + 1 : n;
        text = bytes_of(text.p + past, text.n - past);
    }
    return st;
}

static enum st read_stdin(struct buf *out, struct err *e)
{
    char part[4096];
    size_t n;
    while ((n = fread(part, 1, sizeof(part), stdin)) > 0)
        if (!buf_append(out, part, n))
            return err_set(e, ST_NOMEM, "out of memory");
    return ferror(stdin) ? err_set(e, ST_IO, "cannot read the standard input")
                         : ST_OK;
}

/* Read before the index is locked: who writes them may take long, or read the
 * index himself. */
static enum st read_ids(const char *file, struct buf *out, struct err *e)
{
    if (!file)
        return ST_OK;
    return strcmp(file, "-") == 0 ? read_stdin(out, e)
                                  : file_read(file, SIZE_MAX / 2, out, e);
}

static enum st delete_all(const struct options *o, const struct buf *ids,
                          struct deletion *d, struct err *e)
{
    enum st st = deleter_open(&d->deleter, o->operands[0], e);
    for (int i = 1; i < o->n_operands && st == ST_OK; i++)
        st = delete_one(d, bytes_of_str(o->operands[i]), e);
    if (st == ST_OK)
        st = delete_lines(d, buf_bytes(ids), e);
    if (st == ST_OK)
        st = deleter_commit(d->deleter, e);
    deleter_close(d->deleter);
    return st;
}

enum st command_delete(struct options *o, int *exit_code, struct err *e)
{
    const char *file = NULL;
    struct deletion d = {.deleted = 0};
    struct buf ids = BUF_INIT;
    enum st st;
    int id;
    while ((st = options_next(o, &id, e)) == ST_OK && id != OPTIONS_END)
        if (id == OPTION_IDS)
            file = o->value;
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    if (o->n_operands == 1 && !file)
        return err_set(e, ST_USAGE,
                       "delete: name the ids, or a file of them with --ids");
    st = read_ids(file, &ids, e);
    if (st == ST_OK)
        st = delete_all(o, &ids, &d, e);
    buf_release(&ids);
    if (st != ST_OK)
        return st;
    printf("%" PRIu64 " documents deleted\n", d.deleted);
    if (d.unknown)
        *exit_code = EXIT_NO_HITS;
    return ST_OK;
}

/* ---- merge, compact ---- */

const struct option_spec MERGE_OPTIONS[MERGE_OPTIONS_N] = {
    {OPTION_ALL, 0, "all", NULL, "Merge all segments into one."},
};

static enum st run_merge(struct options *o, enum compact_scope scope,
                         struct err *e)
{
    struct compact_result r;
    enum st st;
    int id;
    while ((st = options_next(o, &id, e)) == ST_OK && id != OPTIONS_END)
        if (id == OPTION_ALL)
            scope = COMPACT_ALL;
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    if ((st = compact_index(o->operands[0], scope, &r, e)) != ST_OK)
        return st;
    printf("%zu -> %zu segments, %.1f -> %.1f MB, %" PRIu32
           " deleted documents dropped in %.1f s\n",
           r.segments_before, r.segments_after, (double)r.bytes_before / 1e6,
           (double)r.bytes_after / 1e6, r.dropped, r.seconds);
    return ST_OK;
}

enum st command_merge(struct options *o, int *exit_code, struct err *e)
{
    (void)exit_code;
    return run_merge(o, COMPACT_TIERS, e);
}

enum st command_compact(struct options *o, int *exit_code, struct err *e)
{
    (void)exit_code;
    return run_merge(o, COMPACT_ALL, e);
}
