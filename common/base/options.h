/*
 * options -- the command line of a program, said once in tables.
 *
 * A program has commands ("build", "verify"); a command has operands and
 * options. From the same tables come the parsing, --help, the man page and what
 * completes command lines in a shell, so none can promise what another does not
 * keep. Parsing is in the GNU manner:
 * options and operands mix, long names may be shortened while they stay
 * unambiguous, `--name=value` and `--name value`, `-n10` and `-n 10`, `-ab` is
 * `-a -b`, and `--` ends the options. A program may have a default command,
 * meant when the first word names none.
 *
 *     struct options o;
 *     if ((st = options_open(&o, &PROGRAM, argc, argv, e)) != ST_OK)
 *         return st;
 *     st = options_take(&o, take_option, &settings, e);
 *     if (st == ST_OK && o.asked != ASKED_NOTHING)
 *         return options_answer(&o, stdout, e);
 *
 * Every program has --help and --version without listing them, and as its first
 * word --man, which prints the man page, --completion SHELL, and help
 * [COMMAND].
 *
 *   Lifetime  the tables and argv must outlive the struct; nothing to release
 *   Threads   one struct, one thread; no state besides it
 *   Errors    ST_USAGE, with a message that names the option, the value and
 *             what would be valid
 */
#ifndef BASE_OPTIONS_H
#define BASE_OPTIONS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "common/base/err.h"

/* ---- the tables ---- */

struct option_spec {
    int id;      /* of the program's own enum, from 1                        */
    char letter; /* 'n' for -n, or 0                                         */
    const char *name;     /* "top" for --top                                 */
    const char *argument; /* "N", "SIZE", a choice "full|ids", or NULL: none */
    const char *help;     /* one sentence; --help breaks its lines           */
};

struct example_spec {
    const char *line; /* "dateline-index build -o news.idx releases/" */
    const char *help; /* what it does                                 */
};

struct command_spec {
    int id;
    const char *name; /* NULL for a default command, which has no name */
    /* "-o INDEX SOURCE...", "INDEX [WORD...]": words in capitals or lower case
     * are operands, "..." means any number more, brackets mean optional; a word
     * that begins with a dash and the one behind it are shown, not counted. */
    const char *operands;
    const char *summary; /* half a line for the list of commands     */
    const char *details; /* paragraphs parted by an empty line, NULL */
    const struct option_spec *options;
    size_t n_options;
    const struct example_spec *examples;
    size_t n_examples;
    /* Behind this many operands a word that begins with a single dash is an
     * operand too (an excluded word), unless it is exactly a known letter
     * ("-n") or a letter with digits ("-n10"). 0: everywhere an option. */
    int words_after;
    /* The command that lists what its operand NAME may be, each as the first
     * word of a line: "dateline-query saved list". NULL: nothing does. */
    const char *names;
};

struct lines_spec {
    const char *label; /* an exit code, an environment variable */
    const char *help;
};

struct program_spec {
    const char *name;    /* "dateline-index"                            */
    const char *summary; /* "build and look after an index of releases" */
    const char *details; /* paragraphs parted by an empty line, NULL    */
    const struct command_spec *const *commands;
    size_t n_commands;
    const struct lines_spec *exits;
    size_t n_exits;
    const struct lines_spec *environment;
    size_t n_environment;
    const char *see_also;          /* "dateline-query(1)", NULL            */
    void (*version_more)(FILE *f); /* more lines for --version, or NULL    */
};

/* --help and --version, which every command has. */
enum { OPTIONS_COMMON_N = 2 };
extern const struct option_spec OPTIONS_COMMON[OPTIONS_COMMON_N];

/* ---- parsing ---- */

enum { OPTIONS_END = 0 };

enum asked {
    ASKED_NOTHING,
    ASKED_HELP,
    ASKED_VERSION,
    ASKED_MAN,
    ASKED_COMPLETION,
};

enum shell { SHELL_BASH, SHELL_ZSH, SHELL_FISH };

struct options {
    const struct program_spec *program;
    const struct command_spec *command; /* NULL only when something is asked
                                           of the program as a whole         */
    enum asked asked;                   /* set by the time of OPTIONS_END    */
    enum shell shell;                   /* of ASKED_COMPLETION               */

    /* The operands so far: all of them after OPTIONS_END. They are moved to
     * the front of argv, which is the room they need. */
    char **operands;
    int n_operands;

    /* The option that options_next() returned, and its value or NULL. */
    const struct option_spec *option;
    const char *value;

    /* Private to options.c. */
    char **argv;
    int argc, at;
    const char *cluster; /* letters of "-abc" still to come, or NULL         */
    const char *typed;   /* the word the option stood in                     */
    int ended;           /* "--" has been seen                               */
    int misused;         /* operands are missing, or too many                */
};

/* Finds the command. Reorders argv, allocates nothing. */
enum st options_open(struct options *o, const struct program_spec *program,
                     int argc, char **argv, struct err *e) MUST_USE;

/* Sets *id to that of the next option, or to OPTIONS_END behind the last,
 * when the number of operands has been checked too. `--help` and its like end
 * the walk at once, with `asked` set. */
enum st options_next(struct options *o, int *id, struct err *e) MUST_USE;

/* Takes the option at hand into the settings of a command. */
typedef enum st option_taker(struct options *o, int id, void *settings,
                             struct err *e);

/* Walks through all options, each to `take`, and checks the operands. `take`
 * is NULL where the command has no options of its own. */
enum st options_take(struct options *o, option_taker *take, void *settings,
                     struct err *e) MUST_USE;

/* The value of the option at hand as a number within [min, max]. */
enum st options_int(const struct options *o, int64_t min, int64_t max,
                    int64_t *out, struct err *e) MUST_USE;
enum st options_double(const struct options *o, double min, double max,
                       double *out, struct err *e) MUST_USE;

/* Bytes: 4096, 64K, 256M, 2G, 1T, each times 1024, with or without "iB"
 * behind it; with a plain "B" ("256MB") each times 1000. */
enum st options_size(const struct options *o, uint64_t min, uint64_t max,
                     uint64_t *out, struct err *e) MUST_USE;

/* The place of the value among the option's own "full|ids": 0, 1, ... */
enum st options_choice(const struct options *o, int *out,
                       struct err *e) MUST_USE;

/* ---- printing ---- */

/* Prints what was asked for. ST_IO when `f` does not take it. */
enum st options_answer(const struct options *o, FILE *f,
                       struct err *e) MUST_USE;

/* Help for one command, or with NULL for the program; fits 80 columns. */
void options_help(const struct program_spec *program,
                  const struct command_spec *command, FILE *f);

/* The man page, section 1, in the man macros of roff. */
void options_man(const struct program_spec *program, FILE *f);

/* A script that completes commands, options, choices and names of files for
 * `program`; it defines functions of that name, and needs nothing else. */
void options_completion(const struct program_spec *program, enum shell shell,
                        FILE *f);

/* "dateline-query: message", and for a wrong command line how it goes and where
 * to look. */
void options_complain(const struct options *o, const struct err *e, FILE *f);

#endif
