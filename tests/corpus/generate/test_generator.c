#include "common/base/date.h"
#include "common/base/hash.h"
#include "common/base/mem.h"
#include "corpus/generate/generator.h"
#include "corpus/generate/json.h"
#include "tests/support/suite.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The releases [0, n) of a corpus of `count`, one after the other. */
static struct buf generate(uint64_t seed, uint64_t count, uint64_t n)
{
    struct generator_options o = GENERATOR_OPTIONS_DEFAULT;
    o.seed = seed;
    o.count = count;
    struct err e = ERR_INIT;
    struct generator *g;
    struct buf b = BUF_INIT;
    ck_assert_int_eq(generator_open(&g, &o, &e), ST_OK);
    for (uint64_t i = 0; i < n; i++)
        ck_assert_int_eq(generator_write(g, i, &b, &e), ST_OK);
    generator_close(g);
    return b;
}

/* Hands each line to `f` as a JSON object. */
static void each_release(const struct buf *b,
                         void (*f)(json_t *release, void *state), void *state)
{
    size_t from = 0;
    while (from < b->n) {
        const uint8_t *const end = memchr(b->p + from, '\n', b->n - from);
        ck_assert_ptr_nonnull(end);
        const size_t size = (size_t)(end - b->p) - from;
        json_error_t error;
        json_t *const release =
            json_loadb((const char *)b->p + from, size, 0, &error);
        ck_assert_msg(release != NULL, "byte %zu: %s", from, error.text);
        f(release, state);
        json_decref(release);
        from += size + 1;
    }
}

/* Pinned: whoever generates 1000 releases anywhere gets these bytes. After a
 * change of what is generated, put the new hash here and say so in the
 * changelog, since measurements on the old corpus no longer compare. */
START_TEST(thousand_releases_of_seed_1_are_the_same_bytes_everywhere)
{
    struct buf b = generate(1, 1000, 1000);
    ck_assert_uint_eq(hash64(b.p, b.n), UINT64_C(17448361080167010080));
    buf_release(&b);
}
END_TEST

START_TEST(other_seed_gives_other_releases)
{
    struct buf a = generate(1, 20, 20), b = generate(2, 20, 20);
    ck_assert(!bytes_equal(buf_bytes(&a), buf_bytes(&b)));
    buf_release(&a);
    buf_release(&b);
}
END_TEST

START_TEST(release_does_not_depend_on_those_written_before_it)
{
    struct buf all = generate(5, 400, 400), alone = BUF_INIT;
    struct generator_options o = GENERATOR_OPTIONS_DEFAULT;
    o.seed = 5;
    o.count = 400;
    struct err e = ERR_INIT;
    struct generator *g;
    ck_assert_int_eq(generator_open(&g, &o, &e), ST_OK);
    size_t end = all.n;
    for (uint64_t i = 400; i-- > 0;) {
        buf_clear(&alone);
        ck_assert_int_eq(generator_write(g, i, &alone, &e), ST_OK);
        ck_assert_uint_ge(end, alone.n);
        end -= alone.n;
        ck_assert_mem_eq(all.p + end, alone.p, alone.n);
    }
    ck_assert_uint_eq(end, 0);
    generator_close(g);
    buf_release(&all);
    buf_release(&alone);
}
END_TEST

struct dates {
    int n;
    char before[DATE_TEXT];
};

static const char *text_of(json_t *release, const char *key)
{
    const char *const text = json_string_value(json_object_get(release, key));
    ck_assert_msg(text != NULL && text[0] != '\0', "no %s", key);
    return text;
}

static void check_release(json_t *release, void *state)
{
    struct dates *const d = state;
    ck_assert_uint_eq(json_object_size(release), 5);
    char id[32];
    snprintf(id, sizeof(id), "g%010d", d->n);
    ck_assert_str_eq(text_of(release, "id"), id);
    text_of(release, "title");
    text_of(release, "source");
    text_of(release, "body");

    const char *const date = text_of(release, "date");
    struct civil c;
    ck_assert_int_eq(sscanf(date, "%4d-%2d-%2d", &c.year, &c.month, &c.day), 3);
    int32_t days;
    ck_assert(date_from_civil(c, &days));
    ck_assert_int_ge(c.year, 2004);
    ck_assert_int_le(c.year, 2018);
    /* 3000 releases in 5479 days: every 50th is weeks after the last one. */
    if (d->n % 50 == 0) {
        ck_assert_str_ge(date, d->before);
        snprintf(d->before, sizeof(d->before), "%s", date);
    }
    d->n++;
}

START_TEST(every_line_is_a_json_object_and_dates_rise)
{
    struct buf b = generate(3, 3000, 3000);
    struct dates d = {.n = 0};
    each_release(&b, check_release, &d);
    ck_assert_int_eq(d.n, 3000);
    buf_release(&b);
}
END_TEST

/* ---- how words are spread ---- */

enum { SLOTS = 1 << 18 };

struct words {
    uint64_t *seen; /* hashes of different words, open addressing */
    size_t n, different, the, different_at_half;
    size_t half; /* words */
};

static void count_word(struct words *w, const char *word, size_t n)
{
    w->n++;
    w->the += n == 3 && memcmp(word, "the", 3) == 0;
    const uint64_t h = hash64(word, n) | 1;
    size_t slot = h >> 40 & (SLOTS - 1);
    while (w->seen[slot] != 0 && w->seen[slot] != h)
        slot = (slot + 1) & (SLOTS - 1);
    if (w->seen[slot] == 0) {
        w->seen[slot] = h;
        w->different++;
    }
    if (w->n == w->half)
        w->different_at_half = w->different;
}

static void count_words(json_t *release, void *state)
{
    const char *p = text_of(release, "body");
    while (*p) {
        size_t n = 0;
        while (p[n] >= 'a' && p[n] <= 'z')
            n++;
        if (n > 0)
            count_word(state, p, n);
        p += n > 0 ? n : 1;
    }
}

/* In a million words of newswire text the share of "the" is 4 to 7 %, there
 * are some 40,000 to 60,000 different words, and twice the text holds about
 * 1.45 times the words (Heaps' exponent 0.5 to 0.6). */
START_TEST(words_follow_the_laws_of_zipf_and_heaps)
{
    struct buf b = generate(9, 2350, 2350);
    struct words w = {.seen = calloc(SLOTS, sizeof(uint64_t)), .half = 480000};
    ck_assert_ptr_nonnull(w.seen);
    each_release(&b, count_words, &w);
    ck_assert_uint_gt(w.n, 900000);
    ck_assert_uint_lt(w.n, 1100000);
    ck_assert_uint_gt(w.the * 100, w.n * 4);
    ck_assert_uint_lt(w.the * 100, w.n * 7);
    ck_assert_uint_gt(w.different, 40000);
    ck_assert_uint_lt(w.different, 65000);
    ck_assert_uint_gt(w.different * 100, w.different_at_half * 135);
    ck_assert_uint_lt(w.different * 100, w.different_at_half * 160);
    free(w.seen);
    buf_release(&b);
}
END_TEST

struct bodies {
    uint64_t hashes[8000];
    size_t n, edited;
};

static void collect_body(json_t *release, void *state)
{
    struct bodies *const b = state;
    const char *const body = text_of(release, "body");
    b->hashes[b->n++] = hash64(body, strlen(body));
    b->edited += strstr(body, "\n\nSOURCE ") != NULL;
}

static int compare_u64(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

START_TEST(one_release_in_fifty_is_a_copy_and_a_few_are_exact)
{
    struct buf b = generate(4, 8000, 8000);
    static struct bodies bodies;
    each_release(&b, collect_body, &bodies);
    qsort(bodies.hashes, bodies.n, sizeof(uint64_t), compare_u64);
    size_t exact = 0;
    for (size_t i = 1; i < bodies.n; i++)
        exact += bodies.hashes[i] == bodies.hashes[i - 1];
    ck_assert_uint_ge(exact, 5);
    ck_assert_uint_le(exact, 40);
    ck_assert_uint_ge(bodies.edited, 90);
    ck_assert_uint_le(bodies.edited, 190);
    buf_release(&b);
}
END_TEST

START_TEST(string_with_every_byte_that_needs_escaping_is_read_back)
{
    char text[200];
    size_t n = 0;
    for (char c = 1; c < 127; c++)
        text[n++] = c;
    text[n] = '\0';
    struct buf b = BUF_INIT;
    json_append(&b, bytes_of(text, n));
    json_t *const read =
        json_loadb((const char *)b.p, b.n, JSON_DECODE_ANY, NULL);
    ck_assert_ptr_nonnull(read);
    ck_assert_str_eq(json_string_value(read), text);
    json_decref(read);
    buf_release(&b);
}
END_TEST

START_TEST(lack_of_memory_is_reported_wherever_it_strikes)
{
    const struct generator_options o = GENERATOR_OPTIONS_DEFAULT;
    for (long n = 0;; n++) {
        struct generator *g = NULL;
        struct buf b = BUF_INIT;
        struct err e = ERR_INIT;
        mem_fail_after(n);
        enum st st = generator_open(&g, &o, &e);
        for (uint64_t i = 0; st == ST_OK && i < 40; i++)
            st = generator_write(g, i, &b, &e);
        mem_fail_never();
        ck_assert(st == ST_OK || st == ST_NOMEM);
        generator_close(g);
        buf_release(&b);
        if (st == ST_OK)
            break;
    }
}
END_TEST

SUITE("generator", thousand_releases_of_seed_1_are_the_same_bytes_everywhere,
      other_seed_gives_other_releases,
      release_does_not_depend_on_those_written_before_it,
      every_line_is_a_json_object_and_dates_rise,
      words_follow_the_laws_of_zipf_and_heaps,
      one_release_in_fifty_is_a_copy_and_a_few_are_exact,
      string_with_every_byte_that_needs_escaping_is_read_back,
      lack_of_memory_is_reported_wherever_it_strikes)
