#include "common/base/options_tables.h"

#include <string.h>

const struct command_spec *find_command(const struct program_spec *p,
                                        const char *name)
{
    for (size_t i = 0; i < p->n_commands; i++) {
        const char *const known = p->commands[i]->name;
        if (name ? known && strcmp(known, name) == 0 : !known)
            return p->commands[i];
    }
    return NULL;
}

const struct option_spec *option_at(const struct command_spec *c, size_t i)
{
    if (i < c->n_options)
        return &c->options[i];
    i -= c->n_options;
    return i < OPTIONS_COMMON_N ? &OPTIONS_COMMON[i] : NULL;
}

bool next_operand(const char **operands, const char **word, size_t *n)
{
    const char *p = *operands;
    bool option = false;
    for (;;) {
        p += strspn(p, " ");
        *word = p;
        *n = strcspn(p, " ");
        p += *n;
        *operands = p;
        if (*n == 0)
            return false;
        if (option)
            option = false;
        else if (**word == '-')
            option = true;
        else
            return true;
    }
}

bool has_dots(const char *word, size_t n)
{
    for (size_t i = 0; i + 3 <= n; i++)
        if (memcmp(word + i, "...", 3) == 0)
            return true;
    return false;
}
