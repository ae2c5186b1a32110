#include "common/base/options.h"
#include "common/base/nearest.h"
#include "common/base/options_tables.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* ---- operands ---- */

static enum st check_operands(struct options *o, struct err *e)
{
    const char *at = o->command->operands ? o->command->operands : "";
    const char *word;
    size_t n;
    int most = 0;
    o->misused = 1; /* until they turn out to be right */
    while (next_operand(&at, &word, &n)) {
        if (*word != '[' && most >= o->n_operands)
            return err_set(e, ST_USAGE, "%.*s is missing",
                           (int)(has_dots(word, n) ? n - 3 : n), word);
        if (has_dots(word, n)) {
            o->misused = 0;
            return ST_OK;
        }
        most++;
    }
    if (o->n_operands > most)
        return err_set(e, ST_USAGE, "one operand too many: '%s'",
                       o->operands[most]);
    o->misused = 0;
    return ST_OK;
}

/* ---- finding the command ---- */

const char *nearest_command(const struct program_spec *p, const char *name)
{
    struct nearest near = nearest_to(name);
    near.distance--; /* there are few, and "search" is no mistyped "batch" */
    for (size_t i = 0; i < p->n_commands; i++)
        if (p->commands[i]->name)
            nearest_offer(&near, p->commands[i]->name);
    return near.best;
}

static enum st unknown_command(const struct program_spec *p, const char *name,
                               struct err *e)
{
    const char *const near = nearest_command(p, name);
    return near ? err_set(e, ST_USAGE, "unknown command '%s'; did you mean %s?",
                          name, near)
                : err_set(e, ST_USAGE, "unknown command '%s'", name);
}

/* "help", and "help COMMAND", as many programs have it. */
static enum st ask_help(struct options *o, struct err *e)
{
    o->asked = ASKED_HELP;
    if (o->argc < 3)
        return ST_OK;
    o->command = find_command(o->program, o->argv[2]);
    if (o->command)
        return ST_OK;
    o->asked = ASKED_NOTHING;
    return unknown_command(o->program, o->argv[2], e);
}

static enum asked asked_by(const char *word)
{
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
        return ASKED_HELP;
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0)
        return ASKED_VERSION;
    if (strcmp(word, "--man") == 0)
        return ASKED_MAN;
    if (strcmp(word, "--completion") == 0)
        return ASKED_COMPLETION;
    return ASKED_NOTHING;
}

/* The word behind --completion. */
static enum st take_shell(struct options *o, struct err *e)
{
    static const char *const names[] = {"bash", "zsh", "fish"};
    const char *const name = o->argc > 2 ? o->argv[2] : NULL;
    for (size_t i = 0; name && i < COUNT_OF(names); i++)
        if (strcmp(name, names[i]) == 0) {
            o->shell = (enum shell)i;
            return ST_OK;
        }
    o->asked = ASKED_NOTHING;
    return name ? err_set(e, ST_USAGE, "--completion %s: not bash, zsh or fish",
                          name)
                : err_set(e, ST_USAGE,
                          "--completion needs a shell: bash, zsh or fish");
}

enum st options_open(struct options *o, const struct program_spec *program,
                     int argc, char **argv, struct err *e)
{
    *o = (struct options){.program = program,
                          .argv = argv,
                          .argc = argc,
                          .at = 1,
                          .operands = argc > 0 ? argv + 1 : argv};
    if (argc > 1) {
        o->asked = asked_by(argv[1]);
        if (o->asked == ASKED_COMPLETION)
            return take_shell(o, e);
        if (o->asked != ASKED_NOTHING)
            return ST_OK;
        o->command = find_command(program, argv[1]);
        if (o->command) {
            o->operands++;
            o->at++;
            return ST_OK;
        }
        if (strcmp(argv[1], "help") == 0)
            return ask_help(o, e);
    }
    o->command = find_command(program, NULL);
    if (o->command)
        return ST_OK;
    if (argc < 2)
        return err_set(e, ST_USAGE, "a command is missing");
    if (argv[1][0] == '-')
        return err_set(e, ST_USAGE, "'%s' stands before the command", argv[1]);
    return unknown_command(program, argv[1], e);
}

/* ---- options ---- */

const struct option_spec OPTIONS_COMMON[OPTIONS_COMMON_N] = {
    {0, 'h', "help", NULL, "Print this help."},
    {0, 'V', "version", NULL, "Print the version."},
};

static const struct option_spec *find_letter(const struct options *o,
                                             char letter)
{
    const struct option_spec *s;
    for (size_t i = 0; (s = option_at(o->command, i)); i++)
        if (s->letter == letter)
            return s;
    return NULL;
}

/* The option that has `word` for one of its choices: who writes --json means
 * --format json. NULL: none, or it is not the only one. */
static const struct option_spec *find_choice(const struct options *o,
                                             const char *word)
{
    const struct option_spec *s, *found = NULL;
    const size_t n = strlen(word);
    for (size_t i = 0; (s = option_at(o->command, i)); i++) {
        const char *at =
            s->argument && strchr(s->argument, '|') ? s->argument : NULL;
        for (; at; at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL) {
            if (strcspn(at, "|") != n || memcmp(at, word, n) != 0)
                continue;
            if (found)
                return NULL;
            found = s;
        }
    }
    return found;
}

static enum st unknown_option(const struct options *o, const char *name, int n,
                              struct err *e)
{
    char word[NEAREST_MAX];
    snprintf(word, sizeof(word), "%.*s", n, name);
    struct nearest near = nearest_to(word);
    const struct option_spec *s = find_choice(o, word);
    if (s)
        return err_set(e, ST_USAGE,
                       "unknown option --%s; did you mean --%s %s?", word,
                       s->name, word);
    for (size_t i = 0; (s = option_at(o->command, i)); i++)
        nearest_offer(&near, s->name);
    const char *const hint =
        o->command->words_after && o->n_operands >= o->command->words_after
            ? " (words that begin with -- go behind a lone --)"
            : "";
    return near.best
               ? err_set(e, ST_USAGE,
                         "unknown option --%s; did you mean --%s?%s", word,
                         near.best, hint)
               : err_set(e, ST_USAGE, "unknown option --%s%s", word, hint);
}

/* Finds the option whose name is the `n` bytes at `name`, or begins so and is
 * the only one to. */
static enum st find_name(struct options *o, const char *name, size_t n,
                         struct err *e)
{
    const struct option_spec *found = NULL, *other = NULL, *s;
    for (size_t i = 0; (s = option_at(o->command, i)); i++) {
        if (strncmp(s->name, name, n) != 0)
            continue;
        if (s->name[n] == '\0') {
            o->option = s;
            return ST_OK;
        }
        if (found)
            other = s;
        else
            found = s;
    }
    if (!found || n == 0)
        return unknown_option(o, name, (int)MIN(n, NEAREST_MAX), e);
    if (other)
        return err_set(e, ST_USAGE, "--%.*s may be --%s or --%s",
                       (int)MIN(n, NEAREST_MAX), name, found->name,
                       other->name);
    o->option = found;
    return ST_OK;
}

/* Takes the next word as the value of the option at hand. */
static enum st take_value(struct options *o, struct err *e)
{
    if (o->at >= o->argc)
        return err_set(e, ST_USAGE, "--%s needs a value: %s", o->option->name,
                       o->option->argument);
    o->value = o->argv[o->at++];
    return ST_OK;
}

static enum st parse_long(struct options *o, const char *word, struct err *e)
{
    const char *const name = word + 2;
    const size_t n = strcspn(name, "=");
    const enum st st = find_name(o, name, n, e);
    if (st != ST_OK)
        return st;
    o->value = NULL;
    if (name[n] == '\0')
        return o->option->argument ? take_value(o, e) : ST_OK;
    if (!o->option->argument)
        return err_set(e, ST_USAGE, "--%s takes no value", o->option->name);
    o->value = name + n + 1;
    return ST_OK;
}

static enum st unknown_letter(const struct options *o, char letter,
                              struct err *e)
{
    const int c = (unsigned char)letter;
    const char other = (char)(islower(c) ? toupper(c) : tolower(c));
    if (!isgraph(c))
        return err_set(e, ST_USAGE, "unknown option '%s'", o->typed);
    if (other != letter && find_letter(o, other))
        return err_set(e, ST_USAGE, "unknown option -%c; did you mean -%c?",
                       letter, other);
    return strlen(o->typed) == 2
               ? err_set(e, ST_USAGE, "unknown option -%c", letter)
               : err_set(e, ST_USAGE, "unknown option -%c in '%s'", letter,
                         o->typed);
}

/* Parses the letter at o->cluster. */
static enum st parse_letter(struct options *o, struct err *e)
{
    const char letter = *o->cluster++;
    o->option = find_letter(o, letter);
    if (!o->option)
        return unknown_letter(o, letter, e);
    o->value = NULL;
    const char *const rest = o->cluster;
    if (!o->option->argument) {
        if (*rest == '\0')
            o->cluster = NULL;
        return ST_OK;
    }
    o->cluster = NULL;
    if (*rest == '\0')
        return take_value(o, e);
    o->value = rest;
    return ST_OK;
}

/* Whether `word` is an operand at this place. */
static bool is_operand(const struct options *o, const char *word)
{
    if (o->ended || word[0] != '-' || word[1] == '\0')
        return true;
    const int after = o->command->words_after;
    if (after == 0 || o->n_operands < after)
        return false;
    if (word[1] == '-') /* a name with a blank in it is a quoted question */
        return word[2 + strcspn(word + 2, "= \t\n")] != '\0' &&
               word[2 + strcspn(word + 2, "= \t\n")] != '=';
    const struct option_spec *const s = find_letter(o, word[1]);
    if (!s)
        return true;
    const size_t digits = strspn(word + 2, "0123456789");
    return word[2 + digits] != '\0' || (digits && !s->argument);
}

/* Collects operands up to the next option and parses that, or its first
 * letter; *found is false when the command line ends before. */
static enum st parse_word(struct options *o, bool *found, struct err *e)
{
    *found = false;
    while (o->at < o->argc) {
        char *const word = o->argv[o->at++];
        if (is_operand(o, word)) {
            o->operands[o->n_operands++] = word;
        } else if (strcmp(word, "--") == 0) {
            o->ended = true;
        } else {
            *found = true;
            o->typed = word;
            if (word[1] == '-')
                return parse_long(o, word, e);
            o->cluster = word + 1;
            return parse_letter(o, e);
        }
    }
    return ST_OK;
}

enum st options_next(struct options *o, int *id, struct err *e)
{
    bool found = true;

    *id = OPTIONS_END;
    if (o->asked != ASKED_NOTHING)
        return ST_OK;
    const enum st st =
        o->cluster ? parse_letter(o, e) : parse_word(o, &found, e);
    if (st != ST_OK)
        return st;
    if (!found)
        return check_operands(o, e);
    if (o->option->id > 0)
        *id = o->option->id;
    else
        o->asked = o->option == &OPTIONS_COMMON[0] ? ASKED_HELP : ASKED_VERSION;
    return ST_OK;
}

enum st options_take(struct options *o, option_taker *take, void *settings,
                     struct err *e)
{
    int id = OPTIONS_END;
    enum st st = options_next(o, &id, e);
    while (st == ST_OK && id != OPTIONS_END)
        if ((st = take(o, id, settings, e)) == ST_OK)
            st = options_next(o, &id, e);
    return st;
}

/* ---- values ---- */

enum st options_int(const struct options *o, int64_t min, int64_t max,
                    int64_t *out, struct err *e)
{
    char *end;
    errno = 0;
    const long long v = strtoll(o->value, &end, 10);
    if (end == o->value || *end != '\0' || isspace((unsigned char)*o->value) ||
        errno != 0 || v < min || v > max)
        return err_set(e, ST_USAGE,
                       "--%s %s: not a whole number from %" PRId64
                       " to %" PRId64,
                       o->option->name, o->value, min, max);
    *out = v;
    return ST_OK;
}

enum st options_double(const struct options *o, double min, double max,
                       double *out, struct err *e)
{
    char *end;
    const double v = strtod(o->value, &end);
    if (end == o->value || *end != '\0' || isspace((unsigned char)*o->value) ||
        !isfinite(v) || v < min || v > max)
        return err_set(e, ST_USAGE, "--%s %s: not a number from %g to %g",
                       o->option->name, o->value, min, max);
    *out = v;
    return ST_OK;
}

/* The factor that `unit` stands for, 0 when it is none. */
static uint64_t unit_factor(const char *unit)
{
    static const char letters[] = "KMGT";
    if (*unit == '\0' || strcmp(unit, "B") == 0)
        return 1;
    const char *const at = strchr(letters, toupper((unsigned char)*unit));
    if (!at)
        return 0;
    const bool decimal = strcmp(unit + 1, "B") == 0;
    if (unit[1] != '\0' && !decimal && strcmp(unit + 1, "iB") != 0)
        return 0;
    uint64_t factor = 1;
    for (ptrdiff_t i = 0; i <= at - letters; i++)
        factor *= decimal ? 1000 : 1024;
    return factor;
}

/* "64M" for a whole number of units, into `out`. */
static const char *size_text(uint64_t size, char out[static 32])
{
    static const char *const units[] = {"", "K", "M", "G", "T"};
    size_t u = 0;
    while (size && size % 1024 == 0 && u + 1 < COUNT_OF(units)) {
        size /= 1024;
        u++;
    }
    snprintf(out, 32, "%" PRIu64 "%s", size, units[u]);
    return out;
}

enum st options_size(const struct options *o, uint64_t min, uint64_t max,
                     uint64_t *out, struct err *e)
{
    char *end;
    errno = 0;
    const unsigned long long v = strtoull(o->value, &end, 10);
    const uint64_t factor = unit_factor(end);
    if (!isdigit((unsigned char)*o->value) || errno != 0 || factor == 0)
        return err_set(e, ST_USAGE,
                       "--%s %s: not a size such as 4096, 64K, 256M or 2G",
                       o->option->name, o->value);
    uint64_t size;
    char low[32], high[32];
    if (__builtin_mul_overflow(v, factor, &size) || size < min || size > max)
        return err_set(e, ST_USAGE, "--%s %s: not from %s to %s",
                       o->option->name, o->value, size_text(min, low),
                       size_text(max, high));
    *out = size;
    return ST_OK;
}

enum st options_choice(const struct options *o, int *out, struct err *e)
{
    const size_t n = strlen(o->value);
    const char *at = o->option->argument;
    assert(at && strchr(at, '|'));
    for (int i = 0;; i++) {
        const size_t len = strcspn(at, "|");
        if (len == n && memcmp(at, o->value, n) == 0) {
            *out = i;
            return ST_OK;
        }
        if (at[len] == '\0')
            break;
        at += len + 1;
    }
    return err_set(e, ST_USAGE, "--%s %s: not one of %s", o->option->name,
                   o->value, o->option->argument);
}
