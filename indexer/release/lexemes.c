#include "indexer/release/lexemes.h"

#include "common/base/ascii.h"
#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "common/text/unicode.h"
#include "indexer/release/quotation_marks.h"

enum {
    WORD_MAX = 128,      /* bytes; longer words are cut       */
    ABBREVIATION_MAX = 6 /* bytes of the longest abbreviation */
};

struct lexer {
    struct lexemes *out;
    const uint8_t *start, *p, *end; /* of the line                        */
    uint32_t before;                /* the code point before p; 0: none   */
    uint8_t flags;                  /* of the lexeme to come              */
};

/* What a code point may be in a word; JOINER: an ASCII one that may join two
 * letters. */
enum letter {
    NO_LETTER,
    LOWER,
    CAPITAL,
    UNCASED,
    DICT,
    DIGIT,
    EXTENDS,
    JOINER
};

#define ROW(c, what)                                                           \
    [c] = (what), [(c) + 1] = (what), [(c) + 2] = (what), [(c) + 3] = (what),  \
    [(c) + 4] = (what), [(c) + 5] = (what), [(c) + 6] = (what),                \
    [(c) + 7] = (what), [(c) + 8] = (what), [(c) + 9] = (what)
#define ALPHABET(c, what)                                                      \
    ROW(c, what), ROW((c) + 10, what),                                         \
        [(c) + 20] = (what), [(c) + 21] = (what), [(c) + 22] = (what),         \
               [(c) + 23] = (what), [(c) + 24] = (what), [(c) + 25] = (what)

/* The letters of ASCII: most of most texts, without a look into tables of
 * Unicode. 0 for all bytes above. */
static const uint8_t ASCII[256] = {
    ALPHABET('a', LOWER), ALPHABET('A', CAPITAL), ROW('0', DIGIT),
    ['.'] = JOINER,       ['-'] = JOINER,         ['\''] = JOINER,
    ['@'] = JOINER,       ['_'] = JOINER,         ['&'] = JOINER,
};

static bool is_cased(uint32_t cp)
{
    return cp < 0x530 || (cp >= 0x531 && cp < 0x590) ||
           (cp >= 0x1e00 && cp < 0x2000);
}

static enum letter letter_of(uint32_t cp)
{
    if (cp < 0x80)
        return ASCII[cp] == JOINER ? NO_LETTER : (enum letter)ASCII[cp];
    const uint16_t prop = unicode_prop_of(cp);
    const unsigned class = prop & CP_CLASS;
    if (class == WB_EXTEND || class == WB_ZWJ)
        return EXTENDS;
    if (!(prop & CP_WORD))
        return NO_LETTER;
    if (class == WB_NUMERIC)
        return DIGIT;
    if (class == WB_DICT)
        return DICT;
    if (!is_cased(cp))
        return UNCASED;
    return prop & CP_LOWER ? LOWER : CAPITAL;
}

static enum letter letter_at(const uint8_t *p, const uint8_t *end, size_t *size)
{
    uint32_t cp;
    if (p >= end)
        return NO_LETTER;
    *size = utf8_step(p, end, &cp);
    return letter_of(cp);
}

static uint32_t next_of(const struct lexer *l, const uint8_t *p)
{
    uint32_t cp = 0;
    if (p < l->end)
        (void)utf8_step(p, l->end, &cp);
    return cp;
}

static inline bool push(struct lexer *l, enum lexeme_kind kind,
                        const uint8_t *from, const uint8_t *to)
{
    struct lexemes *const x = l->out;
    if (x->n == x->cap && !mem_grow(&x->v, &x->cap, x->n + 1))
        return false;
    const uint8_t *const start = x->text.p;
    x->v[x->n++] = (struct lexeme){.from = (uint32_t)(from - start),
                                   .to = (uint32_t)(to - start),
                                   .kind = (uint8_t)kind,
                                   .flags = l->flags};
    l->flags = 0;
    return true;
}

/* Whether what stands at p joins the letter before it to one behind it. */
static size_t joiner_at(const uint8_t *from, const uint8_t *p,
                        const uint8_t *end)
{
    size_t size;
    if (end - p < 2)
        return 0;
    if (*p == '.') {
        /* "gov.by", "U.S"; but "the end.Next", "the ECB.Next" are two. */
        if (letter_at(p + 1, end, &size) == NO_LETTER)
            return 0;
        const bool initial = is_upper(p[-1]) && (p - from < 2 || p[-2] == '.');
        return !is_upper(p[1]) || initial ? 1 : 0;
    }
    if (*p == '-' || *p == '\'' || *p == '@' || *p == '_' || *p == '&')
        return letter_at(p + 1, end, &size) != NO_LETTER ? 1 : 0;
    if (end - p > 3 && p[0] == 0xe2 && p[1] == 0x80 &&
        (p[2] == 0x99 || p[2] == 0x90 || p[2] == 0x91))
        return letter_at(p + 3, end, &size) != NO_LETTER ? 3 : 0;
    if (end - p > 3 && p[0] == 0xe3 && p[1] == 0x83 && p[2] == 0xbb)
        return letter_at(p + 3, end, &size) == DICT ? 3 : 0;
    return 0;
}

/* Abbreviations of names and titles, whose stop ends no sentence. */
static bool is_abbreviation(struct bytes w)
{
    static const char *const WORDS[] = {
        "Dr",   "Mr",   "Mrs",  "Ms",  "St",  "Jr",   "Sr",   "Sen",    "Rep",
        "Gov",  "Gen",  "Col",  "Lt",  "Maj", "Sgt",  "Capt", "Rev",    "Prof",
        "Hon",  "Inc",  "Corp", "Co",  "Ltd", "No",   "Sens", "Reps",   "Adm",
        "Sra",  "Dra",  "Lic",  "Ing", "Mme", "Mlle", "Hr",   "Fr",     "dr",
        "prof", "inż",  "mgr",  "Vol", "vs",  "г",    "им",   "Bros",   "Esq",
        "Pres", "Supt", "Cmdr", "Av",  "Sn",  "д",    "Dipl", "Messrs",
    };
    if (w.n > ABBREVIATION_MAX)
        return false;
    for (size_t i = 0; i < COUNT_OF(WORDS); i++)
        if (w.p[0] == (uint8_t)WORDS[i][0] && bytes_equal_str(w, WORDS[i]))
            return true;
    return false;
}

/* Behind the apostrophe of a plural's possessive, "workers’ rights", at `to`;
 * else `to`. */
static const uint8_t *with_apostrophe(const struct lexer *l, const uint8_t *to)
{
    const size_t left = (size_t)(l->end - to);
    const size_t size = left > 2 && *to == '\''                          ? 1
                        : left > 4 && memcmp(to, "\xe2\x80\x99", 3) == 0 ? 3
                                                                         : 0;
    uint32_t cp;
    if (size == 0 || to[-1] != 's' || to[size] != ' ')
        return to;
    (void)utf8_step(to + size + 1, l->end, &cp);
    return letter_of(cp) != NO_LETTER ? to + size : to;
}

/* "d'Arc", "al-Assad": a capitalised word behind a short prefix. */
static bool has_prefix(const uint8_t *from, const uint8_t *to)
{
    const size_t n = (size_t)(to - from);
    return (n > 3 && from[1] == '\'' && is_upper(from[2])) ||
           (n > 5 && memcmp(from + 1, "\xe2\x80\x99", 3) == 0 &&
            is_upper(from[4])) ||
           (n > 4 && from[2] == '-' && is_upper(from[3]));
}

/* The end of the word [from, to) with the stop that is its own. */
static const uint8_t *with_stop(const struct lexer *l, const uint8_t *from,
                                const uint8_t *to, bool capital, size_t letters)
{
    if (to == l->end || *to != '.' || (to + 1 < l->end && to[1] == '.'))
        return to;
    const struct bytes w = bytes_of(from, (size_t)(to - from));
    const bool initials = capital && (letters == 1 || to[-2] == '.');
    return initials || is_abbreviation(w) ? to + 1 : to;
}

static enum lexeme_kind kind_of(enum letter first)
{
    switch (first) {
    case LOWER:
        return LEX_LOWER;
    case CAPITAL:
        return LEX_CAPITAL;
    case DIGIT:
        return LEX_NUMBER;
    default:
        return LEX_UNCASED;
    }
}

/* A word as far as it was read. */
struct word_end {
    const uint8_t *p;
    size_t letters, capitals;
};

/* Goes on over a letter or a joiner that is not of ASCII, or joins; false at
 * the end of the word. */
static bool step(struct word_end *w, const uint8_t *from, const uint8_t *end,
                 enum letter first)
{
    size_t size;
    const enum letter letter = letter_at(w->p, end, &size);
    if (letter == NO_LETTER)
        size = joiner_at(from, w->p, end);
    else if ((letter == DICT) != (first == DICT) && letter != EXTENDS)
        return false;
    w->letters += letter != NO_LETTER && letter != EXTENDS;
    w->capitals += letter == CAPITAL;
    w->p += size;
    return size != 0;
}

/* Reads any word. */
static bool lex_word(struct lexer *l, enum letter first)
{
    const uint8_t *const from = l->p;
    const uint8_t *const limit =
        l->end - from > WORD_MAX ? from + WORD_MAX : l->end;
    struct word_end w = {.p = from};
    while (w.p < limit) {
        const uint8_t *const part = w.p;
        w.p = ascii_skip_lower(part, limit);
        w.letters += (size_t)(w.p - part);
        if (w.p == limit)
            break;
        const enum letter letter = (enum letter)ASCII[*w.p];
        if ((letter == DIGIT || letter == CAPITAL) && first != DICT) {
            w.letters++;
            w.capitals += letter == CAPITAL;
            w.p++;
        } else if (letter == NO_LETTER && *w.p < 0x80) {
            break;
        } else if (!step(&w, from, l->end, first)) {
            break;
        }
    }
    const uint8_t *const to =
        with_stop(l, from, w.p, first == CAPITAL, w.letters);
    if (w.capitals > 1 && w.capitals == w.letters)
        l->flags |= LEX_CAPITALS;
    if (to != w.p)
        l->flags |= LEX_ABBREVIATED;
    l->before = to[-1] < 0x80 ? to[-1] : 'a';
    l->p = with_apostrophe(l, to);
    const enum lexeme_kind kind = kind_of(first);
    return push(l,
                kind == LEX_LOWER && has_prefix(from, to) ? LEX_CAPITAL : kind,
                from, l->p);
}

/* Whether a word of ASCII is none of is_abbreviation(): by its size, or by how
 * those begin that are written small. */
static bool is_no_abbreviation(const uint8_t *from, const uint8_t *to)
{
    return to - from > ABBREVIATION_MAX ||
           (*from >= 'a' && *from != 'd' && *from != 'm' && *from != 'p' &&
            *from != 'v');
}

/* Whether a quotation mark, dash or ellipsis stands at p: U+2012 to U+2026 but
 * the apostrophe. */
static bool is_mark(const uint8_t *p, const uint8_t *end)
{
    return end - p > 2 && p[0] == 0xe2 && p[1] == 0x80 && p[2] >= 0x92 &&
           p[2] <= 0xa6 && p[2] != 0x99;
}

/* Whether the small letters before `to` end there: at what joins nothing, or at
 * a stop with a space or mark behind it that cannot be an abbreviation's. */
static bool ends_at(const struct lexer *l, const uint8_t *from,
                    const uint8_t *to)
{
    if (to == l->end || to - from > WORD_MAX)
        return false;
    if (*to >= 0x80)
        return is_mark(to, l->end);
    return ASCII[*to] == NO_LETTER ||
           (*to == '.' && l->end - to > 1 && is_no_abbreviation(from, to) &&
            (to[1] == ' ' || is_mark(to + 1, l->end)));
}

/* Reads a word that begins with a letter of ASCII: nearly all are that letter,
 * and small letters behind it. */
static bool lex_ascii_word(struct lexer *l, enum letter first)
{
    const uint8_t *const from = l->p;
    const uint8_t *const to = ascii_skip_lower(from + 1, l->end);
    if (!ends_at(l, from, to))
        return lex_word(l, first);
    if (!push(l, first == LOWER ? LEX_LOWER : LEX_CAPITAL, from, to))
        return false;
    const bool space = *to == ' '; /* behind nearly all of them */
    l->before = space ? ' ' : to[-1];
    l->flags = space ? LEX_SPACE : 0;
    l->p = to + space;
    return true;
}

static bool is_dash(uint32_t cp)
{
    return cp == 0x2013 || cp == 0x2014 || cp == 0x2015 || cp == 0x2212;
}

static enum lexeme_kind punctuation(uint32_t cp)
{
    switch (cp) {
    case ',':
    case 0x60c:
    case 0x3001:
    case 0xff0c:
        return LEX_COMMA;
    case ':':
    case 0xff1a:
        return LEX_COLON;
    case '.':
    case '!':
    case '?':
    case ';':
    case 0x37e:
    case 0x61b:
    case 0x61f:
    case 0x6d4:
    case 0x964:
    case 0x2026:
    case 0x203c:
    case 0x2049:
    case 0x3002:
    case 0xff01:
    case 0xff0e:
    case 0xff1b:
    case 0xff1f:
        return LEX_STOP;
    case '(':
    case '[':
    case 0xff08:
        return LEX_OPEN;
    case ')':
    case ']':
    case 0xff09:
        return LEX_CLOSE;
    default:
        return is_dash(cp) ? LEX_DASH : LEX_OTHER;
    }
}

/* A hyphen that is a dash: "-- " or " - ". */
static bool is_hyphen_dash(const struct lexer *l)
{
    const uint8_t *const p = l->p;
    return (p + 1 < l->end && (p[1] == '-' || p[1] == ' ')) ||
           p + 1 == l->end || p == l->start || p[-1] == ' ' || p[-1] == ',';
}

static bool push_mark(struct lexer *l, enum mark_kind mark, size_t size,
                      uint32_t cp)
{
    const uint8_t *const from = l->p;
    const uint32_t before = l->before;
    l->p += size;
    l->before = cp;
    if (!push(l, LEX_MARK, from, l->p))
        return false;
    struct lexeme *const x = &l->out->v[l->out->n - 1];
    x->mark = (uint8_t)mark;
    x->roles = (uint8_t)mark_roles(mark, before, next_of(l, l->p));
    if (x->roles == 0)
        x->kind = LEX_OTHER;
    return true;
}

static bool lex_other(struct lexer *l, uint32_t cp, size_t size)
{
    const uint8_t *const from = l->p;
    size_t mark_size;
    const enum mark_kind mark = mark_at(from, l->end, &mark_size);
    if (mark != MARK_NONE)
        return push_mark(l, mark, mark_size, cp);
    enum lexeme_kind kind = punctuation(cp);
    if (cp == '-' && is_hyphen_dash(l))
        kind = LEX_DASH;
    l->p += size;
    while (kind == LEX_DASH && l->p < l->end && *l->p == '-')
        l->p++;
    l->before = cp;
    return push(l, kind, from, l->p);
}

/* Reads a comma or stop with a space behind it, as most of them are. */
static bool lex_before_space(struct lexer *l)
{
    const uint8_t *const p = l->p;
    if (!push(l, *p == ',' ? LEX_COMMA : LEX_STOP, p, p + 1))
        return false;
    l->before = ' ';
    l->flags = LEX_SPACE;
    l->p = p + 2;
    return true;
}

static bool lex_line(struct lexer *l)
{
    while (l->p < l->end) {
        uint32_t cp;
        if (*l->p == ' ' && !(l->flags & LEX_SPACE)) {
            l->flags |= LEX_SPACE;
            l->before = ' ';
            l->p++;
            continue;
        }
        const enum letter ascii = (enum letter)ASCII[*l->p];
        if (ascii == LOWER || ascii == CAPITAL) {
            if (!lex_ascii_word(l, ascii))
                return false;
            continue;
        }
        if ((*l->p == ',' || *l->p == '.') && l->end - l->p > 1 &&
            l->p[1] == ' ') {
            if (!lex_before_space(l))
                return false;
            continue;
        }
        const size_t size = utf8_step(l->p, l->end, &cp);
        if ((cp <= ' ' || cp >= 0x7f) && utf8_is_space(cp)) {
            l->out->soft |= l->flags & LEX_SPACE;
            l->flags |= l->flags & LEX_SPACE ? LEX_SOFT : LEX_SPACE;
            l->before = ' ';
            l->p += size;
            continue;
        }
        const enum letter letter = letter_of(cp);
        const bool ok = letter != NO_LETTER && letter != EXTENDS
                            ? lex_word(l, letter)
                            : lex_other(l, cp, size);
        if (!ok)
            return false;
    }
    return true;
}

bool lexemes_read(struct lexemes *x, struct bytes text,
                  const struct lines *lines, size_t needed)
{
    struct lexer l = {.out = x};
    x->n = 0;
    x->text = text;
    x->soft = false;
    for (size_t i = 0; i < (x->soft ? lines->n : needed); i++) {
        const struct line *const line = &lines->v[i];
        l.p = l.start = text.p + line->from;
        l.end = text.p + line->to;
        l.before = 0;
        l.flags = 0;
        if (line->starts_paragraph && !push(&l, LEX_PARAGRAPH, l.p, l.p))
            return false;
        l.flags = LEX_LINE | LEX_SPACE;
        if (!lex_line(&l))
            return false;
    }
    l.flags = 0;
    const uint8_t *const end = text.p + text.n;
    return push(&l, LEX_PARAGRAPH, end, end);
}

void lexemes_release(struct lexemes *x)
{
    mem_free(x->v);
    *x = (struct lexemes){.n = 0};
}
