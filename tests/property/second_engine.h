/*
 * second_engine -- a search engine as unlike the oracle as one can be.
 *
 * It reads the text of documents and queries instead of arrays and trees,
 * keeps lists of places per word, answers with bit sets, and scores in float.
 * What it agrees on with the oracle is right in both; and as it can be told to
 * be wrong, it shows that engine_check notices.
 *
 *   Threads  none
 */
#ifndef TESTS_PROPERTY_SECOND_ENGINE_H
#define TESTS_PROPERTY_SECOND_ENGINE_H

#include "tests/property/engine_check.h"

enum second_bug {
    SECOND_RIGHT,
    SECOND_PHRASE_OFF_BY_ONE, /* a phrase's last word may stand one later  */
    SECOND_LOSES_A_BLOCK_END, /* posting 128 of a list is passed over      */
    SECOND_LENGTH_NOT_CODED,  /* scores with the true length               */
    SECOND_TIES_BACKWARDS,    /* equal scores: last document first         */
    SECOND_NOT_IS_SHOULD,     /* a prohibited clause adds to the score     */
    SECOND_GIVES_UP,          /* on brackets within brackets               */
    SECOND_REMEMBERS,         /* the 20th count is one too high           */
    SECOND_BUGS,
};

/* `*bug` must outlive the engine. */
struct engine second_engine(enum second_bug *bug);

#endif
