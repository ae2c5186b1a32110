/* dump -- prints what an index holds. */
#include "indexer/dump.h"

#include <string.h>

#include "indexer/commands/commands.h"

static const struct example_spec EXAMPLES[] = {
    {"dateline-index dump news.idx terms kazakh",
     "the words that begin with kazakh, with their counts"},
    {"dateline-index dump news.idx postings kazakhstan",
     "where a word stands: document, id, frequency, positions"},
    {"dateline-index dump news.idx doc 2019-05-28-talks",
     "all that is kept of one release"},
};

static enum st run(struct options *o, int *exit_code, struct err *e)
{
    const enum st st = options_take(o, NULL, NULL, e);
    (void)exit_code;
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    const char *const what = o->operands[1];
    const char *const word = o->n_operands > 2 ? o->operands[2] : NULL;
    if (strcmp(what, "terms") == 0)
        return dump_terms(o->operands[0], word ? word : "", stdout, e);
    if (strcmp(what, "postings") == 0 && word)
        return dump_postings(o->operands[0], word, stdout, e);
    if (strcmp(what, "doc") == 0 && word)
        return dump_document(o->operands[0], word, stdout, e);
    return err_set(e, ST_USAGE,
                   word ? "dump: \"%s\" is not terms, postings or doc"
                        : "dump: say what to print: terms [PREFIX], postings "
                          "WORD or doc ID, not only \"%s\"",
                   what);
}

const struct command DUMP_COMMAND = {
    .spec =
        {
            .name = "dump",
            .operands = "INDEX terms|postings|doc [WORD]",
            .summary = "print words, the postings of a word, or a document",
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
        },
    .run = run,
};
