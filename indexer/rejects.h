/*
 * rejects -- what could not be indexed, and why.
 *
 * A zeroed struct is an empty list. Texts live in one buffer.
 *
 *   Threads  one list, one thread
 */
#ifndef INDEXER_REJECTS_H
#define INDEXER_REJECTS_H

#include <stdint.h>

#include "common/base/buf.h"
#include "indexer/batch.h"

struct reject {
    struct span path, reason; /* in rejects->text */
    uint64_t line;            /* 0: the whole file */
};

struct rejects {
    struct buf text;
    struct reject *v;
    size_t n, cap;
};

void rejects_clear(struct rejects *r);
void rejects_release(struct rejects *r);
bool rejects_add(struct rejects *r, struct bytes path, uint64_t line,
                 struct bytes reason);
/* Appends all of `from`. */
bool rejects_append(struct rejects *r, const struct rejects *from);

/* "path:line: reason" of entry i, without a line break, appended to `out`;
 * what a terminal would obey comes as escapes. */
bool rejects_print(const struct rejects *r, size_t i, struct buf *out);

/* The same as three columns and a line end: path, line ("-" for the whole of
 * it), reason. An escape stands for whatever would end a column or a line. */
bool rejects_print_tsv(const struct rejects *r, size_t i, struct buf *out);
#define REJECTS_TSV_HEAD "source\tline\treason\n"

#endif
