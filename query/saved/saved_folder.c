#include "query/saved/saved_folder.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/base/mem.h"
#include "common/base/nearest.h"

enum { NAME_MAX_BYTES = 64, WAIT_MS = 5, WAITS = 2000 };

/* ---- the folder ---- */

static const char *variable(const char *name)
{
    const char *const value = getenv(name);
    return value && *value ? value : NULL;
}

enum st saved_folder_find(char **out, struct err *e)
{
    const char *const own = variable("DATELINE_SAVED");
    const char *const data = variable("XDG_DATA_HOME");
    const char *const home = variable("HOME");

    *out = NULL;
    if (own)
        *out = mem_strndup(own, strlen(own));
    else if (data && *data == '/') /* others are to be ignored */
        *out = file_join(data, "dateline/saved");
    else if (home)
        *out = file_join(home, ".local/share/dateline/saved");
    else
        return err_set(e, ST_USAGE,
                       "there is no home to keep queries in; set "
                       "DATELINE_SAVED to a folder");
    return *out ? ST_OK : err_set(e, ST_NOMEM, "out of memory");
}

enum st saved_folder_make(const char *folder, struct err *e)
{
    char *const path = mem_strndup(folder, strlen(folder));
    enum st st = ST_OK;
    if (!path)
        return err_set(e, ST_NOMEM, "out of memory");
    for (char *at = path; st == ST_OK && *at;) {
        struct file_info there;
        at += strspn(at, "/");
        at += strcspn(at, "/");
        const char end = *at;
        *at = '\0';
        st = file_stat(path, true, &there, e);
        if (st == ST_OK && there.kind == FILE_NONE)
            st = file_make_private_folder(path, e);
        *at = end;
    }
    mem_free(path);
    return st;
}

enum st saved_folder_lock(struct file_lock *l, const char *folder,
                          struct err *e)
{
    static const struct timespec wait = {.tv_nsec = WAIT_MS * 1000 * 1000};
    char *const path = file_join(folder, "LOCK");
    struct err why;
    enum st st = ST_LOCKED;
    if (!path)
        return err_set(e, ST_NOMEM, "out of memory");
    for (int i = 0; st == ST_LOCKED && i < WAITS; i++) {
        if (i > 0)
            nanosleep(&wait, NULL);
        why = ERR_INIT;
        st = file_lock_take(l, path, &why);
    }
    if (st == ST_LOCKED)
        err_set(e, st, "%s: another process does not let go of it", path);
    else if (st != ST_OK)
        err_set(e, st, "%s", why.msg);
    mem_free(path);
    return st;
}

char *saved_path(const char *folder, const char *name, const char *ending)
{
    struct buf file = BUF_INIT;
    char *path = NULL;
    if (buf_printf(&file, "%s%s", name, ending))
        path = file_join(folder, buf_str(&file));
    buf_release(&file);
    return path;
}

/* ---- names ---- */

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9');
}

static bool is_name(const char *name, size_t n)
{
    if (n == 0 || n > NAME_MAX_BYTES || !is_plain(*name))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!is_plain(name[i]) && !strchr("._-", name[i]))
            return false;
    return true;
}

enum st saved_name_check(const char *name, struct err *e)
{
    if (is_name(name, strlen(name)))
        return ST_OK;
    return err_set(e, ST_USAGE,
                   "'%.64s' is no name for a query: it is 1 to %d letters, "
                   "digits, dots, dashes and underscores, and begins with a "
                   "letter or digit",
                   name, NAME_MAX_BYTES);
}

enum st saved_names(const char *folder, struct file_list *out, struct err *e)
{
    const size_t ending = strlen(SAVED_QUERY);
    struct file_info there;
    size_t n = 0;
    *out = (struct file_list){.names = NULL};
    enum st st = file_stat(folder, true, &there, e);
    if (st != ST_OK || there.kind == FILE_NONE)
        return st;
    if ((st = file_list_folder(folder, out, e)) != ST_OK)
        return st;
    for (size_t i = 0; i < out->n; i++) {
        char *const name = out->names[i];
        const size_t size = strlen(name);
        const bool json = size > ending &&
                          strcmp(name + size - ending, SAVED_QUERY) == 0 &&
                          is_name(name, size - ending);
        if (json) {
            name[size - ending] = '\0';
            out->names[n++] = name;
        } else {
            mem_free(name);
        }
    }
    out->n = n;
    return ST_OK;
}

static enum st unknown(const char *folder, const char *name, struct err *e)
{
    struct nearest near = nearest_to(name);
    struct file_list names;
    const enum st st = saved_names(folder, &names, e);
    if (st != ST_OK)
        return st;
    for (size_t i = 0; i < names.n; i++)
        nearest_offer(&near, names.names[i]);
    if (near.best)
        err_set(e, ST_USAGE, "no query is saved as %s; did you mean %s?", name,
                near.best);
    else
        err_set(e, ST_USAGE,
                "no query is saved as %s; 'dateline-query saved list' names "
                "those that are",
                name);
    file_list_release(&names);
    return ST_USAGE;
}

enum st saved_name_find(const char *folder, const char *name, struct err *e)
{
    struct file_info there;
    enum st st = saved_name_check(name, e);
    if (st != ST_OK)
        return st;
    char *const path = saved_path(folder, name, SAVED_QUERY);
    if (!path)
        return err_set(e, ST_NOMEM, "out of memory");
    st = file_stat(path, true, &there, e);
    if (st == ST_OK && there.kind == FILE_NONE)
        st = unknown(folder, name, e);
    mem_free(path);
    return st;
}
