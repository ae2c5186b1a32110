/* saved list, saved show -- which questions are saved, and what each is. */
#include <string.h>

#include "common/base/mem.h"
#include "query/commands/commands.h"
#include "query/output/harmless.h"
#include "query/saved/saved_folder.h"
#include "query/saved/saved_query.h"

/* Whether a file is at fault, and not the machine: that is part of a list. */
static bool is_about_file(enum st st)
{
    return st == ST_CORRUPT || st == ST_VERSION || st == ST_USAGE;
}

static enum st put_query(const char *folder, const char *name, size_t columns,
                         struct buf *out, struct err *e)
{
    struct saved_query q;
    struct arena arena;
    struct err why = ERR_INIT;
    arena_init(&arena, 0);
    enum st st = saved_query_read(&q, &arena, folder, name, &why);
    if (st == ST_OK || is_about_file(st)) {
        buf_printf(out, "%-*s  ", (int)columns, name);
        text_harmless(bytes_of_str(st == ST_OK ? q.query : why.msg), out);
        buf_append_byte(out, '\n');
        st = ST_OK;
    } else {
        err_set(e, st, "%s", why.msg);
    }
    arena_release(&arena);
    return st;
}

enum st command_saved_list(const char *folder, struct reply *reply,
                           struct err *e)
{
    struct file_list names;
    struct buf out = BUF_INIT;
    size_t columns = 0;
    enum st st = saved_names(folder, &names, e);
    if (st != ST_OK)
        return st;
    for (size_t i = 0; i < names.n; i++)
        columns = MAX(columns, strlen(names.names[i]));
    for (size_t i = 0; st == ST_OK && i < names.n; i++)
        st = put_query(folder, names.names[i], columns, &out, e);
    reply->none = names.n == 0;
    if (names.n == 0)
        buf_printf(&reply->notes, "no query is saved in %s\n", folder);
    if (st == ST_OK)
        st = reply_send(reply, &out, e);
    buf_release(&out);
    file_list_release(&names);
    return st;
}

/* "2019-05-28 07:30, 1,204 releases matched", "never" */
static enum st put_last(const char *folder, const char *name, struct buf *out,
                        struct err *e)
{
    struct seen last;
    struct err why = ERR_INIT;
    bool found;
    const enum st st = seen_read(&last, &found, folder, name, &why);
    if (is_about_file(st)) {
        buf_append_str(out, why.msg);
    } else if (st != ST_OK) {
        return err_set(e, st, "%s", why.msg);
    } else if (found) {
        output_moment(last.when, out);
        buf_append_str(out, ", ");
        output_number(last.n, out);
        buf_append_str(out,
                       last.n == 1 ? " release matched" : " releases matched");
    } else {
        buf_append_str(out, "never");
    }
    seen_release(&last);
    return ST_OK;
}

static void put_line(const char *name, const char *value, struct buf *out)
{
    buf_printf(out, "%-10s", name);
    text_harmless(bytes_of_str(value), out);
    buf_append_byte(out, '\n');
}

enum st command_saved_show(const char *folder, const char *name,
                           struct reply *reply, struct err *e)
{
    struct saved_query q;
    struct arena arena;
    struct buf out = BUF_INIT, last = BUF_INIT;
    arena_init(&arena, 0);
    enum st st = saved_query_read(&q, &arena, folder, name, e);
    char *const path = saved_path(folder, name, SAVED_QUERY);
    if (st == ST_OK && !path)
        st = err_set(e, ST_NOMEM, "out of memory");
    if (st == ST_OK)
        st = put_last(folder, name, &last, e);
    if (st == ST_OK) {
        put_line("name", name, &out);
        put_line("query", q.query, &out);
        put_line("index", q.index, &out);
        put_line("options", q.options, &out);
        put_line("last run", buf_str(&last), &out);
        put_line("file", path, &out);
        out.failed = out.failed || last.failed;
        st = reply_send(reply, &out, e);
    }
    buf_release(&out);
    buf_release(&last);
    arena_release(&arena);
    mem_free(path);
    return st;
}
