/* What must not change when a release does: other marks give the same spans and
 * speakers, a mark that is lost changes its paragraph only, paragraphs without
 * marks at the end change nothing. */
#include <string.h>

#include "common/base/buf.h"
#include "common/base/compiler.h"
#include "indexer/release/quotations.h"
#include "tests/indexer/release/labelled_text.h"
#include "tests/support/suite.h"

/* What was found, without the bytes between: ordinal, speaker, class. */
struct found {
    struct text_range at;
    char speaker[64];
    enum sureness sure;
};

enum { FOUND_MAX = 32 };

struct reading {
    struct quotation_reader *reader;
    struct lines lines;
    struct anatomy anatomy;
};

static void begin(struct reading *r)
{
    *r = (struct reading){.reader = NULL};
    ck_assert_int_eq(quotation_reader_open(&r->reader, NULL), ST_OK);
}

static void end(struct reading *r)
{
    quotation_reader_close(r->reader);
    lines_release(&r->lines);
    anatomy_release(&r->anatomy);
}

static size_t read(struct reading *r, const char *title, struct bytes body,
                   struct found *out)
{
    struct anatomy *const a = &r->anatomy;
    anatomy_clear(a);
    ck_assert_int_eq(lines_read(&r->lines, body, NULL), ST_OK);
    ck_assert_int_eq(quotations_read(r->reader, bytes_of_str(title), body,
                                     &r->lines, a, NULL),
                     ST_OK);
    ck_assert_uint_le(a->n_quotations, FOUND_MAX);
    for (size_t i = 0; i < a->n_quotations; i++) {
        const struct text_quotation *const q = &a->quotations[i];
        const char *const text =
            q->speaker_in_title ? title : (const char *)body.p;
        const size_t n =
            MIN(q->speaker.to - q->speaker.from, sizeof(out[i].speaker) - 1);
        out[i] = (struct found){.at = q->at, .sure = q->sure};
        memcpy(out[i].speaker, text + q->speaker.from, n);
    }
    return a->n_quotations;
}

/* ---- other marks ---- */

struct style {
    const char *open, *close;
};

static const struct style STYLES[] = {
    {"“", "”"}, {"\"", "\""}, {"«", "»"}, {"„", "“"},
    {"„", "”"}, {"« ", " »"}, {"»", "«"}, {"``", "''"},
};

/* The body of `t` with the marks around its labels rewritten; *from and *to of
 * label i are then those of out[i]. False when a label has other marks. */
static bool rewrite(const struct labelled_text *t, const struct style *s,
                    struct buf *out, struct text_range *at)
{
    const uint8_t *const p = t->body.p;
    size_t done = 0;
    buf_clear(out);
    for (size_t i = 0; i < t->n; i++) {
        const struct text_range l = t->labels[i].at;
        if (l.from < 3 || memcmp(p + l.from - 3, "“", 3) != 0 ||
            memcmp(p + l.to, "”", 3) != 0)
            return false;
        buf_append(out, p + done, l.from - 3 - done);
        buf_append_str(out, s->open);
        at[i].from = (uint32_t)out->n;
        buf_append(out, p + l.from, l.to - l.from);
        at[i].to = (uint32_t)out->n;
        buf_append_str(out, s->close);
        done = l.to + 3;
    }
    return buf_append(out, p + done, t->body.n - done);
}

/* » « tell opening from closing by the spaces around them. */
static bool is_unspaced(const struct labelled_text *t)
{
    return strcmp(t->language, "zh") == 0 || strcmp(t->language, "ja") == 0;
}

START_TEST(other_marks_give_the_same_spans_and_speakers)
{
    size_t n, rewritten = 0;
    struct labelled_text *const t = labelled_texts_read(LABELLED, &n);
    struct found before[FOUND_MAX], after[FOUND_MAX];
    struct text_range at[LABELS_MAX];
    struct buf body = BUF_INIT;
    struct reading r;
    begin(&r);
    for (size_t i = 0; i < n; i++) {
        if (!rewrite(&t[i], &STYLES[0], &body, at) ||
            memchr(t[i].body.p, '"', t[i].body.n))
            continue;
        const size_t k = read(&r, t[i].title, buf_bytes(&body), before);
        for (size_t s = 1; s < COUNT_OF(STYLES); s++) {
            if (is_unspaced(&t[i]) && strcmp(STYLES[s].open, "»") == 0)
                continue;
            ck_assert(rewrite(&t[i], &STYLES[s], &body, at));
            ck_assert_msg(read(&r, t[i].title, buf_bytes(&body), after) == k,
                          "%s %s: %.*s", STYLES[s].open, t[i].title,
                          (int)body.n, body.p);
            for (size_t q = 0; q < k; q++) {
                ck_assert_msg(strcmp(after[q].speaker, before[q].speaker) == 0,
                              "%s %s: %s, %s", STYLES[s].open, t[i].title,
                              after[q].speaker, before[q].speaker);
                ck_assert_int_eq(after[q].sure, before[q].sure);
            }
            rewritten++;
        }
    }
    ck_assert_uint_ge(rewritten, 100);
    end(&r);
    buf_release(&body);
    labelled_texts_free(t, n);
}
END_TEST

/* ---- a mark that is lost ---- */

/* The size of the mark at p, or 0. */
static size_t mark_size(const uint8_t *p, size_t n)
{
    static const char *const MARKS[] = {"“", "”",  "„",  "«",
                                        "»", "\"", "「", "」"};
    for (size_t i = 0; i < COUNT_OF(MARKS); i++) {
        const size_t size = strlen(MARKS[i]);
        if (n >= size && memcmp(p, MARKS[i], size) == 0)
            return size;
    }
    return 0;
}

/* The paragraph, by blank lines, that byte `at` is in. */
static unsigned paragraph_of(struct bytes b, size_t at)
{
    unsigned n = 0;
    for (size_t i = 1; i < at && i < b.n; i++)
        n += b.p[i] == '\n' && b.p[i - 1] == '\n';
    return n;
}

/* Whether paragraph `p` has the same spans in both texts. */
static bool same_spans(struct bytes a, const struct found *x, size_t nx,
                       struct bytes b, const struct found *y, size_t ny,
                       unsigned p)
{
    size_t i = 0, k = 0;
    for (;; i++, k++) {
        while (i < nx && paragraph_of(a, x[i].at.from) != p)
            i++;
        while (k < ny && paragraph_of(b, y[k].at.from) != p)
            k++;
        if (i == nx || k == ny)
            return i == nx && k == ny;
        const struct bytes s =
            bytes_of(a.p + x[i].at.from, x[i].at.to - x[i].at.from);
        const struct bytes z =
            bytes_of(b.p + y[k].at.from, y[k].at.to - y[k].at.from);
        if (!bytes_equal(s, z))
            return false;
    }
}

/* Spans that go on bind two paragraphs: those texts are left out. */
static bool goes_on(const struct labelled_text *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->body.p[t->labels[i].at.to] == '\n')
            return true;
    return false;
}

START_TEST(a_lost_mark_changes_its_paragraph_only)
{
    size_t n, lost = 0;
    struct labelled_text *const t = labelled_texts_read(LABELLED, &n);
    struct found before[FOUND_MAX], after[FOUND_MAX];
    struct buf body = BUF_INIT;
    struct reading r;
    begin(&r);
    for (size_t i = 0; i < n; i++) {
        const struct bytes whole = buf_bytes(&t[i].body);
        const size_t k = read(&r, t[i].title, whole, before);
        for (size_t at = 0; at < whole.n && !goes_on(&t[i]); at++) {
            const size_t size = mark_size(whole.p + at, whole.n - at);
            if (!size)
                continue;
            buf_clear(&body);
            buf_append(&body, whole.p, at);
            buf_append(&body, whole.p + at + size, whole.n - at - size);
            const size_t m = read(&r, t[i].title, buf_bytes(&body), after);
            const unsigned here = paragraph_of(whole, at);
            for (unsigned p = 0; p <= paragraph_of(whole, whole.n); p++)
                ck_assert_msg(p == here || p == here + 1 ||
                                  same_spans(whole, before, k, buf_bytes(&body),
                                             after, m, p),
                              "%s, paragraph %u of %u:\n%.*s", t[i].title, p,
                              here, (int)body.n, body.p);
            lost++;
        }
    }
    ck_assert_uint_ge(lost, 250);
    end(&r);
    buf_release(&body);
    labelled_texts_free(t, n);
}
END_TEST

/* ---- what follows ---- */

START_TEST(paragraphs_without_marks_behind_all_change_nothing)
{
    static const char PLAIN[] = "\n\nthe fair opens at noon, and ends at six.";
    size_t n, found = 0;
    struct labelled_text *const t = labelled_texts_read(LABELLED, &n);
    struct found before[FOUND_MAX], after[FOUND_MAX];
    struct buf body = BUF_INIT;
    struct reading r;
    begin(&r);
    for (size_t i = 0; i < n; i++) {
        buf_clear(&body);
        buf_append(&body, t[i].body.p, t[i].body.n);
        const size_t k = read(&r, t[i].title, buf_bytes(&body), before);
        for (unsigned more = 0; more < 4; more++) {
            buf_append_str(&body, PLAIN);
            const size_t m = read(&r, t[i].title, buf_bytes(&body), after);
            ck_assert_msg(m == k &&
                              memcmp(before, after, k * sizeof(*after)) == 0,
                          "%s: %.*s", t[i].title, (int)body.n, body.p);
        }
        found += k;
    }
    ck_assert_uint_ge(found, 150);
    end(&r);
    buf_release(&body);
    labelled_texts_free(t, n);
}
END_TEST

SUITE("quotation changes", other_marks_give_the_same_spans_and_speakers,
      a_lost_mark_changes_its_paragraph_only,
      paragraphs_without_marks_behind_all_change_nothing)
