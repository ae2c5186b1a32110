/* Fields: what a name before a colon asks for. */
#include <stdio.h>

#include "query/plan_span.h"

struct named_field {
    const char *name;
    struct field_use use;
};

#define ZONE(name, where)                                                      \
    {                                                                          \
        name,                                                                  \
        {                                                                      \
            FIELD_ZONE, where, PREFIX_NONE                                     \
        }                                                                      \
    }
#define TERMS(name, prefix)                                                    \
    {                                                                          \
        name,                                                                  \
        {                                                                      \
            FIELD_PREFIX, PLAN_ZONES, prefix                                   \
        }                                                                      \
    }

static const struct named_field FIELDS[] = {
    ZONE("title", IN_TITLE),
    ZONE("lead", IN_LEAD),
    ZONE("hlead", IN_HLEAD),
    ZONE("body", IN_BODY),
    ZONE("subhead", IN_SUBHEAD),
    ZONE("dateline", IN_DATELINE),
    ZONE("signature", IN_SIGNATURE),
    ZONE("boilerplate", IN_BOILERPLATE),
    ZONE("text", IN_TEXT),
    TERMS("place", PREFIX_PLACE),
    TERMS("agency", PREFIX_AGENCY),
    {"quote", {FIELD_QUOTE, PLAN_ZONES, PREFIX_NONE}},
    {"said", {FIELD_SAID, PLAN_ZONES, PREFIX_NONE}},
};

const char *plan_zone_name(enum plan_zone zone)
{
    size_t i = 0;

    while (FIELDS[i].use.kind != FIELD_ZONE || FIELDS[i].use.zone != zone)
        i++;
    return FIELDS[i].name;
}

/* Whether it asks for what the indexer found in releases. */
static bool needs_zones(const struct field_use *use)
{
    return use->kind != FIELD_ZONE || plan_zone_is_found(use->zone);
}

static enum st tell_rules(const struct maker *m, struct err *e)
{
    const uint32_t rules = m->with->index->manifest.zones;
    char line[128];
    if (rules >= RELEASE_RULES || m->plan->told_rules)
        return ST_OK;
    m->plan->told_rules = true;
    snprintf(line, sizeof(line),
             "the parts of releases were found by rules %u, now there are %u: "
             "build the index again",
             rules, (unsigned)RELEASE_RULES);
    return plan_notify(m->plan, m->with->arena, line, e);
}

enum st plan_needs_zones(const struct maker *m, const char *what, struct err *e)
{
    if (m->with->index->manifest.zones)
        return tell_rules(m, e);
    return err_set(e, ST_USAGE,
                   "%s asks for a part of releases, and this index was built "
                   "without them; build it again, without --zones none",
                   what);
}

enum st plan_field_use(const struct maker *m, struct field_use *out,
                       struct bytes field, struct err *e)
{
    for (size_t i = 0; i < COUNT_OF(FIELDS); i++) {
        if (!bytes_equal_str(field, FIELDS[i].name))
            continue;
        *out = FIELDS[i].use;
        char name[16];
        snprintf(name, sizeof(name), "%s:", FIELDS[i].name);
        return needs_zones(out) ? plan_needs_zones(m, name, e) : ST_OK;
    }
    return err_set(e, ST_USAGE, "there is no field %.*s",
                   (int)MIN(field.n, (size_t)64), (const char *)field.p);
}

enum st plan_refuse(struct maker *m, struct plan_node **out,
                    const struct ast_node *from, enum st st,
                    const struct err *why, struct err *e)
{
    if (!m->with->lenient || st != ST_USAGE) {
        m->plan->blame = from;
        return err_set(e, st, "%s", why->msg);
    }
    *out = plan_node_new(m, PLAN_NOTHING);
    return *out ? plan_notify(m->plan, m->with->arena, why->msg, e)
                : plan_no_memory(e);
}

enum st plan_make_field(struct maker *m, struct plan_node **out,
                        const struct ast_node *from, struct place at,
                        struct err *e)
{
    struct err why = ERR_INIT;
    struct field_use use = {.kind = FIELD_ZONE};
    enum st st = plan_field_use(m, &use, from->text, &why);
    if (st != ST_OK)
        return plan_refuse(m, out, from, st, &why, e);
    if (!from->first)
        return ST_OK;
    switch (use.kind) {
    case FIELD_ZONE:
        if (use.zone == IN_TITLE)
            at.title = true;
        else
            at.zones |= 1u << use.zone;
        break;
    case FIELD_PREFIX:
        at.prefix = use.prefix;
        break;
    case FIELD_QUOTE:
    case FIELD_SAID:
        st = plan_make_span(m, out, from, at, &why);
        return st == ST_OK ? st : plan_refuse(m, out, from, st, &why, e);
    }
    return plan_make_node(m, out, from->first, at, e);
}
