/*
 * analyzer_bench -- how fast text becomes words, and words terms.
 *
 *     analyzer_bench FILE [ROUNDS]
 *
 * FILE is text, read whole and cut into pieces of about 4 KiB at line ends,
 * the size of a release. Prints the median over the rounds, with minimum and
 * maximum, of MB (10^6 bytes) a second: `words` for words_next() alone,
 * `analyze` for analyzer_run(), `stem` for analyzer_run() and an English stem
 * of every token.
 */
#include <stdio.h>
#include <stdlib.h>

#include "common/base/clock.h"
#include "common/base/file.h"
#include "common/base/mem.h"
#include "common/text/analyzer.h"
#include "common/text/dictionary.h"
#include "common/text/stem.h"
#include "common/text/words.h"

enum { ROUNDS = 9, ROUNDS_MAX = 99, PIECE = 4096 };

struct bench {
    struct bytes text;
    struct analyzer *analyzer;
    struct dictionary *dictionary;
    struct stemmer *stemmer;
    struct token_list list;
    uint64_t words, tokens, stem_bytes; /* keeps the work from being left out */
};

static enum st run_words(struct bench *b, struct bytes piece, struct err *e)
{
    uint8_t lower[WORDS_ROOM];
    struct words ws;
    struct word word;
    words_init(&ws, piece, b->dictionary, e);
    while (words_next(&ws, &word, lower))
        b->words++;
    return ws.st;
}

static enum st run_analyze(struct bench *b, struct bytes piece, struct err *e)
{
    token_list_clear(&b->list);
    const enum st st = analyzer_run(b->analyzer, piece, &b->list, e);
    b->tokens += b->list.n;
    return st;
}

static enum st run_stem(struct bench *b, struct bytes piece, struct err *e)
{
    const enum st st = run_analyze(b, piece, e);
    bool failed = false;
    for (size_t i = 0; i < b->list.n; i++) {
        const struct bytes term = token_term(&b->list, &b->list.tokens[i]);
        b->stem_bytes += stem_word(b->stemmer, term, &failed).n;
    }
    return st != ST_OK || !failed ? st : err_set(e, ST_NOMEM, "no memory");
}

static const struct {
    const char *name;
    enum st (*run)(struct bench *b, struct bytes piece, struct err *e);
} KINDS[] = {
    {"words", run_words}, {"analyze", run_analyze}, {"stem", run_stem}};

/* The next piece of what is left of the text. */
static struct bytes take_piece(struct bytes *rest)
{
    size_t n = MIN(rest->n, (size_t)PIECE);
    while (n < rest->n && rest->p[n - 1] != '\n')
        n++;
    const struct bytes piece = bytes_of(rest->p, n);
    *rest = bytes_of(rest->p + n, rest->n - n);
    return piece;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static enum st measure(struct bench *b, size_t kind, int rounds, struct err *e)
{
    double rate[ROUNDS_MAX];
    for (int i = 0; i < rounds; i++) {
        struct bytes rest = b->text;
        const double start = clock_seconds();
        while (rest.n > 0) {
            const enum st st = KINDS[kind].run(b, take_piece(&rest), e);
            if (st != ST_OK)
                return st;
        }
        rate[i] = (double)b->text.n / 1e6 / (clock_seconds() - start);
    }
    qsort(rate, (size_t)rounds, sizeof(rate[0]), compare);
    printf("%-8s %6.0f MB/s (%.0f .. %.0f)\n", KINDS[kind].name,
           rate[rounds / 2], rate[0], rate[rounds - 1]);
    return ST_OK;
}

int main(int argc, char **argv)
{
    struct err e = ERR_INIT;
    struct bench b = {.words = 0};
    struct file_map map = {.p = NULL};
    const int rounds = argc > 2 ? atoi(argv[2]) : ROUNDS;
    enum st st = ST_USAGE;
    if (argc < 2 || rounds < 1 || rounds > ROUNDS_MAX) {
        err_set(&e, ST_USAGE, "usage: analyzer_bench FILE [ROUNDS]");
        goto done;
    }
    if ((st = file_map(&map, argv[1], &e)) != ST_OK ||
        (st = analyzer_open(&b.analyzer, &e)) != ST_OK ||
        (st = dictionary_open(&b.dictionary, &e)) != ST_OK ||
        (st = stemmer_open(&b.stemmer, "en", &e)) != ST_OK)
        goto done;
    b.text = bytes_of(map.p, map.n);
    for (size_t i = 0; i < COUNT_OF(KINDS) && st == ST_OK; i++)
        st = measure(&b, i, rounds, &e);
    printf("%llu words, %llu tokens, %llu bytes of stems\n",
           (unsigned long long)b.words, (unsigned long long)b.tokens,
           (unsigned long long)b.stem_bytes);
done:
    if (st != ST_OK)
        fprintf(stderr, "analyzer_bench: %s\n", e.msg);
    token_list_release(&b.list);
    analyzer_close(b.analyzer);
    dictionary_close(b.dictionary);
    stemmer_close(b.stemmer);
    file_unmap(&map);
    return (int)exit_code_of(st);
}
