/* build -- makes a new index. */
#include "indexer/build.h"

#include <inttypes.h>
#include <sys/resource.h>

#include "common/base/json_writer.h"
#include "indexer/commands/commit_arguments.h"
#include "indexer/commands/run_report.h"
#include "indexer/commands/source_arguments.h"
#include "indexer/commands/work_arguments.h"

enum {
    OPTION_OUTPUT = 1,
    OPTION_LANG,
    OPTION_STORE,
    OPTION_ZONES,
    OPTION_NO_NAMES,
    OPTION_DEDUP,
    OPTION_FORCE,
    OPTION_REORDER,
    OPTION_RESUME,
    OPTION_JSON,
};

static const struct option_spec OPTIONS[] = {
    {OPTION_OUTPUT, 'o', "output", "INDEX", "Folder of the new index."},
    {OPTION_LANG, 0, "lang", "LANG",
     "Language of the releases, whose word forms are found together: en, ru, "
     "de, fr, es and all others that Snowball stems; none (the default) keeps "
     "every form apart."},
    WORK_OPTIONS,
    {OPTION_STORE, 0, "store", "full|ids",
     "Keep the releases whole (the default), or only their ids: then no "
     "headline, snippet or show."},
    {OPTION_ZONES, 0, "zones", "all|none",
     "Look for the parts of releases: quotations and who said them, dateline, "
     "boilerplate (all, the default), or not (none): then nobody can ask for "
     "quote:, said:, place: and the like."},
    {OPTION_NO_NAMES, 0, "no-names", NULL,
     "Do not keep how words are capitalised, which tells names from other "
     "words: name(...) then adds words of any kind."},
    {OPTION_DEDUP, 0, "dedup", "on|off",
     "Find which releases are near copies of which (on, the default), or do "
     "without: then nothing can be folded."},
    {OPTION_FORCE, 0, "force", NULL,
     "Replace an index that is there; it stays usable until the new one is "
     "complete."},
    SOURCE_OPTIONS,
    {OPTION_REORDER, 0, "reorder", "none|bp|source|date",
     "Order of the documents: that of the sources (none, the default), by the "
     "words they share (bp), by name of their source and date, or by date."},
    COMMIT_OPTION("Leave a checkpoint every so many documents (100k) or so "
                  "often (5min); what was read by then can be searched."),
    {OPTION_RESUME, 0, "resume", NULL,
     "Go on from the last checkpoint of an interrupted build, given the same "
     "options and sources; begin when there is none."},
    {OPTION_JSON, 0, "json", NULL,
     "Print a summary as one JSON object on the last line."},
    RUN_OPTIONS,
};

static const struct example_spec EXAMPLES[] = {
    {"dateline-index build -o news.idx --lang en releases/",
     "index a folder, archives in it included"},
    {"dateline-index build -o n.idx --filter '*.pdf=pdftotext %s -' pdf.tar",
     "index an archive, with the text of its PDF files"},
    {"dateline-index build -o wire.idx --map title=headline,body=text "
     "wire.jsonl",
     "index JSON lines with keys of their own"},
};

struct arguments {
    struct build_options options;
    struct work_arguments work;
    struct source_arguments source;
    struct commit_arguments commits;
    struct run_options run;
    bool json;
};

static enum st take_shared(struct options *o, int id, struct arguments *a,
                           struct err *e)
{
    enum st st = work_arguments_take(o, id, &a->work, e);
    if (st == ST_OK)
        st = source_arguments_take(o, id, &a->source, e);
    if (st == ST_OK)
        st = commit_arguments_take(o, id, &a->commits, e);
    return st == ST_OK ? run_options_take(o, id, &a->run, e) : st;
}

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    struct arguments *const a = settings;
    enum st st = ST_OK;
    int choice;
    switch (id) {
    case OPTION_OUTPUT:
        a->options.index = o->value;
        break;
    case OPTION_LANG:
        a->options.lang = o->value;
        break;
    case OPTION_STORE:
        if ((st = options_choice(o, &choice, e)) == ST_OK)
            a->options.store = choice == 0;
        break;
    case OPTION_ZONES:
        if ((st = options_choice(o, &choice, e)) == ST_OK)
            a->options.zones = choice == 0;
        break;
    case OPTION_NO_NAMES:
        a->options.names = false;
        break;
    case OPTION_DEDUP:
        if ((st = options_choice(o, &choice, e)) == ST_OK)
            a->options.dedup = choice == 0;
        break;
    case OPTION_FORCE:
        a->options.force = true;
        break;
    case OPTION_REORDER:
        if ((st = options_choice(o, &choice, e)) == ST_OK)
            a->options.order = (enum doc_order)choice;
        break;
    case OPTION_RESUME:
        a->options.resume = true;
        break;
    case OPTION_JSON:
        a->json = true;
        break;
    default:
        return take_shared(o, id, a, e);
    }
    return st;
}

static void put_summary(const struct build_result *r, const char *listed,
                        struct buf *out)
{
    const double seconds = r->seconds_index + r->seconds_merge;
    if (r->stopped) {
        buf_printf(out,
                   "interrupted after %" PRIu64 " documents, which are safe; "
                   "go on with the same command and --resume\n",
                   r->read.documents);
        return;
    }
    buf_printf(out,
               "%" PRIu64 " documents, %" PRIu64 " words, %" PRIu64
               " distinct; %.1f MB read in %.1f s (%.1f MB/s); index %.1f MB\n",
               r->read.documents, r->words, r->terms,
               (double)r->read.bytes_read / 1e6, seconds,
               (double)r->read.bytes_read / 1e6 / seconds,
               (double)r->bytes_total / 1e6);
    if (r->read.replaced)
        buf_printf(out,
                   "%" PRIu64 " documents were replaced by a later one with "
                   "the same id\n",
                   r->read.replaced);
    if (r->read.decoded[ENCODING_WINDOWS_1252] +
        r->read.decoded[ENCODING_UTF16])
        buf_printf(out,
                   "%" PRIu64 " were read as Windows-1252, %" PRIu64
                   " as UTF-16\n",
                   r->read.decoded[ENCODING_WINDOWS_1252],
                   r->read.decoded[ENCODING_UTF16]);
    if (r->read.decoded[ENCODING_DECLARED])
        buf_printf(out,
                   "%" PRIu64 " were read in another encoding that they name\n",
                   r->read.decoded[ENCODING_DECLARED]);
    if (r->read.mojibake)
        buf_printf(out,
                   "%" PRIu64 " show mojibake: UTF-8 that was read as "
                   "Windows-1252 before it got here\n",
                   r->read.mojibake);
    if (r->read.rejected)
        buf_printf(out, "%" PRIu64 " documents were rejected%s%s\n",
                   r->read.rejected, listed ? "; listed in " : "",
                   listed ? listed : "");
}

/* What it took: time by the clock and of processors, and memory at its peak. */
static void put_resources(const struct build_result *r, struct json_writer *w)
{
    struct rusage use = {.ru_maxrss = 0};
    const double seconds = r->seconds_index + r->seconds_merge;
    getrusage(RUSAGE_SELF, &use);
    jw_member_double(w, "seconds_index", r->seconds_index);
    jw_member_double(w, "seconds_merge", r->seconds_merge);
    jw_member_double(w, "bytes_per_second",
                     (double)r->read.bytes_read / seconds);
    jw_member_double(w, "documents_per_second",
                     (double)r->read.documents / seconds);
    jw_member_double(w, "cpu_seconds",
                     (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
                         (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) *
                             1e-6);
    jw_member_uint(w, "peak_rss_bytes", (uint64_t)use.ru_maxrss * 1024);
}

static void print_json(const struct build_result *r)
{
    struct buf b = BUF_INIT;
    struct json_writer w = jw_of(&b);
    const struct {
        const char *name;
        uint64_t value;
    } counts[] = {
        {"documents", r->read.documents},
        {"replaced", r->read.replaced},
        {"rejected", r->read.rejected},
        {"words", r->words},
        {"terms", r->terms},
        {"cut_words", r->read.cut_words},
        {"windows_1252", r->read.decoded[ENCODING_WINDOWS_1252]},
        {"utf_16", r->read.decoded[ENCODING_UTF16]},
        {"other_encodings", r->read.decoded[ENCODING_DECLARED]},
        {"mojibake", r->read.mojibake},
        {"files_read", r->read.files_read},
        {"files_skipped", r->read.files_skipped},
        {"bytes_read", r->read.bytes_read},
        {"spills", r->read.spills},
        {"bytes_total", r->bytes_total},
        {"bytes_store", r->bytes_store},
        {"bytes_positions", r->bytes_positions},
    };
    jw_open_object(&w);
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        jw_key(&w, counts[i].name);
        jw_uint(&w, counts[i].value);
    }
    put_resources(r, &w);
    jw_close_object(&w);
    puts(buf_str(&b));
    buf_release(&b);
}

/* Seconds behind reading for each second of it: measured on releases of the
 * United States Senate in their own order and by bisection; the other orders
 * are taken to be between. */
static double share_behind_reading(const struct build_options *o)
{
    return o->order == DOC_ORDER_NONE ? .6
           : o->order == DOC_ORDER_BP ? 1.4
                                      : .8;
}

static const char *advice(const struct build_options *o)
{
    if (o->order != DOC_ORDER_NONE)
        return "without --reorder it is done sooner, and dateline-index "
               "reorder does that another time";
    if (o->threads < work_threads_default())
        return "more threads (-j) make it faster";
    return "more memory (-m), fewer sources or a faster disk make it faster";
}

static enum st build(struct arguments *a, struct run_report *report,
                     int *exit_code, struct err *e)
{
    struct build_result result;
    struct buf summary = BUF_INIT;
    a->options.watch = run_report_watch(report);
    a->options.order_progress = run_report_order(report);
    enum st st = build_index(&a->options, &result, e);
    if (st == ST_OK)
        put_summary(&result, a->run.rejects, &summary);
    st = run_report_end(report, st, e, buf_str(&summary), e);
    if (st == ST_OK && a->json && !result.stopped)
        print_json(&result);
    else if (st == ST_OK)
        fputs(buf_str(&summary), stdout);
    if (st == ST_OK && (result.read.rejected || result.stopped))
        *exit_code = EXIT_NO_HITS;
    buf_release(&summary);
    build_result_release(&result);
    return st;
}

/* What several arguments say as the build takes it. */
static void put_together(const struct options *o, struct arguments *a)
{
    struct build_options *const b = &a->options;
    b->sources = (const char *const *)o->operands;
    b->n_sources = (size_t)o->n_operands;
    b->source = source_arguments_options(&a->source);
    b->map = a->source.map;
    b->memory = a->work.memory;
    b->threads = a->work.threads;
    b->commit_records = a->commits.records;
    b->commit_seconds = a->commits.seconds;
    b->stop = stop_on_signals();
}

static enum st build_reporting(const struct options *o, struct arguments *a,
                               int *exit_code, struct err *e)
{
    struct run_report *report;
    if (!a->options.index)
        return err_set(e, ST_USAGE,
                       "build: name the folder of the new index with -o");
    put_together(o, a);
    enum st st =
        run_report_open(&report, &a->run, share_behind_reading(&a->options),
                        advice(&a->options), e);
    if (st == ST_OK)
        st = build(a, report, exit_code, e);
    run_report_close(report);
    return st;
}

static enum st run(struct options *o, int *exit_code, struct err *e)
{
    struct arguments a = {
        .options = {.lang = "none",
                    .store = true,
                    .zones = true,
                    .names = true,
                    .dedup = true},
        .work = work_arguments_default(),
        .source = source_arguments_default(),
    };
    enum st st = options_take(o, take, &a, e);
    if (st == ST_OK && o->asked == ASKED_NOTHING)
        st = build_reporting(o, &a, exit_code, e);
    source_arguments_release(&a.source);
    return st;
}

const struct command BUILD_COMMAND = {
    .spec =
        {
            .name = "build",
            .operands = "-o INDEX SOURCE...",
            .summary = "build a new index",
            .details =
                "Reads every SOURCE, a folder, a file, an archive or - for the "
                "standard input, and builds an index of it. Folders are walked "
                "in "
                "order of names for texts (.txt), Markdown (.md), JSON "
                "(.jsonl, "
                ".json), tables with a header (.csv, .tsv), web pages (.html), "
                "TREC (.trec, .sgml) and mail (.eml, .mbox), each also "
                "compressed "
                "(.gz, .xz, .bz2, .zst) and in archives (.tar, .zip); hidden "
                "files "
                "are left out. A document that cannot be read is listed with "
                "its "
                "reason, and the build goes on.\n\n"
                "A document that gives no id has its path below SOURCE, "
                "without "
                "its ending, for one. An archive counts as the folder it "
                "holds, so "
                "that it gives the same ids.\n\n"
                "SIGINT and SIGTERM end it with a checkpoint, from which "
                "--resume "
                "goes on.\n\n"
                "The same sources give the same bytes, whatever the memory, "
                "the "
                "number of threads and the interruptions; with --reorder bp, "
                "as "
                "long as the memory "
                "suffices to look at all words that matter.",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
        },
    .run = run,
};
