/*
 * filter -- the output of a program that makes text of a file.
 *
 * A rule is "GLOB=COMMAND": '*.pdf=pdftotext -enc UTF-8 %s -'. The command is
 * split at spaces, quotes of both kinds hold words together, and %s in a word
 * is the file; without one the file is its standard input. No shell is
 * involved: who wants one writes sh -c '...'. A file in an archive is handed
 * over as one without a name, which is in memory.
 *
 * A program that fails, dies or takes over FILTER_SECONDS is an error with what
 * it said last on its standard error; its children die with it. Its output is
 * bounded by who reads the stream.
 *
 *   Lifetime  as stream.h; parsed rules point into their own memory until
 *             filter_rule_release()
 *   Threads   one stream, one thread
 *   Errors    ST_USAGE for a rule that makes no sense; ST_IO for a program that
 *             does not start or ends badly (the output before was given),
 *             ST_NOMEM
 */
#ifndef INDEXER_SOURCE_FILTER_H
#define INDEXER_SOURCE_FILTER_H

#include <sys/types.h>

#include "indexer/source/stream.h"

/* A minute and a half: the longest PDF takes seconds, so it hangs. */
enum { FILTER_SECONDS = 90, FILTER_WORDS = 64 };

struct filter_rule {
    char *glob;
    char *words[FILTER_WORDS + 1]; /* of the command, then NULL */
    bool from_stdin;               /* no word has a %s          */
};

enum st filter_rule_parse(struct filter_rule *out, const char *text,
                          struct err *e) MUST_USE;
void filter_rule_release(struct filter_rule *r);

struct filter_stream {
    struct stream stream;

    /* Private to filter.c. */
    const struct filter_rule *rule;
    pid_t pid;
    int out, err; /* our ends of its pipes; -1: closed */
    int64_t deadline_ms;
    uint8_t *bytes;
    struct buf said; /* the end of its standard error */
};

/* Runs the rule's command on the file at `path`. */
enum st filter_stream_open(struct filter_stream *f,
                           const struct filter_rule *rule, const char *path,
                           struct err *e) MUST_USE;
/* On the bytes of a stream, of which at most `max` are taken: ST_LIMIT when
 * they are more. */
enum st filter_stream_open_bytes(struct filter_stream *f,
                                 const struct filter_rule *rule,
                                 struct stream *from, size_t max,
                                 struct err *e) MUST_USE;
void filter_stream_release(struct filter_stream *f);

#endif
