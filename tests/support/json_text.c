#include "tests/support/json_text.h"

#include <check.h>
#include <stdlib.h>

static void write_string(const char *name, const char *text, FILE *out)
{
    fprintf(out, "\"%s\":\"", name);
    for (; *text; text++) {
        const unsigned char c = (unsigned char)*text;
        if (c == '\n')
            fputs("\\n", out);
        else if (c < 0x20)
            fprintf(out, "\\u%04x", c);
        else if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else
            fputc(c, out);
    }
    fputc('"', out);
}

void json_text_write_doc(const struct oracle_docs *d, size_t doc, FILE *out)
{
    char *const title = oracle_doc_title(d, doc);
    char *const body = oracle_doc_body(d, doc);
    fprintf(out, "{\"id\":\"d%06zu\",", doc);
    write_string("title", title, out);
    fputc(',', out);
    write_string("body", body, out);
    if (d->docs[doc].date[0]) {
        fputc(',', out);
        write_string("date", d->docs[doc].date, out);
    }
    if (d->docs[doc].source[0]) {
        fputc(',', out);
        write_string("source", d->docs[doc].source, out);
    }
    fputs("}\n", out);
    free(title);
    free(body);
}

void json_text_write(const struct oracle_docs *d, size_t from, size_t to,
                     const char *path)
{
    FILE *const out = fopen(path, "wb");
    ck_assert_msg(out, "cannot create %s", path);
    for (size_t i = from; i < to; i++)
        json_text_write_doc(d, i, out);
    ck_assert_int_eq(ferror(out), 0);
    ck_assert_int_eq(fclose(out), 0);
}

bool json_text_doc_of_id(const char *id, size_t n, uint32_t *doc)
{
    enum { DIGITS_MAX = 9 };

    if (n < 2 || n > 1 + DIGITS_MAX || id[0] != 'd')
        return false;
    uint32_t number = 0;
    for (size_t i = 1; i < n; i++) {
        if (id[i] < '0' || id[i] > '9')
            return false;
        number = number * 10 + (uint32_t)(id[i] - '0');
    }
    *doc = number;
    return true;
}
