#include "common/base/mem.h"
#include "common/text/analyzer.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

#include <stdlib.h>
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

SUITE("analyzer", texts_become_their_tokens)
