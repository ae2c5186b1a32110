/* random_queries N [SYNTAX] -- N random texts in a language, websearch where
 * none is named: each must be a question whose printed form native reads back
 * as the same, in memory and a depth that are bounded by its size. An error,
 * in its place, is as good in the strict languages. SEED= runs others.
 *
 * Half of them are pieces of the language in random order, half are examples
 * as people type them with random bytes changed. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "common/base/arena.h"
#include "query/parse/parse.h"
#include "tests/support/rng.h"

static const char *const pieces[] = {
    "(",        ")",         "\"",        "-",       "+",
    "=",        "title:",    " OR ",      " AND ",   " NOT ",
    "|",        ":",         "oil",       "gas ",    " ",
    "\\",       "\u201C",    "*",         "?",       "~1",
    "^2",       "~",         "/s ",       "/x/",     "AROUND(3)",
    " AROUND(", "date:",     "2019",      "2019-05", "..",
    "source:",  "length:>5", "lang:en",   "\u00E9",  "NEAR/3 ",
    "2of(",     "ANY(",      "ROW(",      "lead:",   "\n",
    "\x1B[31m", "w/5 ",      "hd=",       "id:",     "\u4E2D\u6587",
    "body:(",   "yesterday", "\"a b\"~3", "luka* ",  "...",
    "said(",    "said:a(",   ", ",        "quote:",  "name(",
    "~~",       "place:",
};

/* What the strict languages refuse wherever it stands. */
static const char *const odd[] = {"\xFF", "\u202E", "\u200B", "\xE2\x80"};

static const char *const examples[] = {
    "belarus AROUND(5) kazakhstan OR minsk -sport",
    "title:(minsk OR astana) \"state visit\"~3 date:2019-05..2019-08",
    "=kazakhs luka* source:presidency-* length:>500 lang:en",
    "\u201Cgood and kind\u201D relations -(sport OR music) NOT title:oil",
    "http://example.org/a?b=c 10:30 C++ AT&T don't 5\" disk",
    "school W/25 liab! AND rugby OR football w/10 (injur! and not b*d)",
    "hd=boeing 747/N30/british airways not [oil$2 gas*] and wc>500",
    "date(geq(1/31/2019) and leq 2020) and atleast3(oil not w/5 gas)",
    "+title:\"a b\"~2 -(c~1 OR d*)^2 date:[2019 TO *] /p(aul|eter)/",
    "(a OR =b) NEAR/5/s \"c (d|e) *0..2 f\" 2of(g h i) ROW(j * k) FIRST/9",
    "said(\"a b\", c OR d) -said:e(f) quote:(g h) name(i j) ~~k place:l",
    "((a OR b) AROUND(3) \"c d\") | e date:\"28 May 2019\" id:\"a b\"",
};

static size_t put(char *to, size_t n, size_t room, const char *text)
{
    const size_t size = strlen(text);
    if (size > room - n)
        return n;
    memcpy(to + n, text, size);
    return n + size;
}

static size_t random_text(struct rng *r, char *to, size_t room)
{
    size_t n = 0;
    if (rng_below(r, 2)) {
        for (uint32_t i = 1 + rng_below(r, 24); i > 0; i--)
            n = put(to, n, room,
                    rng_below(r, 256) ? pieces[rng_below(r, COUNT_OF(pieces))]
                                      : odd[rng_below(r, COUNT_OF(odd))]);
        return n;
    }
    n = put(to, n, room, examples[rng_below(r, COUNT_OF(examples))]);
    for (uint32_t i = rng_below(r, 6); i > 0; i--)
        to[rng_below(r, (uint32_t)n)] =
            (char)rng_below(r, rng_below(r, 16) ? 0x80 : 0x100);
    return n;
}

/* Levels of the tree. */
static size_t depth_of(const struct ast_node *n)
{
    size_t deepest = 0;
    for (const struct ast_node *c = n->first; c; c = c->next) {
        const size_t d = depth_of(c);
        deepest = MAX(deepest, d);
    }
    return deepest + 1;
}

/* Why the text is read wrongly, or NULL. */
static const char *check(struct arena *a, enum syntax syntax, struct bytes text,
                         struct buf *once, struct buf *again)
{
    enum { PER_BYTE = 400, FIXED = 4096 }; /* bytes of memory */
    struct ast_node *root;
    struct parse_place place;
    const struct parse_options options = {.syntax = syntax, .today = 18000};
    const struct parse_options native = {.syntax = SYNTAX_NATIVE};
    const enum st st = parse_query(&root, a, &options, text, &place, NULL);
    if (st == ST_SYNTAX && syntax != SYNTAX_WEBSEARCH)
        return place.at <= text.n && place.n <= text.n - place.at
                   ? NULL
                   : "an error outside of the text";
    if (st != ST_OK)
        return "an error";
    if (a->used > FIXED + PER_BYTE * text.n)
        return "too much memory";
    if (depth_of(root) > text.n + 1)
        return "too deep";
    if (!ast_print(root, once))
        return "not printed";
    if (parse_query(&root, a, &native, buf_bytes(once), &place, NULL) != ST_OK)
        return "native refuses its reading";
    if (!ast_print(root, again) ||
        !bytes_equal(buf_bytes(once), buf_bytes(again)))
        return "native reads it as another";
    return NULL;
}

static uint64_t run(struct rng *r, enum syntax syntax, uint64_t n)
{
    enum { ROOM = 512 };
    char text[ROOM];
    struct arena a;
    struct buf once = BUF_INIT;
    struct buf again = BUF_INIT;
    uint64_t wrong = 0;
    arena_init(&a, 0);
    for (uint64_t i = 0; i < n; i++) {
        const size_t size = random_text(r, text, sizeof(text));
        arena_clear(&a);
        buf_clear(&once);
        buf_clear(&again);
        const char *const why =
            check(&a, syntax, bytes_of(text, size), &once, &again);
        if (!why)
            continue;
        wrong++;
        printf("%s: %.*s\n  read as %s\n", why, (int)size, text,
               buf_str(&once));
    }
    buf_release(&once);
    buf_release(&again);
    arena_release(&a);
    return wrong;
}

int main(int argc, char **argv)
{
    struct rng r = rng_from_env(1);
    const uint64_t n = argc > 1 ? strtoull(argv[1], NULL, 10) : 0;
    const char *const name = argc > 2 ? argv[2] : "websearch";
    enum syntax syntax;
    if (n == 0 || !syntax_from_name(name, &syntax)) {
        fprintf(stderr, "usage: random_queries N [SYNTAX]\n");
        return EXIT_USAGE;
    }
    const clock_t start = clock();
    const uint64_t wrong = run(&r, syntax, n);
    const double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    printf("%" PRIu64 " random texts as %s, %" PRIu64 " wrong, %.1f s\n", n,
           name, wrong, seconds);
    return wrong == 0 ? EXIT_HITS : EXIT_NO_HITS;
}
