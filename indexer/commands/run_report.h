/*
 * run_report -- what a command that reads for hours tells on its way: progress
 * on stderr, rejected documents, a warning when it will end too late, and all
 * of that in a log.
 *
 * On a terminal progress is a bar, elsewhere plain lines; with `--progress
 * json` stderr gets nothing but objects, a line each: those of progress.h,
 * {"reject": {"source", "line", "reason"}} and {"warning": text}.
 *
 * A line of the log is a time (UTC, ISO 8601), a space and a text. A run begins
 * with the version and the command line and ends with "done" or "failed".
 *
 *   Lifetime  open, hand `watch` to the work, end, close
 *   Threads   the main one
 *   Errors    a file that cannot be opened, or rejects that cannot be written,
 *             end the run; a log that fails later is told and the run goes on
 */
#ifndef INDEXER_COMMANDS_RUN_REPORT_H
#define INDEXER_COMMANDS_RUN_REPORT_H

#include "indexer/commands/commands.h"
#include "indexer/ingest.h"

/* What the command line says of it. */
struct run_options {
    int progress; /* in the order of the choices */
    const char *finish_by, *log, *rejects;
    struct bad_limit max_bad;
};

enum {
    OPTION_PROGRESS = OPTIONS_OF_RUNS,
    OPTION_FINISH_BY,
    OPTION_REJECTS,
    OPTION_MAX_BAD,
    OPTION_LOG,
};

/* Their entries in a table of options. */
#define RUN_OPTIONS                                                            \
    {OPTION_PROGRESS, 0, "progress", "auto|bar|lines|json|none",               \
     "How to tell progress on stderr: a bar on a terminal and a line a "       \
     "minute "                                                                 \
     "elsewhere (auto, the default), or always so; as JSON; not at all."},     \
        {OPTION_FINISH_BY, 0, "finish-by", "TIME",                             \
         "Warn as soon as it will not be done by then: 06:00, the next time "  \
         "it is "                                                              \
         "that late, or 2026-11-25T06:00."},                                   \
        {OPTION_REJECTS, 0, "rejects", "FILE",                                 \
         "List rejected documents in FILE (source, line, reason, tabs "        \
         "between) "                                                           \
         "instead of on stderr; one that is there is replaced, but a "         \
         "resumed build goes on with its own."},                               \
        {OPTION_MAX_BAD, 0, "max-bad", "N|P%",                                 \
         "Give up, and commit nothing, when more than N documents or P "       \
         "percent "                                                            \
         "are rejected; a share is judged from 1000 documents on, and at the " \
         "end."},                                                              \
    {                                                                          \
        OPTION_LOG, 0, "log", "FILE",                                          \
            "Append to FILE what is done, with times: the command, phases, "   \
            "progress "                                                        \
            "each minute, warnings, the end."                                  \
    }

/* Takes the option at hand when it is one of these. */
enum st run_options_take(const struct options *o, int id,
                         struct run_options *out, struct err *e) MUST_USE;

/* For the first line of a log: before options are read, which reorders argv. */
void keep_command_line(int argc, char **argv);

struct run_report;

/* `share` as progress_of() takes it; `advice` what to do when it gets late.
 * Borrows both structs and the advice. */
enum st run_report_open(struct run_report **out, const struct run_options *o,
                        double share, const char *advice,
                        struct err *e) MUST_USE;

struct ingest_watch run_report_watch(struct run_report *r);
struct order_progress run_report_order(struct run_report *r);

/* How it ended: `summary` lines when `st` is ST_OK, else the message of `why`.
 * Forces the rejects to the disk; their failure is that of a run which had
 * none. */
enum st run_report_end(struct run_report *r, enum st st, const struct err *why,
                       const char *summary, struct err *e) MUST_USE;
/* Takes NULL. */
void run_report_close(struct run_report *r);

#endif
