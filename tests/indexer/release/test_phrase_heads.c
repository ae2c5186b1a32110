#include "indexer/release/phrase_heads.h"

#include <stdio.h>

#include "common/base/compiler.h"
#include "indexer/release/plain.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

static bool fits(const char *const *phrases, size_t n, const char *line)
{
    struct phrase_heads h = {.n = 0};
    phrase_heads_add(&h, phrases, n);
    return phrase_heads_fit(&h, bytes_of_str(line));
}

START_TEST(lines_fit_that_begin_as_a_phrase_does)
{
    static const char *const phrases[] = {"about", "media contact*", "о нас",
                                          "关于"};
    static const char *const yes[] = {
        "About the looms",
        "MEDIA CONTACTS: Anna Lis",
        "Media contrast is",
        "* о нас и о доме",
        "About",
        "关于织机的消息",
        "«О нас» говорят не",
        "looms",
        "",
    };
    static const char *const no[] = {
        "Abound the looms in", "Mediators meet", "The looms are about us",
        "о новом говорят",     "织机的消息关于",
    };
    for (size_t i = 0; i < COUNT_OF(yes); i++)
        ck_assert_msg(fits(phrases, COUNT_OF(phrases), yes[i]), "%s", yes[i]);
    for (size_t i = 0; i < COUNT_OF(no); i++)
        ck_assert_msg(!fits(phrases, COUNT_OF(phrases), no[i]), "%s", no[i]);
}
END_TEST

/* Words of few letters, so that many are alike. */
static void random_text(struct rng *r, char *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = i > 0 && i + 1 < n && out[i - 1] != ' ' && rng_below(r, 4) == 0
                     ? ' '
                     : (char)('a' + rng_below(r, 2));
    out[n] = '\0';
}

START_TEST(what_does_not_fit_begins_with_none)
{
    enum { ROUNDS = 20000, PHRASES = 6 };
    struct rng r = rng_from_env(20250711);
    unsigned begun = 0, unfit = 0;
    for (int i = 0; i < ROUNDS; i++) {
        char text[PHRASES][16], line[64];
        const char *phrases[PHRASES];
        struct plain p;
        for (size_t k = 0; k < PHRASES; k++) {
            random_text(&r, text[k], 2 + rng_below(&r, 12));
            phrases[k] = text[k];
        }
        random_text(&r, line, 1 + rng_below(&r, 40));
        plain_set(&p, bytes_of_str(line));
        const bool begins = plain_begins(&p, phrases, PHRASES) != NULL;
        const bool fit = fits(phrases, PHRASES, line);
        ck_assert_msg(fit || !begins, "%s", line);
        begun += begins;
        unfit += !fit;
    }
    ck_assert_uint_gt(begun, ROUNDS / 100);
    ck_assert_uint_gt(unfit, ROUNDS / 100);
}
END_TEST

SUITE("phrase_heads", lines_fit_that_begin_as_a_phrase_does,
      what_does_not_fit_begins_with_none)
