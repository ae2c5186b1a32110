#include "query/commands/saved_options.h"

#include <inttypes.h>
#include <string.h>

#include "common/base/hash.h"

static const char BLANKS[] = " \t\r\n";

enum st saved_options_append(struct buf *text, const struct options *o,
                             struct err *e)
{
    const char *const value = o->value ? o->value : "";
    if (value[strcspn(value, BLANKS)])
        return err_set(e, ST_USAGE, "--%s '%s': a value without blanks",
                       o->option->name, value);
    buf_printf(text, "%s--%s%s%s", text->n ? " " : "", o->option->name,
               o->value ? "=" : "", value);
    return text->failed ? err_set(e, ST_NOMEM, "out of memory") : ST_OK;
}

/* ---- taking ---- */

static const struct option_spec OPTIONS[] = {SEARCH_OPTIONS};

static const struct command_spec COMMAND = {.options = OPTIONS,
                                            .n_options = COUNT_OF(OPTIONS)};
static const struct command_spec *const COMMANDS[] = {&COMMAND};
static const struct program_spec PROGRAM = {.commands = COMMANDS,
                                            .n_commands = 1};

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    return search_arguments_take(o, id, settings, e);
}

/* The words of a text behind a first one that nobody looks at, as options have
 * them; NULL when memory is out. */
static char **split(const char *text, struct arena *arena, int *n)
{
    const size_t size = strlen(text);
    char *at = arena_strndup(arena, text, size);
    char **const words = arena_new(arena, char *, size / 2 + 3);
    *n = 1;
    if (!at || !words)
        return NULL;
    for (char *rest; (at = strtok_r(at, BLANKS, &rest)); at = NULL)
        words[(*n)++] = at;
    return words;
}

enum st saved_options_take(struct search_arguments *a, const char *text,
                           struct arena *arena, struct err *e)
{
    struct options o;
    int n;
    char **const words = split(text, arena, &n);
    if (!words)
        return err_set(e, ST_NOMEM, "out of memory");
    enum st st = options_open(&o, &PROGRAM, n, words, e);
    if (st == ST_OK)
        st = options_take(&o, take, a, e);
    if (st == ST_OK && o.asked != ASKED_NOTHING)
        st = err_set(e, ST_USAGE, "%s is no option of a search", words[1]);
    return st;
}

/* ---- what decides what matches ---- */

uint64_t saved_question_hash(const char *index, const char *query,
                             const struct question_arguments *q)
{
    const struct expansion_options *const x = &q->expand;
    const struct rank_choice *const r = &q->rank;
    const char *const exonyms = q->exonyms ? q->exonyms : "";
    char numbers[256];
    int n = snprintf(numbers, sizeof(numbers), "%d %d %" PRId64 " %d %d %d",
                     (int)q->syntax, (int)q->exact, q->max_work, (int)q->sure,
                     (int)q->names, (int)x->kind);
    if (q->skip_boilerplate)
        n += snprintf(numbers + n, sizeof(numbers) - (size_t)n, " skip");
    /* What is added depends on the best, and so on what makes them so. */
    if (x->kind != EXPAND_NONE)
        n += snprintf(numbers + n, sizeof(numbers) - (size_t)n,
                      " %u %u %.17g %d %.9g %.9g %.9g %.9g %.9g %.17g", x->docs,
                      x->terms, x->weight, (int)r->kind, (double)r->k1,
                      (double)r->b, (double)r->headline, (double)r->mu,
                      (double)r->slope, q->decay.half_life);
    const uint64_t parts[] = {
        hash64(index, strlen(index)), hash64(query, strlen(query)),
        hash64(exonyms, strlen(exonyms)), hash64(numbers, (size_t)n)};
    return hash64(parts, sizeof(parts));
}
