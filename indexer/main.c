/* dateline-index: flags and messages; the work is done in the library. */
#include <inttypes.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "common/base/json_writer.h"
#include "common/base/options.h"
#include "indexer/build.h"
#include "indexer/commands/change.h"
#include "indexer/commands/look.h"
#include "indexer/commands/run_report.h"
#include "indexer/commands/source_arguments.h"

enum command {
    COMMAND_BUILD = 1,
    COMMAND_PEEK,
    COMMAND_ADD,
    COMMAND_UPDATE,
    COMMAND_DELETE,
    COMMAND_MERGE,
    COMMAND_COMPACT,
    COMMAND_REORDER,
    COMMAND_VERIFY,
    COMMAND_STATS,
    COMMAND_DUMP,
};

static const struct option_spec BUILD_OPTIONS[] = {
    {OPTION_OUTPUT, 'o', "output", "INDEX", "Folder of the new index."},
    {OPTION_LANG, 0, "lang", "LANG",
     "Language of the releases, whose word forms are found together: en, ru, "
     "de, fr, es and all others that Snowball stems; none (the default) keeps "
     "every form apart."},
    {OPTION_MEMORY, 'm', "memory", "SIZE",
     "Memory to use, such as 512M or 4G (default 1G, at least 64M)."},
    {OPTION_THREADS, 'j', "threads", "N",
     "Worker threads (default: one a processor)."},
    {OPTION_STORE, 0, "store", "full|ids",
     "Keep the releases whole (the default), or only their ids: then no "
     "headline, snippet or show."},
    {OPTION_FORCE, 0, "force", NULL,
     "Replace an index that is there; it stays usable until the new one is "
     "complete."},
    SOURCE_OPTIONS,
    {OPTION_REORDER, 0, "reorder", "none|bp|source|date",
     "Order of the documents: that of the sources (none, the default), by the "
     "words they share (bp), by name of their source and date, or by date."},
    {OPTION_COMMIT_EVERY, 0, "commit-every", "EVERY",
     "Leave a checkpoint every so many documents (100k) or so often (5min); "
     "what was read by then can be searched."},
    {OPTION_RESUME, 0, "resume", NULL,
     "Go on from the last checkpoint of an interrupted build, given the same "
     "options and sources; begin when there is none."},
    {OPTION_JSON, 0, "json", NULL,
     "Print a summary as one JSON object on the last line."},
    RUN_OPTIONS,
};

static const struct example_spec BUILD_EXAMPLES[] = {
    {"dateline-index build -o news.idx --lang en releases/",
     "index a folder, archives in it included"},
    {"dateline-index build -o news.idx --filter '*.pdf=pdftotext -enc UTF-8 %s "
     "-' releases.tar.zst",
     "index an archive, with the text of its PDF files"},
    {"dateline-index build -o wire.idx --map title=headline,body=text "
     "wire.jsonl",
     "index JSON lines with keys of their own"},
};

static const struct example_spec ADD_EXAMPLES[] = {
    {"dateline-index add news.idx releases/",
     "take up what is new or has changed in a folder"},
};

static const struct example_spec DELETE_EXAMPLES[] = {
    {"dateline-index delete news.idx 2019-05-28-talks", "delete one release"},
    {"dateline-query news.idx title:budget --format ids -n 1000000 | "
     "dateline-index delete news.idx --ids -",
     "delete all that a question finds"},
};

static const struct option_spec REORDER_OPTIONS[] = {
    {OPTION_BY, 0, "by", "bp|source|date",
     "The new order: by the words they share (bp, the default), by name of "
     "their source and date, or by date."},
    {OPTION_MEMORY, 'm', "memory", "SIZE",
     "Memory to use, such as 512M or 4G (default 1G, at least 64M)."},
    {OPTION_THREADS, 'j', "threads", "N",
     "Worker threads (default: one a processor)."},
};

static const struct option_spec VERIFY_OPTIONS[] = {
    {OPTION_QUICK, 0, "quick", NULL,
     "Check the checksums only, not every rule of the format."},
};

static const struct option_spec STATS_OPTIONS[] = {
    {OPTION_JSON, 0, "json", NULL, "Print one JSON object."},
};

static const struct example_spec DUMP_EXAMPLES[] = {
    {"dateline-index dump news.idx terms kazakh",
     "the words that begin with kazakh, with their counts"},
    {"dateline-index dump news.idx postings kazakhstan",
     "where a word stands: document, id, frequency, positions"},
    {"dateline-index dump news.idx doc 2019-05-28-talks",
     "all that is kept of one release"},
};

static const struct example_spec PEEK_EXAMPLES[] = {
    {"dateline-index peek -n 2 releases/",
     "the first two documents as they would be read"},
    {"zcat wire.csv.gz | dateline-index peek -f csv --map body=text -",
     "the columns of a table from a pipe"},
};

static const struct command_spec *const COMMANDS[] = {
    &(const struct command_spec){
        .id = COMMAND_PEEK,
        .name = "peek",
        .operands = "SOURCE...",
        .summary = "show how the first documents of sources would be read",
        .details = "Prints what an index would keep of each: id, headline, "
                   "date, source, encoding, and how its text begins; and what "
                   "was rejected or skipped on the way, and why.",
        .options = PEEK_OPTIONS,
        .n_options = COUNT_OF(PEEK_OPTIONS),
        .examples = PEEK_EXAMPLES,
        .n_examples = COUNT_OF(PEEK_EXAMPLES),
    },
    &(const struct command_spec){
        .id = COMMAND_BUILD,
        .name = "build",
        .operands = "-o INDEX SOURCE...",
        .summary = "build a new index",
        .details =
            "Reads every SOURCE, a folder, a file, an archive or - for the "
            "standard input, and builds an index of it. Folders are walked in "
            "order of names for texts (.txt), Markdown (.md), JSON (.jsonl, "
            ".json), tables with a header (.csv, .tsv), web pages (.html), "
            "TREC (.trec, .sgml) and mail (.eml, .mbox), each also compressed "
            "(.gz, .xz, .bz2, .zst) and in archives (.tar, .zip); hidden files "
            "are left out. A document that cannot be read is listed with its "
            "reason, and the build goes on.\n\n"
            "A document that gives no id has its path below SOURCE, without "
            "its ending, for one. An archive counts as the folder it holds, so "
            "that it gives the same ids.\n\n"
            "SIGINT and SIGTERM end it with a checkpoint, from which --resume "
            "goes on.\n\n"
            "The same sources give the same bytes, whatever the memory, the "
            "number of threads and the interruptions; with --reorder bp, as "
            "long as the memory "
            "suffices to look at all words that matter.",
        .options = BUILD_OPTIONS,
        .n_options = COUNT_OF(BUILD_OPTIONS),
        .examples = BUILD_EXAMPLES,
        .n_examples = COUNT_OF(BUILD_EXAMPLES),
    },
    &(const struct command_spec){
        .id = COMMAND_ADD,
        .name = "add",
        .operands = "INDEX SOURCE...",
        .summary = "add documents to an index, or replace them",
        .details =
            "Reads every SOURCE as build does. A document whose id the index "
            "has replaces the one there; when all that a reader would see of "
            "it is the same, nothing is done. So adding the same folder every "
            "night costs no more than reading it. The index can be searched "
            "meanwhile, and stays as it is until a commit.\n\n"
            "SIGINT and SIGTERM end it with a commit of what was read; adding "
            "the same sources again goes on from there.",
        .options = ADD_OPTIONS,
        .n_options = ADD_OPTIONS_N,
        .examples = ADD_EXAMPLES,
        .n_examples = COUNT_OF(ADD_EXAMPLES),
    },
    &(const struct command_spec){
        .id = COMMAND_UPDATE,
        .name = "update",
        .operands = "INDEX SOURCE...",
        .summary = "replace documents of an index, adding none",
        .details = "As add, but documents whose ids the index does not have "
                   "are left out and counted.",
        .options = ADD_OPTIONS,
        .n_options = ADD_OPTIONS_N,
    },
    &(const struct command_spec){
        .id = COMMAND_DELETE,
        .name = "delete",
        .operands = "INDEX [ID...]",
        .summary = "delete documents from an index",
        .details =
            "All ids in one commit, from when on no search finds the "
            "documents. Their texts are gone from the disk with the next "
            "merge of their segment: see compact. An id the index does not "
            "have is told, and is no failure of the others.",
        .options = DELETE_OPTIONS,
        .n_options = DELETE_OPTIONS_N,
        .examples = DELETE_EXAMPLES,
        .n_examples = COUNT_OF(DELETE_EXAMPLES),
    },
    &(const struct command_spec){
        .id = COMMAND_MERGE,
        .name = "merge",
        .operands = "INDEX",
        .summary = "merge segments of an index where that is due",
        .details = "add and delete do so themselves, in tiers of size.",
        .options = MERGE_OPTIONS,
        .n_options = MERGE_OPTIONS_N,
    },
    &(const struct command_spec){
        .id = COMMAND_COMPACT,
        .name = "compact",
        .operands = "INDEX",
        .summary = "make an index one segment without deleted documents",
        .details = "As merge --all. Needs up to twice the room on the disk "
                   "meanwhile.",
    },
    &(const struct command_spec){
        .id = COMMAND_REORDER,
        .name = "reorder",
        .operands = "INDEX",
        .summary = "rewrite an index with its documents in another order",
        .details =
            "Documents that share words become neighbours, which makes the "
            "index smaller and questions faster. What is found stays the same; "
            "only releases of equal score may change places. The order bp is "
            "that of recursive graph bisection. The index stays "
            "usable until the new order is complete, and needs twice its room "
            "on the disk meanwhile.",
        .options = REORDER_OPTIONS,
        .n_options = COUNT_OF(REORDER_OPTIONS),
    },
    &(const struct command_spec){
        .id = COMMAND_VERIFY,
        .name = "verify",
        .operands = "INDEX",
        .summary = "check every byte of an index",
        .details = "Checks every checksum and every rule of the format, and "
                   "names the file, the chunk and the term or document of "
                   "whatever is damaged.",
        .options = VERIFY_OPTIONS,
        .n_options = COUNT_OF(VERIFY_OPTIONS),
    },
    &(const struct command_spec){
        .id = COMMAND_STATS,
        .name = "stats",
        .operands = "INDEX",
        .summary = "tell what an index holds and what it takes",
        .options = STATS_OPTIONS,
        .n_options = COUNT_OF(STATS_OPTIONS),
    },
    &(const struct command_spec){
        .id = COMMAND_DUMP,
        .name = "dump",
        .operands = "INDEX terms|postings|doc [WORD]",
        .summary = "print words, the postings of a word, or a document",
        .examples = DUMP_EXAMPLES,
        .n_examples = COUNT_OF(DUMP_EXAMPLES),
    },
};

static const struct lines_spec EXITS[] = {
    {"0", "done"},
    {"1", "done, but documents were rejected, ids were not there, or a signal "
          "came"},
    {"2", "the command line makes no sense, or the target holds an index"},
    {"3", "the index is damaged or of another version"},
    {"4", "input or output failed, or memory ran out"},
    {"5", "more documents were rejected than --max-bad allows"},
    {"6", "another process is writing this index"},
};

static const struct program_spec PROGRAM = {
    .name = "dateline-index",
    .summary = "build and look after an index of press releases",
    .commands = COMMANDS,
    .n_commands = COUNT_OF(COMMANDS),
    .exits = EXITS,
    .n_exits = COUNT_OF(EXITS),
    .see_also = "dateline-query(1), dateline-bench(1)",
};

/* ---- build ---- */

struct build_command {
    struct build_options options;
    struct source_arguments source;
    struct run_options run;
    bool json;
};

static enum st take_build_option(struct options *o, int id,
                                 struct build_command *c, struct err *e)
{
    enum st st = ST_OK;
    int64_t n;
    int choice;
    switch ((enum option)id) {
    case OPTION_OUTPUT:
        c->options.index = o->value;
        break;
    case OPTION_LANG:
        c->options.lang = o->value;
        break;
    case OPTION_MEMORY:
        st = options_size(o, BUILD_MEMORY_MIN, (uint64_t)1 << 50,
                          &c->options.memory, e);
        break;
    case OPTION_THREADS:
        if ((st = options_int(o, 1, 1024, &n, e)) == ST_OK)
            c->options.threads = (unsigned)n;
        break;
    case OPTION_STORE:
        if ((st = options_choice(o, &choice, e)) == ST_OK)
            c->options.store = choice == 0;
        break;
    case OPTION_FORCE:
        c->options.force = true;
        break;
    case OPTION_REORDER:
        if ((st = options_choice(o, &choice, e)) == ST_OK)
            c->options.order = (enum doc_order)choice;
        break;
    case OPTION_RESUME:
        c->options.resume = true;
        break;
    case OPTION_COMMIT_EVERY:
        st = take_commit_every(o, &c->options.commit_records,
                               &c->options.commit_seconds, e);
        break;
    case OPTION_JSON:
        c->json = true;
        break;
    default:
        st = source_arguments_take(o, id, &c->source, e);
        return st == ST_OK ? take_run_option(o, id, &c->run, e) : st;
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
    if (o->threads < threads_default())
        return "more threads (-j) make it faster";
    return "more memory (-m), fewer sources or a faster disk make it faster";
}

static enum st watch_build(struct build_command *c, struct run_report *report,
                           int *exit_code, struct err *e)
{
    struct build_result result;
    struct buf summary = BUF_INIT;
    c->options.watch = run_report_watch(report);
    c->options.order_progress = run_report_order(report);
    enum st st = build_index(&c->options, &result, e);
    if (st == ST_OK)
        put_summary(&result, c->run.rejects, &summary);
    st = run_report_end(report, st, e, buf_str(&summary), e);
    if (st == ST_OK && c->json && !result.stopped)
        print_json(&result);
    else if (st == ST_OK)
        fputs(buf_str(&summary), stdout);
    if (st == ST_OK && (result.read.rejected || result.stopped))
        *exit_code = EXIT_NO_HITS;
    buf_release(&summary);
    build_result_release(&result);
    return st;
}

static enum st run_build(const struct options *o, struct build_command *c,
                         int *exit_code, struct err *e)
{
    struct run_report *report;
    c->options.sources = (const char *const *)o->operands;
    c->options.n_sources = (size_t)o->n_operands;
    c->options.source = source_arguments_options(&c->source);
    c->options.map = c->source.map;
    if (!c->options.index)
        return err_set(e, ST_USAGE,
                       "build: name the folder of the new index with -o");
    enum st st =
        run_report_open(&report, &c->run, share_behind_reading(&c->options),
                        advice(&c->options), e);
    if (st == ST_OK)
        st = watch_build(c, report, exit_code, e);
    run_report_close(report);
    return st;
}

static enum st command_build(struct options *o, int *exit_code, struct err *e)
{
    struct build_command c = {
        .options =
            {
                .lang = "none",
                .memory = (uint64_t)1 << 30,
                .threads = threads_default(),
                .store = true,
                .stop = stop_on_signals(),
            },
        .source = source_arguments_default(),
    };
    enum st st = ST_OK;
    int id = OPTIONS_END + 1;
    while (st == ST_OK && id != OPTIONS_END)
        if ((st = options_next(o, &id, e)) == ST_OK && id != OPTIONS_END)
            st = take_build_option(o, id, &c, e);
    if (st == ST_OK && o->asked == ASKED_NOTHING)
        st = run_build(o, &c, exit_code, e);
    source_arguments_release(&c.source);
    return st;
}

/* ---- all commands ---- */

static enum st run(struct options *o, int argc, char **argv, int *exit_code,
                   struct err *e)
{
    enum st st = options_open(o, &PROGRAM, argc, argv, e);
    if (st == ST_OK && o->command) {
        static enum st (*const run_command[])(struct options *, int *,
                                              struct err *) = {
            [COMMAND_BUILD] = command_build,
            [COMMAND_PEEK] = command_peek,
            [COMMAND_ADD] = command_add,
            [COMMAND_UPDATE] = command_update,
            [COMMAND_DELETE] = command_delete,
            [COMMAND_MERGE] = command_merge,
            [COMMAND_COMPACT] = command_compact,
            [COMMAND_REORDER] = command_reorder,
            [COMMAND_VERIFY] = command_verify,
            [COMMAND_STATS] = command_stats,
            [COMMAND_DUMP] = command_dump,
        };
        st = run_command[o->command->id](o, exit_code, e);
    }
    if (st == ST_OK && o->asked != ASKED_NOTHING)
        st = options_answer(o, stdout, e);
    if (st == ST_OK && fflush(stdout) != 0)
        st = err_set(e, ST_IO, "cannot write the output");
    return st;
}

int main(int argc, char **argv)
{
    struct options o = {.program = &PROGRAM};
    struct err e = ERR_INIT;
    int exit_code = EXIT_HITS;
    keep_command_line(argc, argv);

    /* Memory freed by one phase must reach the next one or the system: large
     * blocks always come from mmap, and threads share two heaps. */
    mallopt(M_MMAP_THRESHOLD, 256 * 1024);
    mallopt(M_ARENA_MAX, 2);

    const enum st st = run(&o, argc, argv, &exit_code, &e);
    if (st == ST_OK)
        return exit_code;
    options_complain(&o, &e, stderr);
    return (int)exit_code_of(st);
}
