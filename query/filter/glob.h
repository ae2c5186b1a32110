/*
 * glob -- names with * for any characters and ? for one, as a whole.
 *
 *   Threads  pure functions
 */
#ifndef QUERY_FILTER_GLOB_H
#define QUERY_FILTER_GLOB_H

#include <stdbool.h>

#include "common/base/bytes.h"

bool glob_has_signs(struct bytes pattern);

/* In time of at most the product of the two sizes. */
bool glob_fits(struct bytes pattern, struct bytes text);

#endif
