/*
 * noise -- lines around a release that say nothing of it.
 *
 *     FOR IMMEDIATE RELEASE: Tuesday, May 28, 2019
 *     ДЛЯ НЕМЕДЛЕННОЙ ПУБЛИКАЦИИ
 *     12 / 34
 *     https://example.org/a
 *     ![](https://example.org/logo.png)
 *
 *   Threads  pure functions
 */
#ifndef INDEXER_RELEASE_NOISE_H
#define INDEXER_RELEASE_NOISE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/bytes.h"

/* True for a line with nothing to read in it that may stand before a headline:
 * one that announces a release, a date, a URL, a number, or several of them. */
bool noise_is_preamble(struct bytes line);

enum noise {
    NOISE_NONE,
    NOISE_DATE, /* nothing but one date, weekday and time             */
    NOISE_LINE, /* another line of a preamble, furniture of the page, a
                   picture, a line for the press (contact, embargo)   */
};

/* What a line between headline and text is. *days is the day of NOISE_DATE,
 * DATE_NONE where it has no year. */
enum noise noise_of(struct bytes line, int32_t *days);

#endif
