#include "indexer/commands/source_arguments.h"

#include "common/base/mem.h"

struct source_arguments source_arguments_default(void)
{
    return (struct source_arguments){.options = SOURCE_OPTIONS_DEFAULT,
                                     .map = field_map_default()};
}

void source_arguments_release(struct source_arguments *a)
{
    for (size_t i = 0; i < a->n_filters; i++)
        filter_rule_release(&a->filters[i]);
    mem_free(a->filters);
    mem_free(a->globs);
    mem_free(a->excludes);
}

static enum st add_pattern(const char ***v, size_t *n, size_t *cap,
                           const char *pattern, struct err *e)
{
    if (!mem_grow(v, cap, *n + 1))
        return err_set(e, ST_NOMEM, "out of memory");
    (*v)[(*n)++] = pattern;
    return ST_OK;
}

static enum st add_filter(struct source_arguments *a, const char *rule,
                          struct err *e)
{
    if (!mem_grow(&a->filters, &a->cap_filters, a->n_filters + 1))
        return err_set(e, ST_NOMEM, "out of memory");
    return filter_rule_parse(&a->filters[a->n_filters++], rule, e);
}

enum st source_arguments_take(struct options *o, int id,
                              struct source_arguments *a, struct err *e)
{
    enum st st = ST_OK;
    int choice;
    switch (id) {
    case OPTION_FORMAT:
        if ((st = options_choice(o, &choice, e)) == ST_OK)
            a->options.selection.format = (enum input_format)(choice + 1);
        break;
    case OPTION_MAP:
        st = field_map_parse(&a->map, (char *)(uintptr_t)o->value, e);
        break;
    case OPTION_GLOB:
        st = add_pattern(&a->globs, &a->n_globs, &a->cap_globs, o->value, e);
        break;
    case OPTION_EXCLUDE:
        st = add_pattern(&a->excludes, &a->n_excludes, &a->cap_excludes,
                         o->value, e);
        break;
    case OPTION_FOLLOW:
        a->options.follow = true;
        break;
    case OPTION_FILTER:
        st = add_filter(a, o->value, e);
        break;
    case OPTION_UNPACK:
        st = options_size(o, 1, UINT64_MAX / 2, &a->options.max_unpack, e);
        break;
    default:
        break;
    }
    return st;
}

struct source_options source_arguments_options(const struct source_arguments *a)
{
    struct source_options o = a->options;
    o.selection.globs = a->globs;
    o.selection.n_globs = a->n_globs;
    o.selection.excludes = a->excludes;
    o.selection.n_excludes = a->n_excludes;
    o.selection.filters = a->filters;
    o.selection.n_filters = a->n_filters;
    return o;
}
