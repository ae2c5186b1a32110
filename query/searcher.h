/*
 * searcher -- answers questions from one snapshot of an index.
 *
 * A question is a tree (query/parse/ast.h). The plan gives it its meaning:
 * words are folded, compounds become "parts in a row or joined", bare words
 * mean their stem groups; statistics are those of all segments together. Then
 * each segment is searched with cursors and a heap of the k best.
 *
 *   Scores    by the model of the question (query/rank/rank_model.h), exact,
 *             also where lists are only looked at in part; equal scores by
 *             document number. The lengths are those of the one-byte code
 *   Lifetime  open/close; hits are the caller's array; the rest is scratch the
 *             searcher keeps between questions
 *   Threads   one searcher, one thread; any number of searchers per index
 *   Errors    ST_CORRUPT when a page of the index is damaged: never a wrong
 *             answer; ST_NOMEM
 *   Source    Robertson and Zaragoza 2009 (BM25); Lucene 10 for its exact form:
 *             idf = ln(1 + (N - n + .5) / (n + .5)), no factor k1 + 1
 */
#ifndef QUERY_SEARCHER_H
#define QUERY_SEARCHER_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/stop.h"
#include "common/segment/index.h"
#include "common/segment/structure.h"
#include "query/copies/stories.h"
#include "query/parse/ast.h"
#include "query/rank/doc_score.h"
#include "query/rank/rank_model.h"

struct profile; /* query/profile/profile.h */
/* Whether variants of capitalised words are left alone, shown or added; those
 * of name(...) always are added. */
enum names_mode { NAMES_OFF, NAMES_SHOW, NAMES_ON };

struct search_options {
    uint32_t k; /* how many hits at most; 0: only count               */
    bool count; /* count all matches exactly, not only find the best  */
    bool stems; /* bare words mean their groups (false: themselves)   */
    struct rank_choice rank;
    struct decay decay; /* for models whose scores are never negative: not lm,
                            not dph */

    /* How much work patterns may be, together: about a word of the dictionary
     * or a posting each. One that is more is refused or, when `lenient`, cut to
     * its most frequent words, which searcher_notice() says. */
    uint64_t max_work;
    bool lenient;

    /* Of who said a quotation, at least; SURE_NONE is B. */
    enum sureness sure;
    /* Every word is asked in text: (query/parse/skip_boilerplate.h). */
    bool skip_boilerplate;
    /* Names: what capitalised words mean, and a file of exonyms beside the
     * program's, which stays where it is while the searcher is open. */
    enum names_mode names;
    const char *exonyms;

    /* Of copies (query/copies/stories.h): all of them, the best of each story,
     * or none but what leads. */
    struct dup_choice dup;

    /* Once it is set the search ends with what it has, be it still looking for
     * the words of a pattern. */
    stop_flag stop;

    struct profile *profile; /* gets what the search took, or NULL */
    /* Documents that are left out as if they were deleted: of each segment a
     * bitmap as deletions have it, or NULL; itself NULL when there are none.
     * Borrowed until the hits have their scores. */
    const uint64_t *const *left_out;
};

/* Half a second at most, measured on a million releases. */
#define MAX_WORK_DEFAULT 20000000

/* As Lucene's benchmark and our PROTOCOL: BM25 with k1 0.9, b 0.4. */
#define SEARCH_OPTIONS_DEFAULT                                                 \
    ((struct search_options){.k = 10,                                          \
                             .count = true,                                    \
                             .stems = true,                                    \
                             .rank = RANK_CHOICE_DEFAULT,                      \
                             .dup = DUP_CHOICE_DEFAULT,                        \
                             .max_work = MAX_WORK_DEFAULT})

struct hit {
    uint32_t doc; /* numbered through all segments */
    float score;
};

struct search_result {
    uint32_t n;       /* hits in the caller's array, best first             */
    uint64_t total;   /* matching documents, when they were counted         */
    uint64_t stories; /* of these, when they were counted and folded        */
    bool stopped;     /* before the end: both may be too few                */
};

struct searcher;

/* Borrows `ix`. */
enum st searcher_open(struct searcher **out, const struct index *ix,
                      struct err *e) MUST_USE;
void searcher_close(struct searcher *s);
const struct index *searcher_index(const struct searcher *s);

/* Answers `question`; `hits` has room for options->k. */
enum st searcher_run(struct searcher *s, const struct ast_node *question,
                     const struct search_options *options, struct hit *hits,
                     struct search_result *result, struct err *e) MUST_USE;

/* Told of one segment after the other, by its number in the index: bit d % 64
 * of number d / 64 says that its document d matches and is not deleted. The
 * bits are the caller's to change until the call returns. */
typedef enum st matches_taker(void *ctx, size_t segment, uint64_t *bits,
                              struct err *e);

/* All documents that match, exactly, in no order of merit (ST_STOPPED when it
 * was stopped: a part of them would be no count): for counting by
 * what is known of them. Of the options, what is about ranking is not looked
 * at. */
enum st searcher_matches(struct searcher *s, const struct ast_node *question,
                         const struct search_options *options,
                         matches_taker *take, void *ctx,
                         struct err *e) MUST_USE;

/* Told of the positions in document `doc` of a segment, ascending. */
typedef enum st places_taker(void *ctx, uint32_t doc, const uint32_t *pos,
                             uint32_t n, struct err *e);

/* Asks for quotations in which `quoted` matches, a tree of quote: and said:
 * alone: the question last run, for searcher_quotations(). */
enum st searcher_ask_quotations(struct searcher *s,
                                const struct ast_node *quoted,
                                const struct search_options *options,
                                struct err *e) MUST_USE;

/* Where such quotations begin: of the documents of one segment that are in
 * `within`, bits as of a matches_taker. */
enum st searcher_quotations(struct searcher *s,
                            const struct search_options *options,
                            size_t segment, const uint64_t *within,
                            places_taker *take, void *ctx,
                            struct err *e) MUST_USE;

/* Opens them for who wants to show them; nothing when copies were not looked
 * for. */
enum st searcher_know_stories(struct searcher *s, unsigned least,
                              struct err *e) MUST_USE;

/* The stories of the index, as last asked for; NULL: never. */
const struct stories *searcher_stories(const struct searcher *s);

/* How many of the documents that match the question last run are copies that do
 * not lead their story; 0 where copies were not looked for. */
enum st searcher_copies(struct searcher *s,
                        const struct search_options *options, uint64_t *out,
                        struct err *e) MUST_USE;

/* Fills in the scores of `n` documents, in ascending order, by the question
 * last run, not only to count, and the options it was run with; NaN for one
 * that does not match. */
enum st searcher_scores(struct searcher *s,
                        const struct search_options *options, struct hit *hits,
                        size_t n, struct err *e) MUST_USE;

/* Why document `doc` has its score, by the question last run, not only to
 * count: in `arena`, until
 * the next question (query/explain/explanation.h). */
struct explanation;
enum st searcher_explain(struct searcher *s,
                         const struct search_options *options, uint32_t doc,
                         struct arena *arena, struct explanation *out,
                         struct err *e) MUST_USE;

/* Of the question last run: the folded words and phrases that matter for a
 * reader (not prohibited ones), for marking them in a text, each with its
 * number of documents. Lives until the next run. A word matches a token when
 * the bytes are equal or, for a stem, when the token's stem is. */
struct query_term {
    struct bytes text; /* the folded word, or the stem               */
    bool stem;
    uint32_t phrase; /* 0, or the number of the phrase it is in     */
    uint32_t place;  /* its place in that phrase: 0, 1, 2, ...      */
    uint64_t df;     /* documents with the word or group            */
    bool pattern;    /* one of the words that a pattern fits        */
};

const struct query_term *searcher_terms(const struct searcher *s, size_t *n);

/* Its patterns, as they are typed, that are not prohibited, and how many words
 * each of them stands for. */
struct query_pattern {
    struct bytes text;
    size_t n_words;
};

const struct query_pattern *searcher_patterns(const struct searcher *s,
                                              size_t *n);

/* What a person has to know of the answer to the question last run: which
 * pattern was cut. NULL: nothing. Lives until the next run. */
const char *searcher_notice(const struct searcher *s);

/* The part of the question last run that could not be taken as it was given
 * (ST_SYNTAX, ST_USAGE, ST_LIMIT), or NULL. */
const struct ast_node *searcher_blame(const struct searcher *s);

#endif
