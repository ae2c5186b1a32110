/*
 * verify_checker -- what the parts of verify share: one segment under check.
 *
 * A check that cannot go on (memory, I/O) returns a status; what it finds
 * wrong goes to checker_found() and is no failure of the check.
 */
#ifndef INDEXER_VERIFY_CHECKER_H
#define INDEXER_VERIFY_CHECKER_H

#include "common/base/buf.h"
#include "common/segment/bm25.h"
#include "common/segment/segment.h"
#include "common/segment/term_dict.h"
#include "common/text/stem.h"
#include "indexer/verify.h"

/* Where the next list must stand: lists fill their chunks without gaps. */
struct fill {
    uint64_t docs, skip, pos; /* pos: in POSI, for stems in GRPS */
    bool known;               /* false behind a damaged block    */
};

struct checker {
    struct verify_report *report;
    const struct segment *segment;
    const char *file;        /* "000001.seg"                             */
    struct stemmer *stemmer; /* NULL: the index has no groups            */
    uint64_t shown[CHUNKS_KNOWN];
    struct buf line, name;

    /* Of each document: the position no word may reach (UINT32_MAX when it
     * is not known), and how many occurrences its words have. */
    uint32_t *ends, *occurrences;
    struct bm25 saturation; /* what score bounds are made with */
    uint64_t bitmaps;       /* where in BITS the next one must stand */
    struct fill lists;      /* those of words, then groups, then pairs */
};

/* Reports a finding about `chunk`. */
void checker_found(struct checker *c, enum chunk chunk, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

/* What a reader's call came to: true when it went well; a finding when the
 * bytes are at fault; else *st is set and the check is to end. */
bool checker_ok(struct checker *c, enum chunk chunk, enum st got,
                const struct err *why, enum st *st, struct err *e);

/* `text` between quotes, made printable; lives until the next call. */
const char *checker_name(struct checker *c, struct bytes text);

enum st verify_documents(struct checker *c, struct err *e) MUST_USE;
enum st verify_store(struct checker *c, struct err *e) MUST_USE;
enum st verify_words(struct checker *c, struct err *e) MUST_USE;
enum st verify_groups(struct checker *c, struct err *e) MUST_USE;
enum st verify_pairs(struct checker *c, struct err *e) MUST_USE;
enum st verify_copies(struct checker *c, struct err *e) MUST_USE;
enum st verify_repeats(struct checker *c, struct err *e) MUST_USE;

/* ---- of a dictionary, for words and stems alike ---- */

struct dict_check {
    struct checker *checker;
    struct term_dict dict;
    struct term_walk walk;
    uint64_t ord, next; /* the term at hand, and the one to come            */
    bool walking;       /* false: the walk has to be set on `next` first    */
    struct buf before;  /* the term before, while walking                   */
};

/* Steps to the next term that can be read, with all that concerns the
 * dictionary checked; *more is false behind the last. */
enum st dict_check_next(struct dict_check *d, struct fill *fill, bool *more,
                        struct err *e) MUST_USE;
/* The hash table holds each term once and nothing else. */
void dict_check_table(struct dict_check *d);

/* How words are capitalised: a number a term and nothing else; none of a term
 * that is no word; and the names are those that have one above 0. */
enum st verify_capitals(struct checker *c, struct err *e) MUST_USE;

/* Walks one list, with all that concerns its blocks checked. */
enum st verify_list(struct checker *c, const struct term_entry *entry,
                    struct bytes term, bool positions, struct err *e) MUST_USE;

#endif
