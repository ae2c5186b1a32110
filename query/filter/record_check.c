#include "query/filter/record_check.h"

void record_check_init(struct record_check *c, const struct segment *s,
                       struct record_budget *budget)
{
    *c = (struct record_check){
        .segment = s, .budget = budget, .last = DOC_END, .err = ERR_INIT};
}

void record_check_release(struct record_check *c)
{
    doc_reader_close(c->reader);
    c->reader = NULL;
}

/* Takes what reading `doc` costs from the budget; false when it is spent. */
static bool spend(struct record_check *c, uint32_t doc)
{
    const bool near =
        c->last != DOC_END && doc >= c->last && doc - c->last <= NEAR_DOCS;
    const uint64_t cost = doc == c->last ? 0 : near ? NEAR_WORK : FAR_WORK;

    c->budget->spent |= cost > c->budget->left;
    if (c->budget->spent) {
        if (!c->budget->lenient)
            c->st = err_set(&c->err, ST_LIMIT, RECORDS_TOO_MANY);
        return false;
    }
    c->budget->left -= cost;
    c->last = doc;
    return true;
}

bool record_check_passes(struct record_check *c, const struct filter *f,
                         uint32_t doc)
{
    const struct record_fields *fields;
    bool passes = false;

    if (c->st != ST_OK || !spend(c, doc))
        return false;
    if (!c->reader)
        c->st = doc_reader_open(&c->reader, c->segment, &c->err);
    if (c->st == ST_OK)
        c->st = doc_reader_get(c->reader, doc, &fields, &c->err);
    if (c->st == ST_OK)
        c->st = filter_record(f, fields, &passes, &c->err);
    return c->st == ST_OK && passes;
}
