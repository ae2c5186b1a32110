#include "corpus/generate/generator.h"

#include <string.h>

#include "common/base/compiler.h"
#include "common/base/date.h"
#include "common/base/mem.h"
#include "corpus/generate/json.h"
#include "corpus/generate/prose.h"

enum {
    COPIES = 20,     /* in 1024 releases                               */
    EXACT = 102,     /* in 1024 copies: word for word                  */
    EDITS = 12,      /* in 1024 words of the others                    */
    COPY_REACH = 32, /* how far before a copy its original is at most  */
    JITTER_DAYS = 3, /* either way                                     */
    SHORTEST = 10,   /* words                                          */
    LONGEST = 20000, /* words                                          */
    SIGMA = 62259    /* spread of lengths: 0.95 octaves, in 1/65536    */
};

struct generator {
    struct generator_options options;
    struct buf title, body, edited;
    struct zipf zipf;
    struct vocabulary vocabulary;
    struct publisher publishers[PUBLISHERS];
};

enum st generator_open(struct generator **out,
                       const struct generator_options *options, struct err *e)
{
    *out = NULL;
    struct generator *const g = mem_zalloc(sizeof(*g));
    if (!g)
        return err_set(e, ST_NOMEM, "out of memory");
    g->options = *options;
    zipf_init(&g->zipf);
    vocabulary_init(&g->vocabulary);
    for (uint32_t i = 0; i < PUBLISHERS; i++)
        publisher_init(&g->publishers[i], &g->vocabulary, i);
    *out = g;
    return ST_OK;
}

void generator_close(struct generator *g)
{
    if (!g)
        return;
    buf_release(&g->title);
    buf_release(&g->body);
    buf_release(&g->edited);
    mem_free(g);
}

/* ---- one release ---- */

static struct dice dice_of(const struct generator *g, uint64_t number)
{
    return (struct dice){dice_mix(g->options.seed ^ dice_mix(number + 1))};
}

/* 2^(x / 65536) in 1/65536, for x in [0, 65536): straight lines between
 * sixteenths, at most 0.03 % too high. */
static uint64_t exp2_fixed(uint32_t x)
{
    static const uint32_t SIXTEENTHS[] = {
        65536, 68438,  71468,  74632,  77936,  81386,  84990,  88752, 92682,
        96785, 101070, 105545, 110218, 115098, 120194, 125515, 131072};
    const uint32_t i = x >> 12, rest = x & 4095;
    return SIXTEENTHS[i] +
           ((uint64_t)(SIXTEENTHS[i + 1] - SIXTEENTHS[i]) * rest >> 12);
}

/* Log-normal: the sum of twelve even draws is normal enough, with mean 6 and
 * variance 1. */
static uint32_t draw_length(uint32_t median, struct dice *d)
{
    uint64_t sum = 0;
    for (int i = 0; i < 12; i++)
        sum += dice_roll(d) >> 48;
    /* In 1/65536 octaves above median / 2^16, so as to stay above 0. */
    const uint64_t octaves = (sum * SIGMA >> 16) + (16 << 16) - 6 * SIGMA;
    const uint64_t words =
        median * exp2_fixed(octaves & 65535) << (octaves >> 16) >> 32;
    return (uint32_t)MAX(SHORTEST, MIN(words, LONGEST));
}

static int32_t draw_day(const struct generator *g, uint64_t number,
                        struct dice *d)
{
    const struct generator_options *const o = &g->options;
    const int64_t even = (int64_t)(number * (uint64_t)o->days / o->count);
    const int64_t day =
        even + (int64_t)dice_below(d, 2 * JITTER_DAYS + 1) - JITTER_DAYS;
    return o->from + (int32_t)MAX(0, MIN(day, o->days - 1));
}

/* Ends at the paragraph that comes nearest to `words`, on average. */
static void write_body(struct prose *p, uint32_t words, int32_t day)
{
    enum { HALF_A_PARAGRAPH = 20 };
    const struct publisher *const house = p->publisher;
    p->words += house->about_words + HALF_A_PARAGRAPH;
    if (house->has_release_line)
        buf_append_str(p->out, "FOR IMMEDIATE RELEASE\n\n");
    prose_dateline(p, day);
    prose_paragraph(p);
    while (p->words < words && !p->out->failed) {
        buf_append(p->out, "\n\n", 2);
        const uint32_t kind = dice_below(&p->dice, 32);
        if (kind < 9)
            prose_quotation(p);
        else if (kind < 10)
            prose_list(p);
        else
            prose_paragraph(p);
    }
    if (house->about[0]) {
        buf_append(p->out, "\n\n", 2);
        buf_append_str(p->out, house->about);
    }
    if (house->end_mark[0]) {
        buf_append(p->out, "\n\n", 2);
        buf_append_str(p->out, house->end_mark);
    }
}

/* Writes the release `number` as if it were no copy into g->title and
 * g->body; returns its publisher. */
static const struct publisher *write_original(struct generator *g,
                                              uint64_t number, struct dice d,
                                              int32_t *day)
{
    *day = draw_day(g, number, &d);
    struct prose p = {.vocabulary = &g->vocabulary,
                      .zipf = &g->zipf,
                      .publisher = &g->publishers[dice_skewed(&d, PUBLISHERS)],
                      .last_quoted = SPEAKERS};
    topic_draw(&p.topic, &d, *day);
    const uint32_t words = draw_length(g->options.words, &d);
    p.dice = d;

    buf_clear(&g->title);
    p.out = &g->title;
    prose_headline(&p);
    p.words = 0;
    buf_clear(&g->body);
    p.out = &g->body;
    write_body(&p, words, *day);
    return p.publisher;
}

/* ---- copies of a release ---- */

/* The number of the release that `number` copies, or `number` itself. A copy
 * is never copied. */
static uint64_t original_of(const struct generator *g, uint64_t number)
{
    struct dice d = dice_of(g, number);
    if (!dice_chance(&d, COPIES) || number == 0)
        return number;
    const uint32_t reach = (uint32_t)MIN(number, COPY_REACH);
    const uint64_t original = number - 1 - dice_below(&d, reach);
    struct dice other = dice_of(g, original);
    return original > 0 && dice_chance(&other, COPIES) ? number : original;
}

/* `body` as another house prints it: a word dropped or put in here and there,
 * and a line that says where it is from. */
static void edit(const struct generator *g, struct buf *out, struct bytes body,
                 const struct publisher *from, struct dice *d)
{
    size_t at = 0;
    while (at < body.n) {
        const uint8_t *const space = memchr(body.p + at, ' ', body.n - at);
        const size_t end = space ? (size_t)(space - body.p) + 1 : body.n;
        const uint64_t roll = dice_roll(d);
        const bool is_edited = roll >> 54 < EDITS;
        if (!is_edited || (roll & 1) == 0 || !space)
            buf_append(out, body.p + at, end - at);
        if (is_edited && (roll & 1) == 0 && space) {
            const struct word *const w =
                &g->vocabulary.kept[(roll >> 8) % g->vocabulary.n_english];
            buf_append(out, w->text, w->size);
            buf_append_byte(out, ' ');
        }
        at = end;
    }
    buf_append_str(out, "\n\nSOURCE ");
    buf_append_str(out, from->name);
}

enum st generator_write(struct generator *g, uint64_t number, struct buf *out,
                        struct err *e)
{
    struct dice d = dice_of(g, number);
    const uint64_t original = original_of(g, number);
    struct dice source_dice = dice_of(g, original);
    int32_t day;
    const struct publisher *publisher =
        write_original(g, original, source_dice, &day);
    struct bytes body = buf_bytes(&g->body);

    buf_clear(&g->edited);
    if (original != number) {
        const struct publisher *const from = publisher;
        day = draw_day(g, number, &d);
        publisher = &g->publishers[dice_skewed(&d, PUBLISHERS)];
        if (!dice_chance(&d, EXACT)) {
            edit(g, &g->edited, body, from, &d);
            body = buf_bytes(&g->edited);
        }
    }

    char text[DATE_TEXT];
    buf_printf(
        out, "{\"id\": \"g%010llu\", \"title\": ", (unsigned long long)number);
    json_append(out, buf_bytes(&g->title));
    buf_printf(out, ", \"date\": \"%s\", \"source\": ", date_format(day, text));
    json_append(out, bytes_of_str(publisher->name));
    buf_append_str(out, ", \"body\": ");
    json_append(out, body);
    buf_append_str(out, "}\n");
    if (out->failed || g->title.failed || g->body.failed || g->edited.failed)
        return err_set(e, ST_NOMEM, "out of memory");
    return ST_OK;
}
