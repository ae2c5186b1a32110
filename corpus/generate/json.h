/* json -- a string as JSON writes it. */
#ifndef CORPUS_GENERATE_JSON_H
#define CORPUS_GENERATE_JSON_H

#include "common/base/buf.h"

/* Appends `text`, which is UTF-8, in quotation marks. A failure shows in
 * out->failed. */
void json_append(struct buf *out, struct bytes text);

#endif
