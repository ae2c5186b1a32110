#include "query/output/passages.h"

#include "query/output/harmless.h"

enum { SHOWN = 200 }; /* bytes */

void passage_print(const struct passage *p, struct buf *out)
{
    const struct bytes text = passage_cut(p->text, SHOWN);

    buf_printf(out, "= %u words: ", p->words);
    text_harmless(text, out);
    if (text.n < p->text.n)
        buf_append_str(out, " …");
}

void passages_write_json(const char *name, const struct passage *v, size_t n,
                         struct json_writer *w)
{
    jw_key(w, name);
    jw_open_array(w);
    for (size_t i = 0; i < n; i++) {
        jw_open_object(w);
        jw_member_string(w, "text", v[i].text);
        jw_member_uint(w, "words", v[i].words);
        jw_close_object(w);
    }
    jw_close_array(w);
}
