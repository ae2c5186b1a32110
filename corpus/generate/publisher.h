/*
 * publisher -- the 200 houses that issue releases, each in its own manner.
 *
 * A publisher has a name, a home town, six people who are quoted, a layout
 * and an "About" paragraph. The first ones publish most.
 *
 *   Lifetime  init, nothing to release
 *   Threads   read-only once made
 */
#ifndef CORPUS_GENERATE_PUBLISHER_H
#define CORPUS_GENERATE_PUBLISHER_H

#include "corpus/generate/names.h"
#include "corpus/generate/vocabulary.h"

enum {
    PUBLISHERS = 200,
    SPEAKERS = 6,
    PUBLISHER_NAME_MAX = 128,
    ABOUT_MAX = 1024
};

struct speaker {
    struct name name;
    const char *title; /* "director of research" */
};

struct publisher {
    char name[PUBLISHER_NAME_MAX]; /* "University of Barolville" */
    struct name town;
    struct speaker speakers[SPEAKERS];
    const char *opening, *closing; /* its quotation marks                  */
    uint32_t dateline;             /* which form of dateline, 0..3         */
    bool has_release_line;         /* FOR IMMEDIATE RELEASE                */
    const char *end_mark;          /* "###", "-30-" or ""                  */
    char about[ABOUT_MAX];         /* its boilerplate, "" when it has none */
    uint32_t about_words;
};

void publisher_init(struct publisher *p, const struct vocabulary *v,
                    uint32_t number);

#endif
