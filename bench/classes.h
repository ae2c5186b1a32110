/*
 * classes -- the queries of a file in groups whose latencies are told apart.
 *
 * Every query is in the class of all, in that of its kind ("union"), in that of
 * its kind and number of words ("union, 2 words"), and in one for each further
 * tag it carries.
 *
 *   Lifetime  borrows the queries; a zeroed struct is empty; release it
 *   Errors    ST_NOMEM
 */
#ifndef BENCH_CLASSES_H
#define BENCH_CLASSES_H

#include "bench/queries.h"

enum class_group { CLASS_ALL, CLASS_KIND, CLASS_WORDS, CLASS_TAG };

/* "all", "kind", "words", "tag". */
const char *class_group_name(enum class_group group);

/* One query's being in one class. */
struct membership {
    enum class_group group;
    const char *name;
    size_t query;
};

struct query_class {
    enum class_group group;
    const char *name;
    const struct membership *members; /* in the order of the file */
    size_t n;
};

struct classes {
    struct query_class *list; /* by group, then by name */
    size_t n, cap;
    struct membership *members;
    size_t n_members, cap_members;
    struct arena arena; /* of names */
};

enum st classes_make(struct classes *c, const struct queries *q,
                     struct err *e) MUST_USE;
void classes_release(struct classes *c);

#endif
