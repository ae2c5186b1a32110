/* dateline-generate -- writes invented releases as JSONL: flags only. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "common/base/compiler.h"
#include "common/base/file.h"
#include "common/base/options.h"
#include "corpus/generate/generator.h"

enum { OPT_COUNT = 1, OPT_SEED, OPT_OUTPUT, OPT_DAYS, OPT_WORDS };

static const struct option_spec OPTIONS[] = {
    {OPT_COUNT, 'n', "count", "N", "How many releases; default 1000."},
    {OPT_SEED, 0, "seed", "N",
     "Another seed, other releases; the same, the same bytes on any machine. "
     "Default 1."},
    {OPT_OUTPUT, 'o', "output", "FILE",
     "Writes to FILE, which must not exist, instead of standard output."},
    {OPT_DAYS, 0, "days", "N",
     "Spreads the dates over N days from 2004-01-01; default 5479, which is "
     "fifteen years."},
    {OPT_WORDS, 0, "words", "N", "Words of the median release; default 350."},
};

static const struct example_spec EXAMPLES[] = {
    {"dateline-generate -n 100000 --seed 7 -o big.jsonl",
     "Writes about 306 MB."},
    {"dateline-generate -n 3", "Shows what the releases look like."},
};

static const struct command_spec *const COMMANDS[] = {
    &(const struct command_spec){.operands = "",
                                 .summary = "write invented releases",
                                 .options = OPTIONS,
                                 .n_options = COUNT_OF(OPTIONS),
                                 .examples = EXAMPLES,
                                 .n_examples = COUNT_OF(EXAMPLES)},
};

static const struct lines_spec EXITS[] = {
    {"0", "All releases were written."},
    {"2", "The command line makes no sense."},
    {"4", "The output could not be written, or memory is out."},
};

static const struct program_spec PROGRAM = {
    .name = "dateline-generate",
    .summary = "write any number of invented press releases",
    .details =
        "Writes one JSON object a line with the keys id, title, date, source "
        "and body. Words follow Zipf's law, most of them being inventions "
        "that can be pronounced; new ones keep appearing as text grows. Each "
        "release has a topic whose words it repeats, and topics have their "
        "time. Dates rise. Some 200 sources issue them, a few much more than "
        "the others. About one release in fifty is nearly the same as one "
        "shortly before it.",
    .commands = COMMANDS,
    .n_commands = COUNT_OF(COMMANDS),
    .exits = EXITS,
    .n_exits = COUNT_OF(EXITS),
    .see_also = "dateline-index(1)",
};

struct settings {
    struct generator_options generate;
    const char *path; /* NULL: standard output */
};

static enum st take_option(const struct options *o, int id, struct settings *s,
                           struct err *e)
{
    int64_t n = 0;
    enum st st = ST_OK;
    switch (id) {
    case OPT_COUNT:
        st = options_int(o, 1, INT64_C(1000000000000), &n, e);
        s->generate.count = (uint64_t)n;
        break;
    case OPT_SEED:
        st = options_int(o, 0, INT64_MAX, &n, e);
        s->generate.seed = (uint64_t)n;
        break;
    case OPT_DAYS:
        st = options_int(o, 1, 1000000, &n, e);
        s->generate.days = (int32_t)n;
        break;
    case OPT_WORDS:
        st = options_int(o, 10, 20000, &n, e);
        s->generate.words = (uint32_t)n;
        break;
    default:
        s->path = o->value;
        break;
    }
    return st;
}

/* Hands over what is in `b` and empties it. */
static enum st drain(struct buf *b, struct file_out *f, struct err *e)
{
    enum st st = ST_OK;
    if (f->open)
        st = file_out_append(f, b->p, b->n, e);
    else if (fwrite(b->p, 1, b->n, stdout) != b->n)
        st = err_set(e, ST_IO, "standard output: %s", strerror(errno));
    buf_clear(b);
    return st;
}

static enum st write_all(const struct settings *s, struct err *e)
{
    enum { DRAIN_SIZE = 1 << 20 };
    struct generator *g = NULL;
    struct file_out f = {.open = false};
    struct buf b = BUF_INIT;

    enum st st = generator_open(&g, &s->generate, e);
    if (st == ST_OK && s->path)
        st = file_out_create(&f, s->path, e);
    for (uint64_t i = 0; st == ST_OK && i < s->generate.count; i++) {
        st = generator_write(g, i, &b, e);
        if (st == ST_OK && b.n >= DRAIN_SIZE)
            st = drain(&b, &f, e);
    }
    if (st == ST_OK)
        st = drain(&b, &f, e);
    if (st == ST_OK && f.open)
        st = file_out_sync(&f, e);
    if (st == ST_OK && !f.open && fflush(stdout) != 0)
        st = err_set(e, ST_IO, "standard output: %s", strerror(errno));

    file_out_close(&f);
    buf_release(&b);
    generator_close(g);
    return st;
}

int main(int argc, char **argv)
{
    struct settings s = {.generate = GENERATOR_OPTIONS_DEFAULT};
    struct err e = ERR_INIT;
    struct options o;
    int id = OPTIONS_END;

    enum st st = options_open(&o, &PROGRAM, argc, argv, &e);
    while (st == ST_OK && (st = options_next(&o, &id, &e)) == ST_OK &&
           id != OPTIONS_END)
        st = take_option(&o, id, &s, &e);
    if (st == ST_OK)
        st = o.asked != ASKED_NOTHING ? options_answer(&o, stdout, &e)
                                      : write_all(&s, &e);
    if (st != ST_OK)
        options_complain(&o, &e, stderr);
    return (int)exit_code_of(st);
}
