/*
 * dateline -- place, date and agency before the first sentence.
 *
 *     MINSK, 28 May -                      place, date
 *     13 сентября, Минск /Корр. БЕЛТА/.    date first
 *     ST. LOUIS, Mo. (AP) --               place, region, agency
 *     (NewsUSA) -                          agency
 *     PARIS, 23 mai 2019                   on a line of its own
 *
 * A line is read once from its start, and from where it may begin anew: parts
 * in any order, marks between them, a mark that ends them, and what a sentence
 * begins with. What was found must be evidence enough: a title in capitals
 * before a dash is none. Where the punctuation of a text was lost, two spaces
 * stand for a comma and three for a dash.
 *
 *   Threads  pure functions
 */
#ifndef INDEXER_RELEASE_DATELINE_H
#define INDEXER_RELEASE_DATELINE_H

#include <stdbool.h>

#include "common/base/bytes.h"
#include "indexer/release/anatomy.h"

struct dateline_found {
    struct text_dateline dateline; /* ranges are of the line        */
    int score;                     /* how much speaks for it, from 1 */
    bool whole_line;               /* no text stands behind it      */
    bool place_alone; /* capitals and a dash are all that speaks for it */
};

/* The dateline that the line begins with, or with `within`, that stands in it
 * behind a headline. False when there is none. */
bool dateline_read(struct bytes line, bool within, struct dateline_found *out);

/* A line that is nothing but a place: "Москва, Кремль". To be asked only
 * beneath a line that is nothing but a date. */
bool dateline_is_place(struct bytes line, struct dateline_found *out);

#endif
