/*
 * skeleton -- the skeletons of a name: its consonants as classes.
 *
 *     lukashenko   LKSNK      лукашэнка   LKSNK      eltsin   -LSN
 *
 * Vowels go, but for a sign that the name begins with one, and keep two
 * consonants of one class apart: without one between them they are one. Letters
 * with two readings give a name several keys; the likeliest are kept.
 *
 *   Threads  none
 *   Source   consonant skeletons after Steinberger and Pouliquen,
 * "Cross-lingual named entity recognition", Lingvisticae Investigationes 30,
 * 2007
 */
#ifndef QUERY_NAMES_SKELETON_H
#define QUERY_NAMES_SKELETON_H

#include "query/names/spelling.h"

enum {
    SKELETONS_A_FORM = 4,
    SKELETONS_MAX = 4 * SKELETONS_A_FORM, /* of all forms */
    SKELETON_MAX = 14, /* classes; a longer name has no keys        */
    SKELETON_CONSONANTS_MIN =
        3, /* with fewer a name has no keys: Xi, Li, Ali */
};

struct skeletons {
    char of[SKELETONS_MAX][SKELETON_MAX + 1];
    uint32_t n;
};

/* Adds those of a form, at most as many as a form may have; none for a name
 * that is too short or too long. */
void skeletons_add(struct skeletons *out, const struct name_form *form);

#endif
