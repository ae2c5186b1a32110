/* table -- hits for a person at a terminal. */
#include <inttypes.h>
#include <stdio.h>

#include "query/output/counts.h"
#include "query/output/harmless.h"
#include "query/output/output.h"
#include "query/output/passages.h"
#include "query/output/wrap.h"

enum { LEAST_COLUMNS = 20 }; /* narrower terminals wrap for themselves */

/* "3 new of 1,204 releases that match, since 2019-05-28 07:30" */
static void put_new(const struct answer *a, struct buf *out)
{
    const struct answer_since *const s = a->since;
    output_number(a->total, out);
    buf_append_str(out, " new of ");
    output_number(s->matching, out);
    buf_append_str(out, s->matching == 1 ? " release that matches"
                                         : " releases that match");
    if (s->first)
        return;
    buf_append_str(out, ", since ");
    output_moment(s->when, out);
}

static void put_matching(const struct answer *a, struct buf *out)
{
    const bool one = a->total == 1;
    output_releases(a->total, a->folded, a->stories, out);
    buf_append_str(out, one && !a->folded ? " matches"
                        : a->folded       ? ""
                                          : " match");
}

static void put_total(const struct answer *a, struct buf *out)
{
    if (a->since)
        put_new(a, out);
    else
        put_matching(a, out);
    buf_printf(out, " (took %.1f ms)", (double)a->took_us / 1000.0);
    if (a->n == 0) {
        buf_append_str(out, ", none after number ");
        output_number(a->offset, out);
        buf_append_str(out, ".\n");
        return;
    }
    if (a->total > 1) {
        buf_append_str(out, ", ");
        output_number(a->hits[0].rank, out);
    }
    if (a->n > 1) {
        buf_append_str(out, "-");
        output_number(a->hits[a->n - 1].rank, out);
    }
    buf_append_str(out, ":\n");
}

struct wrap table_wrap(const struct table_look *look, const char *color,
                       size_t columns, size_t indent)
{
    return (struct wrap){
        .columns = columns,
        .indent = indent,
        .color = look->color ? color : "",
        .match = look->color ? LOOK_MATCH : "",
        .reset = look->color ? LOOK_RESET : "",
    };
}

/* A line, or more when it does not fit, behind the rank or indented. */
static void put_text(const struct table_look *look, size_t indent, bool first,
                     const char *color, const struct marked *text,
                     struct buf *out)
{
    const size_t columns = MAX(look->columns, LEAST_COLUMNS);
    const size_t room = columns > indent + LEAST_COLUMNS / 2
                            ? columns - indent
                            : LEAST_COLUMNS / 2;
    const struct wrap w = table_wrap(look, color, room, indent);
    if (!first)
        buf_printf(out, "%*s", (int)indent, "");
    wrap_text(&w, text, out);
}

/* Where a release is from: what is known of date, source, score, id. */
static void put_origin(const struct answer_hit *h, bool folded,
                       struct buf *line)
{
    char date[DATE_TEXT];
    if (h->date != DATE_NONE)
        buf_printf(line, "%s · ", date_format(h->date, date));
    if (h->source.n) {
        text_harmless(h->source, line);
        buf_append_str(line, " · ");
    }
    buf_printf(line, "%.2f · ", (double)h->score);
    output_id(h->id, false, line);
    if (folded && h->has_copies)
        buf_printf(line, " · + %" PRIu64 " version%s", h->cluster_size - 1,
                   h->cluster_size == 2 ? "" : "s");
}

/* "who: Alexander Lukashenko (A)" */
static void put_speaker(const struct answer_quotation *q,
                        const struct table_look *look, size_t indent,
                        struct buf *out)
{
    struct buf line = BUF_INIT;
    buf_append_str(&line, "who: ");
    if (q->sure == SURE_NONE)
        buf_append_str(&line, "not known");
    else
        buf_append(&line, q->speaker.p, q->speaker.n);
    if (q->sure != SURE_NONE)
        buf_printf(&line, " (%s)", sureness_name(q->sure));
    const struct marked text = {.text = buf_bytes(&line)};
    put_text(look, indent, false, LOOK_FAINT, &text, out);
    out->failed = out->failed || line.failed;
    buf_release(&line);
}

static void put_passages(const struct answer_hit *h,
                         const struct table_look *look, size_t indent,
                         struct buf *out)
{
    struct buf line = BUF_INIT;
    for (size_t i = 0; i < h->n_passages; i++) {
        buf_clear(&line);
        passage_print(&h->passages[i], &line);
        const struct marked text = {.text = buf_bytes(&line)};
        put_text(look, indent, false, "", &text, out);
    }
    out->failed = out->failed || line.failed;
    buf_release(&line);
}

static void put_hit(const struct answer_hit *h, bool folded,
                    const struct table_look *look, size_t rank_columns,
                    struct buf *out)
{
    const size_t indent = rank_columns + 2;
    struct buf line = BUF_INIT;
    put_origin(h, folded, &line);
    const struct marked origin = {.text = buf_bytes(&line)};

    buf_printf(out, "%*" PRIu64 "  ", (int)rank_columns, h->rank);
    if (h->headline.text.n)
        put_text(look, indent, true, LOOK_BOLD, &h->headline, out);
    put_text(look, indent, h->headline.text.n == 0, LOOK_FAINT, &origin, out);
    if (h->snippet.text.n && h->n_passages == 0)
        put_text(look, indent, false, "", &h->snippet, out);
    if (h->quotation)
        put_speaker(h->quotation, look, indent, out);
    put_passages(h, look, indent, out);
    out->failed = out->failed || line.failed;
    buf_release(&line);
}

/* "source: Ministry 12 · City 3 · 40 more" */
static void put_facet(const struct counts *c, const struct table_look *look,
                      struct buf *out)
{
    struct buf line = BUF_INIT;
    buf_printf(&line, "%s: ", c->by);
    for (size_t i = 0; i < c->n; i++) {
        buf_append_str(&line, i ? " · " : "");
        text_harmless(c->rows[i].name, &line);
        buf_append_byte(&line, ' ');
        output_number(c->rows[i].docs, &line);
    }
    if (c->more) {
        buf_append_str(&line, " · ");
        output_number(c->more, &line);
        buf_append_str(&line, " more");
    }
    if (c->without) {
        buf_append_str(&line, c->n ? " · none " : "none ");
        output_number(c->without, &line);
    }
    const struct marked text = {.text = buf_bytes(&line)};
    buf_append_byte(out, '\n');
    put_text(look, 4, true, "", &text, out);
    out->failed = out->failed || line.failed;
    buf_release(&line);
}

void output_table(const struct answer *a, const struct table_look *look,
                  struct buf *out)
{
    if (a->total == 0)
        return;
    put_total(a, out);
    for (size_t i = 0; i < a->n; i++) {
        char rank[24];
        const int columns =
            snprintf(rank, sizeof(rank), "%" PRIu64, a->hits[a->n - 1].rank);
        buf_append_byte(out, '\n');
        put_hit(&a->hits[i], a->folded, look, (size_t)MAX(columns, 2), out);
    }
    for (size_t i = 0; i < a->n_facets; i++)
        put_facet(&a->facets[i], look, out);
}

/* "; did you mean lukashenka (412)?" */
static void put_nearest(const struct answer *a, struct buf *out)
{
    size_t n = 0;
    for (size_t i = 0; i < a->n_words; i++) {
        const struct answer_word *const w = &a->words[i];
        if (w->nearest.n == 0)
            continue;
        buf_append_str(out, n++ ? ", " : "; did you mean ");
        text_harmless(w->nearest, out);
        buf_append_str(out, " (");
        output_number(w->nearest_docs, out);
        buf_append_str(out, ")");
    }
    if (n)
        buf_append_byte(out, '?');
}

static void put_word(const struct answer_word *w, struct buf *out)
{
    text_harmless(w->text, out);
    buf_append_str(out, " (");
    if (w->pattern && w->docs)
        buf_append_str(out, "fits ");
    if (w->pattern && w->docs == 0)
        buf_append_str(out, "fits no word");
    else
        output_number(w->docs, out);
    if (w->pattern && w->docs)
        buf_append_str(out, w->docs == 1 ? " word" : " words");
    buf_append_str(out, ")");
}

void output_nothing(const struct answer *a, struct buf *out)
{
    if (a->since && a->since->matching > 0) {
        put_new(a, out);
        buf_append_byte(out, '\n');
        return;
    }
    if (a->n_words == 0) {
        buf_append_str(out, a->filtered
                                ? "no release passes the filters\n"
                                : "no release matches: there is no word in the "
                                  "question to look for\n");
        return;
    }
    if (a->n_words == 1 && a->all_needed) {
        buf_append_str(out, a->words[0].docs ? "no release matches: "
                                             : "no release holds: ");
    } else {
        buf_append_str(out, a->all_needed
                                ? "no release holds all of: "
                                : "no release matches; each word alone: ");
    }
    for (size_t i = 0; i < a->n_words; i++) {
        buf_append_str(out, i ? ", " : "");
        put_word(&a->words[i], out);
    }
    put_nearest(a, out);
    buf_append_byte(out, '\n');
}
