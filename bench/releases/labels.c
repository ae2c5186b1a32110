#include "bench/releases/labels.h"

#include <stdlib.h>

#include "common/base/date.h"
#include "common/base/file.h"
#include "common/base/mem.h"

/* Cuts `text` at the next `mark`. */
static struct bytes cut(struct bytes *text, char mark)
{
    const uint8_t *const at = text->n ? memchr(text->p, mark, text->n) : NULL;
    const struct bytes part =
        bytes_of(text->p, at ? (size_t)(at - text->p) : text->n);
    const size_t taken = part.n + (at != NULL);
    *text = bytes_of(text->p + taken, text->n - taken);
    return part;
}

static unsigned number_of(struct bytes text)
{
    unsigned n = 0;
    for (size_t i = 0; i < text.n && text.p[i] >= '0' && text.p[i] <= '9'; i++)
        n = n * 10 + text.p[i] - '0';
    return n;
}

/* "-" is none, "?" is not judged. */
static struct bytes value(struct bytes text, bool *judged)
{
    *judged = !bytes_equal_str(text, "?");
    return bytes_equal_str(text, "-") ? BYTES_NONE : text;
}

bool label_parse(struct bytes line, struct label *out)
{
    out->place = value(cut(&line, '\t'), &out->place_judged);
    const struct bytes date = value(cut(&line, '\t'), &out->date_judged);
    out->agency = value(cut(&line, '\t'), &out->agency_judged);
    out->boilerplate = value(line, &out->boilerplate_judged);
    out->date = DATE_NONE;
    if (!out->date_judged || date.n == 0)
        return line.n > 0;
    struct bytes rest = date;
    const unsigned year = number_of(cut(&rest, '-'));
    const unsigned month = number_of(cut(&rest, '-'));
    return date_from_civil(
        (struct civil){(int32_t)year, (int)month, (int)number_of(rest)},
        &out->date);
}

static int by_id(const void *a, const void *b)
{
    return bytes_compare(((const struct label *)a)->id,
                         ((const struct label *)b)->id);
}

static enum st read_line(struct labels *l, struct bytes line, unsigned number,
                         struct err *e)
{
    struct label *const label = &l->v[l->n];
    if (line.n == 0 || line.p[0] == '#')
        return ST_OK;
    label->id = cut(&line, '\t');
    if (!label_parse(line, label))
        return err_set(e, ST_CORRUPT, "line %u is no label", number);
    l->n++;
    return ST_OK;
}

enum st labels_read(struct labels *l, const char *path, struct err *e)
{
    enum { SIZE_MAX_READ = 64 << 20 };
    enum st st = file_read(path, SIZE_MAX_READ, &l->text, e);
    struct bytes rest = buf_bytes(&l->text);
    for (unsigned number = 1; st == ST_OK && rest.n; number++) {
        if (!mem_grow(&l->v, &l->cap, l->n + 1))
            return err_set(e, ST_NOMEM, "labels: out of memory");
        st = read_line(l, cut(&rest, '\n'), number, e);
    }
    if (st != ST_OK)
        err_note(e, "%s", path);
    else if (l->n)
        qsort(l->v, l->n, sizeof(*l->v), by_id);
    return st;
}

void labels_release(struct labels *l)
{
    buf_release(&l->text);
    mem_free(l->v);
    *l = (struct labels){.n = 0};
}

const struct label *labels_find(const struct labels *l, struct bytes id)
{
    const struct label key = {.id = id};
    return l->n ? bsearch(&key, l->v, l->n, sizeof(key), by_id) : NULL;
}

bool label_has_paragraph(const struct label *label, unsigned number)
{
    struct bytes rest = label->boilerplate;
    while (rest.n) {
        struct bytes part = cut(&rest, ',');
        const bool range = memchr(part.p, '-', part.n) != NULL;
        const unsigned from = number_of(cut(&part, '-'));
        const unsigned to = !range ? from : part.n ? number_of(part) : number;
        if (number >= from && number <= to)
            return true;
    }
    return false;
}
