/* json -- answers and releases for programs, as docs/forms.md has them. */
#include <stdlib.h>
#include <time.h>

#include "common/base/json_writer.h"
#include "query/output/counts.h"
#include "query/output/output.h"
#include "query/output/parts.h"
#include "query/output/passages.h"
#include "query/profile/profile_print.h"

static void write_text(struct json_writer *w, const char *name,
                       struct bytes text, bool known)
{
    jw_key(w, name);
    if (known)
        jw_string(w, text);
    else
        jw_null(w);
}

static void write_date(struct json_writer *w, int32_t date)
{
    char text[DATE_TEXT];
    write_text(w, "date", bytes_of_str(date_format(date, text)),
               date != DATE_NONE);
}

void output_json_float(struct json_writer *w, const char *name, float v)
{
    struct buf text = BUF_INIT;
    output_score(v, 1, &text);
    jw_member_double(w, name, strtod(buf_str(&text), NULL));
    w->out->failed = w->out->failed || text.failed;
    buf_release(&text);
}

/* Who said what the snippet shows. */
static void write_quotation(const struct answer_quotation *q,
                            struct json_writer *w)
{
    const bool known = q->sure != SURE_NONE;
    jw_key(w, "said_by");
    jw_open_object(w);
    write_text(w, "speaker", q->speaker, known);
    write_text(w, "mention", q->mention, known);
    write_text(w, "sure", bytes_of_str(sureness_name(q->sure)), known);
    write_text(w, "why", bytes_of_str(sieve_name(q->sieve)), known);
    jw_close_object(w);
}

static void write_cluster(struct json_writer *w, const struct answer_hit *h)
{
    jw_key(w, "cluster");
    jw_open_object(w);
    jw_member_string(w, "id", h->leader);
    jw_member_uint(w, "size", h->cluster_size);
    jw_member_double(w, "similarity", h->similarity / 100.0);
    jw_close_object(w);
}

/* The members of a hit. */
static void write_hit(struct json_writer *w, const struct answer_hit *h)
{
    jw_member_uint(w, "rank", h->rank);
    jw_member_string(w, "id", h->id);
    output_json_float(w, "score", h->score);
    write_text(w, "title", h->title, h->stored);
    write_date(w, h->date);
    write_text(w, "source", h->source, h->source.n > 0);
    write_text(w, "snippet", h->snippet.text, h->stored);
    jw_key(w, "marks");
    jw_open_array(w);
    for (size_t i = 0; i < h->snippet.n_marks; i++) {
        jw_open_array(w);
        jw_uint(w, h->snippet.marks[i].start);
        jw_uint(w, h->snippet.marks[i].end);
        jw_close_array(w);
    }
    jw_close_array(w);
    if (h->quotation)
        write_quotation(h->quotation, w);
    if (h->n_passages)
        passages_write_json("passages", h->passages, h->n_passages, w);
    if (h->has_copies)
        write_cluster(w, h);
}

static void write_facets(struct json_writer *w, const struct answer *a)
{
    jw_key(w, "facets");
    jw_open_object(w);
    for (size_t i = 0; i < a->n_facets; i++) {
        jw_key(w, a->facets[i].by);
        jw_open_object(w);
        jw_key(w, "counts");
        counts_write_json(&a->facets[i], w);
        jw_member_uint(w, "more", a->facets[i].more);
        jw_close_object(w);
    }
    jw_close_object(w);
}

static void write_count(struct json_writer *w, const char *name, uint64_t n,
                        bool known)
{
    jw_key(w, name);
    if (known)
        jw_uint(w, n);
    else
        jw_null(w);
}

static void write_word(struct json_writer *w, const struct answer_word *word)
{
    jw_open_object(w);
    jw_member_string(w, "text", word->text);
    write_count(w, "releases", word->docs, !word->pattern);
    write_count(w, "fits", word->docs, word->pattern);
    jw_key(w, "nearest");
    if (word->nearest.n > 0) {
        jw_open_object(w);
        jw_member_string(w, "text", word->nearest);
        jw_member_uint(w, "releases", word->nearest_docs);
        jw_close_object(w);
    } else {
        jw_null(w);
    }
    jw_close_object(w);
}

/* Why nothing was found. */
static void write_no_hits(struct json_writer *w, const struct answer *a)
{
    jw_key(w, "no_hits");
    jw_open_object(w);
    jw_member_bool(w, "all_needed", a->all_needed);
    jw_member_bool(w, "filtered", a->filtered);
    jw_key(w, "words");
    jw_open_array(w);
    for (size_t i = 0; i < a->n_words; i++)
        write_word(w, &a->words[i]);
    jw_close_array(w);
    jw_close_object(w);
}

static void write_profile(struct json_writer *w, const struct profile *p)
{
    jw_key(w, "profile");
    profile_write_json(p, w);
}

/* What was asked of a saved query, in UTC. */
static void write_since(struct json_writer *w, const struct answer_since *s)
{
    const time_t seconds = (time_t)s->when;
    struct tm tm;
    char text[32];
    const bool known =
        !s->first && gmtime_r(&seconds, &tm) &&
        strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm) > 0;
    write_text(w, "since", bytes_of_str(known ? text : ""), known);
    jw_member_uint(w, "matching", s->matching);
}

void output_json(const struct answer *a, struct buf *out)
{
    struct json_writer w = jw_of(out);
    jw_open_object(&w);
    jw_member_uint(&w, "version", JSON_OUTPUT_VERSION);
    if (a->saved)
        jw_member_str(&w, "saved", a->saved);
    jw_member_string(&w, "query", a->query);
    jw_member_uint(&w, "total", a->total);
    if (a->folded)
        jw_member_uint(&w, "stories", a->stories);
    if (a->since)
        write_since(&w, a->since);
    jw_member_uint(&w, "took_us", a->took_us);
    if (a->partial)
        jw_member_bool(&w, "partial", true);
    if (a->notice)
        jw_member_string(&w, "notice", bytes_of_str(a->notice));
    jw_key(&w, "hits");
    jw_open_array(&w);
    for (size_t i = 0; i < a->n; i++) {
        jw_open_object(&w);
        write_hit(&w, &a->hits[i]);
        jw_close_object(&w);
    }
    jw_close_array(&w);
    if (a->n_facets)
        write_facets(&w, a);
    if (a->total == 0 && a->words && !a->partial)
        write_no_hits(&w, a);
    if (a->profile)
        write_profile(&w, a->profile);
    jw_close_object(&w);
    buf_append_byte(out, '\n');
}

void output_jsonl(const struct answer *a, struct buf *out)
{
    for (size_t i = 0; i < a->n; i++) {
        struct json_writer w = jw_of(out);
        jw_open_object(&w);
        jw_member_uint(&w, "version", JSON_OUTPUT_VERSION);
        if (a->saved)
            jw_member_str(&w, "saved", a->saved);
        write_hit(&w, &a->hits[i]);
        jw_close_object(&w);
        buf_append_byte(out, '\n');
    }
    if (!a->profile)
        return;
    struct json_writer w = jw_of(out);
    jw_open_object(&w);
    jw_member_uint(&w, "version", JSON_OUTPUT_VERSION);
    write_profile(&w, a->profile);
    jw_close_object(&w);
    buf_append_byte(out, '\n');
}

void output_release_json(const struct stored_release *r, struct buf *out)
{
    static const struct {
        const char *name;
        enum field field;
    } texts[] = {{"title", FIELD_TITLE},
                 {"url", FIELD_URL},
                 {"date_text", FIELD_DATE},
                 {"body", FIELD_BODY}};
    struct json_writer w = jw_of(out);
    jw_open_object(&w);
    jw_member_uint(&w, "version", JSON_OUTPUT_VERSION);
    jw_member_string(&w, "id", r->id);
    write_date(&w, r->date);
    if (r->date_origin != ORIGIN_NONE)
        jw_member_str(&w, "date_origin", date_origin_name(r->date_origin));
    write_text(&w, "source", r->source, r->source.n > 0);
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        const struct bytes text = record_field(r->fields, texts[i].field);
        write_text(&w, texts[i].name, text, text.p != NULL);
    }
    jw_key(&w, "other");
    jw_open_array(&w);
    for (size_t i = 0; i < r->fields->n; i++) {
        const struct record_field *const f = &r->fields->v[i];
        if (f->field != FIELD_OTHER)
            continue;
        jw_open_object(&w);
        jw_member_string(&w, "name", f->name);
        jw_member_string(&w, "text", f->text);
        jw_close_object(&w);
    }
    jw_close_array(&w);
    if (r->parts)
        parts_write_json(r->parts, &w);
    jw_close_object(&w);
    buf_append_byte(out, '\n');
}
