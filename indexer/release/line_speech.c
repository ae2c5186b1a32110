#include "indexer/release/line_speech.h"

#include "common/base/compiler.h"

enum { QUOTE_MIN = 40 /* bytes between marks that are speech */ };

static const char *const quotation_marks[][2] = {
    {"\"", "\""}, {"“", "”"}, {"«", "»"}, {"„", "“"}, {"„", "”"}, {"「", "」"}};
enum { QUOTATION_MARKS = COUNT_OF(quotation_marks) };

/* Where what opens at byte i is closed: the byte behind the mark, 0 for nowhere
 * or where nothing opens. A mark that does not come again is `gone`, so that no
 * line is searched for it twice. */
static size_t closed_at(struct bytes line, size_t i,
                        bool gone[static QUOTATION_MARKS])
{
    for (size_t k = 0; k < QUOTATION_MARKS; k++) {
        const size_t n = strlen(quotation_marks[k][0]);
        const size_t m = strlen(quotation_marks[k][1]);
        const uint8_t *const p = line.p + i;
        if (gone[k] || line.n - i <= n ||
            memcmp(p, quotation_marks[k][0], n) != 0)
            continue;
        const uint8_t *const to =
            memmem(p + n, line.n - i - n, quotation_marks[k][1], m);
        if (to)
            return (size_t)(to - line.p) + m;
        gone[k] = true;
    }
    return 0;
}

bool line_has_speech(struct bytes line)
{
    bool gone[QUOTATION_MARKS] = {false};
    for (size_t i = 0; i < line.n; i++) {
        const uint8_t c = line.p[i];
        if (c != '"' && c != 0xc2 && c != 0xe2 && c != 0xe3)
            continue;
        const size_t to = closed_at(line, i, gone);
        if (to > i + QUOTE_MIN)
            return true;
        if (to)
            i = to - 1;
    }
    return false;
}
