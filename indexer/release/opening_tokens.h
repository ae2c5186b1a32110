/*
 * opening_tokens -- the start of a line as words, numbers and marks.
 *
 *     ST. LOUIS, Mo. - May 5 (AP)
 *     CAPS CAPS , CAP - CAP NUMBER ( CAPS )
 *
 * Tokens are made as they are asked for, from at most OPENING_BYTES bytes. A
 * word keeps the stop of an initial or of a known abbreviation, and the hyphens
 * and apostrophes within it.
 *
 *   Lifetime  init; borrows the line; nothing to release
 *   Threads   one struct, one thread
 */
#ifndef INDEXER_RELEASE_OPENING_TOKENS_H
#define INDEXER_RELEASE_OPENING_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/bytes.h"

enum { OPENING_BYTES = 400, OPENING_TOKENS = 160 };

enum opening_kind {
    OPENING_END,     /* of the line, or of what is looked at     */
    OPENING_CAPS,    /* MINSK, D.C., U                           */
    OPENING_CAP,     /* Minsk                                    */
    OPENING_LOWER,   /* minsk                                    */
    OPENING_UNCASED, /* a word in a script without case          */
    OPENING_NUMBER,  /* 28, 28th                                 */
    OPENING_COMMA,
    OPENING_STOP,
    OPENING_COLON,
    OPENING_DASH, /* hyphens and dashes in a row               */
    OPENING_SLASH,
    OPENING_OPEN, /* a bracket                                 */
    OPENING_CLOSE,
    OPENING_QUOTE,
    OPENING_OTHER,
};

struct opening_token {
    enum opening_kind kind;
    uint32_t from, to; /* bytes of the line */
    unsigned gap;      /* spaces before it */
};

struct opening_tokens {
    struct bytes line;
    uint32_t at; /* where the next token is looked for */
    size_t n;
    struct opening_token v[OPENING_TOKENS];
};

void opening_tokens_init(struct opening_tokens *t, struct bytes line);

/* Makes the tokens up to i, t->n <= i. Token i, OPENING_END for all that are
 * not there. */
const struct opening_token *opening_tokens_read(struct opening_tokens *t,
                                                size_t i);

/* The same for any i. */
static inline const struct opening_token *
opening_token_at(struct opening_tokens *t, size_t i)
{
    return i < t->n ? &t->v[i] : opening_tokens_read(t, i);
}

static inline struct bytes opening_token_text(const struct opening_tokens *t,
                                              const struct opening_token *token)
{
    return bytes_of(t->line.p + token->from, token->to - token->from);
}

/* True for a word of one of the three kinds of letters. */
static inline bool opening_is_word(const struct opening_token *t)
{
    return t->kind >= OPENING_CAPS && t->kind <= OPENING_UNCASED;
}

#endif
