#include "query/filter/filter.h"

#include <string.h>

#include "common/base/date.h"
#include "common/segment/postings_layout.h"
#include "query/filter/glob.h"
#include "query/filter/name.h"

/* Days, words and numbers of sources that can be asked for: with these ends a
 * range is shorter than 2^31, as the kernel wants it. */
#define VALUE_MIN (-((int64_t)1 << 29))
#define VALUE_MAX ((int64_t)1 << 29)

static bool is_name(enum filter_field field)
{
    return field == FILTER_SOURCE || field == FILTER_LANG;
}

enum st filter_init(struct filter *f, const struct ast_filter *from,
                    struct analyzer *a, struct arena *arena, struct err *e)
{
    struct buf folded = BUF_INIT;
    struct bytes text = from->text;
    enum st st = ST_OK;

    *f =
        (struct filter){.field = from->field,
                        .from = from->from > VALUE_MIN ? from->from : VALUE_MIN,
                        .to = from->to < VALUE_MAX ? from->to : VALUE_MAX,
                        .signs = glob_has_signs(from->text),
                        .analyzer = a};
    if (ast_is_undated(from))
        f->from = f->to = DATE_NONE;
    if (is_name(f->field) && (st = name_fold(a, text, &folded, e)) == ST_OK)
        text = buf_bytes(&folded);
    if (st == ST_OK) {
        uint8_t *const copy = arena_bytes(arena, text.n);
        if (!copy)
            st = err_set(e, ST_NOMEM, "out of memory");
        else if (text.n > 0)
            memcpy(copy, text.p, text.n);
        f->text = bytes_of(copy, text.n);
    }
    buf_release(&folded);
    return st;
}

/* ---- columns ---- */

/* Sets the bits of values in [from, to], ends from VALUE_MIN to VALUE_MAX.
 * Outside is what is above `from` by more than `to` is, as an unsigned number:
 * the kernel marks just that. */
static void mark_range(const uint8_t *column, uint32_t docs, int64_t from,
                       int64_t to, const struct rank_kernels *kernels,
                       uint64_t *bits)
{
    uint32_t values[DOCS_PER_BLOCK];
    uint64_t outside[DOCS_PER_BLOCK / 64];
    const uint32_t first = (uint32_t)(int32_t)from;
    const uint32_t least = (uint32_t)(to - from) + 1;

    for (uint32_t doc = 0; doc < docs; doc += DOCS_PER_BLOCK) {
        const uint32_t n =
            docs - doc < DOCS_PER_BLOCK ? docs - doc : DOCS_PER_BLOCK;
        for (uint32_t i = 0; i < n; i++) {
            const uint32_t v =
                get_u32le(column + 4 * ((size_t)doc + i)) - first;
            values[i] = v < INT32_MAX ? v : INT32_MAX;
        }
        for (uint32_t i = n; i < DOCS_PER_BLOCK; i++)
            values[i] = INT32_MAX;
        kernels->mark(values, least, outside);
        for (uint32_t w = 0; w < DOCS_PER_BLOCK / 64; w++)
            bits[doc / 64 + w] = ~outside[w];
    }
}

static enum st use_column(const struct segment *s, enum chunk which,
                          const uint8_t **column, struct err *e)
{
    const struct chunk_view *const c = &s->chunks[which];
    const uint64_t size = 4 * (uint64_t)s->counts.docs;

    if (!chunk_use(c, 0, size))
        return chunk_refused(s, which, 0, e);
    *column = c->p;
    return ST_OK;
}

static enum st range_bits(const struct filter *f, const struct segment *s,
                          const struct rank_kernels *kernels, uint64_t *bits,
                          struct err *e)
{
    const bool date = f->field == FILTER_DATE;
    const int64_t from = date || f->from > 0 ? f->from : 0;
    const uint8_t *column = NULL;

    const enum st st =
        use_column(s, date ? CHUNK_DATE : CHUNK_WLEN, &column, e);
    if (st == ST_OK && from <= f->to)
        mark_range(column, s->counts.docs, from, f->to, kernels, bits);
    return st;
}

static enum st repeated_bits(const struct filter *f, const struct segment *s,
                             const struct rank_kernels *kernels,
                             struct arena *scratch, uint64_t *bits,
                             struct err *e)
{
    const uint32_t docs = s->counts.docs;
    uint8_t *const column = arena_new(scratch, uint8_t, 4 * (size_t)docs);
    if (!column)
        return err_set(e, ST_NOMEM, "out of memory for a filter");
    const enum st st = repeat_counts_column(f->repeats, s, column, e);
    if (st == ST_OK && MAX(f->from, 0) <= f->to)
        mark_range(column, docs, MAX(f->from, 0), f->to, kernels, bits);
    return st;
}

/* ---- names ---- */

/* Whether a name, not yet folded, is the one that is asked for. */
static enum st name_fits(const struct filter *f, struct bytes name,
                         struct buf *folded, bool *fits, struct err *e)
{
    const enum st st = name_fold(f->analyzer, name, folded, e);

    *fits = st == ST_OK && (f->signs ? glob_fits(f->text, buf_bytes(folded))
                                     : bytes_equal(f->text, buf_bytes(folded)));
    return st;
}

/* The numbers of the sources that are asked for are most often one, or in a
 * row: runs of them are ranges. */
static enum st source_bits(const struct filter *f, const struct segment *s,
                           const struct rank_kernels *kernels, uint64_t *bits,
                           uint64_t *scratch, struct err *e)
{
    const size_t words = bitmap_bits_size(s->counts.docs) / 8;
    struct buf folded = BUF_INIT;
    const uint8_t *column = NULL;
    int64_t run = -1;
    enum st st = use_column(s, CHUNK_SRCE, &column, e);

    for (uint32_t i = 0; st == ST_OK && i <= s->counts.sources; i++) {
        struct bytes name;
        bool fits = false;
        if (i < s->counts.sources) {
            if (!segment_source_name(s, i, &name))
                st = chunk_refused(s, CHUNK_SRCN, 0, e);
            else
                st = name_fits(f, name, &folded, &fits, e);
        }
        if (fits && run < 0)
            run = i;
        if (fits || run < 0 || st != ST_OK)
            continue;
        mark_range(column, s->counts.docs, run, (int64_t)i - 1, kernels,
                   scratch);
        for (size_t w = 0; w < words; w++)
            bits[w] |= scratch[w];
        run = -1;
    }
    buf_release(&folded);
    return st;
}

static enum st id_bits(const struct filter *f, const struct segment *s,
                       uint64_t *bits, struct err *e)
{
    enum st st = ST_OK;
    uint32_t doc;

    if (!f->signs) {
        st = segment_find_id(s, f->text, &doc, e);
        if (st == ST_OK && doc != DOC_END)
            bits[doc / 64] |= (uint64_t)1 << doc % 64;
        return st;
    }
    for (doc = 0; st == ST_OK && doc < s->counts.docs; doc++) {
        struct bytes id;
        st = segment_id(s, doc, &id, e);
        if (st == ST_OK && glob_fits(f->text, id))
            bits[doc / 64] |= (uint64_t)1 << doc % 64;
    }
    return st;
}

/* Bits of documents there are none of are 0, as in any bitmap. */
static void clear_behind(uint64_t *bits, uint32_t docs)
{
    const uint64_t words = bitmap_bits_size(docs) / 8;

    if (docs % 64 != 0)
        bits[docs / 64] &= ((uint64_t)1 << docs % 64) - 1;
    for (uint64_t w = ((uint64_t)docs + 63) / 64; w < words; w++)
        bits[w] = 0;
}

enum st filter_bits(const struct filter *f, const struct segment *s,
                    const struct rank_kernels *kernels, struct arena *scratch,
                    uint64_t *bits, struct err *e)
{
    const uint64_t size = bitmap_bits_size(s->counts.docs);
    enum st st = ST_OK;

    if (size > 0)
        memset(bits, 0, size);
    if (f->field == FILTER_DATE || f->field == FILTER_LENGTH) {
        st = range_bits(f, s, kernels, bits, e);
    } else if (f->field == FILTER_SOURCE) {
        uint64_t *const run = arena_alloc(scratch, size);
        st = run ? source_bits(f, s, kernels, bits, run, e)
                 : err_set(e, ST_NOMEM, "out of memory for a filter");
    } else if (f->field == FILTER_REPEATED) {
        st = repeated_bits(f, s, kernels, scratch, bits, e);
    } else {
        st = id_bits(f, s, bits, e);
    }
    if (st == ST_OK && size > 0)
        clear_behind(bits, s->counts.docs);
    return st;
}

/* ---- stored releases ---- */

/* en is en-GB and en_US too. */
static bool is_variety(struct bytes lang, struct bytes of)
{
    return lang.n > of.n && (of.n == 0 || memcmp(lang.p, of.p, of.n) == 0) &&
           (lang.p[of.n] == '-' || lang.p[of.n] == '_');
}

static enum st lang_fits(const struct filter *f, const struct record_fields *r,
                         bool *fits, struct err *e)
{
    struct buf folded = BUF_INIT;
    enum st st = ST_OK;

    for (size_t i = 0; i < r->n && st == ST_OK && !*fits; i++) {
        const struct record_field *const field = &r->v[i];
        if (field->field != FIELD_OTHER ||
            !(bytes_equal_str(field->name, "lang") ||
              bytes_equal_str(field->name, "language")))
            continue;
        st = name_fits(f, field->text, &folded, fits, e);
        *fits = *fits || (st == ST_OK && !f->signs && f->text.n > 0 &&
                          is_variety(buf_bytes(&folded), f->text));
    }
    buf_release(&folded);
    return st;
}

static bool url_fits(const struct filter *f, struct bytes url)
{
    const uint8_t *const scheme =
        url.n > 0 ? memmem(url.p, url.n, "://", 3) : NULL;

    if (url.n == 0)
        return false;
    if (glob_fits(f->text, url))
        return true;
    return scheme &&
           glob_fits(f->text, bytes_of(scheme + 3,
                                       url.n - (size_t)(scheme + 3 - url.p)));
}

enum st filter_record(const struct filter *f, const struct record_fields *r,
                      bool *passes, struct err *e)
{
    *passes = false;
    if (f->field == FILTER_LANG)
        return lang_fits(f, r, passes, e);
    *passes = url_fits(f, record_field(r, FIELD_URL));
    return ST_OK;
}
