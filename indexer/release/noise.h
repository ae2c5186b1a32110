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

/* The same, furniture of the page, pictures, and lines for the press (contact,
 * embargo): what may stand between headline and text. */
bool noise_is_line(struct bytes line);

/* Furniture of the page alone. */
bool noise_is_furniture(struct bytes line);

/* True for a line with nothing but one date, weekday and time; *days is that
 * day, DATE_NONE where it has no year. */
bool noise_is_date(struct bytes line, int32_t *days);

#endif
