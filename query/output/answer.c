#include "query/output/answer.h"

enum st marked_from(struct marked *out, struct arena *arena, struct bytes text,
                    struct err *e)
{
    size_t n_marks = 0;
    for (size_t i = 0; i < text.n; i++)
        n_marks += text.p[i] == MARK_OPEN[0];

    uint8_t *const plain = arena_bytes(arena, text.n);
    struct answer_mark *const marks =
        arena_new(arena, struct answer_mark, n_marks);
    if (!plain || !marks)
        return err_set(e, ST_NOMEM, "out of memory");

    size_t n = 0, open = 0, closed = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == MARK_OPEN[0])
            marks[open++].start = (uint32_t)n;
        else if (text.p[i] == MARK_CLOSE[0])
            marks[closed++].end = (uint32_t)n;
        else
            plain[n++] = text.p[i];
    }
    *out = (struct marked){bytes_of(plain, n), marks, closed};
    return ST_OK;
}
