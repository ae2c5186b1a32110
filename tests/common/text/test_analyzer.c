#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "common/text/analyzer.h"
#include "common/text/decode.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

#include <time.h>

/* The tokens of a text as "term@pos", a joined one as "term@pos+parts". */
static const char *tokens_of(const struct token_list *l)
{
    static struct buf b;
    buf_clear(&b);
    for (size_t i = 0; i < l->n; i++) {
        const struct token *const t = &l->tokens[i];
        const struct bytes term = token_term(l, t);
        buf_printf(&b, "%s%.*s@%u", i ? " " : "", (int)term.n,
                   (const char *)term.p, t->pos);
        if (t->parts > 1)
            buf_printf(&b, "+%u", t->parts);
    }
    return buf_str(&b);
}

static void analyze(struct bytes text, struct token_list *l)
{
    struct analyzer *a;
    struct err e = ERR_INIT;
    ck_assert_int_eq(analyzer_open(&a, &e), ST_OK);
    ck_assert_msg(analyzer_run(a, text, l, &e) == ST_OK, "%s", e.msg);
    analyzer_close(a);
}

static const struct {
    const char *text, *tokens;
} CASES[] = {
    /* names, possessives and glosses of press text */
    {"Kassym-Jomart Tokayev", "kassym@0 jomart@1 kassymjomart@0+2 tokayev@2"},
    {"Kazakhstan\u2019s Kazakhstan's KAZAKHSTAN'S Kazakhstan\uff07s",
     "kazakhstan@0 kazakhstan@1 kazakhstan@2 kazakhstan@3"},
    {"[Nazarbayev]", "nazarbayev@0"},
    {"\u201cgood and kind relations\u201d", "good@0 and@1 kind@2 relations@3"},
    {"don't don\u2019t the senators' O'Brien's",
     "don't@0 don't@1 the@2 senators@3 o'brien@4"},
    {"'s", "s@0"},
    {"Hawai\u02bbi Hawai\u2018i hawai'i", "hawai'i@0 hawai'i@1 hawai'i@2"},
    {"\u02bcn\u02bc rock\u02bc", "n@0 rock@1"},
    /* compounds */
    {"Nur\u2010Sultan\u2019s Nur\u2011Sultan",
     "nur@0 sultan@1 nursultan@0+2 nur@2 sultan@3 nursultan@2+2"},
    {"2019-05-28", "2019@0 05@1 28@2 20190528@0+3"},
    {"a-b-c-d-e-f-g-h", "a@0 b@1 c@2 d@3 e@4 f@5 g@6 h@7 abcdefgh@0+8"},
    {"a-b-c-d-e-f-g-h-i", "a@0 b@1 c@2 d@3 e@4 f@5 g@6 h@7 i@8"},
    {"a- b -c d--e -f g-", "a@0 b@1 c@2 d@3 e@4 f@5 g@6"},
    {"Mayor's-office x\u2013y", "mayor@0 office@1 mayoroffice@0+2 x@2 y@3"},
    /* numbers, marks within words */
    {"$1,234.56 3.5% U.S. e.g. a,b 1,a 1;2",
     "1,234.56@0 3.5@1 u.s@2 e.g@3 a@4 b@5 1@6 a@7 1;2@8"},
    {"press@senate.gov http://x.org/a_b 12:30 _x_ ____",
     "press@0 senate.gov@1 http@2 x.org@3 a_b@4 12@5 30@6 _x_@7"},
    /* folding */
    {"\u015e\u0259h\u0259r Stra\u00dfe \ufb01n \uff21\uff22\uff11",
     "seher@0 strasse@1 fin@2 ab1@3"},
    {"\u0141\u00f3d\u017a \u00d8resund \u00c6gir \u0130stanbul \u0131rak",
     "lodz@0 oresund@1 aegir@2 istanbul@3 irak@4"},
    {"\u0422\u043e\u043b\u0441\u0442\u043e\u0439 "
     "\u0422\u043e\u043b\u0441\u0442\u043e\u0438\u0306",
     "\u0442\u043e\u043b\u0441\u0442\u043e\u0439@0 "
     "\u0442\u043e\u043b\u0441\u0442\u043e\u0439@1"},
    {"\u0451\u043b\u043a\u0430 \u041a\u0438\u0457\u0432",
     "\u0435\u043b\u043a\u0430@0 \u043a\u0438\u0457\u0432@1"},
    {"caf\u00e9 cafe\u0301 co\u00adoperate", "cafe@0 cafe@1 cooperate@2"},
    {"\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f",
     "\u0645\u062d\u0645\u062f@0"},
    {"\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd",
     "\u05e9\u05dc\u05d5\u05dd@0"},
    {"\u03c4\u03af\u03c4\u03bb\u03bf\u03c2",
     "\u03c4\u03b9\u03c4\u03bb\u03bf\u03c3@0"},
    /* Sinhala: the joiner is spelling; a Persian one is not kept */
    {"\u0dc1\u0dca\u200d\u0dbb\u0dd3 \u0dbd\u0d82\u0d9a\u0dcf",
     "\u0dc1\u0dca\u200d\u0dbb\u0dd3@0 \u0dbd\u0d82\u0d9a\u0dcf@1"},
    {"\u0dc1\u0dca\u200d", "\u0dc1\u0dca@0"},
    {"\u0645\u06cc\u200c\u0634\u0648\u062f",
     "\u0645\u06cc\u0634\u0648\u062f@0"},
    {"\u0939\u093f\u0928\u094d\u0926\u0940",
     "\u0939\u093f\u0928\u094d\u0926\u0940@0"},
    /* scripts without spaces */
    {"\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35\u0e04\u0e23\u0e31\u0e1a",
     "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35@0 \u0e04\u0e23\u0e31\u0e1a@1"},
    {"\u4e2d\u56fd\u653f\u5e9cABC\u3002",
     "\u4e2d\u56fd@0 \u653f\u5e9c@1 abc@2"},
    {"\uff76\uff9e\u304c", "\u30ac@0 \u304c@1"},
    {"2019\ub144 \ud55c\uad6d", "2019@0 \ub144@1 \ud55c\uad6d@2"},
    /* no words */
    {"", ""},
    {" \u2014 \U0001f600\U0001f468\u200d\U0001f469 \u2022 ...", ""},
    {"\U0001f1f0\U0001f1ffx", "x@0"},
    {"\u3164 a", "a@0"},
    {"a\x01"
     "b\x7f"
     "c",
     "a@0 b@1 c@2"},
    {"a\xff"
     "b caf\xe9 \xe2\x80",
     "a@0 b@1 caf@2"},
    /* paragraphs */
    {"a b\nc", "a@0 b@1 c@2"},
    {"a\n\nb", "a@0 b@9"},
    {"a\r\n\r\nb\r\rc\r\nd", "a@0 b@9 c@18 d@19"},
    {"\n\n a\n \t\u00a0\n\n---\n\nb\n\n", "a@0 b@9"},
    {"a\fb\u2029c\u2028d", "a@0 b@9 c@18 d@19"},
};

START_TEST(texts_become_their_tokens)
{
    struct token_list l = {.n = 0};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        token_list_clear(&l);
        analyze(bytes_of_str(CASES[i].text), &l);
        ck_assert_msg(strcmp(tokens_of(&l), CASES[i].tokens) == 0,
                      "%s\n  gives    %s\n  expected %s", CASES[i].text,
                      tokens_of(&l), CASES[i].tokens);
    }
    token_list_release(&l);
}
END_TEST

/* ---- sentences and paragraphs ---- */

static const char *ends_of(const uint32_t *ends, size_t n)
{
    static struct buf b;
    buf_clear(&b);
    for (size_t i = 0; i < n; i++)
        buf_printf(&b, "%s%u", i ? " " : "", ends[i]);
    return buf_str(&b);
}

static const struct {
    const char *text, *ends;
} SENTENCES[] = {
    {"One two. Three four! Five? Six", "2 4 5 6"},
    {"No end. here it goes on.", "6"},
    {"\u201cWe agree.\u201d He said (again.) Then \u2026 Nothing", "2 5 6 7"},
    {"\u201cReally?\u201d \u2013 he asked. \u201cYes.\u201d", "3 4"},
    {"Sen. Mark R. Warner of the U.S. Senate met Mr. Smith Jr. Monday.", "13"},
    {"Acme Inc. of St. Louis vs. Foo Corp. No. 5, Dec. 7", "12"},
    {"Pi is 3.14 here.No space. Next", "5 6"},
    {"am 3. bzw. z.B. Nr. 5 in Bonn. Ende", "8 9"},
    {"\u0432 2019 \u0433. \u0418\u0432\u0430\u043d \u0438 \u0442. \u0434. "
     "\u0443\u043b. \u041c\u0438\u0440\u0430. \u0414\u0430!",
     "9 10"},
    {"\u4e2d\u56fd\u3002\u653f\u5e9c\uff01\u4e2d\u56fd", "1 2 3"},
    {"\u0939\u093f\u0928\u094d\u0926\u0940\u0964 \u092d\u093e\u0937\u093e",
     "1 2"},
    {"One\n\nTwo three\n\n\nFour. Five", "1 11 20 21"},
    {"... !!! ???", ""},
    {"He said no. Then left.", "3 5"},
    {"Is it? (yes.) Go", "3 4"},
};

START_TEST(sentences_end_where_a_reader_says_so)
{
    struct token_list l = {.n = 0};
    for (size_t i = 0; i < COUNT_OF(SENTENCES); i++) {
        token_list_clear(&l);
        analyze(bytes_of_str(SENTENCES[i].text), &l);
        const char *const ends = ends_of(l.sentence_ends, l.n_sentence_ends);
        ck_assert_msg(strcmp(ends, SENTENCES[i].ends) == 0,
                      "%s\n  ends at %s, expected %s", SENTENCES[i].text, ends,
                      SENTENCES[i].ends);
    }
    token_list_release(&l);
}
END_TEST

START_TEST(a_line_over_120_bytes_is_a_paragraph)
{
    struct token_list l = {.n = 0};
    struct buf b = BUF_INIT;
    for (int size = 119; size <= 121; size++) {
        buf_clear(&b);
        token_list_clear(&l);
        buf_append_str(&b, "short line\n");
        for (int i = 1; i < size; i++)
            buf_append_byte(&b, 'a');
        buf_append_str(&b, ".\r\nb\nc");
        analyze(buf_bytes(&b), &l);
        ck_assert_str_eq(ends_of(l.paragraph_ends, l.n_paragraph_ends),
                         size > 120 ? "3 13" : "5");
    }
    buf_release(&b);
    token_list_release(&l);
}
END_TEST

START_TEST(each_call_is_a_paragraph_of_its_own)
{
    struct token_list l = {.n = 0};
    analyze(bytes_of_str("The title"), &l);
    analyze(bytes_of_str(" \n ... "), &l);
    analyze(bytes_of_str("The body. It ends"), &l);
    ck_assert_str_eq(tokens_of(&l), "the@0 title@1 the@10 body@11 it@12 "
                                    "ends@13");
    ck_assert_str_eq(ends_of(l.sentence_ends, l.n_sentence_ends), "2 12 14");
    ck_assert_str_eq(ends_of(l.paragraph_ends, l.n_paragraph_ends), "2 14");
    ck_assert_uint_eq(l.words, 6);
    ck_assert_uint_eq(l.next_pos, 14 + PARAGRAPH_GAP);
    token_list_clear(&l);
    analyze(bytes_of_str("x"), &l);
    ck_assert_str_eq(tokens_of(&l), "x@0");
    token_list_release(&l);
}
END_TEST

START_TEST(offsets_cover_the_word_as_written)
{
    static const char text[] =
        "\u201cKazakhstan\u2019s Nur-Sultan\u2019s\u201d";
    static const char *const expected[] = {
        "Kazakhstan\u2019s", "Nur", "Sultan\u2019s", "Nur-Sultan\u2019s"};
    struct token_list l = {.n = 0};
    analyze(bytes_of_str(text), &l);
    ck_assert_uint_eq(l.n, COUNT_OF(expected));
    for (size_t i = 0; i < l.n; i++)
        ck_assert(bytes_equal_str(bytes_of(text + l.tokens[i].start,
                                           l.tokens[i].end - l.tokens[i].start),
                                  expected[i]));
    token_list_release(&l);
}
END_TEST

START_TEST(long_words_are_cut_and_counted)
{
    char text[3 * 300 + 2];
    struct token_list l = {.n = 0};
    memset(text, 'A', sizeof(text));
    text[300] = '-';
    text[601] = ' ';
    analyze(bytes_of(text, sizeof(text)), &l);
    ck_assert_uint_eq(l.n, 3); /* no joined token of 510 bytes */
    ck_assert_uint_eq(l.cut, 3);
    for (size_t i = 0; i < l.n; i++) {
        ck_assert_uint_eq(l.tokens[i].term_size, TERM_MAX);
        ck_assert_uint_eq(l.tokens[i].end - l.tokens[i].start, 300);
    }
    token_list_release(&l);
}
END_TEST

START_TEST(a_text_over_the_limit_is_refused)
{
    struct token_list l = {.n = 0};
    struct analyzer *a;
    struct err e = ERR_INIT;
    ck_assert_int_eq(analyzer_open(&a, &e), ST_OK);
    ck_assert_int_eq(
        analyzer_run(a, bytes_of("", (size_t)ANALYZER_MAX_TEXT + 1), &l, &e),
        ST_LIMIT);
    e = ERR_INIT;
    l.next_pos = UINT32_MAX - 1;
    ck_assert_int_eq(analyzer_run(a, bytes_of_str("a"), &l, &e), ST_LIMIT);
    analyzer_close(a);
    token_list_release(&l);
}
END_TEST

START_TEST(one_word_folds_as_it_does_in_a_text)
{
    struct analyzer *a;
    struct err e = ERR_INIT;
    struct buf b = BUF_INIT;
    ck_assert_int_eq(analyzer_open(&a, &e), ST_OK);
    static const char *const cases[][2] = {{"Kazakhstan\u2019s", "kazakhstan"},
                                           {"TOKAYEV", "tokayev"},
                                           {"", ""},
                                           {"\u015e\u0259h\u0259r", "seher"},
                                           {"\xff\xfe", ""},
                                           {"\u3164", ""}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ck_assert_int_eq(analyzer_fold(a, bytes_of_str(cases[i][0]), &b, &e),
                         ST_OK);
        ck_assert(bytes_equal_str(buf_bytes(&b), cases[i][1]));
    }
    buf_release(&b);
    analyzer_close(a);
}
END_TEST

/* ---- any bytes ---- */

/* Pieces of many scripts, of punctuation and of damage. */
static const char *const PIECES[] = {
    "a",
    "Word",
    "word's",
    "x-y",
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    ". ",
    "! ",
    "-",
    "'",
    "\u2019",
    "\u2010",
    "\u201c",
    "_",
    "5",
    "3.14",
    "1,000",
    "\u00e9",
    "e\u0301",
    "\u0301",
    "\u200d",
    "\u00ad",
    "\ufb01",
    "\u3164",
    "\u0418\u0306",
    "\u0439",
    "\u05d0\"\u05d1",
    "\u0e2a\u0e27\u0e31\u0e2a",
    "\u0e14\u0e35",
    "\u1781\u17d2\u1798\u17c2\u179a",
    "\u4e2d\u56fd",
    "\u304b\u3099",
    "\uff76\uff9e",
    "\ud55c\uad6d",
    "\u1112\u1161\u11ab",
    "\u0dc1\u0dca\u200d\u0dbb\u0dd3",
    "\u0915\u094d\u0937",
    "\U0001f468",
    "\U0001f1f0",
    "\u3002",
    "\u2029",
    "\f",
    "\x80",
    "\xe2\x80",
    "\xff",
    "\xf0\x9f",
    "\xed\xa0\x80",
    "\ufdfa",
    "\u037a",
};

/* What must hold of any list; `text` is what its last call analyzed. */
static void check_list(struct analyzer *a, const struct token_list *l,
                       struct bytes text)
{
    struct err e = ERR_INIT;
    struct buf folded = BUF_INIT;
    uint32_t words = 0;
    for (size_t i = 0; i < l->n; i++) {
        const struct token *const t = &l->tokens[i];
        ck_assert(t->start < t->end && t->end <= text.n);
        ck_assert(t->term_size > 0 && t->term_size <= TERM_MAX);
        ck_assert(t->term + t->term_size <= l->terms.n);
        ck_assert(t->pos + t->parts + PARAGRAPH_GAP <= l->next_pos);
        ck_assert(utf8_valid(token_term(l, t)));
        words += t->parts == 1;
        if (t->parts > 1)
            continue;
        ck_assert_int_eq(
            analyzer_fold(a, bytes_of(text.p + t->start, t->end - t->start),
                          &folded, &e),
            ST_OK);
        ck_assert(bytes_equal(buf_bytes(&folded), token_term(l, t)));
    }
    ck_assert_uint_eq(words, l->words);
    for (size_t i = 1; i < l->n_sentence_ends; i++)
        ck_assert(l->sentence_ends[i - 1] < l->sentence_ends[i]);
    for (size_t i = 1; i < l->n_paragraph_ends; i++)
        ck_assert(l->paragraph_ends[i - 1] + PARAGRAPH_GAP <
                  l->paragraph_ends[i]);
    ck_assert(l->n_paragraph_ends <= l->n_sentence_ends);
    buf_release(&folded);
}

/* A text in memory of exactly its size, so that reading past it is seen. */
static struct bytes random_text(struct rng *r, uint8_t **owned)
{
    struct buf b = BUF_INIT;
    for (uint32_t i = rng_below(r, 40); i > 0; i--)
        buf_append_str(&b, PIECES[rng_below(r, COUNT_OF(PIECES))]);
    if (rng_below(r, 4) == 0)
        for (size_t i = 0; i < b.n; i++)
            if (rng_below(r, 8) == 0)
                b.p[i] = (uint8_t)rng_next(r);
    *owned = mem_alloc(b.n);
    ck_assert_ptr_nonnull(*owned);
    if (b.n)
        memcpy(*owned, b.p, b.n);
    const struct bytes text = bytes_of(*owned, b.n);
    buf_release(&b);
    return text;
}

START_TEST(any_bytes_give_a_sound_list)
{
    struct rng r = rng_from_env(4711);
    struct token_list l = {.n = 0};
    struct analyzer *a;
    struct err e = ERR_INIT;
    ck_assert_int_eq(analyzer_open(&a, &e), ST_OK);
    for (int round = 0; round < 5000; round++) {
        uint8_t *owned;
        const struct bytes text = random_text(&r, &owned);
        token_list_clear(&l);
        ck_assert_int_eq(analyzer_run(a, text, &l, &e), ST_OK);
        check_list(a, &l, text);
        mem_free(owned);
    }
    analyzer_close(a);
    token_list_release(&l);
}
END_TEST

START_TEST(two_calls_are_one_call_with_a_blank_line_between)
{
    struct rng r = rng_from_env(1848);
    struct analyzer *a;
    struct err e = ERR_INIT;
    struct buf both = BUF_INIT;
    ck_assert_int_eq(analyzer_open(&a, &e), ST_OK);
    for (int round = 0; round < 2000; round++) {
        struct token_list one = {.n = 0}, two = {.n = 0};
        for (int i = 0; i < 2; i++) {
            uint8_t *owned;
            const struct bytes text = random_text(&r, &owned);
            ck_assert_int_eq(analyzer_run(a, text, &two, &e), ST_OK);
            if (i == 0)
                buf_clear(&both);
            buf_append(&both, text.p, text.n);
            buf_append_str(&both, "\n\n");
            mem_free(owned);
        }
        ck_assert_int_eq(analyzer_run(a, buf_bytes(&both), &one, &e), ST_OK);
        ck_assert_uint_eq(one.n, two.n);
        ck_assert(bytes_equal(buf_bytes(&one.terms), buf_bytes(&two.terms)));
        ck_assert_uint_eq(one.next_pos, two.next_pos);
        ck_assert_uint_eq(one.n_sentence_ends, two.n_sentence_ends);
        ck_assert_uint_eq(one.n_paragraph_ends, two.n_paragraph_ends);
        for (size_t i = 0; i < one.n; i++)
            ck_assert_uint_eq(one.tokens[i].pos, two.tokens[i].pos);
        token_list_release(&one);
        token_list_release(&two);
    }
    buf_release(&both);
    analyzer_close(a);
}
END_TEST

/* Texts made to hurt: their time must grow with their size, not faster. */
START_TEST(hostile_megabytes_take_seconds_at_most)
{
    static const char *const units[] = {
        "\u0e01\u0e23\u0e38\u0e07\u0e40\u0e17\u0e1e", /* Thai              */
        "\u0e01",           /* Thai that is no word                         */
        "\u4e2d",           /* Han                                          */
        "\u304b\u3099",     /* kana with marks                              */
        "\u0301",           /* marks alone                                  */
        "\u0438\u0306",     /* one word of letters that marks change        */
        "\u1100\u1161",     /* one word of jamo                             */
        "a.\u0301",         /* looking ahead past marks, in vain            */
        "a\u0301",          /* one word with marks                          */
        "\U0001f468\u200d", /* one endless emoji                            */
        "\U0001f1f0",       /* flags                                        */
        "a-",               /* one endless compound                         */
        "_",
        "'",
        "\u05d0\"",
        "\r",
        "\f",
        ". ",
        "\u0dca\u200d",
    };
    struct analyzer *a;
    struct err e = ERR_INIT;
    struct buf b = BUF_INIT;
    ck_assert_int_eq(analyzer_open(&a, &e), ST_OK);
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        struct token_list l = {.n = 0};
        buf_clear(&b);
        buf_append_str(&b, "x");
        while (b.n < 1 << 20)
            buf_append_str(&b, units[i]);
        const clock_t start = clock();
        ck_assert_int_eq(analyzer_run(a, buf_bytes(&b), &l, &e), ST_OK);
        const double s = (double)(clock() - start) / CLOCKS_PER_SEC;
        ck_assert_msg(s < 10, "%s: %.1f s", units[i], s);
        token_list_release(&l);
    }
    buf_release(&b);
    analyzer_close(a);
}
END_TEST

START_TEST(failing_malloc_is_reported_and_survived)
{
    static const char text[] =
        "Kassym-Jomart. Tokayev\n\n\u015e\u0259h\u0259r \u4e2d\u56fd "
        "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35 \u1112\u1161\u11ab";
    long n = 0;
    for (;; n++) {
        struct token_list l = {.n = 0};
        struct analyzer *a = NULL;
        struct err e = ERR_INIT;
        mem_fail_after(n);
        enum st st = analyzer_open(&a, &e);
        if (st == ST_OK)
            st = analyzer_run(a, bytes_of_str(text), &l, &e);
        mem_fail_never();
        if (a && st != ST_OK) {
            e = ERR_INIT;
            token_list_clear(&l);
            ck_assert_int_eq(analyzer_run(a, bytes_of_str(text), &l, &e),
                             ST_OK);
            ck_assert_uint_eq(l.words, 7);
        }
        analyzer_close(a);
        token_list_release(&l);
        if (st == ST_OK)
            break;
        ck_assert_int_eq(st, ST_NOMEM);
    }
    ck_assert_int_ge(n, 6);
}
END_TEST

/* '+' for a capital, '-' for a small letter, '.' for neither. */
START_TEST(capitals_are_told_within_sentences)
{
    static const struct {
        const char *text, *signs;
    } cases[] = {
        {"The price of Oil fell. In Minsk it rose", ".--+-.+--"},
        {"he met Kassym-Jomart there", ".-+++-"}, /* and the compound */
        {"a B\n\nC d", ".+.-"},
        {"in 2019 the \u041c\u0438\u043d\u0441\u043a "
         "\u043c\u0438\u043d\u0441\u043a \u00c9t\u00e9 \u00e9t\u00e9",
         "..-+-+-"},
        {"x \u0645\u064a\u0646", ".."}, /* no case */
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct token_list l = {.n = 0};
        char signs[32] = "";
        analyze(bytes_of_str(cases[i].text), &l);
        for (size_t k = 0; k < l.n; k++)
            strcat(signs, l.tokens[k].capital > 0   ? "+"
                          : l.tokens[k].capital < 0 ? "-"
                                                    : ".");
        ck_assert_str_eq(signs, cases[i].signs);
        token_list_release(&l);
    }
}
END_TEST

SUITE("analyzer", capitals_are_told_within_sentences, texts_become_their_tokens,
      sentences_end_where_a_reader_says_so,
      a_line_over_120_bytes_is_a_paragraph, each_call_is_a_paragraph_of_its_own,
      offsets_cover_the_word_as_written, long_words_are_cut_and_counted,
      a_text_over_the_limit_is_refused, one_word_folds_as_it_does_in_a_text,
      any_bytes_give_a_sound_list,
      two_calls_are_one_call_with_a_blank_line_between,
      hostile_megabytes_take_seconds_at_most,
      failing_malloc_is_reported_and_survived)
