/*
 * topic -- what a release is about: a few words that come again and again.
 *
 * There are TOPICS topics of TOPIC_WORDS words each, and a month has some
 * topics of its own, so that a word of a topic comes in bursts: within a
 * release, and within a time.
 *
 *   Threads  pure functions but for the dice
 */
#ifndef CORPUS_GENERATE_TOPIC_H
#define CORPUS_GENERATE_TOPIC_H

#include "corpus/generate/dice.h"

enum {
    TOPICS = 600,
    TOPIC_WORDS = 40,
    KEYWORDS = 10 /* words of its topic that one release keeps using */
};

struct topic {
    uint32_t id;
    uint32_t keywords[KEYWORDS]; /* ranks; the first is the main one */
};

/* Draws the topic of a release of `day` (days since 1970-01-01). */
void topic_draw(struct topic *t, struct dice *d, int32_t day);

#endif
