#include "query/names/name_tables.h"

#include "common/base/mem.h"

enum st name_tables_open(struct name_tables *t, const char *path,
                         struct analyzer *a, struct err *e)
{
    if (t->rules && t->exonyms && t->path == path)
        return ST_OK;
    name_tables_close(t);
    if (!(t->rules = mem_alloc(sizeof(*t->rules))))
        return err_set(e, ST_NOMEM, "out of memory for the rules of names");
    name_rules_init(t->rules);
    t->path = path;
    return exonyms_open(&t->exonyms, path, a, e);
}

void name_tables_close(struct name_tables *t)
{
    mem_free(t->rules);
    exonyms_close(t->exonyms);
    *t = (struct name_tables){.rules = NULL};
}
