/* The passages of tests/releases/quotations.txt against their labels. */
#include <stdio.h>
#include <string.h>

#include "common/base/mem.h"
#include "indexer/release/quotations.h"
#include "tests/indexer/release/labelled_text.h"
#include "tests/support/suite.h"

/* What was found of what is there. */
struct counts {
    unsigned labelled, found, right, spoken;
    unsigned said[SURE_C + 1], said_right[SURE_C + 1];
};

static const char *text_of(const struct labelled_text *t,
                           const struct text_quotation *q, char out[256])
{
    const char *const text =
        q->speaker_in_title ? t->title : (const char *)t->body.p;
    snprintf(out, 256, "%.*s", (int)(q->speaker.to - q->speaker.from),
             text + q->speaker.from);
    return out;
}

/* The label says the name as it should be found, but for an office or a word
 * that stands with it in scripts where these are not told apart. */
static bool is_speaker(const char *said, const char *label)
{
    return *label && strstr(said, label);
}

static void count(struct counts *c, const struct labelled_text *t,
                  const struct text_quotation *q)
{
    const struct label *l = NULL;
    char said[256];
    for (size_t i = 0; i < t->n; i++)
        if (t->labels[i].at.from == q->at.from &&
            t->labels[i].at.to == q->at.to)
            l = &t->labels[i];
    text_of(t, q, said);
    const bool right = l && is_speaker(said, l->speaker);
    c->found++;
    c->right += l != NULL;
    c->said[q->sure]++;
    c->said_right[q->sure] += right;
    if (!l)
        fprintf(stderr, "%s %s: no quotation: %.*s\n", t->language, t->title,
                (int)(q->at.to - q->at.from),
                (const char *)t->body.p + q->at.from);
    else if (!right && (q->sure || *l->speaker))
        fprintf(stderr, "%s %s: \"%s\" for \"%s\" (%c, %d): %.*s\n",
                t->language, t->title, said, l->speaker, "-ABC"[q->sure],
                (int)q -> sieve, (int)(q->at.to - q->at.from),
                (const char *)t -> body.p + q->at.from);
}

static void count_missing(struct counts *c, const struct labelled_text *t,
                          const struct anatomy *a)
{
    for (size_t i = 0; i < t->n; i++) {
        bool found = false;
        for (size_t k = 0; k < a->n_quotations; k++)
            found |= a->quotations[k].at.from == t->labels[i].at.from &&
                     a->quotations[k].at.to == t->labels[i].at.to;
        c->labelled++;
        c->spoken += t->labels[i].speaker[0] != '\0';
        if (!found)
            fprintf(stderr, "%s %s: not found: %.*s\n", t->language, t->title,
                    (int)(t->labels[i].at.to - t->labels[i].at.from),
                    (const char *)t->body.p + t->labels[i].at.from);
    }
}

static struct counts read_all(const char *language, size_t *passages)
{
    struct quotation_reader *r;
    struct counts c = {.found = 0};
    struct anatomy a = {.n_zones = 0};
    struct lines lines = {.n = 0};
    struct labelled_text *const t = labelled_texts_read(LABELLED, passages);
    ck_assert_int_eq(quotation_reader_open(&r, NULL), ST_OK);
    for (size_t i = 0; i < *passages; i++) {
        if (language && strcmp(t[i].language, language) != 0)
            continue;
        const struct bytes body = buf_bytes(&t[i].body);
        anatomy_clear(&a);
        ck_assert_int_eq(lines_read(&lines, body, NULL), ST_OK);
        ck_assert_int_eq(quotations_read(r, bytes_of_str(t[i].title), body,
                                         &lines, &a, NULL),
                         ST_OK);
        for (size_t k = 0; k < a.n_quotations; k++)
            count(&c, &t[i], &a.quotations[k]);
        count_missing(&c, &t[i], &a);
    }
    labelled_texts_free(t, *passages);
    lines_release(&lines);
    anatomy_release(&a);
    quotation_reader_close(r);
    return c;
}

START_TEST(spans_and_speakers_are_found)
{
    size_t n;
    const struct counts c = read_all(NULL, &n);
    const double said = c.said[SURE_A] + c.said[SURE_B];
    const double right = c.said_right[SURE_A] + c.said_right[SURE_B];
    printf("%zu passages, %u quotations: spans P %.3f R %.3f; who P %.3f R "
           "%.3f; A %.3f (%u) B %.3f (%u) C %u of %u\n",
           n, c.labelled, (double)c.right / c.found,
           (double)c.right / c.labelled, right / said, right / c.spoken,
           (double)c.said_right[SURE_A] / c.said[SURE_A], c.said[SURE_A],
           (double)c.said_right[SURE_B] / c.said[SURE_B], c.said[SURE_B],
           c.said_right[SURE_C], c.said[SURE_C]);
    ck_assert_uint_ge(n, 100);
    ck_assert_double_ge((double)c.right / c.found, .97);
    ck_assert_double_ge((double)c.right / c.labelled, .95);
    ck_assert_double_ge(right / said, .95);
    ck_assert_double_ge(right / c.spoken, .80);
    ck_assert_double_ge((double)c.said_right[SURE_A] / c.said[SURE_A], .98);
}
END_TEST

START_TEST(no_language_is_left_behind)
{
    static const char *const LANGUAGES[] = {"en", "ru", "be", "uk", "kk",
                                            "fr", "de", "es", "pt", "it",
                                            "pl", "tr", "ar", "zh", "ja"};
    for (size_t i = 0; i < sizeof(LANGUAGES) / sizeof(LANGUAGES[0]); i++) {
        size_t n;
        const struct counts c = read_all(LANGUAGES[i], &n);
        const double right = c.said_right[SURE_A] + c.said_right[SURE_B];
        ck_assert_uint_ge(c.labelled, 3);
        ck_assert_double_ge((double)c.right / c.labelled, .75);
        ck_assert_double_ge(right / c.spoken, .65);
    }
}
END_TEST

SUITE("quotation labels", spans_and_speakers_are_found,
      no_language_is_left_behind)
