/*
 * selection -- which files below a folder, or in an archive, are read.
 *
 * Hidden ones, whose name or folder begins with a point, are not. Else a file
 * is read when a --glob matches it; without any --glob, when its ending is one
 * of ours, a filter is for it, or a format is forced upon all, and it is no
 * README. What an
 * --exclude matches is not read, and excluded folders are not entered. Archives
 * are opened though no --glob matches them, for the sake of what they hold; in
 * one that does match, all is read that would be without a --glob.
 *
 * A pattern with a slash is matched against the path below the source, another
 * against the last part of it; a star matches slashes too.
 *
 *   Lifetime  the strings must outlive it; a zeroed one selects by ending
 *   Threads   pure functions
 */
#ifndef INDEXER_SOURCE_SELECTION_H
#define INDEXER_SOURCE_SELECTION_H

#include "indexer/source/filter.h"
#include "indexer/source/input_format.h"

struct selection {
    const char *const *globs, *const *excludes;
    size_t n_globs, n_excludes;
    const struct filter_rule *filters; /* the first that matches counts */
    size_t n_filters;
    enum input_format format; /* forced, or INPUT_UNKNOWN */
};

/* `name` is the path below the source. */
bool selection_has(const struct selection *s, const char *name);
bool selection_enters(const struct selection *s, const char *folder);
/* True when a --glob matches it. */
bool selection_globs(const struct selection *s, const char *name);

/* The filter for a file, or NULL. */
const struct filter_rule *selection_filter(const struct selection *s,
                                           const char *name);

#endif
