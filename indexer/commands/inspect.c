/* inspect -- the commands that only look: verify, stats, dump. */
#include <stdio.h>
#include <string.h>

#include "indexer/commands/commands.h"
#include "indexer/dump.h"
#include "indexer/stats.h"
#include "indexer/verify.h"

/* Walks the options of a command that has at most the one flag `flag`. */
static enum st take_flag(struct options *o, int flag, bool *given,
                         struct err *e)
{
    enum st st;
    int id;
    while ((st = options_next(o, &id, e)) == ST_OK && id != OPTIONS_END)
        *given |= id == flag;
    return st;
}

enum st command_verify(struct options *o, int *exit_code, struct err *e)
{
    bool quick = false;
    const enum st st = take_flag(o, OPTION_QUICK, &quick, e);
    (void)exit_code;
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    return verify_print(o->operands[0], quick ? VERIFY_QUICK : VERIFY_DEEP,
                        stdout, e);
}

enum st command_stats(struct options *o, int *exit_code, struct err *e)
{
    bool json = false;
    const enum st st = take_flag(o, OPTION_JSON, &json, e);
    (void)exit_code;
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    return stats_print(o->operands[0], json, stdout, e);
}

enum st command_dump(struct options *o, int *exit_code, struct err *e)
{
    bool none = false;
    const enum st st = take_flag(o, OPTIONS_END, &none, e);
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
