#include "tests/indexer/release/labelled_text.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/file.h"
#include "common/base/mem.h"

/* "{NAME|" at p begins a label of `t`; returns what is behind it. */
static const char *begin_label(struct labelled_text *t, const char *p)
{
    struct label *const l = &t->labels[t->n];
    const size_t n = strcspn(++p, "|");
    ck_assert_uint_lt(t->n, LABELS_MAX);
    ck_assert_uint_lt(n, sizeof(l->speaker));
    const bool nobody = n == 1 && p[0] == '-';
    memcpy(l->speaker, p, n);
    l->speaker[nobody ? 0 : n] = '\0';
    l->at.from = (uint32_t)t->body.n;
    return p + n + 1;
}

static void read_body(struct labelled_text *t, const char *p, const char *end)
{
    while (p < end) {
        if (*p == '{') {
            p = begin_label(t, p);
        } else if (*p == '}') {
            t->labels[t->n++].at.to = (uint32_t)t->body.n;
            p++;
        } else {
            ck_assert(buf_append_byte(&t->body, (uint8_t)*p++));
        }
    }
}

/* A passage begins at p, "== en Title\n". */
static void read_passage(struct labelled_text *t, const char *p,
                         const char *end)
{
    const char *const line = strchr(p, '\n');
    const size_t n = (size_t)(line - (p + 6));
    *t = (struct labelled_text){.n = 0};
    memcpy(t->language, p + 3, 2);
    ck_assert_uint_lt(n, sizeof(t->title));
    memcpy(t->title, p + 6, n);
    read_body(t, line + 1, end);
}

struct labelled_text *labelled_texts_read(const char *path, size_t *n)
{
    struct file_map map;
    struct labelled_text *v = NULL;
    size_t cap = 0;
    ck_assert_int_eq(file_map(&map, path, NULL), ST_OK);
    char *const text = mem_strndup((const char *)map.p, map.n);
    ck_assert_ptr_nonnull(text);
    file_unmap(&map);
    *n = 0;
    for (const char *p = strstr(text, "\n== "); p;) {
        const char *const next = strstr(p + 1, "\n== ");
        ck_assert(mem_grow(&v, &cap, *n + 1));
        read_passage(&v[(*n)++], p + 1, next ? next : p + strlen(p));
        p = next;
    }
    mem_free(text);
    return v;
}

void labelled_texts_free(struct labelled_text *t, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_release(&t[i].body);
    mem_free(t);
}
