/*
 * read_compared -- a stored release of the index, to be held against others.
 *
 *   Threads  that of the collector
 *   Errors   those of collect_fields() and compared_read()
 */
#ifndef QUERY_COMMANDS_READ_COMPARED_H
#define QUERY_COMMANDS_READ_COMPARED_H

#include "query/commands/collect.h"
#include "query/copies/compared.h"

/* Document `doc` of the index. */
enum st read_compared(struct collector *c, uint32_t doc, struct compared *out,
                      struct err *e) MUST_USE;

#endif
