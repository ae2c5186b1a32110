#include "common/base/json_reader.h"

#include <string.h>

#include "common/base/ascii.h"
#include "common/base/utf8.h"

bool json_reader_init(struct json_reader *r, struct bytes document,
                      struct buf *scratch)
{
    *r = (struct json_reader){.start = document.p,
                              .p = document.p,
                              .end = document.p + document.n,
                              .scratch = scratch};
    buf_clear(scratch);
    /* Nothing that is copied grows, so the scratch never moves below. */
    return buf_reserve(scratch, document.n);
}

/* Returns NULL, so that failing is one line. */
static const uint8_t *fail(struct json_reader *r, const uint8_t *p,
                           const char *why)
{
    if (!r->error) {
        r->error = why;
        r->at = (size_t)(p - r->start);
    }
    return NULL;
}

static const uint8_t *skip_space(const uint8_t *p, const uint8_t *end)
{
    while (p < end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'))
        p++;
    return p;
}

static void put(struct json_reader *r, const uint8_t *p, size_t n)
{
    memcpy(r->scratch->p + r->scratch->n, p, n);
    r->scratch->n += n;
}

/* ---- strings ---- */

/* What a string may hold as it is, eight bytes at a time: no quote, backslash
 * or control character, and no byte from 0x80 on. */
static inline bool is_plain8(uint64_t v)
{
    const uint64_t ones = UINT64_MAX / 255;
    const uint64_t quote = v ^ ones * '"', slash = v ^ ones * '\\';
    /* A byte below n makes v - n borrow into its high bit. Borrows can spoil
     * the bytes above a hit, never hide the lowest hit: right as a whole. */
    const uint64_t hits =
        ((v - ones * 0x20) | (quote - ones) | (slash - ones) | v) & ones * 0x80;
    return hits == 0;
}

static inline bool is_plain(uint8_t c)
{
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

static const uint8_t *skip_plain(const uint8_t *p, const uint8_t *end)
{
    while (end - p >= 8) {
        uint64_t v;
        memcpy(&v, p, sizeof(v));
        if (!is_plain8(v))
            break;
        p += 8;
    }
    while (p < end && is_plain(*p))
        p++;
    return p;
}

/* Reads four hex digits behind "\u"; UINT32_MAX when they are not there. */
static uint32_t hex4(const uint8_t *p, const uint8_t *end)
{
    uint32_t v = 0;
    if (end - p < 4)
        return UINT32_MAX;
    for (int i = 0; i < 4; i++) {
        const uint8_t c = p[i], letter = c | 0x20;
        if (is_digit(c))
            v = v << 4 | (uint32_t)(c - '0');
        else if (letter >= 'a' && letter <= 'f')
            v = v << 4 | (uint32_t)(letter - 'a' + 10);
        else
            return UINT32_MAX;
    }
    return v;
}

static void put_code_point(struct json_reader *r, uint32_t cp)
{
    r->scratch->n += utf8_put(r->scratch->p + r->scratch->n, cp ? cp : ' ');
}

/* "\uXXXX", p at the backslash, and the second half of a pair. */
static const uint8_t *read_u_escape(struct json_reader *r, const uint8_t *p,
                                    bool copy)
{
    const uint8_t *const from = p;
    uint32_t cp = hex4(p + 2, r->end);
    if (cp == UINT32_MAX)
        return fail(r, from, "\\u without four hex digits");
    p += 6;
    if (cp >= 0xd800 && cp <= 0xdfff) {
        uint32_t low = UINT32_MAX;
        if (cp < 0xdc00 && r->end - p >= 2 && p[0] == '\\' && p[1] == 'u')
            low = hex4(p + 2, r->end);
        if (low < 0xdc00 || low > 0xdfff)
            return fail(r, from, "half a surrogate pair");
        cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
        p += 6;
    }
    if (copy)
        put_code_point(r, cp);
    return p;
}

static const uint8_t *read_escape(struct json_reader *r, const uint8_t *p,
                                  bool copy)
{
    static const char names[] = "\"\\/bfnrt";
    static const uint8_t meant[] = {'"',  '\\', '/',  '\b',
                                    '\f', '\n', '\r', '\t'};
    if (r->end - p < 2)
        return fail(r, p, "the string does not end");
    if (p[1] == 'u')
        return read_u_escape(r, p, copy);
    const char *const name = p[1] ? strchr(names, p[1]) : NULL;
    if (!name)
        return fail(r, p, "unknown escape");
    if (copy)
        put(r, &meant[name - names], 1);
    return p + 2;
}

/* Steps over the bytes of a string that stand for themselves. */
static const uint8_t *skip_run(struct json_reader *r, const uint8_t *p)
{
    for (;;) {
        p = skip_plain(p, r->end);
        if (p == r->end)
            return fail(r, p, "the string does not end");
        if (*p < 0x80)
            return p;
        while (p < r->end && *p >= 0x80) {
            uint32_t cp;
            const size_t n = utf8_step_multibyte(p, r->end, &cp);
            if (n == 1)
                return fail(r, p, "not UTF-8");
            p += n;
        }
    }
}

/* Reads a string, p at its opening quote. Its text is a part of the document
 * when it holds no escape, else copied; with `text` NULL it is only checked. */
static const uint8_t *read_string(struct json_reader *r, const uint8_t *p,
                                  struct bytes *text)
{
    const uint8_t *run = ++p;
    const size_t copied = r->scratch->n;
    bool copying = false;

    for (;;) {
        if (!(p = skip_run(r, p)))
            return NULL;
        if (*p == '"')
            break;
        if (*p != '\\')
            return fail(r, p, "a control character in a string");
        if (text)
            put(r, run, (size_t)(p - run));
        copying = true;
        if (!(p = read_escape(r, p, text != NULL)))
            return NULL;
        run = p;
    }
    if (text && copying) {
        put(r, run, (size_t)(p - run));
        *text = bytes_of(r->scratch->p + copied, r->scratch->n - copied);
    } else if (text) {
        *text = bytes_of(run, (size_t)(p - run));
    }
    return p + 1;
}

/* ---- other values ---- */

static const uint8_t *skip_digits(const uint8_t *p, const uint8_t *end)
{
    while (p < end && is_digit(*p))
        p++;
    return p;
}

static const uint8_t *read_number(struct json_reader *r, const uint8_t *p)
{
    static const char *const why = "a number without digits where they must be";
    const uint8_t *const end = r->end;
    p += *p == '-';
    const uint8_t *digits = p;
    if ((p = skip_digits(p, end)) == digits)
        return fail(r, p, why);
    if (*digits == '0' && p - digits > 1)
        return fail(r, digits, "a number that begins with 0");
    if (p < end && *p == '.') {
        digits = ++p;
        if ((p = skip_digits(p, end)) == digits)
            return fail(r, p, why);
    }
    if (p < end && (*p == 'e' || *p == 'E')) {
        p++;
        p += p < end && (*p == '+' || *p == '-');
        digits = p;
        if ((p = skip_digits(p, end)) == digits)
            return fail(r, p, why);
    }
    return p;
}

static const uint8_t *read_word(struct json_reader *r, const uint8_t *p,
                                const char *word)
{
    const size_t n = strlen(word);
    if ((size_t)(r->end - p) < n || memcmp(p, word, n) != 0)
        return fail(r, p, "no JSON value");
    return p + n;
}

/* A value that holds no other. */
static const uint8_t *read_scalar(struct json_reader *r, const uint8_t *p,
                                  struct json_member *out)
{
    const uint8_t *const from = p;
    if (p == r->end)
        return fail(r, p, "it ends too early");
    switch (*p) {
    case '"':
        out->kind = VALUE_STRING;
        return read_string(r, p, &out->text);
    case 'n':
        out->kind = VALUE_NULL;
        p = read_word(r, p, "null");
        break;
    case 't':
        out->kind = VALUE_TRUE;
        p = read_word(r, p, "true");
        break;
    case 'f':
        out->kind = VALUE_FALSE;
        p = read_word(r, p, "false");
        break;
    default:
        if (*p != '-' && (*p < '0' || *p > '9'))
            return fail(r, p, "no JSON value");
        out->kind = VALUE_NUMBER;
        p = read_number(r, p);
    }
    if (p)
        out->text = bytes_of(from, (size_t)(p - from));
    return p;
}

/* ---- lists and objects within ---- */

/* The brackets that are open, a bit each: set for an object. */
struct nesting {
    uint64_t bits[JSON_MAX_DEPTH / 64];
    unsigned depth;
};

static void open_bracket(struct nesting *n, bool object)
{
    const uint64_t bit = UINT64_C(1) << n->depth % 64;
    if (object)
        n->bits[n->depth / 64] |= bit;
    else
        n->bits[n->depth / 64] &= ~bit;
    n->depth++;
}

static bool in_object(const struct nesting *n)
{
    const unsigned top = n->depth - 1;
    return n->bits[top / 64] >> top % 64 & 1;
}

/* Copies the text between two places that hold no white space between them. */
static const uint8_t *put_to(struct json_reader *r, const uint8_t *from,
                             const uint8_t *to)
{
    if (to)
        put(r, from, (size_t)(to - from));
    return to;
}

/* A key and its colon. */
static const uint8_t *copy_key(struct json_reader *r, const uint8_t *p)
{
    const uint8_t *const from = p;
    if (p == r->end || *p != '"')
        return fail(r, p, "no key where one must be");
    if (!(p = put_to(r, from, read_string(r, p, NULL))))
        return NULL;
    p = skip_space(p, r->end);
    if (p == r->end || *p != ':')
        return fail(r, p, "no colon behind a key");
    put(r, p, 1);
    return skip_space(p + 1, r->end);
}

/* Closes what ends here and goes on to the next value, if one is to come:
 * p behind a value; *more false when all is closed. */
static const uint8_t *copy_between(struct json_reader *r, const uint8_t *p,
                                   struct nesting *n, bool *more)
{
    while (n->depth) {
        p = skip_space(p, r->end);
        if (p == r->end)
            return fail(r, p, "it ends too early");
        const uint8_t close = in_object(n) ? '}' : ']';
        if (*p != ',' && *p != close)
            return fail(r, p, "neither a comma nor a closing bracket");
        put(r, p++, 1);
        if (p[-1] == ',') {
            *more = true;
            p = skip_space(p, r->end);
            return in_object(n) ? copy_key(r, p) : p;
        }
        n->depth--;
    }
    *more = false;
    return p;
}

/* A bracket at p; on to the first value in it, or behind what it closed. */
static const uint8_t *copy_opening(struct json_reader *r, const uint8_t *p,
                                   struct nesting *n, bool *more)
{
    const bool object = *p == '{';
    if (n->depth == JSON_MAX_DEPTH)
        return fail(r, p, "nested too deeply");
    open_bracket(n, object);
    put(r, p, 1);
    p = skip_space(p + 1, r->end);
    *more = true;
    if (p < r->end && *p == (object ? '}' : ']')) {
        put(r, p++, 1);
        n->depth--;
        return copy_between(r, p, n, more);
    }
    return object ? copy_key(r, p) : p;
}

static const uint8_t *read_nested(struct json_reader *r, const uint8_t *p,
                                  struct json_member *out)
{
    struct nesting n = {.depth = 0};
    const size_t copied = r->scratch->n;
    bool more = true;

    out->kind = *p == '{' ? VALUE_OBJECT : VALUE_LIST;
    while (p && more) {
        const uint8_t *const from = p;
        if (p < r->end && (*p == '{' || *p == '[')) {
            p = copy_opening(r, p, &n, &more);
            continue;
        }
        struct json_member ignored;
        if (p < r->end && *p == '"')
            p = read_string(r, p, NULL);
        else
            p = read_scalar(r, p, &ignored);
        if (put_to(r, from, p))
            p = copy_between(r, p, &n, &more);
    }
    if (p)
        out->text = bytes_of(r->scratch->p + copied, r->scratch->n - copied);
    return p;
}

/* ---- the document ---- */

/* On to the key of the next member; NULL at the end of the object. */
static const uint8_t *find_member(struct json_reader *r)
{
    const uint8_t *p = skip_space(r->p, r->end);
    if (!r->begun) {
        if (p == r->end || *p != '{')
            return fail(r, p, "no JSON object");
        p = skip_space(p + 1, r->end);
    }
    if (p == r->end)
        return fail(r, p, "it ends too early");
    if (*p == '}') {
        p = skip_space(p + 1, r->end);
        r->ended = true;
        return p == r->end ? NULL : fail(r, p, "text behind the object");
    }
    if (r->begun) {
        if (*p != ',')
            return fail(r, p, "neither a comma nor a closing bracket");
        p = skip_space(p + 1, r->end);
    }
    r->begun = true;
    if (p == r->end || *p != '"')
        return fail(r, p, "no key where one must be");
    return p;
}

bool json_reader_next(struct json_reader *r, struct json_member *out)
{
    if (r->error || r->ended)
        return false;
    const uint8_t *p = find_member(r);
    if (!p || !(p = read_string(r, p, &out->key)))
        return false;
    p = skip_space(p, r->end);
    if (p == r->end || *p != ':')
        return fail(r, p, "no colon behind a key") != NULL;
    p = skip_space(p + 1, r->end);
    if (p < r->end && (*p == '{' || *p == '['))
        p = read_nested(r, p, out);
    else
        p = read_scalar(r, p, out);
    if (!p)
        return false;
    r->p = p;
    return true;
}
