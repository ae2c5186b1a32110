/* names -- how else an index spells a name. */
#include <inttypes.h>

#include "common/segment/index.h"
#include "query/commands/commands.h"
#include "query/names/name_tables.h"

static const char *kind_name(const struct name_variant *v)
{
    switch (v->kind) {
    case VARIANT_ITSELF:
        return "as typed";
    case VARIANT_SOUND:
        return "spelling";
    case VARIANT_EXONYM:
        return "other name";
    case VARIANT_PINYIN:
        return "chinese";
    case VARIANT_FORM:
    case VARIANT_STEM:
        return "form";
    }
    return "";
}

/* releases, slips, how, word: parted by tabs. */
static void print_row(const struct name_variant *v, struct buf *out)
{
    buf_printf(out, "%" PRIu64 "\t%u.%02u\t%s\t%.*s\n", v->word.df,
               v->distance / 100, v->distance % 100, kind_name(v),
               (int)v->word.text.n, (const char *)v->word.text.p);
}

static enum st find(const struct names_command *c, const struct index *ix,
                    struct arena *arena, struct name_tables *tables,
                    struct name_variants *out, struct err *e)
{
    struct analyzer *a = NULL;
    struct stemmer *stemmer = NULL;
    struct buf folded = BUF_INIT;
    uint64_t budget = UINT64_MAX;

    enum st st = analyzer_open(&a, e);
    if (st == ST_OK)
        st = stemmer_open(&stemmer, ix->manifest.lang, e);
    if (st == ST_OK)
        st = name_tables_open(tables, c->exonyms, a, e);
    if (st == ST_OK)
        st = analyzer_fold(a, bytes_of_str(c->word), &folded, e);
    if (st == ST_OK && folded.n == 0)
        st = err_set(e, ST_USAGE, "%s has no letter", c->word);
    const struct name_search with = {.words = {ix, a, arena, NULL},
                                     .rules = tables->rules,
                                     .exonyms = tables->exonyms,
                                     .stemmer = stemmer};
    if (st == ST_OK)
        st = name_variants_find(out, &with, buf_bytes(&folded), &budget, e);
    buf_release(&folded);
    stemmer_close(stemmer);
    analyzer_close(a);
    return st;
}

enum st command_names(const struct names_command *c, struct reply *reply,
                      struct err *e)
{
    struct name_tables tables = {.rules = NULL};
    struct name_variants v = {.n = 0};
    struct index *ix = NULL;
    struct buf out = BUF_INIT;
    struct arena arena;

    arena_init(&arena, 0);
    enum st st = index_open(&ix, c->index, e);
    if (st == ST_OK)
        st = find(c, ix, &arena, &tables, &v, e);
    for (size_t i = 0; st == ST_OK && i < v.n; i++) {
        if (v.of[i].word.df > 0)
            print_row(&v.of[i], &out);
    }
    if (st == ST_OK) {
        reply->none = out.n == 0;
        st = reply_send(reply, &out, e);
    }
    buf_release(&out);
    name_tables_close(&tables);
    index_close(ix);
    arena_release(&arena);
    return st;
}

/* ---- the command line ---- */

static const struct option_spec OPTIONS[] = {
    {OPTION_EXONYMS, 0, "exonyms", "FILE",
     "More names that no rule connects: a line a group of words."},
};

static const struct example_spec EXAMPLES[] = {
    {"dateline-query names news.idx Lukashenko",
     "how houses spell a name, and how often"},
};

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    struct names_command *const c = settings;

    (void)e;
    if (id == OPTION_EXONYMS)
        c->exonyms = o->value;
    return ST_OK;
}

static enum st run(struct options *o, struct reply *reply, struct err *e)
{
    struct names_command c = {.exonyms = NULL};
    const enum st st = options_take(o, take, &c, e);

    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    c.index = o->operands[0];
    c.word = o->operands[1];
    return command_names(&c, reply, e);
}

const struct command NAMES_COMMAND = {
    .spec =
        {
            .name = "names",
            .operands = "INDEX WORD",
            .summary = "list how an index spells a name",
            .details =
                "Lists what name(WORD) looks for: a line for each word of the "
                "index, with the number of releases that hold it, how many "
                "slips it is away, how it was found, and the word, parted by "
                "tabs. Words that releases do not write with a capital within "
                "sentences are left out.",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
        },
    .run = run,
};
