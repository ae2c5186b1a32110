/* hit_rows -- hits as a table for programs. */
#include <inttypes.h>

#include "query/output/output.h"

static void put_row(const struct answer_hit *h, struct rows *r)
{
    char date[DATE_TEXT];
    struct buf score = BUF_INIT;
    output_score(h->score, 1, &score);
    rows_plain(r, "%" PRIu64, h->rank);
    rows_text(r, h->id);
    rows_plain(r, "%s", buf_str(&score));
    rows_plain(r, "%s", h->date != DATE_NONE ? date_format(h->date, date) : "");
    rows_text(r, h->source);
    rows_text(r, h->title);
    rows_text(r, h->snippet.text);
    rows_end(r);
    r->out->failed = r->out->failed || score.failed;
    buf_release(&score);
}

void output_rows(const struct answer *a, enum row_form form, struct buf *out)
{
    static const char *const names[] = {"rank",   "id",    "score",  "date",
                                        "source", "title", "snippet"};
    struct rows r = rows_of(form, out);
    rows_head(&r, names, COUNT_OF(names));
    for (size_t i = 0; i < a->n; i++)
        put_row(&a->hits[i], &r);
}
