#include "indexer/extract/members.h"

#include "common/base/mem.h"

struct member_key {
    struct bytes name;
    enum field field;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory");
}

enum st members_init(struct members *m, const struct field_map *map,
                     struct err *e)
{
    *m = (struct members){.n = 0};
    m->keys = mem_array(FIELDS_KNOWN * FIELD_KEYS, sizeof(*m->keys));
    if (!m->keys)
        return out_of_memory(e);
    for (int f = 0; f < FIELDS_KNOWN; f++)
        for (int i = 0; i < FIELD_KEYS && map->keys[f][i]; i++)
            m->keys[m->n_keys++] = (struct member_key){
                bytes_of_str(map->keys[f][i]), (enum field)f};
    return ST_OK;
}

void members_release(struct members *m)
{
    mem_free(m->keys);
    mem_free(m->v);
    *m = (struct members){.n = 0};
}

enum st members_add(struct members *m, const struct json_member *member,
                    struct err *e)
{
    if (!mem_grow(&m->v, &m->cap, m->n + 1))
        return out_of_memory(e);
    m->v[m->n++] = *member;
    return ST_OK;
}

bool members_is_text(const struct members *m, struct bytes name)
{
    for (size_t i = 0; i < m->n_keys; i++)
        if ((m->keys[i].field == FIELD_TITLE ||
             m->keys[i].field == FIELD_BODY) &&
            bytes_equal(m->keys[i].name, name))
            return true;
    return false;
}

/* The last member of that name that is not empty, else the last empty string,
 * else NULL. */
static const struct json_member *member_named(const struct members *m,
                                              struct bytes name)
{
    const struct json_member *empty = NULL;
    for (size_t i = m->n; i-- > 0;) {
        const struct json_member *const v = &m->v[i];
        if (!bytes_equal(v->key, name) || v->kind == VALUE_NULL)
            continue;
        if (v->text.n)
            return v;
        if (!empty)
            empty = v;
    }
    return empty;
}

static const struct json_member *holder_of(const struct members *m,
                                           enum field field)
{
    const struct json_member *empty = NULL;
    for (size_t i = 0; i < m->n_keys; i++) {
        if (m->keys[i].field != field)
            continue;
        const struct json_member *const v = member_named(m, m->keys[i].name);
        if (v && v->text.n)
            return v;
        if (!empty)
            empty = v;
    }
    return empty;
}

static bool fits(enum field field, enum json_kind kind)
{
    return kind == VALUE_STRING ||
           (kind == VALUE_NUMBER && (field == FIELD_ID || field == FIELD_DATE));
}

/* The member that holds each field, NULL where none does. What is not of the
 * right kind is no source, date or URL, but left under its own name; without
 * its id or text a document is none. */
static bool choose(const struct members *m,
                   const struct json_member *chosen[static FIELDS_KNOWN],
                   struct buf *reject)
{
    static const char *const kinds[] = {
        [VALUE_NULL] = "null",        [VALUE_FALSE] = "a boolean",
        [VALUE_TRUE] = "a boolean",   [VALUE_NUMBER] = "a number",
        [VALUE_STRING] = "a string",  [VALUE_LIST] = "a list",
        [VALUE_OBJECT] = "an object",
    };
    for (int i = 0; i < FIELDS_KNOWN; i++) {
        const enum field f = (enum field)i;
        const struct json_member *const v = chosen[f] = holder_of(m, f);
        if (!v || fits(f, v->kind))
            continue;
        chosen[f] = NULL;
        if (f == FIELD_ID || f == FIELD_TITLE || f == FIELD_BODY)
            return buf_printf(reject, "the %s (key \"%.*s\") is %s, no string",
                              FIELD_NAMES[f], (int)v->key.n,
                              (const char *)v->key.p, kinds[v->kind]);
    }
    return true;
}

/* Adds member `v` as every field it holds, or under its own name. */
static enum st add_member(const struct json_member *v,
                          const struct json_member *const *chosen,
                          struct record_fields *fields, struct err *e)
{
    bool used = chosen[FIELD_ID] == v;
    enum st st = ST_OK;

    for (int f = FIELD_TITLE; f < FIELDS_KNOWN && st == ST_OK; f++) {
        if (chosen[f] != v)
            continue;
        used = true;
        st = record_fields_add(
            fields, (struct record_field){(enum field)f, BYTES_NONE, v->text},
            e);
    }
    if (!used && v->kind != VALUE_NULL)
        st = record_fields_add(
            fields, (struct record_field){FIELD_OTHER, v->key, v->text}, e);
    return st;
}

static struct bytes text_of(const struct json_member *v)
{
    return v ? v->text : BYTES_NONE;
}

enum st members_to_fields(const struct members *m, struct member_fields *out,
                          struct record_fields *fields, struct buf *reject,
                          struct err *e)
{
    const struct json_member *chosen[FIELDS_KNOWN];
    enum st st = ST_OK;

    *out = (struct member_fields){.id = BYTES_NONE};
    if (!choose(m, chosen, reject))
        return out_of_memory(e);
    if (reject->n)
        return ST_OK;
    for (size_t i = 0; i < m->n && st == ST_OK; i++)
        st = add_member(&m->v[i], chosen, fields, e);
    *out = (struct member_fields){
        .id = text_of(chosen[FIELD_ID]),
        .title = text_of(chosen[FIELD_TITLE]),
        .body = text_of(chosen[FIELD_BODY]),
        .source = text_of(chosen[FIELD_SOURCE]),
        .date = text_of(chosen[FIELD_DATE]),
        .date_is_number =
            chosen[FIELD_DATE] && chosen[FIELD_DATE]->kind == VALUE_NUMBER,
        .has_text = chosen[FIELD_TITLE] || chosen[FIELD_BODY],
    };
    return st;
}
