/*
 * reserved -- what is no plain word in the native dialect.
 *
 * Shared by the grammar and by ast_print, which puts a backslash before a word
 * that would be read as an operator.
 *
 *   Threads  pure functions
 */
#ifndef QUERY_PARSE_RESERVED_H
#define QUERY_PARSE_RESERVED_H

#include "query/parse/yard.h"

enum reserved {
    RESERVED_NONE, /* a word                                            */
    RESERVED_AND,
    RESERVED_OR,
    RESERVED_NOT,
    RESERVED_NEAR,     /* NEAR/5, PRE/5, NEAR/any, NEAR/5/s, PRE/s, /s, /p  */
    RESERVED_FIRST,    /* FIRST/50                                          */
    RESERVED_AT_LEAST, /* atleast3, which a parenthesis follows             */
    RESERVED_QUORUM,   /* 2of, likewise                                     */
    RESERVED_BARE,     /* NEAR, PRE/, FIRST/x: the number is missing        */
    RESERVED_FOREIGN,  /* w/5: what other languages call NEAR or PRE        */
};

/* `near` and `count` are set as far as they apply; both may be NULL. */
enum reserved reserved_word(struct bytes word, struct near *near,
                            uint32_t *count);

#endif
