/*
 * commands -- what dateline-query does, a file each.
 *
 * A file holds the table of a command's options, what takes them into a struct
 * of this header, and the work, which knows of that struct only. main.c lists
 * the commands. Output goes to the sink of the reply; what a person should be
 * told besides goes to its notes.
 *
 *   Lifetime  settings and words are borrowed for the call
 *   Threads   a call uses the thread it is made in
 *   Errors    those of what it calls; ST_SYNTAX with the explanation of
 *             parse_explain() in the notes
 */
#ifndef QUERY_COMMANDS_COMMANDS_H
#define QUERY_COMMANDS_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/options.h"
#include "query/commands/look_arguments.h"
#include "query/commands/question_arguments.h"
#include "query/eval/evaluation.h"
#include "query/facets/facets.h"
#include "query/output/format.h"
#include "query/output/sink.h"
#include "query/output/snippet.h"
#include "query/parse/parse.h"
#include "query/saved/seen.h"
#include "query/sort/sort_order.h"
#include "query/topics/topics.h"

struct reply {
    struct sink *out;
    struct buf notes;   /* whole lines                    */
    struct buf profile; /* whole lines, told as they are  */
    bool none;          /* nothing was found */
    bool partial;       /* it was stopped: there may be more */
};

struct command {
    struct command_spec spec;
    /* Takes the options; does the work unless something is asked (o->asked). */
    enum st (*run)(struct options *o, struct reply *reply, struct err *e);
};

extern const struct command SEARCH_COMMAND;
extern const struct command SHOW_COMMAND;
extern const struct command COUNT_COMMAND;
extern const struct command WHO_COMMAND;
extern const struct command KWIC_COMMAND;
extern const struct command SIMILAR_COMMAND;
extern const struct command VERSIONS_COMMAND;
extern const struct command TERMS_COMMAND;
extern const struct command NAMES_COMMAND;
extern const struct command BATCH_COMMAND;
extern const struct command EVAL_COMMAND;
extern const struct command PARSE_COMMAND;
extern const struct command REPL_COMMAND;
extern const struct command EXPLAIN_COMMAND;
extern const struct command SAVED_COMMAND;

/* Most hits that one question may ask for, those before --offset included. */
enum { HITS_MAX = 10 * 1000 * 1000 };

/* What the search of a saved query looks at and finds besides. */
struct saved_search {
    const char *name;
    bool heading;            /* is printed above hits for people,        */
    bool again;              /* behind an empty line                     */
    bool since;              /* only what `last` has not is found        */
    const struct seen *last; /* NULL: never run before                   */
    struct seen now;         /* becomes all that matches, unless stopped */
    bool complete;           /* it has                                   */
};

struct search_command {
    const char *index;
    const char *const *words; /* joined by blanks they are the question */
    size_t n_words;
    struct question_arguments question;
    uint32_t top, offset; /* together at most HITS_MAX */
    struct sort_order order;
    bool count;   /* only print how many match */
    bool profile; /* tell what it took         */
    struct facet_kinds facets;
    struct snippet_size snippet; /* zeroed: one of about two sentences */
    enum format format;
    const char *tag; /* of FORMAT_TREC */
    struct table_look look;
    struct saved_search *saved; /* NULL: of no saved query */
};

enum st command_search(const struct search_command *c, struct reply *reply,
                       struct err *e) MUST_USE;

/* The same without printing: *total is how many match. */
enum st search_total(const struct search_command *c, uint64_t *total,
                     struct reply *reply, struct err *e) MUST_USE;

enum show_format { SHOW_TEXT, SHOW_JSON };

struct show_command {
    const char *index;
    const char *const *ids;
    size_t n_ids;
    enum show_format format;
    bool zones; /* its parts too */
    struct table_look look;
};

enum st command_show(const struct show_command *c, struct reply *reply,
                     struct err *e) MUST_USE;

enum batch_format { BATCH_TREC, BATCH_CSV };

struct batch_command {
    const char *index;
    const char *topics; /* the file of them */
    struct topics_options form;
    uint32_t top;
    struct question_arguments question;
    enum batch_format format;
    const char *tag;  /* of BATCH_TREC */
    uint32_t threads; /* at least 1    */
    bool profile;     /* tell what all of them took, and the slowest */
};

enum st command_batch(const struct batch_command *c, struct reply *reply,
                      struct err *e) MUST_USE;

enum explain_format { EXPLAIN_TEXT, EXPLAIN_JSON };

struct explain_command {
    const char *index, *query, *id;
    enum explain_format format;
    struct question_arguments question;
};

enum st command_explain(const struct explain_command *c, struct reply *reply,
                        struct err *e) MUST_USE;

struct eval_command {
    const char *run, *qrels; /* files */
    struct evaluation_options options;
    bool each;  /* print every topic too */
    int digits; /* behind the point      */
};

enum st command_eval(const struct eval_command *c, struct reply *reply,
                     struct err *e) MUST_USE;

struct parse_command {
    const char *const *words;
    size_t n_words;
    enum syntax syntax;
    bool skip_boilerplate;
};

enum st command_parse(const struct parse_command *c, struct reply *reply,
                      struct err *e) MUST_USE;

/* How a list of counts is printed. */
enum list_form { LIST_TABLE, LIST_CSV, LIST_TSV, LIST_JSON };

/* Its entry in a table of options; the names are in the order of the enum. */
#define LIST_FORM_OPTION(id)                                                   \
    {                                                                          \
        (id), 0, "format", "table|csv|tsv|json",                               \
            "A table for people (the default), or rows or one JSON object "    \
            "for programs."                                                    \
    }

struct count_command {
    const char *index;
    const char *const *words; /* none, or one star: all releases */
    size_t n_words;
    struct question_arguments question;
    bool grouped; /* by `by`; else one count of all */
    enum tally_by by;
    enum list_form form;
    struct table_look look;
};

enum st command_count(const struct count_command *c, struct reply *reply,
                      struct err *e) MUST_USE;

struct who_command {
    const char *index;
    const char *const *words; /* none, or one star: all releases */
    size_t n_words;
    struct question_arguments question;
    size_t top; /* at least 1 */
    enum list_form form;
    struct table_look look;
};

enum st command_who(const struct who_command *c, struct reply *reply,
                    struct err *e) MUST_USE;

struct terms_command {
    const char *index;
    const char *pattern; /* one, in the native syntax */
    uint32_t top;
    enum list_form form;
    struct table_look look;
};

enum st command_terms(const struct terms_command *c, struct reply *reply,
                      struct err *e) MUST_USE;

struct names_command {
    const char *index, *word;
    const char *exonyms; /* a file, or NULL */
};

enum st command_names(const struct names_command *c, struct reply *reply,
                      struct err *e) MUST_USE;

enum kwic_sort { KWIC_RANK, KWIC_LEFT, KWIC_RIGHT, KWIC_DATE };
enum kwic_form { KWIC_LINES, KWIC_CSV, KWIC_TSV, KWIC_JSON };

struct kwic_command {
    const char *index;
    const char *const *words;
    size_t n_words;
    struct question_arguments question;
    size_t most;   /* lines, at least 1                  */
    size_t around; /* words on either side of the match  */
    enum kwic_sort sort;
    enum kwic_form form;
    struct table_look look;
};

enum st command_kwic(const struct kwic_command *c, struct reply *reply,
                     struct err *e) MUST_USE;

struct similar_command {
    const char *index;
    const char *like;  /* an id, a file, or "-": the standard input */
    bool by_signature; /* by the text it has, not by its words       */
    size_t passages;   /* that are shown of what both share, at most */
    struct question_arguments question;
    uint32_t top;
    enum format format;
    struct table_look look;
};

enum st command_similar(const struct similar_command *c, struct reply *reply,
                        struct err *e) MUST_USE;

#define PASSAGES_DEFAULT 3 /* of `similar` */

struct versions_command {
    const char *index, *id;
    size_t passages; /* shown of what each shares with the one that leads */
    bool json;
};

enum st command_versions(const struct versions_command *c, struct reply *reply,
                         struct err *e) MUST_USE;

struct repl_command {
    const char *index;
    const char *history; /* a file, or NULL */
    struct question_arguments question;
    uint32_t top;
    enum format format;
    struct look_arguments look;
};

/* Reads the standard input until it ends. */
enum st command_repl(const struct repl_command *c, struct reply *reply,
                     struct err *e) MUST_USE;

struct saved_add_command {
    const char *folder; /* query/saved/saved_folder.h; made when not there */
    const char *name, *index;
    const char *const *words;
    size_t n_words;
    const char *options; /* of the search, parted by blanks */
    bool replace;
};

/* Saves a question that the index can answer now. */
enum st command_saved_add(const struct saved_add_command *c,
                          struct reply *reply, struct err *e) MUST_USE;

/* Each a line: its name, and the question. */
enum st command_saved_list(const char *folder, struct reply *reply,
                           struct err *e) MUST_USE;

/* All that is known of one. */
enum st command_saved_show(const char *folder, const char *name,
                           struct reply *reply, struct err *e) MUST_USE;

struct saved_run_command {
    const char *folder;
    const char *const *names;
    size_t n;
    const char *options; /* go before those that are saved */
    bool since;          /* only what is new since the last run */
    bool keep;           /* this counts as no run               */
};

/* Answers them one after the other. What each matched is recorded once all
 * output has reached who reads it. Of several, one that fails does not keep the
 * others from being answered. */
enum st command_saved_run(const struct saved_run_command *c,
                          struct reply *reply, struct err *e) MUST_USE;

/* ---- shared by them ---- */

/* The name of a run, which is a column among others: ST_USAGE when it has
 * blanks. */
#define TAG_OPTION(id)                                                         \
    {                                                                          \
        (id), 0, "tag", "NAME",                                                \
            "Name of the run, its last column (default dateline)."             \
    }
enum st tag_take(const struct options *o, const char **tag,
                 struct err *e) MUST_USE;

/* Parses words joined by blanks; *text is the question they make, in `arena`
 * like the tree. */
enum st parse_words(struct ast_node **root, struct bytes *text,
                    struct arena *arena, enum syntax syntax,
                    const char *const *words, size_t n, struct reply *reply,
                    struct err *e) MUST_USE;

/* A question and the index it is asked of. */
struct asking {
    struct index *index;
    struct ast_node *question;
    struct bytes query; /* as text */
    struct arena arena; /* of question and query, and for what else is made */
};

/* Parses the words, of which none or one star are all releases, and opens the
 * index; to be closed in any case. */
enum st asking_open(struct asking *a, const char *index,
                    const struct question_arguments *question,
                    const char *const *words, size_t n, struct reply *reply,
                    struct err *e) MUST_USE;
void asking_close(struct asking *a);

/* A failure `st` whose place in the question is that of the part `blame`, or
 * NULL: explains it in the notes, and is then ST_SYNTAX. */
enum st reply_explained(struct reply *reply, struct bytes question,
                        const struct ast_node *blame, enum st st,
                        const struct err *why, struct err *e) MUST_USE;

/* What became of a question that was searched for, told with `why` when it
 * failed: notes where in it the mistake is, if only the index could tell, and
 * else what a person has to know of the answer. */
enum st reply_searched(struct reply *reply, const struct searcher *s,
                       struct bytes question, enum st st, const struct err *why,
                       struct err *e) MUST_USE;

/* The search was stopped: what is shown is a part. */
void reply_stopped(struct reply *reply);

/* Sends the buffer to the reply's sink and empties it. */
enum st reply_send(struct reply *reply, struct buf *text,
                   struct err *e) MUST_USE;

#endif
