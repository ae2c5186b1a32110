#include "bench/report.h"

#include <string.h>

#include "bench/html.h"
#include "bench/report_data.h"
#include "bench/report_page.h"
#include "bench/report_sections.h"
#include "common/base/file.h"
#include "common/base/mem.h"

static const char *base_name(const char *path)
{
    const char *const slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static enum st add_file(struct buf *out, const char *path, struct err *e)
{
    struct report_data data;
    struct arena arena;

    arena_init(&arena, 0);
    enum st st = report_data_read(&data, path, &arena, e);
    if (st == ST_OK)
        st = data.peers ? report_peers(out, data.peers, &arena, e)
                        : report_run(out, data.run, &arena, e);
    if (st == ST_OK) {
        buf_append_str(out, "<p class=\"small soft\">From ");
        html_text(out, base_name(path));
        buf_append_str(out, ".</p>\n");
    }
    arena_release(&arena);
    return st;
}

enum st report_make(struct buf *out, const char *const *paths, size_t n,
                    struct err *e)
{
    enum st st = ST_OK;

    report_page_open(out, "Dateline benchmark");
    for (size_t i = 0; i < n && st == ST_OK; i++)
        st = add_file(out, paths[i], e);
    report_page_close(out);
    if (st == ST_OK && out->failed)
        st = err_set(e, ST_NOMEM, "out of memory for the page");
    return st;
}

enum st report_write(const char *output, struct bytes page, struct err *e)
{
    const char *const name = base_name(output);
    const size_t folder_size = (size_t)(name - output);
    char *const folder =
        folder_size ? mem_strndup(output, folder_size) : mem_strndup(".", 1);

    if (!folder)
        return err_set(e, ST_NOMEM, "out of memory for the path of the page");
    const enum st st = file_replace(folder, name, page, e);
    mem_free(folder);
    return st;
}
