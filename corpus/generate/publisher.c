#include "corpus/generate/publisher.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "common/base/compiler.h"

/* %s is a place or an invented name. */
static const char *const KINDS[] = {
    "Office of the President of %s",
    "Ministry of Transport of %s",
    "City of %s",
    "University of %s",
    "%s Systems",
    "%s General Hospital",
    "Ministry of Health of %s",
    "%s Football Club",
    "%s Museum",
    "%s Energy",
    "%s Foundation",
    "Senate of %s",
    "%s Air",
};

static const char *const TITLES[] = {"president",
                                     "director",
                                     "chief executive",
                                     "spokesperson",
                                     "head of research",
                                     "minister",
                                     "deputy minister",
                                     "mayor",
                                     "dean of the faculty",
                                     "head coach",
                                     "curator",
                                     "chair of the board",
                                     "managing director",
                                     "director of nursing"};

static const struct {
    const char *opening, *closing;
} QUOTES[] = {{"“", "”"}, {"“", "”"},   {"“", "”"},   {"“", "”"},
              {"“", "”"}, {"\"", "\""}, {"\"", "\""}, {"«", "»"}};

static const char *const END_MARKS[] = {"###", "###", "-30-", "", "", ""};

/* Three sentences about the publisher, of words of a middling frequency. */
static void write_about(struct publisher *p, const struct vocabulary *v,
                        struct dice *d)
{
    size_t n =
        (size_t)snprintf(p->about, ABOUT_MAX, "About %s\n%s was founded in %u.",
                         p->name, p->name, 1780 + dice_below(d, 240));
    for (int sentence = 0; sentence < 2; sentence++) {
        n += (size_t)snprintf(p->about + n, ABOUT_MAX - n, " It");
        const uint32_t words = 12 + dice_below(d, 14);
        for (uint32_t i = 0; i < words; i++) {
            const uint32_t rank = i % 2 ? dice_below(d, v->n_function)
                                        : dice_below(d, VOCABULARY_KEPT / 8);
            const struct word *const w = &v->kept[rank];
            n += (size_t)snprintf(p->about + n, ABOUT_MAX - n, " %.*s",
                                  (int)w->size, w->text);
        }
        n += (size_t)snprintf(p->about + n, ABOUT_MAX - n, ".");
    }
    for (size_t i = 0; i < n; i++)
        p->about_words += p->about[i] == ' ' || p->about[i] == '\n';
    assert(n < ABOUT_MAX); /* two names and 50 words of 12 bytes at most */
}

void publisher_init(struct publisher *p, const struct vocabulary *v,
                    uint32_t number)
{
    struct dice d = {dice_mix(number + 1)};
    memset(p, 0, sizeof(*p));
    names_place(&p->town, dice_below(&d, 150));

    struct name own = p->town;
    const char *const kind = KINDS[number % COUNT_OF(KINDS)];
    if (kind[0] == '%' && dice_chance(&d, 512))
        names_place(&own, 1000 + number);
    const char *const place = strchr(kind, '%');
    snprintf(p->name, sizeof(p->name), "%.*s%s%s", (int)(place - kind), kind,
             own.text, place + strlen("%s"));

    for (uint32_t i = 0; i < SPEAKERS; i++) {
        names_person(&p->speakers[i].name, number * SPEAKERS + i + 1);
        p->speakers[i].title = TITLES[dice_below(&d, COUNT_OF(TITLES))];
    }
    const uint32_t marks = dice_below(&d, COUNT_OF(QUOTES));
    p->opening = QUOTES[marks].opening;
    p->closing = QUOTES[marks].closing;
    p->dateline = dice_below(&d, 4);
    p->has_release_line = dice_chance(&d, 256);
    p->end_mark = END_MARKS[dice_below(&d, COUNT_OF(END_MARKS))];
    if (dice_chance(&d, 700))
        write_about(p, v, &d);
}
