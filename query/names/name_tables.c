#include "query/names/name_tables.h"

#include <string.h>

#include "common/base/mem.h"

static bool is_same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

enum st name_tables_open(struct name_tables *t, const char *path,
                         struct analyzer *a, struct err *e)
{
    if (t->rules && t->exonyms && is_same(t->path, path))
        return ST_OK;
    name_tables_close(t);
    t->rules = mem_alloc(sizeof(*t->rules));
    if (path)
        t->path = mem_strndup(path, strlen(path));
    if (!t->rules || (path && !t->path))
        return err_set(e, ST_NOMEM, "out of memory for the rules of names");
    name_rules_init(t->rules);
    return exonyms_open(&t->exonyms, path, a, e);
}

void name_tables_close(struct name_tables *t)
{
    mem_free(t->rules);
    mem_free(t->path);
    exonyms_close(t->exonyms);
    *t = (struct name_tables){.rules = NULL};
}
