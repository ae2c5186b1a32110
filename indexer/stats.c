#include "indexer/stats.h"

#include <inttypes.h>
#include <string.h>

#include "common/base/date.h"
#include "common/base/json_writer.h"
#include "common/base/mem.h"
#include "common/segment/clusters.h"
#include "common/segment/index.h"
#include "common/segment/prefix_term.h"
#include "common/segment/term_dict.h"
#include "common/segment/zones.h"

/* What is counted over all segments. */
struct stats {
    const struct index *index;
    uint64_t postings;                           /* of words            */
    uint64_t prefix_terms, prefix_postings;      /* prefix_term.h       */
    uint64_t occurrences;                        /* of both             */
    uint64_t singles;                            /* terms with df 1     */
    uint64_t group_postings, groups_with_a_list; /* derived             */
    uint64_t pair_postings, pairs_with_a_list;   /* derived             */
    uint64_t copies;                             /* of a leader         */
    bool deduped;                                /* all segments        */
    uint64_t chunk_bytes[CHUNKS_KNOWN], file_bytes;
    int32_t first_date, last_date; /* DATE_NONE: no document has one */
    uint32_t dated;
    uint32_t origins[DATE_ORIGINS];       /* of the dates              */
    uint32_t datelines, datelines_differ; /* with a date; with another */
};

/* ---- counting ---- */

static enum st count_terms(struct stats *s, const struct segment *segment,
                           struct err *e)
{
    const struct term_dict dicts[] = {term_dict_words(segment),
                                      term_dict_stems(segment),
                                      term_dict_pairs(segment)};
    enum st st = ST_OK;
    for (size_t i = 0; i < COUNT_OF(dicts) && st == ST_OK; i++) {
        struct term_walk w;
        bool more;
        term_walk_start(&w, &dicts[i]);
        while ((st = term_walk_next(&w, &more, e)) == ST_OK && more) {
            if (i == 1) {
                s->group_postings += w.entry.df;
                s->groups_with_a_list += w.entry.df > 0;
                continue;
            }
            if (i == 2) {
                s->pair_postings += w.entry.df;
                s->pairs_with_a_list += w.entry.df > 0;
                continue;
            }
            s->occurrences += w.entry.cf;
            if (is_prefix_term(w.term)) {
                s->prefix_terms++;
                s->prefix_postings += w.entry.df;
                continue;
            }
            s->postings += w.entry.df;
            s->singles += w.entry.df == 1;
        }
    }
    return st;
}

static enum st count_dates(struct stats *s, const struct segment *segment,
                           struct err *e)
{
    for (uint32_t doc = 0; doc < segment->counts.docs; doc++) {
        int32_t days;
        if (!segment_date(segment, doc, &days))
            return chunk_refused(segment, CHUNK_DATE, 4 * (uint64_t)doc, e);
        if (days == DATE_NONE)
            continue;
        if (s->dated == 0 || days < s->first_date)
            s->first_date = days;
        if (s->dated == 0 || days > s->last_date)
            s->last_date = days;
        s->dated++;
    }
    return ST_OK;
}

/* Where the dates are from, and of datelines whether theirs is another. */
static enum st count_origins(struct stats *s, const struct segment *segment,
                             struct err *e)
{
    struct structure structure = {.n_zones = 0};
    enum st st = ST_OK;
    for (uint32_t doc = 0; doc < segment->counts.docs && st == ST_OK; doc++) {
        int32_t days;
        st = zones_read_structure(&structure, segment, doc, e);
        if (st != ST_OK || !segment_date(segment, doc, &days))
            break;
        s->origins[structure.origin] += days != DATE_NONE;
        s->datelines += structure.date != DATE_NONE;
        s->datelines_differ +=
            structure.date != DATE_NONE && structure.date != days;
    }
    structure_release(&structure);
    return st;
}

static enum st count_copies(struct stats *s, const struct segment *segment,
                            struct err *e)
{
    struct clusters c;
    const enum st st = clusters_open(&c, segment, e);
    s->copies += c.members;
    s->deduped &= segment_has_clusters(segment);
    return st;
}

static enum st count_all(struct stats *s, struct err *e)
{
    enum st st = ST_OK;
    for (size_t i = 0; i < s->index->n && st == ST_OK; i++) {
        const struct segment *const segment = s->index->segments[i];
        for (size_t k = 0; k < CHUNKS_KNOWN; k++)
            s->chunk_bytes[k] += segment->chunks[k].n;
        s->file_bytes += segment->file.n;
        st = count_terms(s, segment, e);
        if (st == ST_OK)
            st = count_dates(s, segment, e);
        if (st == ST_OK && s->index->manifest.zones)
            st = count_origins(s, segment, e);
        if (st == ST_OK)
            st = count_copies(s, segment, e);
    }
    return st;
}

/* ---- printing ---- */

static double per(uint64_t bytes, uint64_t n)
{
    return n ? (double)bytes / (double)n : 0;
}

static uint64_t all_postings(const struct stats *s)
{
    return s->postings + s->group_postings + s->pair_postings +
           s->prefix_postings;
}

static uint64_t postings_bytes(const struct stats *s)
{
    return s->chunk_bytes[CHUNK_DOCS] + s->chunk_bytes[CHUNK_SKIP];
}

static void print_chunks(const struct stats *s, struct buf *out)
{
    uint64_t rest = s->file_bytes;
    buf_printf(out, "\n  chunk          bytes       %%\n");
    for (size_t k = 0; k < CHUNKS_KNOWN; k++) {
        rest -= s->chunk_bytes[k];
        if (s->chunk_bytes[k])
            buf_printf(out, "  %s  %14" PRIu64 "  %6.2f\n", CHUNK_KINDS[k].name,
                       s->chunk_bytes[k],
                       100 * per(s->chunk_bytes[k], s->file_bytes));
    }
    buf_printf(out, "  (rest)%14" PRIu64 "  %6.2f\n", rest,
               100 * per(rest, s->file_bytes));
}

/* Nothing of a program that did not know. */
static void print_origins(const struct stats *s, struct buf *out)
{
    static const char *const from[DATE_ORIGINS] = {
        [ORIGIN_NONE] = NULL,
        [ORIGIN_FIELD] = "fields",
        [ORIGIN_DATELINE] = "datelines",
        [ORIGIN_LINE] = "lines",
        [ORIGIN_NAME] = "names",
        [ORIGIN_ADDRESS] = "addresses",
    };
    for (size_t i = ORIGIN_NONE + 1; i < DATE_ORIGINS; i++)
        if (s->origins[i])
            buf_printf(out, "  from %-9s %" PRIu32 "\n", from[i],
                       s->origins[i]);
    if (s->datelines)
        buf_printf(out,
                   "datelines      %" PRIu32 " with a date (%" PRIu32
                   " not that of the release)\n",
                   s->datelines, s->datelines_differ);
}

static void print_text(const struct stats *s, struct buf *out)
{
    const struct segment_counts *const n = &s->index->counts;
    char first[DATE_TEXT], last[DATE_TEXT];
    buf_printf(out, "language       %s\n", s->index->manifest.lang);
    buf_printf(out, "generation     %" PRIu64 "\n",
               s->index->manifest.generation);
    buf_printf(out, "segments       %zu\n", s->index->n);
    buf_printf(out, "bytes          %" PRIu64 "\n", s->file_bytes);
    buf_printf(out, "documents      %" PRIu32 " (%" PRIu32 " with words)\n",
               n->docs, n->with_words);
    if (s->index->deleted)
        buf_printf(out, "  deleted      %" PRIu32 " (until a merge)\n",
                   s->index->deleted);
    buf_printf(out, "words          %" PRIu64 " (%.1f a document)\n", n->words,
               per(n->words, n->with_words));
    buf_printf(out,
               "terms          %" PRIu64 " (%" PRIu64 " in one document)\n",
               n->terms - s->prefix_terms, s->singles);
    buf_printf(out, "postings       %" PRIu64 " (%.3f bytes each)\n",
               all_postings(s), per(postings_bytes(s), all_postings(s)));
    buf_printf(out, "  of words     %" PRIu64 "\n", s->postings);
    buf_printf(out,
               "  of groups    %" PRIu64 " (%" PRIu64 " groups of %" PRIu64
               " have a list)\n",
               s->group_postings, s->groups_with_a_list, n->stems);
    buf_printf(out, "  of pairs     %" PRIu64 " (%" PRIu64 " lists)\n",
               s->pair_postings, s->pairs_with_a_list);
    buf_printf(out, "  of zones     %" PRIu64 " (%" PRIu64 " lists)\n",
               s->prefix_postings, s->prefix_terms);
    buf_printf(out, "positions      %" PRIu64 " (%.3f bytes each)\n",
               s->occurrences, per(s->chunk_bytes[CHUNK_POSI], s->occurrences));
    buf_printf(out, "sources        %" PRIu32 "\n", n->sources);
    if (s->dated)
        buf_printf(out, "dates          %s to %s (%" PRIu32 " documents)\n",
                   date_format(s->first_date, first),
                   date_format(s->last_date, last), s->dated);
    print_origins(s, out);
    if (s->deduped)
        buf_printf(out,
                   "copies         %" PRIu64 " (of %" PRIu64 " documents)\n",
                   s->copies, n->docs - s->copies);
    print_chunks(s, out);
}

static void print_json(const struct stats *s, struct buf *out)
{
    const struct segment_counts *const n = &s->index->counts;
    char date[DATE_TEXT];
    struct json_writer w = jw_of(out);
    jw_open_object(&w);
    jw_member_str(&w, "language", s->index->manifest.lang);
    jw_member_uint(&w, "generation", s->index->manifest.generation);
    jw_member_uint(&w, "segments", s->index->n);
    jw_member_uint(&w, "bytes", s->file_bytes);
    jw_member_uint(&w, "documents", n->docs);
    jw_member_uint(&w, "documents_with_words", n->with_words);
    jw_member_uint(&w, "documents_deleted", s->index->deleted);
    jw_member_uint(&w, "words", n->words);
    jw_member_uint(&w, "terms", n->terms - s->prefix_terms);
    jw_member_uint(&w, "terms_in_one_document", s->singles);
    jw_member_uint(&w, "stems", n->stems);
    jw_member_uint(&w, "postings", s->postings);
    jw_member_uint(&w, "group_postings", s->group_postings);
    jw_member_uint(&w, "pair_postings", s->pair_postings);
    jw_member_uint(&w, "zone_postings", s->prefix_postings);
    jw_member_uint(&w, "positions", s->occurrences);
    jw_member_double(&w, "bytes_per_posting",
                     per(postings_bytes(s), all_postings(s)));
    jw_member_double(&w, "bytes_per_position",
                     per(s->chunk_bytes[CHUNK_POSI], s->occurrences));
    jw_member_uint(&w, "sources", n->sources);
    jw_key(&w, "copies");
    if (s->deduped)
        jw_uint(&w, s->copies);
    else
        jw_null(&w);
    jw_member_uint(&w, "documents_with_date", s->dated);
    if (s->dated) {
        jw_member_str(&w, "first_date", date_format(s->first_date, date));
        jw_member_str(&w, "last_date", date_format(s->last_date, date));
    }
    jw_key(&w, "date_origins");
    jw_open_object(&w);
    for (size_t i = ORIGIN_NONE + 1; i < DATE_ORIGINS; i++)
        jw_member_uint(&w, date_origin_name((enum date_origin)i),
                       s->origins[i]);
    jw_close_object(&w);
    jw_member_uint(&w, "datelines_with_date", s->datelines);
    jw_member_uint(&w, "datelines_that_differ", s->datelines_differ);
    jw_key(&w, "chunks");
    jw_open_object(&w);
    for (size_t k = 0; k < CHUNKS_KNOWN; k++)
        jw_member_uint(&w, CHUNK_KINDS[k].name, s->chunk_bytes[k]);
    jw_close_object(&w);
    jw_close_object(&w);
    buf_append_byte(out, '\n');
}

enum st stats_print(const char *path, bool json, FILE *f, struct err *e)
{
    struct index *index;
    struct buf out = BUF_INIT;
    enum st st = index_open(&index, path, e);
    if (st != ST_OK)
        return st;
    struct stats s = {.index = index, .deduped = index->n > 0};
    st = count_all(&s, e);
    if (st == ST_OK && json)
        print_json(&s, &out);
    else if (st == ST_OK)
        print_text(&s, &out);
    if (st == ST_OK && out.failed)
        st = err_set(e, ST_NOMEM, "%s: out of memory", path);
    if (st == ST_OK && (fwrite(out.p, 1, out.n, f) != out.n || fflush(f) != 0))
        st = err_set(e, ST_IO, "writing the statistics failed");
    buf_release(&out);
    index_close(index);
    return st;
}
