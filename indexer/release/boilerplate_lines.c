#include "indexer/release/boilerplate_lines.h"

#include <pthread.h>

#include "common/base/ascii.h"
#include "common/base/compiler.h"
#include "common/base/lanes.h"
#include "common/base/utf8.h"
#include "common/text/unicode.h"
#include "indexer/release/boilerplate_phrases.h"
#include "indexer/release/phrase_heads.h"
#include "indexer/release/plain.h"

enum {
    LOOK_LONG = 72,   /* ... of one too long to be a phrase alone            */
    LOOK_MAX = 120,   /* bytes of a line that phrases are looked for in      */
    CONTACT_MAX = 70, /* bytes of a contact line without number or address   */
    CONTACT_LONG = 400, /* ... with one */
    SINGLE_MAX = 500, /* bytes of a paragraph that only sends one elsewhere  */
    MARKED_MAX = 14,  /* bytes of an end mark with a word beside it          */
    RUN_ON_MIN = 600, /* bytes of a line that may have lost its breaks       */
};

bool line_ends_with_stop(struct bytes line)
{
    const uint8_t last = line.p[line.n - 1];
    return last == '.' || last == '!' || last == '?' || last == ';' ||
           (line.n >= 3 && memcmp(line.p + line.n - 3, "。", 3) == 0);
}

/* Digits of a telephone number that begins at byte `at`, and its end. */
static unsigned phone_digits(struct bytes line, size_t *at)
{
    unsigned digits = 0;
    size_t i = *at;
    for (; i < line.n; i++) {
        const uint8_t c = line.p[i];
        if (c >= '0' && c <= '9')
            digits++;
        else if (!memchr(" -./()+", c, 7))
            break;
    }
    *at = i;
    return digits;
}

static bool goes_on_with(struct bytes line, size_t at, const char *with)
{
    const size_t n = strlen(with);
    return line.p[at] == (uint8_t)with[0] && line.n - at >= n &&
           memcmp(line.p + at, with, n) == 0;
}

/* Whether an address or a number may begin at one of sixteen bytes at p, behind
 * which one more can be read. */
static bool may_have_address(const uint8_t *p)
{
    const lanes x = lanes_at(p), next = lanes_at(p + 1);
    return lanes_any((lanes)(x == '@') | (lanes)(x - '0' < 10) |
                     ((lanes)(x == ':') & (lanes)(next == '/')) |
                     ((lanes)(x == 'w') & (lanes)(next == 'w')));
}

/* Whether an address or a telephone number begins at a byte of [*i, to); *i is
 * then behind what was read. */
static bool has_address_in(struct bytes line, size_t *i, size_t to)
{
    enum { PHONE_DIGITS = 9, SHORT_PHONE_DIGITS = 7 };
    for (; *i < to; ++*i) {
        const uint8_t c = line.p[*i];
        if (c >= 'a' && c != 'w')
            continue; /* nearly all of it */
        if (c == '@' || goes_on_with(line, *i, "://") ||
            goes_on_with(line, *i, "www."))
            return true;
        if (!is_digit(c))
            continue;
        const size_t from = *i;
        const unsigned digits = phone_digits(line, i);
        if (digits >= PHONE_DIGITS || (digits >= SHORT_PHONE_DIGITS &&
                                       memchr(line.p + from, '-', *i - from)))
            return true;
    }
    return false;
}

bool line_has_address(struct bytes line)
{
    for (size_t i = 0; i < line.n;) {
        if (line.n - i > LANES && !may_have_address(line.p + i))
            i += LANES;
        else if (has_address_in(line, &i, MIN(line.n, i + LANES)))
            return true;
    }
    return false;
}

static bool is_capital(const uint8_t *p, const uint8_t *end)
{
    uint32_t cp;
    if (p >= end)
        return false;
    utf8_step(p, end, &cp);
    const uint16_t prop = unicode_prop_of(cp);
    return prop & CP_WORD && !(prop & CP_LOWER);
}

/* A capital, or a letter of a script without any. */
static bool is_name_start(const uint8_t *p, const uint8_t *end)
{
    return is_capital(p, end) && !(*p >= '0' && *p <= '9');
}

/* Bytes of the spaces, brackets and marks at p. */
static size_t marks_at(const uint8_t *p, const uint8_t *end)
{
    const uint8_t *const from = p;
    while (p < end) {
        uint32_t cp;
        const size_t size = utf8_step(p, end, &cp);
        if (cp >= 0x80 ? cp != 0xab && cp != 0xa0 && (cp & ~7U) != 0x2018
                       : !strchr(" [:\"(*", (int)cp))
            break;
        p += size;
    }
    return (size_t)(p - from);
}

/* The name behind "About", an article passed over: its first word, empty where
 * none begins with a capital. */
static struct bytes name_word(struct bytes line, size_t at)
{
    const uint8_t *p = line.p + at, *const end = line.p + line.n;
    for (int words = 0; words < 3 && p < end; words++) {
        p += marks_at(p, end);
        const uint8_t *to = p;
        while (to < end && !strchr(" :,](", *to))
            to++;
        const size_t n = (size_t)(to - p);
        const bool article = n <= 3 && to < end &&
                             ((*p >= 'a' && *p <= 'z') ||
                              (n == 3 && (memcmp(p, "The", 3) == 0 ||
                                          memcmp(p, "THE", 3) == 0)));
        if (!article)
            return p < end && is_name_start(p, end) ? bytes_of(p, n)
                                                    : BYTES_NONE;
        p = to;
    }
    return BYTES_NONE;
}

/* Whether each longer word from `at` on begins with a capital: "Data Inc." */
static bool is_name_only(struct bytes line, size_t at)
{
    const uint8_t *p = line.p + at, *const end = line.p + line.n;
    while (p < end) {
        const uint8_t *const space = memchr(p, ' ', (size_t)(end - p));
        const uint8_t *const to = space ? space : end;
        if (to - p > 3 && !is_capital(p, end))
            return false;
        p = to + 1;
    }
    return true;
}

/* Behind "About": a line that is only a heading, a name and a colon, or a name
 * that the text behind it repeats, as where a line break was lost. */
static bool is_about(struct bytes line, size_t behind)
{
    enum { COLON_WITHIN = 80, AGAIN_WITHIN = 180, GLUED = 5 };
    const struct bytes name = name_word(line, behind);
    if (name.n == 0)
        return false;
    if (line.n <= SHORT_MAX &&
        (!line_ends_with_stop(line) || is_name_only(line, behind)))
        return true;
    if (memchr(line.p, ':', MIN(line.n, COLON_WITHIN)))
        return true;
    const size_t from = (size_t)(name.p - line.p) + 1;
    const size_t look = MIN(line.n - from, AGAIN_WITHIN);
    /* Glued, the word is "StonegateStonegate": look for its first letters. */
    return memmem(line.p + from, look, name.p, MIN(name.n, GLUED)) != NULL;
}

/* Bytes of `line` that the plain text of `phrase` stands for. */
static size_t size_in(struct bytes line, const char *phrase)
{
    const size_t want = strlen(phrase);
    for (size_t n = want; n <= line.n && n <= want * 2 + 8; n++) {
        struct plain p;
        plain_set(&p, bytes_of(line.p, n));
        if (p.n >= want && strncmp(p.text, phrase, want) == 0) {
            while (n < line.n && line.p[n] == ' ')
                n++;
            return n;
        }
    }
    return line.n;
}

/* "Dateline hakkında". */
static bool ends_as_about(struct bytes line, const struct plain *p)
{
    if (line.n > SHORT_MAX || line_ends_with_stop(line))
        return false;
    for (size_t i = 0; i < COUNT_OF(about_endings); i++) {
        const size_t n = strlen(about_endings[i]);
        if (p->n > n && strcmp(p->text + p->n - n, about_endings[i]) == 0)
            return true;
    }
    return false;
}

static bool is_about_line(struct bytes line, const struct plain *p)
{
    if (line.n > SHORT_MAX) /* other prepositions begin sentences too */
        return strncmp(p->text, "about ", 6) == 0 &&
               is_about(line, size_in(line, "about"));
    if (plain_is(p, about_headings, COUNT_OF(about_headings)) ||
        ends_as_about(line, p))
        return true;
    const char *const word =
        plain_begins(p, about_words, COUNT_OF(about_words));
    return word && is_about(line, size_in(line, word));
}

/* Whether small letters go on behind the phrase: "contact information for". */
static bool goes_on(struct bytes line, const char *phrase)
{
    const size_t at = size_in(line, phrase);
    uint32_t cp;
    if (at >= line.n)
        return false;
    utf8_step(line.p + at, line.p + line.n, &cp);
    return unicode_prop_of(cp) & CP_LOWER;
}

/* Whether a colon ends the first words of the line. */
static bool is_before_colon(struct bytes line)
{
    enum { LABEL_MAX = 48 };
    return memchr(line.p, ':', MIN(line.n, LABEL_MAX)) != NULL;
}

static bool is_contact_line(struct bytes line, const struct plain *p)
{
    if (line.n > CONTACT_LONG)
        return false;
    const char *const phrase =
        plain_begins(p, contact_phrases, COUNT_OF(contact_phrases));
    if (!phrase || goes_on(line, phrase))
        return false;
    if (line.n <= CONTACT_MAX)
        return !line_ends_with_stop(line) || line_has_address(line);
    return line_has_address(line) || is_before_colon(line);
}

static bool is_legal_line(struct bytes line, const struct plain *p)
{
    if (plain_begins(p, legal_phrases, COUNT_OF(legal_phrases)))
        return true;
    const char *const phrase =
        plain_begins(p, legal_headings, COUNT_OF(legal_headings));
    return phrase && (strlen(phrase) == p->n || is_before_colon(line));
}

/* "Phone: 555 0100". */
static bool is_label_line(struct bytes line, const struct plain *p)
{
    return line.n <= LOOK_MAX &&
           (line_has_address(line) ||
            (plain_begins(p, label_phrases, COUNT_OF(label_phrases)) &&
             memchr(line.p, ':', line.n)));
}

/* A line of marks: "###", "---", "* * *"; the mark, or 0. */
static uint8_t marks_of(struct bytes line)
{
    uint8_t mark = 0;
    size_t n = 0;
    for (size_t i = 0; i < line.n; i++) {
        const uint8_t c = line.p[i];
        if (c == ' ')
            continue;
        if (is_letter(c) || (mark && c != mark) || !memchr("#-*_=~", c, 6))
            return 0;
        mark = c;
        n++;
    }
    return n >= 3 ? mark : 0;
}

static bool is_end_word(struct bytes line, const struct plain *p)
{
    enum { END_MAX = 24 };
    const uint8_t c = line.p[0];
    if (line.n > END_MAX || !plain_is(p, end_words, COUNT_OF(end_words)))
        return false;
    /* Bare numbers and words are none: "-0-", "(ENDS)", "ENDS". */
    return c == '-' || c == '(' || c == '[' || c == '#' || c >= 0xe2 ||
           strcmp(p->text, "ends") == 0 ||
           strcmp(p->text, "end of release") == 0;
}

static bool is_link(struct bytes line)
{
    const uint8_t first = line.p[0], last = line.p[line.n - 1];
    if (line.n > 8 &&
        (memcmp(line.p, "http", 4) == 0 || memcmp(line.p, "www.", 4) == 0) &&
        memchr(line.p, ' ', line.n) == NULL)
        return true;
    return last == ')' && (first == '[' || first == '!') &&
           memmem(line.p, line.n, "](", 2) != NULL;
}

/* "June 2005 Press Releases": the foot of an archive's page. */
static bool is_archive_foot(struct bytes line, const struct plain *p)
{
    enum { FOOT_MAX = 48 };
    if (line.n > FOOT_MAX || line.n < 20)
        return false;
    return (strstr(p->text, " press releases") ||
            strstr(p->text, " news releases")) &&
           strstr(p->text, " 20");
}

/* The line behind pictures and empty links that begin it. */
static struct bytes skip_pictures(struct bytes line)
{
    while (line.n > 4 &&
           (memcmp(line.p, "[](", 3) == 0 || memcmp(line.p, "![](", 4) == 0)) {
        const uint8_t *const close = memchr(line.p, ')', line.n);
        if (!close || close + 1 == line.p + line.n)
            break;
        const size_t n = (size_t)(close + 1 - line.p);
        line = bytes_of(line.p + n, line.n - n);
        while (line.n > 1 && *line.p == ' ')
            line = bytes_of(line.p + 1, line.n - 1);
    }
    return line;
}

/* Of the phrases that roles are told by; filled once. */
static struct phrase_heads role_heads;

static void fill_heads(void)
{
    phrase_heads_add(&role_heads, end_words, COUNT_OF(end_words));
    phrase_heads_add(&role_heads, about_headings, COUNT_OF(about_headings));
    phrase_heads_add(&role_heads, about_words, COUNT_OF(about_words));
    phrase_heads_add(&role_heads, contact_phrases, COUNT_OF(contact_phrases));
    phrase_heads_add(&role_heads, legal_phrases, COUNT_OF(legal_phrases));
    phrase_heads_add(&role_heads, legal_headings, COUNT_OF(legal_headings));
    phrase_heads_add(&role_heads, single_phrases, COUNT_OF(single_phrases));
    phrase_heads_add(&role_heads, label_phrases, COUNT_OF(label_phrases));
    phrase_heads_add(&role_heads, closings, COUNT_OF(closings));
}

/* The role of a line that may begin with a phrase. */
static enum line_role role_by_phrase(struct bytes line)
{
    struct plain p;
    plain_set(&p, bytes_of(line.p, line.n <= LOOK_MAX ? line.n : LOOK_LONG));
    if (p.n == 0)
        return LINE_TEXT;
    if (is_end_word(line, &p) || is_archive_foot(line, &p))
        return LINE_END;
    if (is_about_line(line, &p))
        return LINE_ABOUT;
    if (is_contact_line(line, &p))
        return LINE_CONTACT;
    if (is_legal_line(line, &p))
        return LINE_LEGAL;
    if (line.n <= SINGLE_MAX &&
        plain_begins(&p, single_phrases, COUNT_OF(single_phrases)))
        return LINE_SINGLE;
    if (is_label_line(line, &p))
        return LINE_LABEL;
    if (line.n <= CONTACT_MAX && plain_is(&p, closings, COUNT_OF(closings)))
        return LINE_CLOSING;
    return LINE_TEXT;
}

/* Whether a line may have a role by what else it says, for which it must be
 * made plain: not in ASCII without a 20 and without an A as its last letter. */
static bool may_be_told_by_words(struct bytes line)
{
    size_t n = line.n;
    while (n > 0 && line.p[n - 1] < 0x80 && !is_letter(line.p[n - 1]) &&
           !is_digit(line.p[n - 1]))
        n--;
    if (line.n > SHORT_MAX || n == 0)
        return false;
    if ((line.p[n - 1] | 0x20) == 'a')
        return true;
    bool ascii = true;
    for (size_t i = 0; i < line.n; i++)
        ascii &= line.p[i] < 0x80;
    return !ascii || memmem(line.p, line.n, "20", 2) != NULL;
}

/* The role of a line that begins with no phrase. */
static enum line_role role_without_phrase(struct bytes line)
{
    struct plain p;
    if (may_be_told_by_words(line)) {
        plain_set(&p, line);
        if (is_archive_foot(line, &p))
            return LINE_END;
        if (ends_as_about(line, &p))
            return LINE_ABOUT;
    }
    return line.n <= LOOK_MAX && line_has_address(line) ? LINE_LABEL
                                                        : LINE_TEXT;
}

enum line_role line_role_of(struct bytes line)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, fill_heads);
    line = skip_pictures(line);
    const uint8_t mark = marks_of(line);
    if (mark == '#' ||
        (line.n <= MARKED_MAX && line.n > 3 && memcmp(line.p, "###", 3) == 0))
        return LINE_END;
    if (mark)
        return LINE_RULE;
    if (is_link(line))
        return LINE_LINK;
    return phrase_heads_fit(&role_heads, line) ? role_by_phrase(line)
                                               : role_without_phrase(line);
}

bool line_is_foot(struct bytes line, bool *word)
{
    struct plain p;
    if (line.n > CONTACT_MAX)
        return false;
    plain_set(&p, line);
    *word = plain_is(&p, foot_words, COUNT_OF(foot_words)) ||
            strcmp(p.text, "30") == 0; /* an end mark that lost its dashes */
    return *word || (p.n > 0 && strspn(p.text, "0123456789") == p.n);
}

/* Behind the next two spaces that stand before one of A, C, M and #, or `end`.
 * Sixteen bytes at a time: a body without line breaks is all looked through. */
static const uint8_t *next_heading(const uint8_t *p, const uint8_t *end)
{
    for (; end - p > LANES + 2; p += LANES) {
        const lanes gaps =
            (lanes)(lanes_at(p) == ' ') & (lanes)(lanes_at(p + 1) == ' ');
        if (!lanes_any(gaps))
            continue;
        const lanes c = lanes_at(p + 2);
        const lanes found = gaps & ((lanes)(c == 'A') | (lanes)(c == 'C') |
                                    (lanes)(c == 'M') | (lanes)(c == '#'));
        if (lanes_any(found))
            return p + lanes_first(found) + 2;
    }
    for (; end - p > 2; p++)
        if (p[0] == ' ' && p[1] == ' ' && memchr("ACM#", p[2], 4))
            return p + 2;
    return end;
}

size_t line_heading_within(struct bytes line)
{
    enum { END_REST = 400 };
    static const char *const heads[] = {"About ", "ABOUT ",
                                        "Contact: ", "Media Contact", "###"};
    const uint8_t *p = line.p, *const end = line.p + line.n;
    if (line.n < RUN_ON_MIN)
        return line.n;
    while ((p = next_heading(p, end)) != end) {
        const size_t rest = (size_t)(end - p);
        for (size_t i = 0; i < COUNT_OF(heads); i++) {
            const size_t n = strlen(heads[i]);
            if (rest <= n || memcmp(p, heads[i], n) != 0)
                continue;
            const bool about = i < 2, mark = i == COUNT_OF(heads) - 1;
            if (about ? is_name_start(p + n, end) : !mark || rest <= END_REST)
                return (size_t)(p - line.p);
        }
    }
    return line.n;
}
