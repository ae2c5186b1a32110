/*
 * forms -- the readers of single forms of topics, for topics.c.
 *
 * Each takes the text of a file and adds what it finds.
 */
#ifndef QUERY_TOPICS_FORMS_H
#define QUERY_TOPICS_FORMS_H

#include "query/topics/topics.h"

/* A topic as it was found: parts that are not there are BYTES_NONE. */
struct found_topic {
    struct bytes id, parts[TOPIC_PARTS];
    size_t line;
};

enum st topics_add(struct topics *t, const struct topics_options *o,
                   const struct found_topic *found, struct err *e) MUST_USE;

/* Takes the next line, without its end, off the text; false behind the last. */
bool topics_next_line(struct bytes *rest, struct bytes *line);

enum st topics_read_tsv(struct topics *t, const struct topics_options *o,
                        struct bytes text, struct err *e) MUST_USE;
enum st topics_read_jsonl(struct topics *t, const struct topics_options *o,
                          struct bytes text, struct err *e) MUST_USE;
enum st topics_read_trec(struct topics *t, const struct topics_options *o,
                         struct bytes text, struct err *e) MUST_USE;

/* "path:line: message". */
enum st topics_wrong(const struct topics *t, size_t line, const char *message,
                     struct err *e);

#endif
