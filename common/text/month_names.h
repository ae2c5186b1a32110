/*
 * month_names -- the names of months, as releases and questions write them.
 *
 * English, German, French, Spanish, Portuguese, Italian, Polish, Turkish,
 * Russian, Ukrainian, Belarusian, Kazakh and Arabic, as they stand in a date:
 * "28 мая", "28 maja". The indexer dates documents with them, questions ask for
 * days: both must know the same names.
 *
 *   Threads  pure functions
 */
#ifndef TEXT_MONTH_NAMES_H
#define TEXT_MONTH_NAMES_H

#include <stdbool.h>

#include "common/base/bytes.h"

enum { NAME_ROOM = 32 }; /* bytes of a name, with the NUL */

/* Lower case of what these names are written in: Latin and Cyrillic. Returns
 * the length, 0 for a word that is too long to be such a name. */
size_t name_lower(struct bytes word, char out[static NAME_ROOM]);

/* True when `word` is one of the words of `list`, which spaces separate. */
bool name_is_one_of(const char *word, const char *list);

/* 1..12, whatever the case; 0 for a word that names no month. */
int month_from_name(struct bytes word);

#endif
