/*
 * engine -- Dateline as the benchmarks see it: a command and a query text in,
 * a number and a time out.
 *
 * The time runs from before the query is parsed until the hits stand in an
 * array, or what the command asks for beside them is there: the releases of
 * the hits read and their snippets made, as dateline-query shows them, or all
 * matches counted by month.
 *
 *   Lifetime  open/close; what an answer points to lives until the next
 *             question
 *   Threads   one engine, one thread; any number of engines per index
 *   Errors    as index and searcher; ST_SYNTAX for a query that does not parse
 */
#ifndef BENCH_ENGINE_H
#define BENCH_ENGINE_H

#include "common/segment/index.h"
#include "query/output/answer.h"
#include "query/output/counts.h"
#include "query/parse/parse.h"
#include "query/searcher.h"

enum { ENGINE_K_MAX = 1000 };

/* What can be asked for. */
struct engine_command {
    const char *name; /* "TOP_10_COUNT" */
    uint32_t k;
    bool count;  /* the answer is the exact number of matches          */
    bool fold;   /* of each story the best hit                         */
    bool rank;   /* the answer is the hits themselves                  */
    bool months; /* all matches are counted by the month of their date */
    bool read;   /* releases of the hits are read, snippets made ...   */
    bool alone;  /* ... and the time is that of reading alone          */
};

/* NULL when there is no such command. */
const struct engine_command *engine_command(struct bytes name);
/* All their names, for messages. */
const char *engine_commands(void);

struct engine_query {
    struct bytes text;
    enum syntax syntax;
};

struct engine_answer {
    uint64_t number; /* matches, or hits when they are not counted    */
    uint64_t ns;
    uint64_t postings; /* of the query's words, excluded ones apart     */
    const struct hit *hits;
    uint32_t n;
    const struct answer *read;   /* NULL unless the command reads      */
    const struct counts *months; /* NULL unless it counts by month     */
};

struct engine;

/* Borrows `ix`. */
enum st engine_open(struct engine **out, const struct index *ix,
                    struct err *e) MUST_USE;
void engine_close(struct engine *g);
const struct index *engine_index(const struct engine *g);

enum st engine_ask(struct engine *g, const struct engine_command *command,
                   struct engine_query query, struct engine_answer *out,
                   struct err *e) MUST_USE;

#endif
