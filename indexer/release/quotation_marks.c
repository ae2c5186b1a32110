#include "indexer/release/quotation_marks.h"

#include <string.h>

#include "common/base/lanes.h"
#include "common/base/utf8.h"
#include "common/text/unicode.h"

#define BIT(kind) (1u << (kind))

enum { STRAIGHTS = BIT(MARK_STRAIGHT) | BIT(MARK_HIGH_9) };

/* What a mark is by its shape, and which ones close what it opens. */
static const struct {
    uint8_t nature;
    uint32_t closers;
} MARKS[MARK_KINDS] = {
    [MARK_STRAIGHT] = {MARK_OPENS | MARK_CLOSES, STRAIGHTS | BIT(MARK_HIGH_6)},
    [MARK_GRAVES] = {MARK_OPENS, STRAIGHTS},
    [MARK_HIGH_6] = {MARK_OPENS, STRAIGHTS | BIT(MARK_HIGH_6)},
    [MARK_HIGH_9] = {MARK_CLOSES, STRAIGHTS},
    [MARK_LOW_9] = {MARK_OPENS, STRAIGHTS | BIT(MARK_HIGH_6)},
    [MARK_LEFT] = {MARK_OPENS, BIT(MARK_RIGHT)},
    [MARK_RIGHT] = {MARK_CLOSES, BIT(MARK_LEFT) | BIT(MARK_RIGHT)},
    [MARK_CORNER] = {MARK_OPENS, BIT(MARK_CORNER_END)},
    [MARK_CORNER_END] = {MARK_CLOSES, 0},
    [MARK_WHITE_CORNER] = {MARK_OPENS, BIT(MARK_WHITE_CORNER_END)},
    [MARK_WHITE_CORNER_END] = {MARK_CLOSES, 0},
    [MARK_SINGLE] = {MARK_OPENS | MARK_CLOSES,
                     BIT(MARK_SINGLE) | BIT(MARK_SINGLE_9)},
    [MARK_SINGLE_6] = {MARK_OPENS, BIT(MARK_SINGLE) | BIT(MARK_SINGLE_9)},
    [MARK_SINGLE_9] = {MARK_CLOSES, 0},
    [MARK_SINGLE_LOW_9] = {MARK_OPENS, BIT(MARK_SINGLE_6) | BIT(MARK_SINGLE_9)},
    [MARK_SINGLE_LEFT] = {MARK_OPENS, BIT(MARK_SINGLE_RIGHT)},
    [MARK_SINGLE_RIGHT] = {MARK_CLOSES, BIT(MARK_SINGLE_LEFT)},
};

/* Marks of three bytes that begin with E2 80, by the third byte. */
static enum mark_kind general_mark(uint8_t third)
{
    switch (third) {
    case 0x98:
        return MARK_SINGLE_6;
    case 0x99:
        return MARK_SINGLE_9;
    case 0x9a:
        return MARK_SINGLE_LOW_9;
    case 0x9c:
        return MARK_HIGH_6;
    case 0x9d:
        return MARK_HIGH_9;
    case 0x9e:
    case 0x9f:
        return MARK_LOW_9;
    case 0xb9:
        return MARK_SINGLE_LEFT;
    case 0xba:
        return MARK_SINGLE_RIGHT;
    default:
        return MARK_NONE;
    }
}

static enum mark_kind long_mark(const uint8_t *p)
{
    if (p[0] == 0xe2 && p[1] == 0x80)
        return general_mark(p[2]);
    if (p[0] == 0xe3 && p[1] == 0x80 && p[2] >= 0x8c && p[2] <= 0x8f)
        return (enum mark_kind)(MARK_CORNER + (p[2] - 0x8c));
    if (p[0] == 0xef && p[1] == 0xbc && p[2] == 0x82)
        return MARK_STRAIGHT;
    return MARK_NONE;
}

enum mark_kind mark_at(const uint8_t *p, const uint8_t *end, size_t *size)
{
    const size_t n = (size_t)(end - p);
    const bool twice = n > 1 && p[0] == p[1];
    *size = 1;
    if (p[0] == '"')
        return MARK_STRAIGHT;
    if (p[0] == '\'' && !twice)
        return MARK_SINGLE;
    *size = 2;
    if (twice && p[0] == '\'')
        return MARK_STRAIGHT;
    if (twice && p[0] == '`')
        return MARK_GRAVES;
    if (twice && p[0] == ',')
        return MARK_LOW_9;
    if (n > 1 && p[0] == 0xc2 && (p[1] == 0xab || p[1] == 0xbb))
        return p[1] == 0xab ? MARK_LEFT : MARK_RIGHT;
    *size = 3;
    return n > 2 && p[0] >= 0xe2 ? long_mark(p) : MARK_NONE;
}

/* First bytes of marks; 2 for those that are mostly something else. */
static const uint8_t FIRST[256] = {
    ['"'] = 1,  ['`'] = 1,  ['\''] = 2, [','] = 2,
    [0xc2] = 1, [0xe2] = 1, [0xe3] = 1, [0xef] = 1,
};

/* Whether the mark that may begin at p is one that opens. */
static bool is_opener_at(struct bytes text, const uint8_t *p)
{
    const uint8_t *const end = text.p + text.n;
    size_t size;
    /* An apostrophe within a word, and a comma alone, are no marks. */
    if (FIRST[*p] == 2 && p != text.p && p[-1] > ' ' &&
        (end - p < 2 || p[1] != *p))
        return false;
    const enum mark_kind kind = mark_at(p, end, &size);
    return kind != MARK_NONE && kind != MARK_SINGLE_9;
}

/* Whether a mark that opens may begin at one of sixteen bytes at p, behind
 * which one more can be read: they are those of FIRST, a comma alone is none.
 */
static bool may_open(const uint8_t *p)
{
    const lanes x = lanes_at(p), next = lanes_at(p + 1);
    return lanes_any(
        (lanes)(x == '"') | (lanes)(x == '`') | (lanes)(x == '\'') |
        (lanes)(x == 0xc2) | (lanes)(x == 0xe2) | (lanes)(x == 0xe3) |
        (lanes)(x == 0xef) | ((lanes)(x == ',') & (lanes)(next == ',')));
}

size_t marks_last_opener(struct bytes text)
{
    const uint8_t *const p = text.p;
    size_t n = text.n;
    while (n > 0) {
        const size_t stop = n > LANES ? n - LANES : 0;
        if (n >= LANES && n < text.n && !may_open(p + stop))
            n = stop;
        for (; n > stop; n--)
            if (FIRST[p[n - 1]] && is_opener_at(text, p + n - 1))
                return n;
    }
    return 0;
}

enum side { EDGE, OPENING, BETWEEN, WORD, CLOSING };

static enum side side_of(uint32_t cp)
{
    if (cp == 0 || utf8_is_space(cp))
        return EDGE;
    if (unicode_prop_of(cp) & CP_WORD)
        return WORD;
    switch (cp) {
    case '(':
    case '[':
    case '{':
    case '<':
    case 0xab:
    case 0xa1:
    case 0xbf:
    case 0x2018:
    case 0x201a:
    case 0x201c:
    case 0x201e:
    case 0x2039:
    case 0x300c:
    case 0x300e:
        return OPENING;
    case '-':
    case '/':
    case '=':
    case '*':
    case '_':
    case '|':
    case '"':
    case '\'':
    case ':':
    case 0xff1a:
    case 0x2010:
    case 0x2013:
    case 0x2014:
    case 0x2015:
        return BETWEEN;
    default:
        return CLOSING;
    }
}

static unsigned straight_roles(enum side before, enum side after)
{
    unsigned roles = 0;
    if (before <= BETWEEN && after != EDGE)
        roles |= MARK_OPENS;
    if (before >= BETWEEN && (after <= BETWEEN || after == CLOSING) &&
        after != OPENING)
        roles |= MARK_CLOSES;
    if (roles)
        return roles;
    return before == WORD ? MARK_CLOSES : MARK_OPENS | MARK_CLOSES;
}

static unsigned single_roles(enum mark_kind kind, enum side before,
                             enum side after, uint32_t next)
{
    const bool apart = before <= BETWEEN;
    if (kind == MARK_SINGLE_9)
        return !apart && after != WORD ? MARK_CLOSES : 0;
    if (kind != MARK_SINGLE && kind != MARK_SINGLE_6)
        return MARKS[kind].nature;
    if (apart && after != EDGE && !(next >= '0' && next <= '9'))
        return MARK_OPENS;
    return !apart && after != WORD ? MARK_CLOSES : 0;
}

unsigned mark_roles(enum mark_kind kind, uint32_t before, uint32_t after)
{
    const enum side left = side_of(before), right = side_of(after);
    const unsigned nature = MARKS[kind].nature;
    const unsigned digit =
        before >= '0' && before <= '9' ? (unsigned)MARK_AFTER_DIGIT : 0;
    if (kind >= MARK_SINGLES && kind < MARK_SINGLE_LEFT)
        return single_roles(kind, left, right, after);
    if (kind == MARK_STRAIGHT)
        return straight_roles(left, right) | digit;
    const bool ends = left >= WORD && right != WORD && right != OPENING;
    const bool begins = left <= BETWEEN && right != EDGE && right != CLOSING;
    if (kind == MARK_HIGH_6 && left == CLOSING && right == WORD)
        return MARK_OPENS | MARK_CLOSES;
    if (kind == MARK_HIGH_6)
        return ends ? MARK_CLOSES : MARK_OPENS;
    if (kind == MARK_LEFT || kind == MARK_SINGLE_LEFT)
        return ends ? MARK_OPENS | MARK_CLOSES : MARK_OPENS;
    if (kind == MARK_HIGH_9 || kind == MARK_RIGHT || kind == MARK_SINGLE_RIGHT)
        return begins ? MARK_OPENS : MARK_CLOSES;
    return nature;
}

bool mark_closes(enum mark_kind opener, enum mark_kind kind, unsigned roles)
{
    if (!(MARKS[opener].closers & BIT(kind)))
        return false;
    /* ” closes “ even where a space went astray; but the ” that opened
     * another one does not. */
    return roles & MARK_CLOSES ||
           (MARKS[kind].nature == MARK_CLOSES && opener != kind);
}
