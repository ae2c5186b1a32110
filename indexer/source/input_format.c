#include "indexer/source/input_format.h"

#include <string.h>
#include <strings.h>

#include "common/base/compiler.h"

static const struct {
    const char *ending;
    enum input_format format;
} endings[] = {
    {".txt", INPUT_TEXT},
    {".jsonl", INPUT_LINES},
    {".jsonl.zst", INPUT_ZSTD_LINES},
};

/* The size of `name` without `ending`; 0 when it ends otherwise or is nothing
 * but the ending. */
static size_t size_without(const char *name, const char *ending)
{
    const size_t n = strlen(name), suffix = strlen(ending);
    if (n <= suffix || strcasecmp(name + n - suffix, ending) != 0)
        return 0;
    return n - suffix;
}

enum input_format input_format_of(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(endings); i++)
        if (size_without(name, endings[i].ending))
            return endings[i].format;
    return INPUT_OTHER;
}

size_t input_stem_size(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        const size_t stem = size_without(name, endings[i].ending);
        if (stem)
            return stem;
    }
    const char *const slash = strrchr(name, '/');
    const char *const last = slash ? slash + 1 : name;
    const char *const point = strrchr(last, '.');
    return point && point > last ? (size_t)(point - name) : strlen(name);
}
