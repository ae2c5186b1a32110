/*
 * mojibake -- tells texts that were read in the wrong encoding once too often.
 *
 * UTF-8 that was taken for Windows-1252 and encoded again shows an apostrophe
 * as "â€™" and é as "Ã©". The text is valid UTF-8, so nothing fails, and its
 * words are not found. It is told and counted, not repaired: what is stored
 * stays what came, and the cure is at whoever exported it.
 *
 * Told is a text with a general punctuation mark in this guise, whose three
 * characters nobody writes in a row; or with three of the two-letter kind, for
 * one such pair may stand in an honest text («IRMÃ»).
 *
 *   Threads  pure functions
 */
#ifndef INDEXER_EXTRACT_MOJIBAKE_H
#define INDEXER_EXTRACT_MOJIBAKE_H

#include <stdbool.h>

#include "common/base/bytes.h"

bool is_mojibake(struct bytes text);

#endif
