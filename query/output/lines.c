/* lines -- a hit a line: rank, date, headline, id; for eyes and for grep. */
#include <inttypes.h>
#include <stdio.h>

#include "query/output/output.h"
#include "query/output/wrap.h"

enum {
    GAP = 2,        /* blanks between two columns                          */
    ID_PART = 3,    /* an id of more than a third of the line is left out  */
    LEAST_TEXT = 10 /* of the headline, on however narrow a terminal       */
};

/* What stands before the headline; the columns it takes. */
static size_t put_front(const struct answer_hit *h, int rank_columns,
                        struct buf *out)
{
    char date[DATE_TEXT];
    const size_t from = out->n;
    buf_printf(out, "%*" PRIu64 "  %-10s  ", rank_columns, h->rank,
               h->date != DATE_NONE ? date_format(h->date, date) : "");
    return out->n - from; /* all of it ASCII */
}

static void put_line(const struct answer_hit *h, const struct table_look *look,
                     int rank_columns, struct buf *out)
{
    struct buf id = BUF_INIT;
    output_id(h->id, false, &id);
    const size_t used = put_front(h, rank_columns, out);
    size_t room = SIZE_MAX;
    bool with_id = true;
    if (look->terminal) {
        const size_t left = look->columns > used ? look->columns - used : 0;
        const size_t id_columns = text_columns(buf_bytes(&id));
        const bool headline = h->headline.text.n > 0;
        with_id = !headline || id_columns <= look->columns / ID_PART;
        room = with_id && headline ? left - MIN(left, id_columns + GAP) : left;
        room = MAX(room, LEAST_TEXT);
    }
    if (h->headline.text.n) {
        const struct wrap w = table_wrap(look, "", room, 0);
        cut_text(&w, &h->headline, out);
        buf_append_str(out, with_id ? "  " : "");
    }
    if (with_id) {
        const struct marked text = {.text = buf_bytes(&id)};
        const struct wrap w = table_wrap(look, LOOK_FAINT, room, 0);
        cut_text(&w, &text, out);
    }
    buf_append_byte(out, '\n');
    out->failed = out->failed || id.failed;
    buf_release(&id);
}

void output_lines(const struct answer *a, const struct table_look *look,
                  struct buf *out)
{
    for (size_t i = 0; i < a->n; i++) {
        char rank[24];
        const int columns =
            snprintf(rank, sizeof(rank), "%" PRIu64, a->hits[a->n - 1].rank);
        put_line(&a->hits[i], look, MAX(columns, 2), out);
    }
}
