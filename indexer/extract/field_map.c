#include "indexer/extract/extract.h"

#include <string.h>

struct field_map field_map_default(void)
{
    return (struct field_map){
        .keys = {
            [FIELD_ID] = {"id", "_id"},
            [FIELD_TITLE] = {"title", "headline"},
            [FIELD_BODY] = {"body", "text", "contents", "content"},
            [FIELD_DATE] = {"date", "published"},
            [FIELD_SOURCE] = {"source"},
            [FIELD_URL] = {"url"},
        }};
}

/* FIELDS_KNOWN when there is no such field. */
static enum field field_named(const char *name)
{
    int f = 0;
    while (f < FIELDS_KNOWN && strcmp(FIELD_NAMES[f], name) != 0)
        f++;
    return (enum field)f;
}

static enum st map_one(struct field_map *m, char *part, bool *mapped,
                       struct err *e)
{
    char *const equals = strchr(part, '=');
    if (!equals || equals == part || !equals[1])
        return err_set(e, ST_USAGE, "'%s': expected FIELD=KEY", part);
    *equals = '\0';
    const enum field f = field_named(part);
    if (f == FIELDS_KNOWN)
        return err_set(e, ST_USAGE,
                       "'%s' is no field: they are id, title, body, date, "
                       "source, url",
                       part);
    if (mapped[f])
        return err_set(e, ST_USAGE, "'%s' is mapped twice", part);
    mapped[f] = true;
    memset(m->keys[f], 0, sizeof(m->keys[f]));
    m->keys[f][0] = equals + 1;
    return ST_OK;
}

enum st field_map_parse(struct field_map *m, char *text, struct err *e)
{
    bool mapped[FIELDS_KNOWN] = {false};
    for (char *part = text; part;) {
        char *const comma = strchr(part, ',');
        if (comma)
            *comma = '\0';
        const enum st st = map_one(m, part, mapped, e);
        if (st != ST_OK)
            return st;
        part = comma ? comma + 1 : NULL;
    }
    return ST_OK;
}
