#include "bench/releases/texts.h"

void texts_init(struct texts *t, struct bytes text)
{
    t->rest = text;
}

static struct bytes cut_line(struct bytes *text)
{
    const uint8_t *const end = text->n ? memchr(text->p, '\n', text->n) : NULL;
    const struct bytes line =
        bytes_of(text->p, end ? (size_t)(end - text->p) : text->n);
    const size_t taken = line.n + (end != NULL);
    *text = bytes_of(text->p + taken, text->n - taken);
    return line;
}

enum st texts_next(struct texts *t, struct labelled_text *out, struct err *e)
{
    struct bytes line = BYTES_NONE;
    while (t->rest.n && line.n == 0)
        line = cut_line(&t->rest);
    if (line.n == 0)
        return ST_NOT_FOUND;
    const uint8_t *const tab = memchr(line.p, '\t', line.n);
    if (line.n < 2 || memcmp(line.p, "@ ", 2) != 0 || !tab)
        return err_set(e, ST_CORRUPT, "no line of labels: %.*s", (int)line.n,
                       (const char *)line.p);
    out->label.id = bytes_of(line.p + 2, (size_t)(tab - line.p) - 2);
    const size_t taken = (size_t)(tab + 1 - line.p);
    if (!label_parse(bytes_of(line.p + taken, line.n - taken), &out->label))
        return err_set(e, ST_CORRUPT, "no labels: %.*s", (int)line.n,
                       (const char *)line.p);
    out->title = cut_line(&t->rest);
    const uint8_t *const next =
        t->rest.n ? memmem(t->rest.p, t->rest.n, "\n@ ", 3) : NULL;
    const size_t size = next ? (size_t)(next + 1 - t->rest.p) : t->rest.n;
    out->body = bytes_of(t->rest.p, size);
    t->rest = bytes_of(t->rest.p + size, t->rest.n - size);
    return ST_OK;
}
