#include "indexer/source/selection.h"

#include <fnmatch.h>
#include <string.h>
#include <strings.h>

static bool matches(const char *pattern, const char *name)
{
    const char *const slash = strrchr(name, '/');
    const char *const last = slash ? slash + 1 : name;
    return fnmatch(pattern, strchr(pattern, '/') ? name : last, 0) == 0;
}

static bool any_matches(const char *const *patterns, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (matches(patterns[i], name))
            return true;
    return false;
}

/* ".." is no name, and refused elsewhere. */
static bool is_hidden(const char *name)
{
    for (const char *p = name; p; p = strchr(p, '/')) {
        p += *p == '/';
        if (p[0] == '.' && !(p[1] == '.' && (p[2] == '/' || !p[2])))
            return true;
    }
    return false;
}

/* What describes a folder is none of the documents in it. */
static bool is_readme(const char *name)
{
    const char *const slash = strrchr(name, '/');
    const char *const last = slash ? slash + 1 : name;
    return strncasecmp(last, "README", 6) == 0 &&
           (last[6] == '.' || last[6] == '\0');
}

bool selection_globs(const struct selection *s, const char *name)
{
    return any_matches(s->globs, s->n_globs, name);
}

bool selection_enters(const struct selection *s, const char *folder)
{
    return !is_hidden(folder) &&
           !any_matches(s->excludes, s->n_excludes, folder);
}

const struct filter_rule *selection_filter(const struct selection *s,
                                           const char *name)
{
    for (size_t i = 0; i < s->n_filters; i++)
        if (matches(s->filters[i].glob, name))
            return &s->filters[i];
    return NULL;
}

bool selection_has(const struct selection *s, const char *name)
{
    if (!selection_enters(s, name))
        return false;
    const struct input_name n = input_name_of(name);
    if (s->n_globs)
        return selection_globs(s, name) ||
               (n.packing != PACKED_NOT && n.format == INPUT_UNKNOWN &&
                !n.foreign);
    return !is_readme(name) && (s->format != INPUT_UNKNOWN ||
                                input_is_ours(n) || selection_filter(s, name));
}
