/* trec -- a run in the form that trec_eval reads.
 *
 * trec_eval orders a topic by score, not by rank, so scores that differ must
 * differ in print: hence all digits of the float. */
#include <inttypes.h>

#include "query/output/output.h"

enum { TREC_DECIMALS = 6 }; /* at least, for lines that look alike */

void output_trec_line(struct bytes topic, struct bytes id, uint64_t rank,
                      float score, const char *tag, struct buf *out)
{
    buf_append(out, topic.p, topic.n);
    buf_append_str(out, " Q0 ");
    output_id(id, true, out);
    buf_printf(out, " %" PRIu64 " ", rank);
    output_score(score, TREC_DECIMALS, out);
    buf_printf(out, " %s\n", tag);
}

void output_trec(const struct answer *a, struct bytes topic, const char *tag,
                 struct buf *out)
{
    for (size_t i = 0; i < a->n; i++) {
        const struct answer_hit *const h = &a->hits[i];
        output_trec_line(topic, h->id, h->rank, h->score, tag, out);
    }
}
