/*
 * paragraph_keys -- by what a paragraph is known when it is met again.
 *
 * The folded words of the paragraph, without what is between them, each row of
 * digits as one 0; the key is a hash of these bytes:
 *
 *     Press contact: 202-224-5972     presscontact0     too short for a key
 *
 * So lines may break elsewhere, capitals and punctuation come and go, and a
 * counter or telephone number be another. Paragraphs of fewer than
 * PARAGRAPH_LEAST such bytes have no key: they are headings and greetings.
 *
 *   Lifetime  a zeroed struct is empty; the arrays are its own
 *   Threads   one struct, one thread
 *   Errors    only ST_NOMEM
 *   Format    FORMAT.md section 15
 */
#ifndef TEXT_PARAGRAPH_KEYS_H
#define TEXT_PARAGRAPH_KEYS_H

#include "common/text/analyzer.h"

enum { PARAGRAPH_LEAST = 40 };

struct paragraph_key {
    uint64_t key;
    size_t from, to; /* tokens */
};

struct paragraph_keys {
    struct paragraph_key *v; /* in the order of the text */
    size_t n, cap;

    /* Private. */
    struct buf letters; /* of the paragraph at hand */
};

/* Replaces what `k` held by the keys of the paragraphs of the tokens [from,
 * to). */
enum st paragraph_keys_read(struct paragraph_keys *k,
                            const struct token_list *l, size_t from, size_t to,
                            struct err *e) MUST_USE;
void paragraph_keys_release(struct paragraph_keys *k);

#endif
