#include "indexer/extract/json.h"

#include "common/base/mem.h"

struct json_key {
    struct bytes name;
    enum field field;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory");
}

enum st json_extractor_init(struct json_extractor *x,
                            const struct field_map *map, struct err *e)
{
    *x = (struct json_extractor){.n = 0};
    x->keys = mem_array(FIELDS_KNOWN * FIELD_KEYS, sizeof(*x->keys));
    if (!x->keys)
        return out_of_memory(e);
    for (int f = 0; f < FIELDS_KNOWN; f++)
        for (int i = 0; i < FIELD_KEYS && map->keys[f][i]; i++)
            x->keys[x->n_keys++] =
                (struct json_key){bytes_of_str(map->keys[f][i]), (enum field)f};
    return ST_OK;
}

void json_extractor_release(struct json_extractor *x)
{
    mem_free(x->keys);
    mem_free(x->members);
    buf_release(&x->scratch);
    *x = (struct json_extractor){.n = 0};
}

/* Reads all members; on a document that is no JSON the reason. */
static enum st read_members(struct json_extractor *x, struct bytes document,
                            struct buf *reject, struct err *e)
{
    struct json_reader r;
    struct json_member m;

    x->n = 0;
    if (!json_reader_init(&r, document, &x->scratch))
        return out_of_memory(e);
    while (json_reader_next(&r, &m)) {
        if (!mem_grow(&x->members, &x->cap, x->n + 1))
            return out_of_memory(e);
        x->members[x->n++] = m;
    }
    if (r.error &&
        !buf_printf(reject, "not JSON: %s, at column %zu", r.error, r.at + 1))
        return out_of_memory(e);
    return ST_OK;
}

/* The last member of that name that is not empty, else the last empty string,
 * else NULL. */
static const struct json_member *member_named(const struct json_extractor *x,
                                              struct bytes name)
{
    const struct json_member *empty = NULL;
    for (size_t i = x->n; i-- > 0;) {
        const struct json_member *const m = &x->members[i];
        if (!bytes_equal(m->key, name) || m->kind == VALUE_NULL)
            continue;
        if (m->text.n)
            return m;
        if (!empty)
            empty = m;
    }
    return empty;
}

static const struct json_member *holder_of(const struct json_extractor *x,
                                           enum field field)
{
    const struct json_member *empty = NULL;
    for (size_t i = 0; i < x->n_keys; i++) {
        if (x->keys[i].field != field)
            continue;
        const struct json_member *const m = member_named(x, x->keys[i].name);
        if (m && m->text.n)
            return m;
        if (!empty)
            empty = m;
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
static bool choose(const struct json_extractor *x,
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
        const struct json_member *const m = chosen[f] = holder_of(x, f);
        if (!m || fits(f, m->kind))
            continue;
        chosen[f] = NULL;
        if (f == FIELD_ID || f == FIELD_TITLE || f == FIELD_BODY)
            return buf_printf(reject, "the %s (key \"%.*s\") is %s, no string",
                              FIELD_NAMES[f], (int)m->key.n,
                              (const char *)m->key.p, kinds[m->kind]);
    }
    return true;
}

/* Adds member `m` as every field it holds, or under its own name. */
static enum st add_member(const struct json_member *m,
                          const struct json_member *const *chosen,
                          struct record_fields *fields, struct err *e)
{
    bool used = chosen[FIELD_ID] == m;
    enum st st = ST_OK;

    for (int f = FIELD_TITLE; f < FIELDS_KNOWN && st == ST_OK; f++) {
        if (chosen[f] != m)
            continue;
        used = true;
        st = record_fields_add(
            fields, (struct record_field){(enum field)f, BYTES_NONE, m->text},
            e);
    }
    if (!used && m->kind != VALUE_NULL)
        st = record_fields_add(
            fields, (struct record_field){FIELD_OTHER, m->key, m->text}, e);
    return st;
}

static struct bytes text_of(const struct json_member *m)
{
    return m ? m->text : BYTES_NONE;
}

enum st json_extractor_run(struct json_extractor *x, struct bytes document,
                           struct json_release *out,
                           struct record_fields *fields, struct buf *reject,
                           struct err *e)
{
    const struct json_member *chosen[FIELDS_KNOWN];

    fields->n = 0;
    *out = (struct json_release){.id = BYTES_NONE};
    enum st st = read_members(x, document, reject, e);
    if (st != ST_OK || reject->n)
        return st;
    if (!choose(x, chosen, reject))
        return out_of_memory(e);
    if (reject->n)
        return ST_OK;
    for (size_t i = 0; i < x->n && st == ST_OK; i++)
        st = add_member(&x->members[i], chosen, fields, e);
    *out = (struct json_release){
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
