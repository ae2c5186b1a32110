#include "indexer/peek_parts.h"

#include "common/base/printable.h"
#include "common/base/utf8.h"

enum { TEXT_WIDTH = 90 }; /* bytes of a part that are shown */

struct bytes peek_cut(struct bytes text, size_t most)
{
    return text.n <= most ? text
                          : bytes_of(text.p, utf8_floor(text.p, most, text.n));
}

void peek_put_text(struct buf *b, struct bytes text, size_t most)
{
    text_printable(peek_cut(text, most), false, b);
    if (text.n > most)
        buf_append_str(b, " ...");
}

static struct bytes text_of(struct bytes text, struct text_range at)
{
    return bytes_of(text.p + at.from, at.to - at.from);
}

static struct bytes speaker_of(const struct release *r,
                               const struct text_quotation *q)
{
    return text_of(q->speaker_in_title ? r->title : r->body, q->speaker);
}

static void put_part(struct buf *b, const char *name, struct bytes text)
{
    buf_printf(b, "    %-11s ", name);
    peek_put_text(b, text, TEXT_WIDTH);
    buf_append_byte(b, '\n');
}

static void put_quotation(struct buf *b, const struct release *r,
                          const struct text_quotation *q)
{
    put_part(b, "quotation", text_of(r->body, q->at));
    buf_printf(b, "    %-11s who: ", "");
    if (q->sure == SURE_NONE) {
        buf_append_str(b, "not known\n");
        return;
    }
    peek_put_text(b, speaker_of(r, q), TEXT_WIDTH);
    buf_printf(b, " (%s, %s)\n", sureness_name(q->sure), sieve_name(q->sieve));
}

void peek_put_parts(struct buf *b, const struct release *r,
                    const struct anatomy *a)
{
    for (size_t i = 0; i < a->n_zones; i++)
        put_part(b, zone_name(a->zones[i].kind),
                 text_of(r->body, a->zones[i].at));
    for (size_t i = 0; i < a->n_quotations; i++)
        put_quotation(b, r, &a->quotations[i]);
}

/* ---- JSON ---- */

static void open_part(struct json_writer *w, const char *name,
                      struct bytes text)
{
    jw_open_object(w);
    jw_member_str(w, "part", name);
    jw_member_string(w, "text", text);
}

void peek_parts_json(struct json_writer *w, const struct release *r,
                     const struct anatomy *a)
{
    jw_key(w, "parts");
    jw_open_array(w);
    for (size_t i = 0; i < a->n_zones; i++) {
        open_part(w, zone_name(a->zones[i].kind),
                  text_of(r->body, a->zones[i].at));
        jw_close_object(w);
    }
    for (size_t i = 0; i < a->n_quotations; i++) {
        const struct text_quotation *const q = &a->quotations[i];
        open_part(w, "quotation", text_of(r->body, q->at));
        if (q->sure != SURE_NONE) {
            jw_member_string(w, "speaker", speaker_of(r, q));
            jw_member_str(w, "sure", sureness_name(q->sure));
            jw_member_str(w, "why", sieve_name(q->sieve));
        }
        jw_close_object(w);
    }
    jw_close_array(w);
}
