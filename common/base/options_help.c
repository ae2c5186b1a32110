/* options_help -- help, answers and complaints of options.h. */
#include "common/base/options.h"
#include "common/base/options_tables.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

enum { COLUMNS = 80, HELP_COLUMN = 26 };

/* ---- help ---- */

/* Prints `text` with its lines broken at blanks, standing at column `at`
 * already and every further line indented by `indent`. A line break in the
 * text is kept. Ends the line. */
static void print_wrapped(FILE *f, const char *text, size_t at, size_t indent)
{
    bool first = true;
    while (*text) {
        if (*text == '\n') {
            text++;
            fputc('\n', f);
            if (*text == '\n')
                continue; /* an empty line stays empty */
            fprintf(f, "%*s", (int)indent, "");
            at = indent;
            first = true;
            continue;
        }
        if (*text == ' ') {
            text++;
            continue;
        }
        const size_t n = strcspn(text, " \n");
        if (!first && at + 1 + n > COLUMNS) {
            fprintf(f, "\n%*s", (int)indent, "");
            at = indent;
            first = true;
        }
        if (!first) {
            fputc(' ', f);
            at++;
        }
        fwrite(text, 1, n, f);
        at += n;
        text += n;
        first = false;
    }
    fputc('\n', f);
}

/* "  label   help", the help beginning at HELP_COLUMN. */
static void print_row(FILE *f, const char *label, const char *help)
{
    size_t at = (size_t)fprintf(f, "  %s", label);
    if (at + 2 > HELP_COLUMN) {
        fputc('\n', f);
        at = 0;
    }
    fprintf(f, "%*s", (int)(HELP_COLUMN - at), "");
    print_wrapped(f, help, HELP_COLUMN, HELP_COLUMN);
}

static void print_option(FILE *f, const struct option_spec *s)
{
    char label[128];
    const char letter[] = {'-', s->letter, ',', '\0'};
    snprintf(label, sizeof(label), "%3s --%s%s%s", s->letter ? letter : "",
             s->name, s->argument ? " " : "", s->argument ? s->argument : "");
    print_row(f, label, s->help);
}

/* "dateline-index build [OPTION...] -o INDEX SOURCE..." */
static void print_usage(FILE *f, const struct program_spec *p,
                        const struct command_spec *c)
{
    fprintf(f, "%s%s%s [OPTION...] %s\n", p->name, c->name ? " " : "",
            or_empty(c->name), or_empty(c->operands));
}

static void print_options(FILE *f, const struct command_spec *c)
{
    fputs("\nOptions:\n", f);
    for (size_t i = 0; i < c->n_options; i++)
        print_option(f, &c->options[i]);
    for (size_t i = 0; i < OPTIONS_COMMON_N; i++)
        print_option(f, &OPTIONS_COMMON[i]);
}

static void print_examples(FILE *f, const struct command_spec *c)
{
    if (c->n_examples)
        fputs("\nExamples:\n", f);
    for (size_t i = 0; i < c->n_examples; i++) {
        fprintf(f, "  %s\n      ", c->examples[i].line);
        print_wrapped(f, c->examples[i].help, 6, 6);
    }
}

static void print_lines(FILE *f, const char *title, const struct lines_spec *v,
                        size_t n)
{
    if (n)
        fprintf(f, "\n%s:\n", title);
    for (size_t i = 0; i < n; i++)
        print_row(f, v[i].label, v[i].help);
}

static void print_commands(FILE *f, const struct program_spec *p)
{
    fputs("\nCommands:\n", f);
    for (size_t i = 0; i < p->n_commands; i++)
        if (p->commands[i]->name)
            print_row(f, p->commands[i]->name, p->commands[i]->summary);
    fprintf(f, "\n'%s COMMAND --help' tells the options of a command.\n",
            p->name);
    fprintf(f, "'%s --man' prints the man page.\n", p->name);
    fprintf(f, "'%s --completion bash', zsh or fish: for your shell.\n",
            p->name);
}

void options_help(const struct program_spec *p, const struct command_spec *c,
                  FILE *f)
{
    const bool whole = !c || !c->name;
    if (!c)
        c = find_command(p, NULL);
    const char *lead = "Usage: ";
    if (c) {
        fputs(lead, f);
        print_usage(f, p, c);
        lead = "       ";
    }
    if (whole && p->n_commands > (c ? 1u : 0u))
        fprintf(f, "%s%s COMMAND ...\n", lead, p->name);
    fputc('\n', f);
    const char *const details = c ? c->details : p->details;
    print_wrapped(f, c ? c->summary : p->summary, 0, 0);
    if (c)
        print_examples(f, c);
    if (details) {
        fputc('\n', f);
        print_wrapped(f, details, 0, 0);
    }
    if (c)
        print_options(f, c);
    if (whole && p->n_commands > (c ? 1u : 0u))
        print_commands(f, p);
    print_lines(f, "Exit codes", p->exits, p->n_exits);
    if (whole)
        print_lines(f, "Environment", p->environment, p->n_environment);
}

/* ---- answers and complaints ---- */

enum st options_answer(const struct options *o, FILE *f, struct err *e)
{
    switch (o->asked) {
    case ASKED_NOTHING:
        break;
    case ASKED_HELP:
        options_help(o->program, o->command, f);
        break;
    case ASKED_VERSION:
        fprintf(f, "%s %s\n", o->program->name, DATELINE_VERSION);
        if (o->program->version_more)
            o->program->version_more(f);
        break;
    case ASKED_MAN:
        options_man(o->program, f);
        break;
    case ASKED_COMPLETION:
        options_completion(o->program, o->shell, f);
        break;
    }
    if (fflush(f) != 0 || ferror(f))
        return err_set(e, ST_IO, "cannot write: %s", strerror(errno));
    return ST_OK;
}

/* The first word was taken for an operand of the default command, and what it
 * names is not there: it may have been meant for a command. */
static void complain_of_command(const struct options *o, FILE *f)
{
    const char *const word = o->n_operands > 0 ? o->operands[0] : "";
    if (!o->command || o->command->name || !*word ||
        word[strspn(word, "abcdefghijklmnopqrstuvwxyz-")] != '\0')
        return;
    const char *const near = nearest_command(o->program, word);
    fprintf(f, "%s: nor is '%s' a command", o->program->name, word);
    if (near)
        fprintf(f, "; did you mean %s?\n", near);
    else
        fprintf(f, ": '%s --help' lists those\n", o->program->name);
}

void options_complain(const struct options *o, const struct err *e, FILE *f)
{
    const struct program_spec *const p = o->program;
    fprintf(f, "%s: %s\n", p->name, e->msg);
    if (e->code == ST_NOT_FOUND)
        complain_of_command(o, f);
    if (e->code != ST_USAGE)
        return;
    if (o->misused) {
        fputs("Usage: ", f);
        print_usage(f, p, o->command);
    }
    const char *const name = o->command ? o->command->name : NULL;
    fprintf(f, "%s: '%s%s%s --help' tells what there is\n", p->name, p->name,
            name ? " " : "", or_empty(name));
}
