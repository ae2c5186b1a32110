#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/date.h"
#include "common/base/file.h"
#include "common/base/mem.h"
#include "query/parse/parse.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>

static const char *const names[] = {
    [SYNTAX_WEBSEARCH] = "websearch", [SYNTAX_NATIVE] = "native",
    [SYNTAX_NEXIS] = "nexis",         [SYNTAX_FACTIVA] = "factiva",
    [SYNTAX_LUCENE] = "lucene",       [SYNTAX_BAG] = "bag",
};

/* The syntax whose name `line` begins with, or -1. */
static int syntax_of(const char *line)
{
    for (int i = 0; i < (int)COUNT_OF(names); i++) {
        const size_t n = strlen(names[i]);
        if (strncmp(line, names[i], n) == 0 && (line[n] == 0 || line[n] == ' '))
            return i;
    }
    return -1;
}

static int32_t first_of_june(void)
{
    int32_t day = 0;
    ck_assert(date_from_civil((struct civil){2019, 6, 1}, &day));
    return day;
}

/* The reading of `query`, or "error: " and the reason, in a static buffer. */
static const char *reading(enum syntax syntax, struct bytes query)
{
    static struct buf out;
    struct arena a;
    struct ast_node *root;
    struct parse_place place;
    struct err e = ERR_INIT;
    const struct parse_options options = {.syntax = syntax,
                                          .today = first_of_june()};
    arena_init(&a, 0);
    buf_clear(&out);
    if (parse_query(&root, &a, &options, query, &place, &e) == ST_OK)
        ck_assert(ast_print(root, &out));
    else
        buf_printf(&out, "error: %s", e.msg);
    arena_release(&a);
    return buf_str(&out);
}

static struct bytes trimmed(const char *from, const char *to)
{
    while (from < to && *from == ' ')
        from++;
    while (to > from && to[-1] == ' ')
        to--;
    return bytes_of(from, (size_t)(to - from));
}

static void check_line(enum syntax syntax, const char *from, const char *to,
                       const char *wanted)
{
    const char *const is = reading(syntax, trimmed(from, to));
    ck_assert_msg(strcmp(is, wanted) == 0, "%s\nis read as %s\nnot as     %s",
                  from, is, wanted);
}

/* What the blocks of a document show. */
struct examples {
    int of[COUNT_OF(names)]; /* with their reading                         */
    int same;                /* questions asked in several languages       */
    int in_all;              /* ... in all but the bag                     */
};

/* One question in several languages, a line each, and "=>  reading" last. */
static void check_same(char *const *lines, int n, struct examples *counts)
{
    ck_assert_int_ge(n, 3);
    ck_assert_msg(strncmp(lines[n - 1], "=>  ", 4) == 0, "no reading: %s",
                  lines[n - 1]);
    for (int i = 0; i + 1 < n; i++) {
        const int syntax = syntax_of(lines[i]);
        ck_assert_msg(syntax >= 0, "no language: %s", lines[i]);
        check_line((enum syntax)syntax, lines[i] + strlen(names[syntax]),
                   lines[i] + strlen(lines[i]), lines[n - 1] + 4);
    }
    counts->same++;
    counts->in_all += n - 1 == SYNTAX_BAG;
}

static struct examples check_document(const char *path)
{
    enum { MOST = 8 }; /* lines of a block of one question */
    struct examples counts = {.same = 0};
    struct buf text = BUF_INIT;
    struct err e = ERR_INIT;
    ck_assert_msg(file_read(path, 1 << 20, &text, &e) == ST_OK, "%s", e.msg);
    int syntax = -1; /* of the block we are in */
    bool same = false;
    char *lines[MOST];
    int n = 0;
    char *rest;
    buf_str(&text);
    for (char *line = strtok_r((char *)text.p, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest)) {
        const char *const arrow = strstr(line, "  =>  ");
        if (strncmp(line, "```", 3) == 0) {
            if (same)
                check_same(lines, n, &counts);
            n = 0;
            same = strcmp(line + 3, "same") == 0;
            syntax = line[3] ? syntax_of(line + 3) : -1;
        } else if (same) {
            ck_assert_int_lt(n, MOST);
            lines[n++] = line;
        } else if (syntax >= 0) {
            ck_assert_msg(arrow, "no arrow in: %s", line);
            check_line((enum syntax)syntax, line, arrow, arrow + 6);
            counts.of[syntax]++;
        }
    }
    buf_release(&text);
    return counts;
}

START_TEST(every_example_of_the_languages_reads_as_it_says)
{
    enum { LEAST = 40 }; /* in each language */
    const struct examples counts = check_document(DOCS "/dialects.md");
    for (int s = SYNTAX_WEBSEARCH; s <= SYNTAX_LUCENE; s++)
        ck_assert_int_ge(counts.of[s], LEAST);
    ck_assert_int_ge(counts.of[SYNTAX_BAG], 5);
    ck_assert_int_ge(counts.in_all, 4);
    ck_assert_int_ge(counts.same, 7);
}
END_TEST

START_TEST(every_example_of_the_guide_reads_as_it_says)
{
    const struct examples counts = check_document(DOCS "/query.md");
    ck_assert_int_ge(counts.of[SYNTAX_WEBSEARCH], 5);
    ck_assert_int_ge(counts.of[SYNTAX_NATIVE], 4);
}
END_TEST

START_TEST(white_space_of_any_kind_and_controls_separate_words)
{
    static const char spaces[] = "a\tb\r\nc\xC2\xA0"
                                 "d\xE3\x80\x80"
                                 "e\xE2\x80\x89"
                                 "f\0g\x1Bh\xC2\x85i";
    const struct bytes q = bytes_of(spaces, sizeof(spaces) - 1);
    const char *const all =
        "(a AND b AND c AND d AND e AND f AND g AND h AND i)";
    ck_assert_str_eq(reading(SYNTAX_WEBSEARCH, q), all);
    const char *const any = "(a OR b OR c OR d OR e OR f OR g OR h OR i)";
    ck_assert_str_eq(reading(SYNTAX_LUCENE, q), any);
    ck_assert_str_eq(reading(SYNTAX_BAG, q), any);
    ck_assert_str_eq(reading(SYNTAX_WEBSEARCH, bytes_of("", 0)), "()");
    ck_assert_str_eq(reading(SYNTAX_LUCENE, bytes_of("\0 \t", 3)), "()");
    ck_assert_str_eq(reading(SYNTAX_BAG, BYTES_NONE), "()");
}
END_TEST

START_TEST(escape_of_a_surrogate_pair_is_one_character)
{
    const struct bytes pair = bytes_of_str("\\ud83d\\ude00x");
    ck_assert_str_eq(reading(SYNTAX_LUCENE, pair), "\xF0\x9F\x98\x80x");
    const struct bytes half = bytes_of_str("\\ud83dx");
    ck_assert_ptr_nonnull(strstr(reading(SYNTAX_LUCENE, half), "error: "));
}
END_TEST

/* What the strict languages say to it, and what they suggest. */
static void check_odd(const char *query, const char *message,
                      const char *instead)
{
    for (int s = SYNTAX_NATIVE; s <= SYNTAX_LUCENE; s++) {
        struct arena a;
        struct ast_node *root;
        struct parse_place place;
        struct err e = ERR_INIT;
        const struct parse_options options = {.syntax = (enum syntax)s};
        arena_init(&a, 0);
        ck_assert_int_eq(
            parse_query(&root, &a, &options, bytes_of_str(query), &place, &e),
            ST_SYNTAX);
        ck_assert_str_eq(e.msg, message);
        ck_assert_msg(bytes_equal_str(place.instead, instead), "%s: %.*s",
                      query, (int)place.instead.n,
                      (const char *)place.instead.p);
        arena_release(&a);
    }
}

#define NO_UTF8(byte)  "a query is UTF-8, and the byte " byte " here is not"
#define UNSEEN(number) "here is a character that cannot be seen, U+" number

START_TEST(strict_languages_refuse_what_is_no_utf8)
{
    check_odd("caf\xE9 oil", NO_UTF8("E9"), "caf\u00E9 oil");
    check_odd("oil \xFF gas", NO_UTF8("FF"), "oil   gas");
    check_odd("oil \xE2\x80", NO_UTF8("E2"), "oil   ");
    check_odd("\"a \xC0\xAF b\"", NO_UTF8("C0"), "\"a    b\"");
    check_odd("\xED\xA0\x80", NO_UTF8("ED"), "   ");
    check_odd("caf\uFFFD", "here is U+FFFD, which stands for what was no UTF-8",
              "caf ");
}
END_TEST

START_TEST(strict_languages_refuse_what_cannot_be_seen)
{
    check_odd("oil A\u202END gas", UNSEEN("202E"), "oil AND gas");
    check_odd("N\u200BOT gas", UNSEEN("200B"), "N OT gas");
    check_odd("oil O\u200DR gas", UNSEEN("200D"), "oil OR gas");
    check_odd("title\u00AD: \uFEFFoil", UNSEEN("FEFF"), "title\u00AD: oil");
    check_odd("date\u2060:2019", UNSEEN("2060"), "date:2019");
    ck_assert_ptr_nonnull(strstr(
        reading(SYNTAX_LUCENE, bytes_of_str("a \\u202Eb")), "cannot be seen"));
}
END_TEST

/* Joiners spell Persian and Hindi, and stand in emoji. */
START_TEST(joiners_of_other_scripts_are_letters)
{
    static const char *const words[] = {
        "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645",
        "\u0915\u094D\u200D\u0937"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        for (int s = SYNTAX_WEBSEARCH; s <= SYNTAX_BAG; s++)
            ck_assert_str_eq(reading((enum syntax)s, bytes_of_str(words[i])),
                             words[i]);
}
END_TEST

START_TEST(websearch_reads_around_what_is_odd)
{
    static const char *const cases[][2] = {
        {"oil\xFFgas", "(oil AND gas)"},
        {"\xFF\xFE\x80", "()"},
        {"oil\uFFFDgas", "(oil AND gas)"},
        {"\"a \xC3 b\"", "\"a   b\""},
        {"oil -\u202Egas", "(oil AND NOT gas)"},
        {"min\u200Bsk", "(min AND sk)"},
        {"a\u2028b", "(a AND b)"},
        {"\uFEFFminsk", "minsk"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        ck_assert_str_eq(reading(SYNTAX_WEBSEARCH, bytes_of_str(cases[i][0])),
                         cases[i][1]);
    ck_assert_str_eq(reading(SYNTAX_BAG, bytes_of_str("a\xFF\u202Eb")),
                     "(a OR b)");
}
END_TEST

static const char *explained(const char *query)
{
    static struct buf out;
    struct arena a;
    struct ast_node *root;
    struct parse_place place;
    struct err e = ERR_INIT;
    const struct bytes text = bytes_of_str(query);
    arena_init(&a, 0);
    ck_assert_int_eq(
        parse_query(&root, &a, &(struct parse_options){.syntax = SYNTAX_LUCENE},
                    text, &place, &e),
        ST_SYNTAX);
    buf_clear(&out);
    ck_assert(parse_explain(text, place, &e, &out));
    arena_release(&a);
    return buf_str(&out);
}

START_TEST(caret_stands_under_the_place)
{
    ck_assert_str_eq(explained("oil titel:gas"),
                     "there is no field titel; do you mean title? (for the "
                     "character : write \\:)\n"
                     "  oil titel:gas\n"
                     "      ^~~~~\n"
                     "  try: oil title:gas\n");
    ck_assert_str_eq(explained("нефть (газ"),
                     "this parenthesis is never closed; for the character "
                     "itself write \\(\n"
                     "  нефть (газ\n"
                     "        ^\n"
                     "  try: нефть (газ)\n");
    ck_assert_str_eq(explained("oil AND"), "nothing to search for follows AND\n"
                                           "  oil AND\n"
                                           "      ^~~\n");
}
END_TEST

START_TEST(explanation_shows_controls_and_bad_bytes_as_one_sign)
{
    ck_assert_str_eq(explained("a\tb\x1B[31m *"),
                     "a range is [a TO b], or {a TO b} without its ends; for "
                     "the character itself write \\[\n"
                     "  a\uFFFDb\uFFFD[31m *\n"
                     "      ^\n");
    ck_assert_str_eq(explained("a\xFF\xC3 \x1B*"),
                     "a query is UTF-8, and the byte FF here is not\n"
                     "  a\uFFFD\uFFFD \uFFFD*\n"
                     "   ^\n"
                     "  try: a\u00FF  \uFFFD*\n");
    ck_assert_str_eq(explained("\u202Eoil]"),
                     "here is a character that cannot be seen, U+202E\n"
                     "  \uFFFDoil]\n"
                     "  ^\n"
                     "  try: oil]\n");
}
END_TEST

START_TEST(long_query_is_shown_around_the_place)
{
    char query[1024];
    size_t n = 0;
    for (int i = 0; i < 60; i++)
        n += (size_t)sprintf(query + n, "word%02d ", i);
    query[7 * 30] = ']';
    ck_assert_str_eq(
        explained(query),
        "] cannot stand here; for the character itself write \\]\n"
        "  ...4 word25 word26 word27 word28 word29 ]ord30 word31 word32 "
        "word33 word34 word35 word36 word37...\n"
        "                                          ^\n");
    query[0] = ']';
    ck_assert_str_eq(
        explained(query),
        "] cannot stand here; for the character itself write \\]\n"
        "  ]ord00 word01 word02 word03 word04 word05 word06 word07 word08 "
        "word09 word10 word11 word12 word...\n"
        "  ^\n");
}
END_TEST

START_TEST(error_suggests_a_form_that_is_right)
{
    static const struct {
        enum syntax syntax;
        const char *query, *instead;
    } cases[] = {
        {SYNTAX_NATIVE, "merkel NEAR putin", "merkel NEAR/10 putin"},
        {SYNTAX_NATIVE, "merkel PRE/x putin", "merkel PRE/10 putin"},
        {SYNTAX_NATIVE, "merkel w/5 putin", "merkel NEAR/5 putin"},
        {SYNTAX_NATIVE, "oil (gas OR coal", "oil (gas OR coal)"},
        {SYNTAX_NATIVE, "oil) gas", "oil gas"},
        {SYNTAX_NATIVE, "oil \"gas", "oil \"gas\""},
        {SYNTAX_NATIVE, "oil & gas", "oil  gas"},
        {SYNTAX_NATIVE, "oil - gas", "oil -gas"},
        {SYNTAX_NATIVE, "titel:oil", "title:oil"},
        {SYNTAX_NATIVE, "http://a.org", "http\\://a.org"},
        {SYNTAX_NATIVE, "4of(oil gas)", "2of(oil gas)"},
        {SYNTAX_NATIVE, "oil~7", "oil~1"},
        {SYNTAX_NATIVE, "oil^x", "oil^2"},
        {SYNTAX_NATIVE, "oil /gas", "oil \\/gas"},
        {SYNTAX_NATIVE, "oil \\", "oil "},
        {SYNTAX_NEXIS, "oil w/300 gas", "oil w/255 gas"},
        {SYNTAX_NEXIS, "atleast(oil)", "atleast5(oil)"},
        {SYNTAX_NEXIS, "prime(minister)", "prime (minister)"},
        {SYNTAX_NEXIS, "(oil or gas", "(oil or gas)"},
        {SYNTAX_FACTIVA, "oil adj20 gas", "oil adj10 gas"},
        {SYNTAX_FACTIVA, "oil near gas", "oil near500 gas"},
        {SYNTAX_FACTIVA, "oil/F900/", "oil/F500/"},
        {SYNTAX_FACTIVA, "closing date", "closing \"date\""},
        {SYNTAX_LUCENE, "oil (gas", "oil (gas)"},
        {SYNTAX_LUCENE, "sorce:oil", "source:oil"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct arena a;
        struct ast_node *root;
        struct parse_place place;
        const struct parse_options options = {.syntax = cases[i].syntax};
        arena_init(&a, 0);
        ck_assert_int_eq(parse_query(&root, &a, &options,
                                     bytes_of_str(cases[i].query), &place,
                                     NULL),
                         ST_SYNTAX);
        const struct bytes instead = place.instead;
        ck_assert_msg(bytes_equal_str(instead, cases[i].instead),
                      "%s: suggests %.*s", cases[i].query, (int)instead.n,
                      (const char *)instead.p);
        const enum st st =
            parse_query(&root, &a, &options, instead, &place, NULL);
        ck_assert_msg(st == ST_OK, "%s is refused as well", cases[i].instead);
        arena_release(&a);
    }
}
END_TEST

/* A word alone goes a way of its own in some dialects: it must be read like
 * one with a blank behind it, operators of other dialects too. */
START_TEST(word_alone_is_read_like_any_word)
{
    static const char *const words[] = {
        "oil",     "a",    "and",     "or",    "not",      "to",   "near",
        "pre",     "w",    "s",       "p",     "adj",      "same", "first",
        "atleast", "of",   "within",  "title", "hlead",    "date", "around",
        "said",    "name", "quote",   "who",   "any",      "all",  "text",
        "source",  "row",  "between", "geq",   "oilandgas"};
    for (int s = SYNTAX_WEBSEARCH; s <= SYNTAX_BAG; s++) {
        for (size_t i = 0; i < COUNT_OF(words); i++) {
            char blank[32];
            snprintf(blank, sizeof(blank), "%s ", words[i]);
            struct ast_node *node[2] = {NULL, NULL};
            struct parse_place place;
            struct arena a;
            const struct parse_options options = {.syntax = (enum syntax)s};
            arena_init(&a, 0);
            const enum st alone = parse_query(
                &node[0], &a, &options, bytes_of_str(words[i]), &place, NULL);
            ck_assert_int_eq(alone,
                             parse_query(&node[1], &a, &options,
                                         bytes_of_str(blank), &place, NULL));
            if (alone == ST_OK) {
                ck_assert_int_eq(node[0]->kind, node[1]->kind);
                ck_assert_uint_eq(node[0]->at, node[1]->at);
                ck_assert_uint_eq(node[0]->n, node[1]->n);
                ck_assert_int_eq(node[0]->exact, node[1]->exact);
                ck_assert_msg(bytes_equal(node[0]->text, node[1]->text),
                              "%s: %s", names[s], words[i]);
            }
            arena_release(&a);
        }
    }
}
END_TEST

START_TEST(unknown_dialect_has_no_syntax)
{
    enum syntax s;
    ck_assert(syntax_from_name("lucene", &s) && s == SYNTAX_LUCENE);
    ck_assert(syntax_from_name("websearch", &s) && s == SYNTAX_WEBSEARCH);
    ck_assert(syntax_from_name("native", &s) && s == SYNTAX_NATIVE);
    ck_assert(!syntax_from_name("bag", &s));
    ck_assert(!syntax_from_name("", &s));
}
END_TEST

static const char *const complex[] = {
    [SYNTAX_WEBSEARCH] = "a OR -b (c \"d e\" -(f title:g)) | h NOT",
    [SYNTAX_NATIVE] =
        "a AND NOT (b NEAR/5 \"c (d|e) * f\") OR title:(g h*) -source:i "
        "2of(j (k l)^2 \"m n\"~3) atleast2(o FIRST/50) ROW(p *2 q~1) date:2019",
    [SYNTAX_NEXIS] =
        "a w/5 b or c d! and headline(e) and atleast3(f g) and date(geq 2019 "
        "and leq 2020) and source(h!) and \"i j\" not /s k and not length(>5)",
    [SYNTAX_FACTIVA] =
        "hd=a near5 b$2 or c % d* and atleast2 e/F50/ not [f same g/N3/h] and "
        "date after -7 and wc>500 and rst=i and la=english",
    [SYNTAX_LUCENE] = "a AND (b \"c \\\" d\" -(e +f)) title:(g \\h)^2 !i~ j* "
                      "/k/ date:[2019 TO *] source:(l \"m n\")",
    [SYNTAX_BAG] = "a b c d e f g h",
};

START_TEST(query_over_the_budget_reports_nomem)
{
    for (int s = SYNTAX_WEBSEARCH; s <= SYNTAX_BAG; s++) {
        enum st st = ST_NOMEM;
        for (size_t budget = 1; st != ST_OK; budget++) {
            struct arena a;
            struct ast_node *root;
            struct parse_place place;
            struct err e = ERR_INIT;
            arena_init(&a, budget);
            st = parse_query(&root, &a,
                             &(struct parse_options){.syntax = (enum syntax)s},
                             bytes_of_str(complex[s]), &place, &e);
            ck_assert(st == ST_OK || st == ST_NOMEM);
            ck_assert_int_eq(e.code, st);
            arena_release(&a);
        }
    }
}
END_TEST

START_TEST(failing_malloc_reports_nomem)
{
    for (int s = SYNTAX_WEBSEARCH; s <= SYNTAX_BAG; s++) {
        enum st st = ST_NOMEM;
        for (long n = 0; st != ST_OK; n++) {
            struct arena a;
            struct ast_node *root;
            struct parse_place place;
            arena_init(&a, 0);
            mem_fail_after(n);
            st = parse_query(&root, &a,
                             &(struct parse_options){.syntax = (enum syntax)s},
                             bytes_of_str(complex[s]), &place, NULL);
            struct buf out = BUF_INIT;
            const bool printed = st == ST_OK && ast_print(root, &out);
            mem_fail_never();
            ck_assert(st == ST_OK || st == ST_NOMEM);
            ck_assert_int_eq(printed, st == ST_OK && !out.failed);
            if (out.failed)
                st = ST_NOMEM;
            buf_release(&out);
            arena_release(&a);
        }
    }
}
END_TEST

SUITE("parse", every_example_of_the_languages_reads_as_it_says,
      every_example_of_the_guide_reads_as_it_says,
      white_space_of_any_kind_and_controls_separate_words,
      strict_languages_refuse_what_is_no_utf8,
      strict_languages_refuse_what_cannot_be_seen,
      joiners_of_other_scripts_are_letters, websearch_reads_around_what_is_odd,
      escape_of_a_surrogate_pair_is_one_character, caret_stands_under_the_place,
      explanation_shows_controls_and_bad_bytes_as_one_sign,
      long_query_is_shown_around_the_place, error_suggests_a_form_that_is_right,
      word_alone_is_read_like_any_word, unknown_dialect_has_no_syntax,
      query_over_the_budget_reports_nomem, failing_malloc_reports_nomem)
