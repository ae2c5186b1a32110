/*
 * quoted_part -- what of a question is asked of quotations.
 *
 *     sanctions date:2021..            quote:sanctions
 *     minsk quote:(border OR transit)  quote:(border OR transit)
 *     said:tokayev date:2021..         said:tokayev
 *     date:2021..                      quote:*:*
 *
 * What stands in quote: and said:, where there is any; else the words that must
 * be there, within one quotation; else nothing, and all quotations count.
 *
 *   Lifetime  made in `arena`; borrows nodes of the question
 *   Threads   pure function
 */
#ifndef QUERY_WHO_QUOTED_PART_H
#define QUERY_WHO_QUOTED_PART_H

#include "common/base/arena.h"
#include "query/parse/ast.h"

/* Whether anything stands in quote: or said:, and is not prohibited. */
bool quoted_part_is_asked(const struct ast_node *question);

/* NULL when memory is out. */
const struct ast_node *quoted_part(const struct ast_node *question,
                                   struct arena *arena);

#endif
