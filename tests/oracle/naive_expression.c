#include "tests/oracle/naive_letters.h"

enum { STEPS_MAX = 100000, TIMES_MAX = 1000, NESTED_MAX = 100 };

struct expression {
    const char *begin, *at;
    const struct letters *word;
    unsigned long steps;
    unsigned nested;
    bool refused;
};

/* Every reader takes what may stand there and returns the places behind it, of
 * those before it. A part that is repeated is read again each time. */
static places read_either(struct expression *x, places from);

static places refuse(struct expression *x)
{
    x->refused = true;
    return 0;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* Of the class that a backslash and `name` are. */
static bool in_class(uint32_t name, uint32_t c)
{
    return is_digit(c) || (name == 'w' && ((c >= 'a' && c <= 'z') || c >= 128));
}

static bool is_class(uint32_t name)
{
    return name == 'd' || name == 'w';
}

static bool is_sign(uint32_t c)
{
    return !is_digit(c) && !(naive_lower(c) >= 'a' && naive_lower(c) <= 'z');
}

/* A character in brackets, or behind a backslash the name of a class. */
static uint32_t read_member(struct expression *x, bool *class)
{
    uint32_t c = naive_take(&x->at);

    *class = false;
    if (c == '[' && (*x->at == ':' || *x->at == '.' || *x->at == '='))
        refuse(x);
    if (c != '\\')
        return c;
    c = naive_take(&x->at);
    *class = is_class(c);
    if (c == 0 || (!*class && !is_sign(c)))
        refuse(x);
    return c;
}

/* Adds the letters of the word that lie in the range. */
static places mark_range(const struct letters *w, uint32_t from, uint32_t to)
{
    places marked = 0;

    for (unsigned i = 0; i < w->n; i++) {
        const uint32_t c = w->at[i];
        const uint32_t upper = c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
        if ((c >= from && c <= to) || (upper >= from && upper <= to))
            marked |= (places)1 << i;
    }
    return marked;
}

/* Behind a letter of the set whose bracket was read. */
static places read_brackets(struct expression *x, places from)
{
    const places all = ((places)1 << x->word->n) - 1;
    const bool negated = *x->at == '^';
    places marked = 0;
    bool class;

    x->at += negated;
    for (bool first = true; !x->refused && (first || *x->at != ']');
         first = false) {
        if (*x->at == '\0')
            return refuse(x);
        const uint32_t c = read_member(x, &class);
        if (class) {
            for (unsigned i = 0; i < x->word->n; i++)
                marked |= (places)in_class(c, x->word->at[i]) << i;
            continue;
        }
        uint32_t to = c;
        if (x->at[0] == '-' && x->at[1] != '\0' && x->at[1] != ']') {
            x->at++;
            to = read_member(x, &class);
            if (class || to < c)
                refuse(x);
        }
        marked |= mark_range(x->word, c, to);
    }
    if (x->refused)
        return 0;
    x->at++;
    return (from & (negated ? all & ~marked : marked)) << 1;
}

static places read_group(struct expression *x, places from)
{
    if (x->nested == NESTED_MAX)
        return refuse(x);
    x->nested++;
    if (*x->at == '?') {
        if (x->at[1] != ':')
            return refuse(x);
        x->at += 2;
    }
    const places to = read_either(x, from);
    if (x->refused || *x->at != ')')
        return refuse(x);
    x->at++;
    x->nested--;
    return to;
}

static places read_escaped(struct expression *x, places from)
{
    const uint32_t c = naive_take(&x->at);
    places to = 0;

    if (c == 0 || (!is_class(c) && !is_sign(c)))
        return refuse(x);
    if (!is_class(c))
        return naive_step(x->word, from, c);
    for (unsigned i = 0; i < x->word->n; i++)
        if ((from >> i & 1) && in_class(c, x->word->at[i]))
            to |= (places)1 << (i + 1);
    return to;
}

static places read_atom(struct expression *x, places from)
{
    const bool first = x->at == x->begin;
    const uint32_t c = naive_take(&x->at);

    if (x->steps++ > STEPS_MAX)
        return 0;
    switch (c) {
    case '(':
        return read_group(x, from);
    case '[':
        return read_brackets(x, from);
    case '\\':
        return read_escaped(x, from);
    case '.':
        return naive_step(x->word, from, 0);
    case '*':
    case '+':
    case '?':
    case '{':
        return refuse(x);
    case '^':
        return first ? from : refuse(x);
    case '$':
        return *x->at == '\0' ? from : refuse(x);
    default:
        return naive_step(x->word, from, naive_lower(c));
    }
}

/* How often what stands before is repeated. */
struct times {
    unsigned least, most;
};

static bool read_number(struct expression *x, unsigned *out)
{
    const char *const from = x->at;

    for (*out = 0; is_digit((unsigned char)*x->at); x->at++)
        if (*out <= TIMES_MAX)
            *out = *out * 10 + (unsigned)(*x->at - '0');
    return x->at > from;
}

static void read_counts(struct expression *x, struct times *t)
{
    const bool least = read_number(x, &t->least);
    bool most = least;

    t->most = t->least;
    if (*x->at == ',') {
        x->at++;
        most = read_number(x, &t->most);
        if (t->most > TIMES_MAX)
            refuse(x);
        if (!most)
            t->most = UINT32_MAX;
    }
    if ((!least && !most) || *x->at != '}' || t->least > TIMES_MAX ||
        t->most < t->least)
        refuse(x);
    else
        x->at++;
}

/* False where nothing is said of that. */
static bool read_times(struct expression *x, struct times *t)
{
    switch (*x->at) {
    case '*':
        *t = (struct times){0, UINT32_MAX};
        break;
    case '+':
        *t = (struct times){1, UINT32_MAX};
        break;
    case '?':
        *t = (struct times){0, 1};
        break;
    case '{':
        x->at++;
        read_counts(x, t);
        return true;
    default:
        return false;
    }
    x->at++;
    return true;
}

static bool is_times(char c)
{
    return c == '*' || c == '+' || c == '?' || c == '{';
}

/* Reads what stands at `begin` again and again, until nothing changes more. */
static places repeat(struct expression *x, const char *begin, struct times t,
                     places from)
{
    places now = from, all, before;
    unsigned i = 0;

    for (before = 0; i < t.least && now != before; i++) {
        before = now;
        x->at = begin;
        now = read_atom(x, now);
    }
    all = now;
    i = t.least;
    for (before = 0; i < t.most && all != before; i++) {
        before = all;
        x->at = begin;
        now = read_atom(x, now);
        all |= now;
    }
    return all;
}

static places read_repeated(struct expression *x, places from)
{
    const char *const begin = x->at;
    struct times t;
    const places once = read_atom(x, from);

    if (x->refused || !read_times(x, &t) || x->refused)
        return once;
    const char *const end = x->at;
    if (is_times(*end))
        return refuse(x);
    const places to = repeat(x, begin, t, from);
    x->at = end;
    return to;
}

static places read_row(struct expression *x, places from)
{
    while (!x->refused && *x->at && *x->at != '|' && *x->at != ')')
        from = read_repeated(x, from);
    return from;
}

static places read_either(struct expression *x, places from)
{
    places to = read_row(x, from);

    while (!x->refused && *x->at == '|') {
        x->at++;
        to |= read_row(x, from);
    }
    return to;
}

enum naive_fit naive_expression(const char *expression, const char *word)
{
    const struct letters w = naive_letters(word);
    struct expression x = {.begin = expression, .at = expression, .word = &w};
    const places to = read_either(&x, 1);

    if (x.refused || *x.at)
        return x.steps > STEPS_MAX ? NAIVE_NOT_TRIED : NAIVE_REFUSED;
    if (w.too_many || x.steps > STEPS_MAX)
        return NAIVE_NOT_TRIED;
    return to >> w.n & 1 ? NAIVE_FITS : NAIVE_FITS_NOT;
}
