#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "query/output/harmless.h"
#include "query/output/snippet.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* ---- a question, written as "word ~stemmed word_in_a_row" ---- */

enum { MOST_TERMS = 16 };

struct question {
    char text[256];
    struct query_term terms[MOST_TERMS];
    size_t n;
};

/* Words stand for themselves, ~word for its stem; words joined by _ are a
 * phrase. All are folded already. */
static void ask(struct question *q, const char *text)
{
    char *words, *parts;
    uint32_t phrase = 0;
    q->n = 0;
    snprintf(q->text, sizeof(q->text), "%s", text);
    for (char *w = strtok_r(q->text, " ", &words); w;
         w = strtok_r(NULL, " ", &words)) {
        const bool row = strchr(w, '_') != NULL;
        uint32_t place = 0;
        phrase += row;
        for (char *p = strtok_r(w, "_", &parts); p;
             p = strtok_r(NULL, "_", &parts)) {
            const bool stem = *p == '~';
            ck_assert_uint_lt(q->n, MOST_TERMS);
            q->terms[q->n++] = (struct query_term){
                .text = bytes_of_str(p + stem),
                .stem = stem,
                .phrase = row ? phrase : 0,
                .place = place++,
            };
        }
    }
}

static const char *snippet_of(const char *question, const char *text,
                              struct snippet_options o)
{
    static struct buf out;
    struct question q;
    struct analyzer *a;
    struct stemmer *stemmer;
    struct snippeter *s;
    struct err e = ERR_INIT;
    ask(&q, question);
    buf_clear(&out);
    ck_assert_int_eq(analyzer_open(&a, &e), ST_OK);
    ck_assert_int_eq(stemmer_open(&stemmer, "en", &e), ST_OK);
    ck_assert_int_eq(snippeter_open(&s, a, stemmer, &e), ST_OK);
    ck_assert_int_eq(snippet_ask(s, q.terms, q.n, NULL, &e), ST_OK);
    ck_assert_int_eq(snippet_make(s, bytes_of_str(text), &o, &out, &e), ST_OK);
    snippeter_close(s);
    stemmer_close(stemmer);
    analyzer_close(a);
    return buf_str(&out);
}

static const char *snippet(const char *question, const char *text, size_t max)
{
    struct snippet_options o = SNIPPET_OPTIONS_DEFAULT;
    o.max_bytes = max;
    return snippet_of(question, text, o);
}

static const char release[] =
    "MINSK, 28 May - President of Belarus Aleksandr Lukashenko met with "
    "President of Kazakhstan Kassym-Jomart Tokayev.\n\n"
    "“Belarus and Kazakhstan will always maintain good and kind relations,” "
    "the Belarusian leader said. He recalled the years of work with Nursultan "
    "Abishevich [Nazarbayev].\n\n"
    "The two presidents spoke about trade, about oil and gas, and about visits "
    "of the ministers of agriculture. Tokayev’s visit ends on Friday.\n";

START_TEST(matches_are_marked_in_the_text_as_it_is_written)
{
    ck_assert_str_eq(
        snippet("tokayev", "A word of Tokayev’s, tokayev; TOKAYEV.", 0),
        "A word of [Tokayev’s], [tokayev]; [TOKAYEV].");
    ck_assert_str_eq(snippet("seher", "Şəhər. Seher", 0), "[Şəhər]. [Seher]");
    ck_assert_str_eq(snippet("", "Nothing was asked.", 0),
                     "Nothing was asked.");
    ck_assert_str_eq(snippet("a", "", 0), "");
    ck_assert_str_eq(snippet("a", " \n ", 240), "");
}
END_TEST

START_TEST(stem_marks_every_word_of_its_group)
{
    ck_assert_str_eq(
        snippet("~visit", "He visits them; a visit, visited, visitor.", 0),
        "He [visits] them; a [visit], [visited], visitor.");
    ck_assert_str_eq(snippet("visit", "He visits them; a visit.", 0),
                     "He visits them; a [visit].");
}
END_TEST

START_TEST(words_of_a_phrase_are_marked_only_in_a_row)
{
    ck_assert_str_eq(
        snippet("good_and_kind", "Good, and kind and good and.", 0),
        "[Good, and kind] and good and.");
    ck_assert_str_eq(snippet("a_a_b", "a a a b a b", 0), "a [a a b] a b");
    ck_assert_str_eq(snippet("oil_gas gas", "oil gas; gas oil", 0),
                     "[oil gas]; [gas] oil");
    ck_assert_str_eq(snippet("oil_gas", "oil.\n\ngas", 0), "oil. gas");
    ck_assert_str_eq(snippet("~minist_of", "The ministers of trade of", 0),
                     "The [ministers of] trade of");
}
END_TEST

START_TEST(match_within_a_compound_marks_the_compound)
{
    const char *const text = "Kassym-Jomart and Jomart";
    ck_assert_str_eq(snippet("kassymjomart", text, 0),
                     "[Kassym-Jomart] and Jomart");
    ck_assert_str_eq(snippet("kassym_jomart", text, 0),
                     "[Kassym-Jomart] and Jomart");
    ck_assert_str_eq(snippet("jomart", text, 0),
                     "[Kassym-Jomart] and [Jomart]");
    ck_assert_str_eq(snippet("jomart_and", text, 0),
                     "[Kassym-Jomart and] Jomart");
}
END_TEST

START_TEST(window_has_most_different_words_of_the_question)
{
    ck_assert_str_eq(
        snippet("nazarbayev kind_relations", release, 240),
        "“Belarus and Kazakhstan will always maintain good and [kind "
        "relations],” the Belarusian leader said. He recalled the years of "
        "work with Nursultan Abishevich [[Nazarbayev]].");
    ck_assert_str_eq(
        snippet("president", release, 140),
        "MINSK, 28 May - [President] of Belarus Aleksandr Lukashenko met with "
        "[President] of Kazakhstan Kassym-Jomart Tokayev.");
    ck_assert_str_eq(
        snippet("agriculture", release, 60),
        "… ministers of [agriculture]. Tokayev’s visit ends on Friday.");
}
END_TEST

START_TEST(text_without_a_match_is_shown_from_its_beginning)
{
    ck_assert_str_eq(
        snippet("zebra", release, 140),
        "MINSK, 28 May - President of Belarus Aleksandr Lukashenko met with "
        "President of Kazakhstan Kassym-Jomart Tokayev.");
    ck_assert_str_eq(snippet("zebra", release, 40),
                     "MINSK, 28 May - President of Belarus …");
}
END_TEST

START_TEST(end_of_the_text_is_shown_with_what_stands_before_it)
{
    ck_assert_str_eq(snippet("friday", release, 50),
                     "Tokayev’s visit ends on [Friday].");
    ck_assert_str_eq(
        snippet("friday", release, 170),
        "The two presidents spoke about trade, about oil and gas, and about "
        "visits of the ministers of agriculture. Tokayev’s visit ends on "
        "[Friday].");
}
END_TEST

START_TEST(text_without_words_or_spaces_is_cut_between_characters)
{
    ck_assert_str_eq(snippet("a", "★★★★★★★★", 10), "★★★ …");
    char huge[2000];
    memset(huge, 'x', sizeof(huge) - 1);
    huge[sizeof(huge) - 1] = '\0';
    ck_assert_uint_le(strlen(snippet("a", huge, 100)), 100 + strlen(" …"));
}
END_TEST

static const char *harmless(const char *text)
{
    static struct buf out;
    buf_clear(&out);
    ck_assert(text_harmless(bytes_of_str(text), &out));
    return buf_str(&out);
}

START_TEST(harmless_text_cannot_touch_the_terminal)
{
    ck_assert_str_eq(harmless(" a\t\r\n b\xC2\xA0 c "), "a b c");
    ck_assert_str_eq(harmless("a\x1B[31mb\a"), "a [31mb");
    ck_assert_str_eq(harmless("a\xC2\x9B"
                              "31mb\x7F"),
                     "a 31mb");
    ck_assert_str_eq(harmless("\u202Eabc\u202C \u2066d\u2069\uFEFF"), "abc d");
    ck_assert_str_eq(harmless("a\xFF\xE2\x80"), "a\uFFFD\uFFFD\uFFFD");
    ck_assert_str_eq(harmless("ක්\u200Dර"), "ක්\u200Dර");
}
END_TEST

/* ---- any text ---- */

/* Open and close alternate, nothing in the line can do harm. */
static bool is_sound(struct bytes line, size_t longest)
{
    bool open = false, sound = line.n <= longest;
    for (size_t at = 0; at < line.n;) {
        const struct utf8_char c = utf8_at(line, at);
        if (c.c == 0xE000 || c.c == 0xE001) {
            sound = sound && open == (c.c == 0xE001);
            open = c.c == 0xE000;
        }
        sound = sound && c.c != UTF8_INVALID &&
                (c.c == ' ' || !utf8_is_space(c.c)) &&
                !(c.c >= 0x202A && c.c <= 0x202E);
        at += c.size;
    }
    return sound && !open;
}

static void random_text(struct rng *r, struct buf *text)
{
    static const char *const pieces[] = {
        "a",  "b",    "c-d", "c-d-e",  " ",      " ",      ". ", ".”\n\n",
        "“B", "\xFF", "–",   "\u202E", "привет", "東京。", "\n", "ไทยภาษา",
        "’s", "\x1B", "C",   "\0x",    "a b",    ", ",     "!",  "long-word",
    };
    buf_clear(text);
    const uint32_t n = rng_below(r, 200);
    for (uint32_t i = 0; i < n; i++) {
        if (rng_below(r, 20) == 0)
            buf_append_byte(text, (uint8_t)rng_next(r));
        else
            buf_append_str(text, pieces[rng_below(r, COUNT_OF(pieces))]);
    }
}

START_TEST(of_equal_windows_the_one_with_closer_matches_is_shown)
{
    const char *const text = "One far away two. Nothing here to see. "
                             "There is one two at last. Nothing more is here.";
    ck_assert_str_eq(snippet("one two", text, 26),
                     "There is [one] [two] at last.");
}
END_TEST

START_TEST(windows_of_words_show_what_the_others_do_not)
{
    const char *const text =
        "Oil rose on Monday morning. Much was said of it in town. "
        "Oil fell at noon, oil again. Then came the evening news. "
        "Gas was not traded at all. The exchange closed at six.";
    const struct snippet_options o = {.max_words = 5,
                                      .windows = 2,
                                      .open = "[",
                                      .close = "]",
                                      .ellipsis = "…"};
    ck_assert_str_eq(snippet_of("oil gas", text, o),
                     "[Oil] fell at noon, [oil] … [Gas] was not traded at …");
}
END_TEST

START_TEST(windows_beyond_the_last_match_are_none)
{
    const struct snippet_options o = {.max_words = 3,
                                      .windows = 5,
                                      .open = "[",
                                      .close = "]",
                                      .ellipsis = "…"};
    ck_assert_str_eq(snippet_of("x", "A b c. D x f. G h i. J k l. M x o.", o),
                     "D [x] f. … M [x] o.");
    ck_assert_str_eq(snippet_of("q", "A b c. D x f. G h i.", o), "A b c.");
    ck_assert_str_eq(snippet_of("x", "A x c.", o), "A [x] c.");
}
END_TEST

START_TEST(random_text_gives_a_harmless_line_with_balanced_marks)
{
    static const char *const questions[] = {
        "a", "a b c", "c_d e", "cd ~b a_b", "b_a_b a", "long x 東京", "",
    };
    struct rng r = rng_from_env(1);
    struct analyzer *a;
    struct stemmer *stemmer;
    struct snippeter *s;
    struct buf text = BUF_INIT, out = BUF_INIT;
    struct question q;
    ck_assert_int_eq(analyzer_open(&a, NULL), ST_OK);
    ck_assert_int_eq(stemmer_open(&stemmer, "en", NULL), ST_OK);
    ck_assert_int_eq(snippeter_open(&s, a, stemmer, NULL), ST_OK);
    for (int i = 0; i < 5000; i++) {
        const size_t max = rng_below(&r, 4) ? 1 + rng_below(&r, 120) : 0;
        const struct snippet_options o = {
            .max_bytes = max,
            .max_words = rng_below(&r, 3) ? 0 : 1 + rng_below(&r, 12),
            .windows = rng_below(&r, 4),
            .open = "\uE000",
            .close = "\uE001",
            .ellipsis = "…"};
        ask(&q, questions[rng_below(&r, COUNT_OF(questions))]);
        random_text(&r, &text);
        buf_clear(&out);
        ck_assert_int_eq(snippet_ask(s, q.terms, q.n, NULL, NULL), ST_OK);
        ck_assert_int_eq(snippet_make(s, buf_bytes(&text), &o, &out, NULL),
                         ST_OK);
        /* A byte shown may grow to U+FFFD, and each have marks around it. */
        const size_t windows = MAX(o.windows, 1U);
        const size_t shown = max && !o.max_words ? max * windows : text.n;
        const size_t longest = shown * 9 + 8 * windows;
        ck_assert(is_sound(buf_bytes(&out), longest));
    }
    snippeter_close(s);
    stemmer_close(stemmer);
    analyzer_close(a);
    buf_release(&text);
    buf_release(&out);
}
END_TEST

START_TEST(failing_malloc_reports_nomem_and_leaks_nothing)
{
    struct question q;
    ask(&q, "kind_relations ~visit kazakhstan");
    enum st st = ST_NOMEM;
    for (long n = 0; st != ST_OK; n++) {
        struct analyzer *a = NULL;
        struct stemmer *stemmer = NULL;
        struct snippeter *s = NULL;
        struct buf out = BUF_INIT;
        const struct snippet_options o = SNIPPET_OPTIONS_DEFAULT;
        ck_assert_int_eq(analyzer_open(&a, NULL), ST_OK);
        ck_assert_int_eq(stemmer_open(&stemmer, "en", NULL), ST_OK);
        mem_fail_after(n);
        st = snippeter_open(&s, a, stemmer, NULL);
        if (!st)
            st = snippet_ask(s, q.terms, q.n, NULL, NULL);
        if (!st)
            st = snippet_make(s, bytes_of_str(release), &o, &out, NULL);
        mem_fail_never();
        ck_assert(st == ST_OK || st == ST_NOMEM);
        if (st && s) {
            /* What failed can be tried again. */
            buf_clear(&out);
            ck_assert_int_eq(snippet_ask(s, q.terms, q.n, NULL, NULL), ST_OK);
            ck_assert_int_eq(
                snippet_make(s, bytes_of_str(release), &o, &out, NULL), ST_OK);
        }
        snippeter_close(s);
        stemmer_close(stemmer);
        analyzer_close(a);
        buf_release(&out);
    }
}
END_TEST

START_TEST(text_full_of_matches_takes_linear_time)
{
    enum { MEGABYTE = 1 << 20, SECONDS = 10 };
    struct buf text = BUF_INIT;
    while (text.n < 2 * MEGABYTE)
        buf_append_str(&text, "a b a-b ");
    const clock_t start = clock();
    const char *const line = snippet("a b a_b ab b_a_b", buf_str(&text), 240);
    ck_assert(clock() - start < SECONDS * CLOCKS_PER_SEC);
    ck_assert_uint_lt(strlen(line), 1000);
    buf_release(&text);
}
END_TEST

SUITE("snippet", matches_are_marked_in_the_text_as_it_is_written,
      stem_marks_every_word_of_its_group,
      words_of_a_phrase_are_marked_only_in_a_row,
      match_within_a_compound_marks_the_compound,
      window_has_most_different_words_of_the_question,
      text_without_a_match_is_shown_from_its_beginning,
      end_of_the_text_is_shown_with_what_stands_before_it,
      text_without_words_or_spaces_is_cut_between_characters,
      harmless_text_cannot_touch_the_terminal,
      of_equal_windows_the_one_with_closer_matches_is_shown,
      windows_of_words_show_what_the_others_do_not,
      windows_beyond_the_last_match_are_none,
      random_text_gives_a_harmless_line_with_balanced_marks,
      failing_malloc_reports_nomem_and_leaks_nothing,
      text_full_of_matches_takes_linear_time)
