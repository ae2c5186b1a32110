/* options_complete -- scripts that complete command lines, for three shells.
 *
 * Each is made of the same questions: which command the line is of, what the
 * option before the cursor takes, and else which options and operands there
 * are. What an argument is to be is read from its name in the tables. */
#include "common/base/options.h"
#include "common/base/options_tables.h"

#include <stdbool.h>
#include <string.h>

enum kind { KIND_NONE, KIND_CHOICE, KIND_FOLDER, KIND_FILE, KIND_NAME };

/* What an argument or operand with this name can be. */
static enum kind kind_of(const char *name, size_t n)
{
    static const char *const files[] = {"FILE", "SOURCE", "RUN", "QRELS"};
    if (n > 3 && memcmp(name + n - 3, "...", 3) == 0)
        n -= 3;
    if (memchr(name, '|', n))
        return KIND_CHOICE;
    if ((n == 5 && memcmp(name, "INDEX", 5) == 0) ||
        (n == 6 && memcmp(name, "FOLDER", 6) == 0))
        return KIND_FOLDER;
    for (size_t i = 0; i < COUNT_OF(files); i++)
        if (n == strlen(files[i]) && memcmp(name, files[i], n) == 0)
            return KIND_FILE;
    return KIND_NONE;
}

static enum kind kind_of_option(const struct option_spec *s)
{
    return s->argument ? kind_of(s->argument, strlen(s->argument)) : KIND_NONE;
}

/* What a shell runs to know the names of a command. */
static void put_names(FILE *f, const char *command)
{
    fprintf(f, "$(%s 2>/dev/null | cut -d\" \" -f1)", command);
}

/* What an operand can be; of names, *word is then the command that lists them.
 */
static enum kind kind_of_operand(const struct command_spec *c,
                                 const char **word, size_t *n)
{
    static const char name[] = "NAME";
    if (!c->names || *n < sizeof(name) - 1 ||
        memcmp(*word, name, sizeof(name) - 1) != 0)
        return kind_of(*word, *n);
    *word = c->names;
    *n = strlen(c->names);
    return KIND_NAME;
}

/* Operand `i` of a command, without brackets; the one that may come any number
 * of times is every further one. False when there is none. */
static bool operand_at(const struct command_spec *c, size_t i,
                       const char **word, size_t *n)
{
    const char *at = or_empty(c->operands);
    for (size_t k = 0; next_operand(&at, word, n); k++) {
        if (k < i && !has_dots(*word, *n))
            continue;
        if (**word == '[') {
            ++*word;
            *n -= (*word)[*n - 2] == ']' ? 2 : 1;
        }
        return true;
    }
    return false;
}

/* "a|b" as "a b". */
static void put_choices(FILE *f, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        fputc(s[i] == '|' ? ' ' : s[i], f);
}

/* The name of a program as that of a function. */
static void put_function(FILE *f, const struct program_spec *p)
{
    fputc('_', f);
    for (const char *c = p->name; *c; c++)
        fputc(*c == '-' ? '_' : *c, f);
}

/* The names of the commands, parted by `between`. */
static void put_commands(FILE *f, const struct program_spec *p,
                         const char *between)
{
    const char *lead = "";
    for (size_t i = 0; i < p->n_commands; i++)
        if (p->commands[i]->name) {
            fprintf(f, "%s%s", lead, p->commands[i]->name);
            lead = between;
        }
}

static bool has_names(const struct program_spec *p)
{
    return p->n_commands > (find_command(p, NULL) ? 1u : 0u);
}

/* ---- bash ---- */

/* The list of options, each with its letter. */
static void bash_options(FILE *f, const struct command_spec *c)
{
    const struct option_spec *s;
    for (size_t i = 0; (s = option_at(c, i)); i++) {
        if (s->letter)
            fprintf(f, " -%c", s->letter);
        fprintf(f, " --%s", s->name);
    }
}

static void bash_take(FILE *f, enum kind kind, const char *name, size_t n)
{
    switch (kind) {
    case KIND_NONE:
        fputs("take=()", f);
        break;
    case KIND_CHOICE:
        fputs("take=(-W '", f);
        put_choices(f, name, n);
        fputs("')", f);
        break;
    case KIND_FOLDER:
        fputs("take=(-d)", f);
        break;
    case KIND_FILE:
        fputs("take=(-f)", f);
        break;
    case KIND_NAME:
        fputs("take=(-W \"", f);
        put_names(f, name);
        fputs("\")", f);
        break;
    }
}

/* What an option takes, when the word before the cursor is one. */
static void bash_values(FILE *f, const struct command_spec *c)
{
    const struct option_spec *s;
    fputs("        case $prev in\n", f);
    for (size_t i = 0; (s = option_at(c, i)); i++) {
        if (!s->argument)
            continue;
        fputs("        ", f);
        if (s->letter)
            fprintf(f, "-%c | ", s->letter);
        fprintf(f, "--%s) value=1 ", s->name);
        bash_take(f, kind_of_option(s), s->argument, strlen(s->argument));
        fputs(" ;;\n", f);
    }
    fputs("        *)\n            case $operand in\n", f);
    const char *word, *last = NULL;
    size_t n;
    for (size_t i = 0; operand_at(c, i, &word, &n) && word != last; i++) {
        if (has_dots(word, n))
            fputs("            *) ", f);
        else
            fprintf(f, "            %zu) ", i);
        last = word;
        const enum kind kind = kind_of_operand(c, &word, &n);
        bash_take(f, kind, word, n);
        fputs(" ;;\n", f);
    }
    fputs("            esac\n            ;;\n        esac\n", f);
}

/* Which operand the cursor is at: words that are neither options nor what the
 * option before them takes. */
static void bash_count(FILE *f, const struct command_spec *c)
{
    const struct option_spec *s;
    fprintf(f, "        for ((i = %d; i < COMP_CWORD; i++)); do\n",
            c->name ? 2 : 1);
    fputs("            case ${COMP_WORDS[i]} in\n            ", f);
    const char *lead = "";
    for (size_t i = 0; (s = option_at(c, i)); i++) {
        if (!s->argument)
            continue;
        if (s->letter)
            fprintf(f, "%s-%c", lead, s->letter);
        fprintf(f, "%s--%s", s->letter ? " | " : lead, s->name);
        lead = " | ";
    }
    fputs(*lead ? ") ((i++)) ;;\n            " : "", f);
    fputs("-* | =) ;;\n            *) ((operand++)) ;;\n            esac\n"
          "        done\n",
          f);
}

static void bash_command(FILE *f, const struct command_spec *c)
{
    fprintf(f, "    %s)\n        options='", c->name ? c->name : "*");
    bash_options(f, c);
    fputs("'\n", f);
    bash_count(f, c);
    bash_values(f, c);
    fputs("        ;;\n", f);
}

static void bash_script(FILE *f, const struct program_spec *p)
{
    const struct command_spec *const other = find_command(p, NULL);
    fprintf(f, "# bash completion of %s; made by '%s --completion bash'.\n",
            p->name, p->name);
    put_function(f, p);
    fputs("() {\n"
          "    local cur=${COMP_WORDS[COMP_CWORD]}\n"
          "    local prev=${COMP_WORDS[COMP_CWORD - 1]}\n"
          "    local options='' value='' i operand=0 take=() IFS=$' \\t\\n'\n"
          "    if [[ $cur == = ]]; then\n"
          "        cur=''\n"
          "    elif [[ $prev == = ]]; then\n"
          "        prev=${COMP_WORDS[COMP_CWORD - 2]}\n"
          "    fi\n"
          "    COMPREPLY=()\n"
          "    case ${COMP_WORDS[1]} in\n",
          f);
    for (size_t i = 0; i < p->n_commands; i++)
        if (p->commands[i]->name)
            bash_command(f, p->commands[i]);
    if (other)
        bash_command(f, other);
    fputs("    esac\n    if ((COMP_CWORD == 1)); then\n        options+=' ", f);
    put_commands(f, p, " ");
    fputs(
        " --man --completion'\n"
        "    elif [[ ${COMP_WORDS[1]} == --completion ]]; then\n"
        "        options='' value=1 take=(-W 'bash zsh fish')\n"
        "    fi\n"
        "    if [[ -z $value ]] && [[ $cur == -* || $COMP_CWORD == 1 ]]; then\n"
        "        COMPREPLY=($(compgen -W \"$options\" -- \"$cur\"))\n"
        "    fi\n"
        "    if ((${#take[@]})) && [[ -n $value || $cur != -* ]]; then\n"
        "        [[ ${take[0]} == -W ]] || compopt -o filenames 2>/dev/null\n"
        "        IFS=$'\\n'\n"
        "        [[ ${take[0]} == -W ]] && IFS=$' \\n'\n"
        "        COMPREPLY+=($(compgen \"${take[@]}\" -- \"$cur\"))\n"
        "    fi\n"
        "}\ncomplete -F ",
        f);
    put_function(f, p);
    fprintf(f, " %s\n", p->name);
}

/* ---- zsh ---- */

/* Text within '...' of _arguments, where a colon and a bracket mean more. */
static void zsh_text(FILE *f, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '\'') {
            fputs("'\\''", f);
            continue;
        }
        if (strchr(":[]\\", s[i]))
            fputc('\\', f);
        fputc(s[i] == '\n' ? ' ' : s[i], f);
    }
}

static void zsh_action(FILE *f, enum kind kind, const char *name, size_t n)
{
    switch (kind) {
    case KIND_NONE:
        fputs("( )", f);
        break;
    case KIND_CHOICE:
        fputc('(', f);
        put_choices(f, name, n);
        fputc(')', f);
        break;
    case KIND_FOLDER:
        fputs("_files -/", f);
        break;
    case KIND_FILE:
        fputs("_files", f);
        break;
    case KIND_NAME:
        fputs("{compadd -- ", f);
        put_names(f, name);
        fputc('}', f);
        break;
    }
}

static void zsh_option(FILE *f, const struct option_spec *s)
{
    const size_t n = s->argument ? strlen(s->argument) : 0;
    fputs(" \\\n        '*'", f);
    if (s->letter)
        fprintf(f, "{-%c%s,--%s%s}", s->letter, n ? "+" : "", s->name,
                n ? "=" : "");
    else
        fprintf(f, "--%s%s", s->name, n ? "=" : "");
    fputs("'[", f);
    zsh_text(f, s->help, strlen(s->help));
    fputc(']', f);
    if (n) {
        const char *const word =
            strchr(s->argument, '|') ? s->name : s->argument;
        fputc(':', f);
        zsh_text(f, word, strlen(word));
        fputc(':', f);
        zsh_action(f, kind_of_option(s), s->argument, n);
    }
    fputc('\'', f);
}

static void zsh_operands(FILE *f, const struct command_spec *c)
{
    const char *word;
    size_t n;
    for (size_t i = 0; operand_at(c, i, &word, &n); i++) {
        const bool dots = has_dots(word, n);
        fputs(" \\\n        '", f);
        if (dots)
            fputs("*:", f);
        else
            fprintf(f, "%zu:", i + 1);
        zsh_text(f, word, n);
        fputc(':', f);
        const enum kind kind = kind_of_operand(c, &word, &n);
        zsh_action(f, kind, word, n);
        fputc('\'', f);
        if (dots)
            break;
    }
}

static void zsh_command(FILE *f, const struct command_spec *c)
{
    fprintf(f, "    %s)\n", c->name ? c->name : "*");
    if (c->name)
        fputs("        shift words\n        ((CURRENT--))\n", f);
    fputs("        _arguments -s -S", f);
    const struct option_spec *s;
    for (size_t i = 0; (s = option_at(c, i)); i++)
        zsh_option(f, s);
    zsh_operands(f, c);
    fputs("\n        ;;\n", f);
}

static void zsh_script(FILE *f, const struct program_spec *p)
{
    const struct command_spec *const other = find_command(p, NULL);
    fprintf(f,
            "#compdef %s\n# zsh completion of %s; made by '%s --completion "
            "zsh'.\n",
            p->name, p->name, p->name);
    put_function(f, p);
    fputs("() {\n    local -a commands\n    commands=(", f);
    for (size_t i = 0; i < p->n_commands; i++) {
        const struct command_spec *const c = p->commands[i];
        if (!c->name)
            continue;
        fprintf(f, "\n        '%s:", c->name);
        zsh_text(f, c->summary, strlen(c->summary));
        fputc('\'', f);
    }
    fputs("\n        '--man:print the man page'\n"
          "        '--completion:print a script such as this'\n    )\n"
          "    if ((CURRENT == 2)); then\n"
          "        _describe -t commands command commands\n"
          "    fi\n    case $words[2] in\n"
          "    --completion) compadd bash zsh fish ;;\n",
          f);
    for (size_t i = 0; i < p->n_commands; i++)
        if (p->commands[i]->name)
            zsh_command(f, p->commands[i]);
    if (other)
        zsh_command(f, other);
    fputs("    esac\n}\n\n", f);
    fputs("if [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n    ", f);
    put_function(f, p);
    fputs(" \"$@\"\nelse\n    compdef ", f);
    put_function(f, p);
    fprintf(f, " %s\nfi\n", p->name);
}

/* ---- fish ---- */

static void fish_text(FILE *f, const char *s)
{
    fputc('\'', f);
    for (; *s; s++) {
        if (*s == '\'' || *s == '\\')
            fputc('\\', f);
        fputc(*s == '\n' ? ' ' : *s, f);
    }
    fputc('\'', f);
}

/* "complete -c NAME -n CONDITION": the line is one of the command's. */
static void fish_when(FILE *f, const struct program_spec *p,
                      const struct command_spec *c)
{
    fprintf(f, "complete -c %s", p->name);
    if (!has_names(p))
        return;
    fprintf(f, " -n '%s__fish_seen_subcommand_from ", c->name ? "" : "not ");
    if (c->name)
        fputs(c->name, f);
    else
        put_commands(f, p, " ");
    fputc('\'', f);
}

static void fish_take(FILE *f, enum kind kind, const char *name, size_t n)
{
    switch (kind) {
    case KIND_NONE:
        fputs(" -x", f);
        break;
    case KIND_CHOICE:
        fputs(" -x -a '", f);
        put_choices(f, name, n);
        fputc('\'', f);
        break;
    case KIND_FOLDER:
        fputs(" -x -a '(__fish_complete_directories)'", f);
        break;
    case KIND_FILE:
        fputs(" -r -F", f);
        break;
    case KIND_NAME:
        fputs(" -x -a '", f);
        put_names(f, name);
        fputc('\'', f);
        break;
    }
}

static void fish_command(FILE *f, const struct program_spec *p,
                         const struct command_spec *c)
{
    const struct option_spec *s;
    for (size_t i = 0; (s = option_at(c, i)); i++) {
        fish_when(f, p, c);
        if (s->letter)
            fprintf(f, " -s %c", s->letter);
        fprintf(f, " -l %s", s->name);
        if (s->argument)
            fish_take(f, kind_of_option(s), s->argument, strlen(s->argument));
        fputs(" -d ", f);
        fish_text(f, s->help);
        fputc('\n', f);
    }
    const char *word;
    size_t n;
    for (size_t i = 0; operand_at(c, i, &word, &n); i++) {
        const bool dots = has_dots(word, n);
        const enum kind kind = kind_of_operand(c, &word, &n);
        if (kind != KIND_NONE) {
            fish_when(f, p, c);
            if (kind == KIND_FILE)
                fputs(" -F", f);
            else
                fish_take(f, kind, word, n);
            fputc('\n', f);
        }
        if (dots)
            break;
    }
}

static void fish_script(FILE *f, const struct program_spec *p)
{
    fprintf(f,
            "# fish completion of %s; made by '%s --completion fish'.\n"
            "complete -c %s -f\n"
            "complete -c %s -n __fish_is_first_token -l man -d 'Print the man "
            "page.'\n"
            "complete -c %s -n __fish_is_first_token -l completion -x -a 'bash "
            "zsh fish' -d 'Print a script such as this.'\n",
            p->name, p->name, p->name, p->name, p->name);
    for (size_t i = 0; i < p->n_commands; i++) {
        const struct command_spec *const c = p->commands[i];
        if (c->name) {
            fprintf(f, "complete -c %s -n __fish_is_first_token -a %s -d ",
                    p->name, c->name);
            fish_text(f, c->summary);
            fputc('\n', f);
        }
        fish_command(f, p, c);
    }
}

void options_completion(const struct program_spec *p, enum shell shell, FILE *f)
{
    switch (shell) {
    case SHELL_BASH:
        bash_script(f, p);
        break;
    case SHELL_ZSH:
        zsh_script(f, p);
        break;
    case SHELL_FISH:
        fish_script(f, p);
        break;
    }
}
