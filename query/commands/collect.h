/*
 * collect -- what there is to say about the hits of a search.
 *
 * Reads ids, dates and sources of the hits, and where texts are wanted, the
 * stored releases with their snippets. The machinery for those is opened when
 * the first stored release comes up: a search for ids never pays for it.
 *
 *   Lifetime  open/close; borrows index, searcher and answer. What it finds
 *             lives in the answer. After collector_next() it serves another
 *             question of the same searcher with what is open
 *   Threads   one collector, one thread
 *   Errors    ST_CORRUPT, ST_NOMEM
 */
#ifndef QUERY_COMMANDS_COLLECT_H
#define QUERY_COMMANDS_COLLECT_H

#include "common/segment/doc_store.h"
#include "common/segment/index.h"
#include "query/output/answer.h"
#include "query/output/snippet.h"
#include "query/parts/release_parts.h"
#include "query/searcher.h"
#include "query/word_forms.h"

struct collector {
    const struct index *index;
    const struct searcher *searcher;
    struct answer *answer;
    const uint32_t *quotations;    /* of each hit that is read, where the one to
                                      show begins (query/who/quoted_hits.h); NULL:
                                      none is asked for */
    const struct stories *stories; /* to be told of; or NULL */
    bool texts;                    /* read stored releases too */
    bool skip_boilerplate;         /* snippets have none       */
    struct snippet_size snippet;   /* zeroed: one of about two sentences */
    stop_flag stop;                /* ends the reading of texts: see below */

    struct analyzer *analyzer; /* once they are open */
    struct stemmer *stemmer;

    /* Private to collect.c. */
    struct doc_reader **readers; /* one a segment, each NULL until needed */
    struct snippeter *snippeter;
    bool asked; /* the snippeter knows the terms of the question */
    struct word_forms forms;
    struct release_parts parts;
    struct buf line;
};

/* Once stopped, the texts of so many hits are still read, for which a reader
 * need not wait; hits behind them are left out. */
enum { COLLECT_ANYWAY = 10 };

/* Whether to stop before hit number `i` of those that are read. */
bool collect_stops(const struct collector *c, size_t i);

/* Makes the hits those of the answer; fewer, which is then partial, where it
 * was stopped. */
enum st collect_hits(struct collector *c, const struct hit *hits, size_t n,
                     struct err *e) MUST_USE;

/* The searcher has run another question, and this is its answer. */
void collector_next(struct collector *c, struct answer *answer);

/* The stored fields of a document, numbered as a hit's; they live until the
 * next call. ST_NOT_FOUND when the index keeps no texts. */
enum st collect_fields(struct collector *c, uint32_t doc,
                       const struct record_fields **out,
                       struct err *e) MUST_USE;

/* Opens c->analyzer and c->stemmer, which is NULL where there are no stems. */
enum st collect_open_analysis(struct collector *c, struct err *e) MUST_USE;

/* The words that the question's stems stand for, NULL where these are too many;
 * until the next question. Opens c->stemmer. */
enum st collect_forms(struct collector *c, const struct word_forms **out,
                      struct err *e) MUST_USE;

/* Why nothing was found: the words that searcher_terms() names, spelled as
 * in the answer's query where that has them. */
enum st collect_words(struct collector *c, const struct ast_node *question,
                      struct err *e) MUST_USE;

void collector_close(struct collector *c);

/* Date and source of document `doc` of a segment. */
enum st collect_columns(const struct segment *s, uint32_t doc, int32_t *date,
                        struct bytes *source, struct err *e) MUST_USE;

#endif
