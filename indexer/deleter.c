#include "indexer/deleter.h"

#include "common/base/mem.h"
#include "indexer/compact.h"
#include "indexer/deletion_set.h"

struct deleter {
    struct index_folder folder;
    struct index *index;
    struct deletion_set *set;
};

enum st deleter_open(struct deleter **out, const char *index, struct err *e)
{
    *out = NULL;
    struct deleter *const d = mem_zalloc(sizeof(*d));
    if (!d)
        return err_set(e, ST_NOMEM, "%s: out of memory", index);
    enum st st = index_folder_open(&d->folder, index, INDEX_CHANGE, e);
    if (st == ST_OK)
        st = index_open(&d->index, index, e);
    if (st == ST_OK)
        st = deletion_set_open(&d->set, d->index, e);
    if (st != ST_OK) {
        deleter_close(d);
        return st;
    }
    *out = d;
    return ST_OK;
}

void deleter_close(struct deleter *d)
{
    if (!d)
        return;
    deletion_set_close(d->set);
    index_close(d->index);
    index_folder_close(&d->folder);
    mem_free(d);
}

enum st deleter_add(struct deleter *d, struct bytes id, bool *found,
                    struct err *e)
{
    uint32_t doc;
    bool was;
    *found = false;
    enum st st = index_find_id(d->index, id, &doc, e);
    if (st != ST_OK || doc == DOC_END)
        return st;
    st = deletion_set_add(d->set, doc, &was, e);
    *found = st == ST_OK && !was;
    return st;
}

enum st deleter_commit(struct deleter *d, struct err *e)
{
    struct manifest next = {.generation = 0};
    if (deletion_set_added(d->set) == 0)
        return ST_OK;
    enum st st =
        deletion_set_write(d->set, d->folder.manifest.generation + 1, &next, e);
    if (st == ST_OK)
        st = index_folder_commit(&d->folder, next.segments, next.n, e);
    manifest_release(&next);
    return st == ST_OK ? compact_folder(&d->folder, COMPACT_TIERS, e) : st;
}
