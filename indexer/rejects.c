#include "indexer/rejects.h"

#include <inttypes.h>

#include "common/base/mem.h"
#include "common/base/printable.h"

void rejects_clear(struct rejects *r)
{
    buf_clear(&r->text);
    r->n = 0;
}

void rejects_release(struct rejects *r)
{
    buf_release(&r->text);
    mem_free(r->v);
    *r = (struct rejects){.n = 0};
}

static bool add_text(struct rejects *r, struct bytes b, struct span *out)
{
    *out = (struct span){r->text.n, b.n};
    return buf_append(&r->text, b.p, b.n);
}

bool rejects_add(struct rejects *r, struct bytes path, uint64_t line,
                 struct bytes reason)
{
    struct reject entry = {.line = line};
    if (!mem_grow(&r->v, &r->cap, r->n + 1) ||
        !add_text(r, path, &entry.path) || !add_text(r, reason, &entry.reason))
        return false;
    r->v[r->n++] = entry;
    return true;
}

static struct bytes text_of(const struct rejects *r, struct span s)
{
    return bytes_of(r->text.p + s.at, s.n);
}

bool rejects_append(struct rejects *r, const struct rejects *from)
{
    bool ok = true;
    for (size_t i = 0; i < from->n && ok; i++)
        ok = rejects_add(r, text_of(from, from->v[i].path), from->v[i].line,
                         text_of(from, from->v[i].reason));
    return ok;
}

bool rejects_print(const struct rejects *r, size_t i, struct buf *out)
{
    const struct reject *const entry = &r->v[i];
    const struct bytes path = text_of(r, entry->path);
    const struct bytes reason = text_of(r, entry->reason);
    text_printable(path, false, out);
    if (entry->line)
        buf_printf(out, ":%" PRIu64, entry->line);
    buf_append_str(out, ": ");
    return text_printable(reason, false, out);
}

bool rejects_print_tsv(const struct rejects *r, size_t i, struct buf *out)
{
    const struct reject *const entry = &r->v[i];
    text_printable(text_of(r, entry->path), false, out);
    if (entry->line)
        buf_printf(out, "\t%" PRIu64 "\t", entry->line);
    else
        buf_append_str(out, "\t-\t");
    text_printable(text_of(r, entry->reason), false, out);
    return buf_append_byte(out, '\n');
}
