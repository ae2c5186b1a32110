/* add, update -- take up documents into an index that is there. */
#include "indexer/add.h"

#include <inttypes.h>

#include "common/base/json_writer.h"
#include "indexer/commands/commit_arguments.h"
#include "indexer/commands/run_report.h"
#include "indexer/commands/source_arguments.h"
#include "indexer/commands/work_arguments.h"

enum { OPTION_JSON = 1 };

static const struct option_spec OPTIONS[] = {
    WORK_OPTIONS,
    SOURCE_OPTIONS,
    COMMIT_OPTION("Commit on the way, every so many documents (100k) or so "
                  "often (5min)."),
    {OPTION_JSON, 0, "json", NULL, "Print a summary as one JSON object."},
    RUN_OPTIONS,
};

static const struct example_spec EXAMPLES[] = {
    {"dateline-index add news.idx releases/",
     "take up what is new or has changed in a folder"},
};

static const struct example_spec UPDATE_EXAMPLES[] = {
    {"dateline-index update news.idx corrected.jsonl",
     "take up corrections of releases that are there"},
};

struct arguments {
    struct work_arguments work;
    struct source_arguments source;
    struct commit_arguments commits;
    struct run_options run;
    bool only_known, json;
};

static void put_added(const struct add_result *r, const struct arguments *a,
                      struct buf *out)
{
    const char *const listed = a->run.rejects;
    buf_printf(out,
               "%" PRIu64 " documents added, %" PRIu64 " replaced, %" PRIu64
               " unchanged; %.1f MB read in %.1f s; %" PRIu32
               " documents in the index\n",
               r->added, r->replaced, r->read.unchanged,
               (double)r->read.bytes_read / 1e6, r->seconds,
               r->documents - r->deleted);
    if (a->only_known)
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

static enum st add(const struct add_options *options, const struct arguments *a,
                   struct run_report *report, int *exit_code, struct err *e)
{
    struct add_result r;
    struct buf summary = BUF_INIT;
    enum st st = add_documents(options, &r, e);
    if (st == ST_OK)
        put_added(&r, a, &summary);
    st = run_report_end(report, st, e, buf_str(&summary), e);
    if (st == ST_OK && a->json)
        print_added_json(&r);
    else if (st == ST_OK)
        fputs(buf_str(&summary), stdout);
    if (st == ST_OK && (r.read.rejected || r.stopped))
        *exit_code = EXIT_NO_HITS;
    buf_release(&summary);
    add_result_release(&r);
    return st;
}

static enum st add_reporting(const struct options *o, const struct arguments *a,
                             int *exit_code, struct err *e)
{
    /* Seconds behind reading for each second of it; less where nothing has
     * changed, which is then told when it is done sooner. */
    const double share = .3;
    struct run_report *report;
    enum st st = run_report_open(&report, &a->run, share,
                                 "stopped by SIGTERM it keeps what it has, and "
                                 "the same command adds the rest another time",
                                 e);
    if (st == ST_OK) {
        const struct add_options options = {
            .index = o->operands[0],
            .sources = (const char *const *)o->operands + 1,
            .n_sources = (size_t)o->n_operands - 1,
            .memory = a->work.memory,
            .threads = a->work.threads,
            .only_known = a->only_known,
            .map = a->source.map,
            .source = source_arguments_options(&a->source),
            .commit_records = a->commits.records,
            .commit_seconds = a->commits.seconds,
            .stop = stop_on_signals(),
            .watch = run_report_watch(report),
        };
        st = add(&options, a, report, exit_code, e);
    }
    run_report_close(report);
    return st;
}

/* ---- the command line ---- */

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    struct arguments *const a = settings;
    if (id == OPTION_JSON)
        a->json = true;
    enum st st = work_arguments_take(o, id, &a->work, e);
    if (st == ST_OK)
        st = source_arguments_take(o, id, &a->source, e);
    if (st == ST_OK)
        st = commit_arguments_take(o, id, &a->commits, e);
    return st == ST_OK ? run_options_take(o, id, &a->run, e) : st;
}

static enum st run(struct options *o, bool only_known, int *exit_code,
                   struct err *e)
{
    struct arguments a = {
        .work = work_arguments_default(),
        .source = source_arguments_default(),
        .only_known = only_known,
    };
    enum st st = options_take(o, take, &a, e);
    if (st == ST_OK && o->asked == ASKED_NOTHING)
        st = add_reporting(o, &a, exit_code, e);
    source_arguments_release(&a.source);
    return st;
}

static enum st run_add(struct options *o, int *exit_code, struct err *e)
{
    return run(o, false, exit_code, e);
}

static enum st run_update(struct options *o, int *exit_code, struct err *e)
{
    return run(o, true, exit_code, e);
}

const struct command ADD_COMMAND = {
    .spec =
        {
            .name = "add",
            .operands = "INDEX SOURCE...",
            .summary = "add documents to an index, or replace them",
            .details = "Reads every SOURCE as build does. A document whose id "
                       "the index "
                       "has replaces the one there; when all that a reader "
                       "would see of "
                       "it is the same, nothing is done. So adding the same "
                       "folder every "
                       "night costs no more than reading it. The index can be "
                       "searched "
                       "meanwhile, and stays as it is until a commit.\n\n"
                       "SIGINT and SIGTERM end it with a commit of what was "
                       "read; adding "
                       "the same sources again goes on from there.",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
        },
    .run = run_add,
};

const struct command UPDATE_COMMAND = {
    .spec =
        {
            .name = "update",
            .operands = "INDEX SOURCE...",
            .summary = "replace documents of an index, adding none",
            .details =
                "As add, but documents whose ids the index does not have "
                "are left out and counted.",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = UPDATE_EXAMPLES,
            .n_examples = COUNT_OF(UPDATE_EXAMPLES),
        },
    .run = run_update,
};
