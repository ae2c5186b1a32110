/*
 * topics -- the questions of a retrieval experiment, from a file.
 *
 *   tsv    a line each: id, a tab, the text; MS MARCO's queries too
 *   jsonl  an object a line: an id ("_id", "id", "qid", "query_id"), the text
 *          ("text", "query", "title"), and perhaps "description", "narrative";
 *          BEIR's queries too
 *   trec   <top> <num> Number: 301 <title> ... <desc> Description: ... <narr>
 *          Narrative: ... </top>, tags closed or not; or <topic number="1">
 *          <query> ... <question> or <description> ... <narrative> ...
 *          </topic>, within other elements or not
 *
 * Of the parts of a topic the text is those that are asked for, in the order
 * title, description, narrative, with blanks between. A tsv has nothing but
 * titles.
 *
 *   Lifetime  read/release; texts live in the topics
 *   Threads   immutable once read
 *   Errors    ST_USAGE with path and line: no topic, an id that is not one word
 *             or was there before, a part that is asked for and not there;
 * those of file_read()
 */
#ifndef QUERY_TOPICS_TOPICS_H
#define QUERY_TOPICS_TOPICS_H

#include <stdbool.h>

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/err.h"

struct topic {
    struct bytes id, text;
    size_t line; /* of the file, from 1 */
};

struct topics {
    struct buf file;
    struct arena arena; /* of ids and texts */
    struct topic *v;    /* in the order of the file */
    size_t n, cap;
    const char *path; /* borrowed, for messages */
};

enum topics_form { TOPICS_AUTO, TOPICS_TSV, TOPICS_JSONL, TOPICS_TREC };

enum topic_part { TOPIC_TITLE, TOPIC_DESC, TOPIC_NARR, TOPIC_PARTS };

struct topics_options {
    enum topics_form form; /* TOPICS_AUTO: by the first character */
    bool parts[TOPIC_PARTS];
};

#define TOPICS_OPTIONS_DEFAULT                                                 \
    ((struct topics_options){.parts = {[TOPIC_TITLE] = true}})

/* "title", "desc", "narr", joined by commas. ST_USAGE for others. */
enum st topics_parts_parse(const char *text, struct topics_options *o,
                           struct err *e) MUST_USE;

enum st topics_read(struct topics *out, const char *path,
                    const struct topics_options *o, struct err *e) MUST_USE;
void topics_release(struct topics *t);

#endif
