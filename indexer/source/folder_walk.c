#include "indexer/source/folder_walk.h"

#include <string.h>

#include "common/base/mem.h"
#include "indexer/source/input_format.h"

struct walk_level {
    char *path;
    struct file_list list;
    size_t next;
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

/* Adds up what is to be read in a folder just listed. What cannot be examined
 * now is not counted, and gets its reason when its turn comes. */
static enum st count_found(struct folder_walk *w, const struct walk_level *l,
                           struct err *e)
{
    for (size_t i = 0; i < l->list.n; i++) {
        struct file_info info;
        if (input_format_of(l->list.names[i]) == INPUT_OTHER)
            continue;
        char *const path = file_join(l->path, l->list.names[i]);
        if (!path)
            return out_of_memory(e);
        if (file_stat(path, false, &info, NULL) == ST_OK &&
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

/* Goes down into `path`. ST_NOMEM goes to *e; another failure, of the folder
 * itself, is left in w->why. */
static enum st enter(struct folder_walk *w, const char *path, struct err *e)
{
    struct walk_level level = {.next = 0};
    enum st st;

    w->why = ERR_INIT;
    st = file_list_folder(path, &level.list, &w->why);
    if (st != ST_OK)
        return st == ST_NOMEM ? out_of_memory(e) : st;
    level.path = mem_strndup(path, strlen(path));
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

enum st folder_walk_begin(struct folder_walk *w, const char *root,
                          struct err *e)
{
    folder_walk_release(w);
    const size_t n = strlen(root);
    w->below = n + (n && root[n - 1] != '/');
    const enum st st = enter(w, root, e);
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

/* Looks at the entry at w->path. *again when there is nothing to tell of it:
 * a folder was entered, or a file is none of ours. */
static enum st look(struct folder_walk *w, struct walk_item *out, bool *again,
                    struct err *e)
{
    struct file_info info;
    enum st st;

    w->why = ERR_INIT;
    st = file_stat(w->path, false, &info, &w->why);
    if (st == ST_NOMEM)
        return out_of_memory(e);
    if (st != ST_OK) {
        refuse(out, reason_without_path(&w->why, w->path));
        return ST_OK;
    }
    switch (info.kind) {
    case FILE_REGULAR:
        *again = input_format_of(w->path) == INPUT_OTHER;
        w->files_skipped += *again;
        break;
    case FILE_FOLDER:
        st = enter(w, w->path, e);
        if (st == ST_NOMEM)
            return st;
        *again = st == ST_OK;
        if (st != ST_OK)
            refuse(out, reason_without_path(&w->why, w->path));
        break;
    case FILE_LINK:
        refuse(out, "symbolic link, not followed");
        break;
    case FILE_NONE:
        refuse(out, "vanished while its folder was read");
        break;
    case FILE_OTHER:
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
    mem_free(w->path);
    *w = (struct folder_walk){.bytes_found = w->bytes_found,
                              .files_skipped = w->files_skipped};
}
