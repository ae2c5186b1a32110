#include "indexer/release/speaker_names.h"

#include "common/base/buf.h"
#include "common/base/compiler.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

enum { PARTS = 120, DISTINCT = KEYS_MAX + 1 };

/* A release, and its names as they are asked for. */
struct fixture {
    struct speech_words *words;
    struct buf text, headline;
    struct lines lines;
    struct lexemes title, body;
};

static void add(struct buf *b, const char *text)
{
    ck_assert(buf_append(b, text, strlen(text)));
}

/* Few names, in all that a run may have in it. */
static void random_text(struct rng *r, struct buf *b, size_t parts)
{
    static const char *const PART[] = {
        "Ann ",  "Lis ",   "Fir ",   "Bob ",   "Jo ",        "Ann ",
        "Lis ",  "Fir’s ", "de la ", "von ",   "(Anna) ",    "“Bob” ",
        "& ",    "A. ",    "Jr. ",   "said ",  "president",  "President ",
        "Sen. ", "The ",   "of ",    "looms ", ", ",         ". ",
        "\n",    "\n\n",   "(",      "“",      "Acme Inc. ", "LIS ",
    };
    for (size_t i = 0; i < parts; i++)
        add(b, PART[rng_below(r, COUNT_OF(PART))]);
}

/* Behind the rest: as many other names as make all names be learned. */
static void add_others(struct buf *b)
{
    add(b, "\n\nand");
    for (int i = 0; i < DISTINCT; i++)
        ck_assert(buf_printf(b, " met %c%c by", 'A' + i, 'a' + i));
}

static void read_random(struct fixture *f, struct rng *r)
{
    struct err e = ERR_INIT;
    struct line line = {0, 0, true};
    const struct lines one = {.v = &line, .n = 1, .cap = 1};
    buf_clear(&f->text);
    buf_clear(&f->headline);
    random_text(r, &f->headline, 4);
    random_text(r, &f->text, 1 + rng_below(r, PARTS));
    add_others(&f->text);
    line.to = (uint32_t)f->headline.n;
    const struct bytes body = buf_bytes(&f->text);
    ck_assert_int_eq(lines_read(&f->lines, body, &e), ST_OK);
    ck_assert(lexemes_read(&f->title, buf_bytes(&f->headline), &one, 1));
    ck_assert(lexemes_read(&f->body, body, &f->lines, f->lines.n));
}

static void open_fixture(struct fixture *f)
{
    struct err e = ERR_INIT;
    *f = (struct fixture){.text = BUF_INIT};
    ck_assert_int_eq(speech_words_open(&f->words, &e), ST_OK);
}

static void close_fixture(struct fixture *f)
{
    speech_words_close(f->words);
    buf_release(&f->text);
    buf_release(&f->headline);
    lines_release(&f->lines);
    lexemes_release(&f->title);
    lexemes_release(&f->body);
}

static struct name name_at(const struct fixture *f, size_t i)
{
    const size_t end = name_run_end(&f->body, f->words, i);
    return name_of_run(&f->body, f->words, i, end);
}

/* Asks for so many other words that all names are learned. */
static void have_all_learned(struct names *n, const struct fixture *f)
{
    size_t asked = 0;
    for (size_t i = f->body.n; i-- > 0 && asked < DISTINCT;)
        if (f->body.v[i].kind == LEX_CAPITAL) {
            const struct name name = name_at(f, i);
            ck_assert_uint_eq(name.words, 1);
            ck_assert(!names_know(n, &name));
            asked++;
        }
    ck_assert(n->all);
}

static unsigned known, fuller;

static void compare(struct names *one, struct names *all, const struct name *n)
{
    struct name a, b;
    const bool knows = names_know(one, n);
    ck_assert_int_eq(knows, names_know(all, n));
    ck_assert_int_eq(names_fullest(one, n, &a), names_fullest(all, n, &b));
    ck_assert_uint_eq(a.first, b.first);
    ck_assert_uint_eq(a.end, b.end);
    ck_assert_int_eq(a.in_title, b.in_title);
    ck_assert_uint_eq(a.words, b.words);
    ck_assert_uint_eq(a.classes, b.classes);
    known += knows;
    fuller += a.words > n->words;
}

START_TEST(a_word_alone_finds_what_all_names_would)
{
    enum { ROUNDS = 3000 };
    struct rng r = rng_from_env(20261201);
    static struct names one, all;
    struct fixture f;
    open_fixture(&f);
    known = fuller = 0;
    for (int round = 0; round < ROUNDS; round++) {
        read_random(&f, &r);
        names_begin(&one, f.words, &f.title, &f.body);
        names_begin(&all, f.words, &f.title, &f.body);
        have_all_learned(&all, &f);
        for (size_t end = 0; end < f.body.n; end += 1 + rng_below(&r, 30)) {
            names_go_to(&one, end);
            names_go_to(&all, end);
            const size_t i = rng_below(&r, (uint32_t)f.body.n);
            if (f.body.v[i].kind != LEX_CAPITAL)
                continue;
            const struct name n = name_at(&f, i);
            if (n.words)
                compare(&one, &all, &n);
        }
        ck_assert(!one.failed && !all.failed);
    }
    ck_assert_uint_gt(known, ROUNDS / 2);
    ck_assert_uint_gt(fuller, ROUNDS / 20);
    names_release(&one);
    names_release(&all);
    close_fixture(&f);
}
END_TEST

SUITE("speaker_names", a_word_alone_finds_what_all_names_would)
