/* options_man -- the man page of options.h, in the man macros of roff. */
#include "common/base/options.h"
#include "common/base/options_tables.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { COLUMNS = 78 }; /* of the source, which mandoc -Tlint looks at too */

/* ---- text ---- */

/* What stands for a character that roff takes for its own, NULL for others. It
 * would make dashes, quotes and accents of some, so that what is copied from
 * the page would not run. */
static const char *roff_of(char c)
{
    switch (c) {
    case '\\':
        return "\\e";
    case '-':
        return "\\-";
    case '"':
        return "\\(dq";
    case '\'':
        return "\\(aq";
    case '`':
        return "\\(ga";
    case '^':
        return "\\(ha";
    case '~':
        return "\\(ti";
    default:
        return NULL;
    }
}

static void roff_word(FILE *f, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *const roff = roff_of(s[i]);
        if (roff)
            fputs(roff, f);
        else
            fputc(s[i], f);
    }
}

/* Text that stays on the line it is put on. */
static void roff_text(FILE *f, const char *s)
{
    roff_word(f, s, strlen(s));
}

static size_t roff_size(const char *s, size_t n)
{
    size_t size = 0;
    for (size_t i = 0; i < n; i++)
        size += roff_of(s[i]) ? strlen(roff_of(s[i])) : 1;
    return size;
}

/* Text as lines of the source: filled, begun afresh where the text breaks a
 * line, and a paragraph where it has an empty one. */
static void roff_lines(FILE *f, const char *s)
{
    size_t at = 0;
    while (*s) {
        const size_t n = strcspn(s, " \n");
        const size_t size = roff_size(s, n);
        if (n && at && at + 1 + size > COLUMNS) {
            fputc('\n', f);
            at = 0;
        } else if (n && at) {
            fputc(' ', f);
            at++;
        }
        if (n && at == 0 && *s == '.')
            fputs("\\&", f); /* it would be a request */
        roff_word(f, s, n);
        at += size;
        s += n;
        if (*s == '\n') {
            const bool paragraph = s[1] == '\n';
            fputs(paragraph ? "\n.PP\n" : "\n.br\n", f);
            s += paragraph;
            at = 0;
        }
        s += *s != '\0';
    }
    fputc('\n', f);
}

/* ---- parts ---- */

static void man_row(FILE *f, const char *label, const char *help)
{
    fputs(".TP\n\\fB", f);
    roff_text(f, label);
    fputs("\\fR\n", f);
    roff_lines(f, help);
}

static void man_option(FILE *f, const struct option_spec *s)
{
    fputs(".TP\n", f);
    if (s->letter)
        fprintf(f, "\\fB\\-%c\\fR, ", s->letter);
    fputs("\\fB\\-\\-", f);
    roff_text(f, s->name);
    fputs("\\fR", f);
    if (s->argument) {
        fputs(" \\fI", f);
        roff_text(f, s->argument);
        fputs("\\fR", f);
    }
    fputc('\n', f);
    roff_lines(f, s->help);
}

static void man_synopsis(FILE *f, const struct program_spec *p)
{
    fputs(".SH SYNOPSIS\n", f);
    for (size_t i = 0; i < p->n_commands; i++) {
        const struct command_spec *const c = p->commands[i];
        if (i)
            fputs(".br\n", f);
        fputs(".B ", f);
        roff_text(f, p->name);
        if (c->name) {
            fputc(' ', f);
            roff_text(f, c->name);
        }
        fputs("\n[\\fIOPTION\\fR...] ", f);
        roff_lines(f, or_empty(c->operands));
    }
}

static void man_command(FILE *f, const struct program_spec *p,
                        const struct command_spec *c)
{
    fputs(".SS \"", f);
    roff_text(f, p->name);
    if (c->name) {
        fputc(' ', f);
        roff_text(f, c->name);
    }
    fputc(' ', f);
    roff_text(f, or_empty(c->operands));
    fputs("\"\n", f);
    roff_lines(f, c->summary);
    if (c->details) {
        fputs(".PP\n", f);
        roff_lines(f, c->details);
    }
    for (size_t i = 0; i < c->n_options; i++)
        man_option(f, &c->options[i]);
}

static void man_lines(FILE *f, const char *title, const struct lines_spec *v,
                      size_t n)
{
    if (n)
        fprintf(f, ".SH \"%s\"\n", title);
    for (size_t i = 0; i < n; i++)
        man_row(f, v[i].label, v[i].help);
}

static void man_examples(FILE *f, const struct program_spec *p)
{
    bool titled = false;
    for (size_t i = 0; i < p->n_commands; i++) {
        const struct command_spec *const c = p->commands[i];
        for (size_t k = 0; k < c->n_examples; k++) {
            if (!titled)
                fputs(".SH EXAMPLES\n", f);
            titled = true;
            man_row(f, c->examples[k].line, c->examples[k].help);
        }
    }
}

/* What every command has, and the program before any. */
static void man_common(FILE *f)
{
    fputs(".SH \"OPTIONS OF EVERY COMMAND\"\n", f);
    for (size_t i = 0; i < OPTIONS_COMMON_N; i++)
        man_option(f, &OPTIONS_COMMON[i]);
    fputs(".SH \"OPTIONS WITHOUT A COMMAND\"\n", f);
    man_row(f, "--man", "Print this page.");
    man_row(f, "--completion bash|zsh|fish",
            "Print what completes command lines of this program in that "
            "shell.");
}

void options_man(const struct program_spec *p, FILE *f)
{
    fputs(".TH \"", f);
    for (const char *c = p->name; *c; c++)
        fputc(toupper((unsigned char)*c), f);
    fprintf(f, "\" 1 \"%s\" \"Dateline %s\"\n.SH NAME\n", DATELINE_DATE,
            DATELINE_VERSION);
    roff_text(f, p->name);
    fputs(" \\- ", f);
    roff_lines(f, p->summary);
    man_synopsis(f, p);
    if (p->details) {
        fputs(".SH DESCRIPTION\n", f);
        roff_lines(f, p->details);
    }
    fputs(".SH COMMANDS\n", f);
    for (size_t i = 0; i < p->n_commands; i++)
        man_command(f, p, p->commands[i]);
    man_common(f);
    man_examples(f, p);
    man_lines(f, "EXIT STATUS", p->exits, p->n_exits);
    man_lines(f, "ENVIRONMENT", p->environment, p->n_environment);
    if (p->see_also) {
        fputs(".SH \"SEE ALSO\"\n", f);
        roff_lines(f, p->see_also);
    }
}
