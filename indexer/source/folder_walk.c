#include "indexer/source/folder_walk.h"

#include <string.h>

#include "common/base/mem.h"

/* A folder, whatever path led to it. */
struct walk_place {
    uint64_t device, inode;
};

struct walk_level {
    char *path;
    struct file_list list;
    size_t next;
    struct walk_place place;
    bool beir; /* holds a corpus.jsonl */
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory");
}

const char *reason_without_path(const struct err *e, const char *path)
{
    const size_t n = strlen(path);
    if (n + 2 < strlen(e->msg) && memcmp(e->msg, path, n) == 0)
        return e->msg + n + 2;
    if (memcmp(e->msg, path, MIN(n, strlen(e->msg))) != 0)
        return e->msg; /* one without a path */
    /* The path alone filled the message. */
    return e->code == ST_NOT_FOUND ? "no such file"
           : e->code == ST_USAGE   ? "not a regular file"
                                   : "cannot be read";
}

/* Its path below the root. */
static const char *name_in(const struct folder_walk *w, const char *path)
{
    return path + w->below;
}

/* Questions and judgements beside a corpus. */
static bool is_beside_corpus(const struct walk_level *l, const char *name)
{
    return l->beir &&
           (strcmp(name, "queries.jsonl") == 0 || strcmp(name, "qrels") == 0);
}

static bool is_selected(const struct folder_walk *w, const struct walk_level *l,
                        const char *path)
{
    return selection_has(w->options.selection, name_in(w, path)) &&
           !is_beside_corpus(l, strrchr(path, '/') + 1);
}

/* Adds up what is to be read in a folder just listed. What cannot be examined
 * now is not counted, and gets its reason when its turn comes. */
static enum st count_found(struct folder_walk *w, const struct walk_level *l,
                           struct err *e)
{
    for (size_t i = 0; i < l->list.n; i++) {
        struct file_info info;
        char *const path = file_join(l->path, l->list.names[i]);
        if (!path)
            return out_of_memory(e);
        if (is_selected(w, l, path) &&
            file_stat(path, w->options.follow, &info, NULL) == ST_OK &&
            info.kind == FILE_REGULAR)
            w->bytes_found += info.size;
        mem_free(path);
    }
    return ST_OK;
}

static void level_release(struct walk_level *l)
{
    mem_free(l->path);
    file_list_release(&l->list);
}

static bool holds(const struct file_list *l, const char *name)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->names[i], name) == 0)
            return true;
    return false;
}

/* Goes down into `path`. ST_NOMEM goes to *e; another failure, of the folder
 * itself, is left in w->why. */
static enum st enter(struct folder_walk *w, const char *path,
                     struct walk_place place, struct err *e)
{
    struct walk_level level = {.place = place};
    enum st st;

    w->why = ERR_INIT;
    st = file_list_folder(path, &level.list, &w->why);
    if (st != ST_OK)
        return st == ST_NOMEM ? out_of_memory(e) : st;
    level.path = mem_strndup(path, strlen(path));
    level.beir = holds(&level.list, "corpus.jsonl");
    if (!level.path || !mem_grow(&w->levels, &w->cap, w->n + 1))
        st = out_of_memory(e);
    else
        st = count_found(w, &level, e);
    if (st == ST_OK)
        w->levels[w->n++] = level;
    else
        level_release(&level);
    return st;
}

static struct walk_place place_of(const struct file_info *info)
{
    return (struct walk_place){info->device, info->inode};
}

enum st folder_walk_begin(struct folder_walk *w, const char *root,
                          const struct walk_options *options, struct err *e)
{
    struct file_info info = {.kind = FILE_NONE};
    folder_walk_release(w);
    w->options = *options;
    const size_t n = strlen(root);
    w->below = n + (n && root[n - 1] != '/');
    enum st st = file_stat(root, true, &info, NULL); /* or enter() tells */
    st = enter(w, root, place_of(&info), e);
    if (st == ST_OK || st == ST_NOMEM)
        return st;
    w->path = mem_strndup(root, n);
    w->root_refused = true;
    return w->path ? ST_OK : out_of_memory(e);
}

static void refuse(struct walk_item *out, const char *reason)
{
    out->kind = WALK_REFUSED;
    out->reason = reason;
}

static void skip(struct folder_walk *w, bool *again)
{
    *again = true;
    w->files_skipped++;
    if (w->options.skipped)
        w->options.skipped(w->options.skipped_ctx, w->path);
}

/* NULL, or why a folder behind a link is not entered; then it is remembered. */
static enum st enter_link(struct folder_walk *w, struct walk_place place,
                          const char **reason, struct err *e)
{
    *reason = NULL;
    for (size_t i = 0; i < w->n; i++)
        if (memcmp(&w->levels[i].place, &place, sizeof(place)) == 0)
            *reason = "symbolic link to a folder that it is in";
    for (size_t i = 0; i < w->n_linked; i++)
        if (memcmp(&w->linked[i], &place, sizeof(place)) == 0)
            *reason = "symbolic link to a folder that was read already";
    if (*reason)
        return ST_OK;
    if (!mem_grow(&w->linked, &w->cap_linked, w->n_linked + 1))
        return out_of_memory(e);
    w->linked[w->n_linked++] = place;
    return ST_OK;
}

/* The folder at w->path: entered, skipped, or refused. */
static enum st look_at_folder(struct folder_walk *w,
                              const struct file_info *info, bool linked,
                              struct walk_item *out, bool *again, struct err *e)
{
    const struct walk_level *const l = &w->levels[w->n - 1];
    const char *reason = NULL;
    enum st st = ST_OK;
    if (!selection_enters(w->options.selection, name_in(w, w->path)) ||
        is_beside_corpus(l, strrchr(w->path, '/') + 1)) {
        skip(w, again);
        return ST_OK;
    }
    if (linked)
        st = enter_link(w, place_of(info), &reason, e);
    if (st != ST_OK)
        return st;
    if (reason) {
        refuse(out, reason);
        return ST_OK;
    }
    st = enter(w, w->path, place_of(info), e);
    *again = st == ST_OK;
    if (st != ST_OK && st != ST_NOMEM)
        refuse(out, reason_without_path(&w->why, w->path));
    return st == ST_NOMEM ? st : ST_OK;
}

/* Finds out what is at w->path, links followed if they are to be. */
static enum st examine(struct folder_walk *w, struct file_info *info,
                       bool *linked)
{
    w->why = ERR_INIT;
    *linked = false;
    enum st st = file_stat(w->path, false, info, &w->why);
    if (st == ST_OK && info->kind == FILE_LINK && w->options.follow) {
        *linked = true;
        st = file_stat(w->path, true, info, &w->why);
    }
    return st;
}

/* Looks at the entry at w->path. *again when there is nothing to tell of it:
 * a folder was entered, or a file is not selected. */
static enum st look(struct folder_walk *w, struct walk_item *out, bool *again,
                    struct err *e)
{
    struct file_info info;
    bool linked;
    const enum st st = examine(w, &info, &linked);
    if (st == ST_NOMEM)
        return out_of_memory(e);
    if (st != ST_OK) {
        refuse(out, reason_without_path(&w->why, w->path));
        return ST_OK;
    }
    if (info.kind == FILE_FOLDER)
        return look_at_folder(w, &info, linked, out, again, e);
    if (!selection_enters(w->options.selection, name_in(w, w->path))) {
        skip(w, again); /* hidden or excluded, whatever it is */
        return ST_OK;
    }
    switch (info.kind) {
    case FILE_REGULAR:
        if (!is_selected(w, &w->levels[w->n - 1], w->path))
            skip(w, again);
        break;
    case FILE_LINK:
        refuse(out, "symbolic link, not followed");
        break;
    case FILE_NONE:
        refuse(out, linked ? "symbolic link to nothing"
                           : "vanished while its folder was read");
        break;
    case FILE_OTHER:
    case FILE_FOLDER:
        refuse(out, "not a regular file");
        break;
    }
    return ST_OK;
}

/* The path of the next entry into w->path; false at the end of the walk. */
static bool step(struct folder_walk *w)
{
    while (w->n) {
        struct walk_level *const l = &w->levels[w->n - 1];
        if (l->next < l->list.n) {
            w->path = file_join(l->path, l->list.names[l->next++]);
            return true;
        }
        level_release(l);
        w->n--;
    }
    return false;
}

enum st folder_walk_next(struct folder_walk *w, struct walk_item *out,
                         struct err *e)
{
    if (w->root_refused) {
        *out = (struct walk_item){WALK_REFUSED, w->path, "",
                                  reason_without_path(&w->why, w->path)};
        w->root_refused = false;
        return ST_OK;
    }
    for (bool again = true; again;) {
        mem_free(w->path);
        w->path = NULL;
        *out = (struct walk_item){.kind = WALK_END};
        if (!step(w))
            return ST_OK;
        if (!w->path)
            return out_of_memory(e);
        *out = (struct walk_item){WALK_FILE, w->path, w->path + w->below, ""};
        again = false;
        const enum st st = look(w, out, &again, e);
        if (st != ST_OK)
            return st;
    }
    return ST_OK;
}

void folder_walk_release(struct folder_walk *w)
{
    for (size_t i = 0; i < w->n; i++)
        level_release(&w->levels[i]);
    mem_free(w->levels);
    mem_free(w->linked);
    mem_free(w->path);
    *w = (struct folder_walk){.bytes_found = w->bytes_found,
                              .files_skipped = w->files_skipped};
}
