#include "indexer/source/input_format.h"

#include <string.h>
#include <strings.h>

#include "common/base/compiler.h"

const char *const INPUT_NAMES[INPUT_FORMATS] = {
    "unknown", "text", "markdown", "jsonl",   "json", "csv", "tsv",
    "html",    "trec", "beir",     "msmarco", "mbox", "eml",
};

static const struct {
    const char *ending;
    enum input_format format;
} formats[] = {
    {".txt", INPUT_TEXT},         {".text", INPUT_TEXT},
    {".md", INPUT_MARKDOWN},      {".markdown", INPUT_MARKDOWN},
    {".jsonl", INPUT_JSON_LINES}, {".ndjson", INPUT_JSON_LINES},
    {".json", INPUT_JSON},        {".csv", INPUT_CSV},
    {".tsv", INPUT_TSV},          {".tab", INPUT_TSV},
    {".html", INPUT_HTML},        {".htm", INPUT_HTML},
    {".xhtml", INPUT_HTML},       {".trec", INPUT_TREC},
    {".sgml", INPUT_TREC},        {".sgm", INPUT_TREC},
    {".mbox", INPUT_MBOX},        {".eml", INPUT_EML},
};

static const struct {
    const char *ending;
    enum packing packing;
} packings[] = {
    {".tar", PACKED_ARCHIVE},     {".tar.gz", PACKED_ARCHIVE},
    {".tar.xz", PACKED_ARCHIVE},  {".tar.bz2", PACKED_ARCHIVE},
    {".tar.zst", PACKED_ARCHIVE}, {".tgz", PACKED_ARCHIVE},
    {".txz", PACKED_ARCHIVE},     {".tbz2", PACKED_ARCHIVE},
    {".tzst", PACKED_ARCHIVE},    {".zip", PACKED_ARCHIVE},
    {".gz", PACKED_ANY},          {".xz", PACKED_ANY},
    {".bz2", PACKED_ANY},         {".zst", PACKED_ANY},
};

/* What is left of `n` bytes of `name` without `ending`; 0 when they end
 * otherwise or are nothing but the ending. */
static size_t size_without(const char *name, size_t n, const char *ending)
{
    const size_t suffix = strlen(ending);
    if (n <= suffix || name[n - suffix - 1] == '/' ||
        strncasecmp(name + n - suffix, ending, suffix) != 0)
        return 0;
    return n - suffix;
}

static size_t size_before_point(const char *name, size_t n)
{
    const char *const slash = memrchr(name, '/', n);
    const char *const last = slash ? slash + 1 : name;
    const char *const point = memrchr(last, '.', n - (size_t)(last - name));
    return point && point > last ? (size_t)(point - name) : n;
}

static void look_at_packing(const char *name, struct input_name *out)
{
    for (size_t i = 0; i < COUNT_OF(packings); i++) {
        const size_t n = size_without(name, out->stem, packings[i].ending);
        if (n == 0)
            continue;
        out->packing = packings[i].packing;
        out->unpacked = n;
        if (out->packing == PACKED_ARCHIVE)
            break;
    }
}

struct input_name input_name_of(const char *name)
{
    const size_t whole = strlen(name);
    struct input_name out = {.stem = whole, .unpacked = whole};
    look_at_packing(name, &out);
    out.stem = out.unpacked;
    if (out.packing == PACKED_ARCHIVE)
        return out;
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        const size_t n = size_without(name, out.unpacked, formats[i].ending);
        if (n == 0)
            continue;
        out.format = formats[i].format;
        out.stem = n;
        if (out.packing == PACKED_ANY)
            out.packing = PACKED_FILE;
        return out;
    }
    out.stem = size_before_point(name, out.unpacked);
    out.foreign = out.packing == PACKED_ANY && out.stem < out.unpacked;
    return out;
}
