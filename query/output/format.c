#include "query/output/format.h"

bool format_reads_texts(enum format f)
{
    return f != FORMAT_TREC && f != FORMAT_IDS && f != FORMAT_NULL;
}

bool format_is_json(enum format f)
{
    return f == FORMAT_JSON || f == FORMAT_JSONL;
}

bool format_is_for_people(enum format f)
{
    return f == FORMAT_TABLE || f == FORMAT_LINES;
}

bool format_tells_why(enum format f)
{
    return format_is_for_people(f) || format_is_json(f);
}

void format_print(enum format f, const struct answer *a,
                  const struct table_look *look, const char *tag,
                  struct buf *out)
{
    switch (f) {
    case FORMAT_TABLE:
        output_table(a, look, out);
        break;
    case FORMAT_LINES:
        output_lines(a, look, out);
        break;
    case FORMAT_JSON:
        output_json(a, out);
        break;
    case FORMAT_JSONL:
        output_jsonl(a, out);
        break;
    case FORMAT_CSV:
        output_rows(a, ROWS_CSV, out);
        break;
    case FORMAT_TSV:
        output_rows(a, ROWS_TSV, out);
        break;
    case FORMAT_TREC:
        output_trec(a, bytes_of_str("1"), tag, out);
        break;
    case FORMAT_IDS:
        output_ids(a, out);
        break;
    case FORMAT_NULL:
        output_null(a, look->terminal, out);
        break;
    }
}
