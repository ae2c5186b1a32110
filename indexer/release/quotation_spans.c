#include "indexer/release/quotation_spans.h"

#include "common/base/mem.h"
#include "indexer/release/quotation_marks.h"

enum {
    DEPTH = 4,          /* marks open at once; deeper ones are passed over */
    SINGLE_REACH = 400, /* lexemes that a single mark looks ahead */
};

struct open_mark {
    uint32_t at; /* the lexeme */
    uint8_t kind;
};

struct pairing {
    struct quotation_spans *out;
    const struct lexemes *x;
    const struct speech_words *words;
    struct open_mark open[DEPTH];
    size_t depth;
    size_t end;         /* the LEX_PARAGRAPH behind the paragraph            */
    size_t no_single;   /* no single mark closes anything before this one    */
    unsigned went_on;   /* paragraphs that the open quotation began before   */
    uint32_t run_words; /* words of these                                    */
    bool continues;     /* the mark open[0] continues the span before        */
};

static const struct lexeme *lexeme(const struct pairing *p, size_t i)
{
    return &p->x->v[i];
}

/* The size of a lexeme, in words: two characters of a script without spaces,
 * of three bytes each, are about one. */
static uint32_t words_of(const struct pairing *p, const struct lexeme *l)
{
    const uint8_t *const at = p->x->text.p + l->from;
    if (l->kind >= LEX_WORDS)
        return 0;
    const bool unspaced =
        l->kind == LEX_UNCASED &&
        ((at[0] >= 0xe3 && at[0] <= 0xe9) || (at[0] == 0xe0 && at[1] >= 0xb8));
    return unspaced ? (l->to - l->from + 5) / 6 : 1;
}

static uint32_t count_words(const struct pairing *p, size_t from, size_t to)
{
    uint32_t n = 0;
    for (size_t i = from; i < to; i++)
        n += words_of(p, lexeme(p, i));
    return n;
}

static bool emit(struct pairing *p, size_t first, size_t end, unsigned flags)
{
    struct quotation_spans *const s = p->out;
    if (end <= first)
        return true;
    if (!mem_grow(&s->v, &s->cap, s->n + 1))
        return false;
    s->v[s->n++] = (struct quotation_span){(uint32_t)first, (uint32_t)end,
                                           count_words(p, first, end), flags};
    return true;
}

/* Behind the last end of a sentence among UNCLOSED_WORDS from `first` on; 0:
 * there is none. */
static size_t last_sentence(const struct pairing *p, size_t first, size_t end)
{
    uint32_t words = 0;
    size_t found = 0;
    for (size_t i = first; i < end && words <= UNCLOSED_WORDS; i++) {
        words += words_of(p, lexeme(p, i));
        if (lexeme(p, i)->kind == LEX_STOP)
            found = i + 1;
    }
    return found;
}

/* Whether the open mark begins a clause: not within one, as the mark of a
 * single word does. */
static bool begins_clause(const struct pairing *p)
{
    const size_t at = p->open[0].at;
    return !lexeme_is_word(p->x, at - 1) ||
           speech_word_classes(p->words, lexeme_bytes(p->x, at - 1)) & SAYS;
}

/* A quotation that nothing closes is one where its mark begins the paragraph
 * or stands behind a colon or comma. */
static bool end_unclosed(struct pairing *p, size_t end)
{
    const struct open_mark o = p->open[0];
    const enum lexeme_kind before =
        o.at ? (enum lexeme_kind)lexeme(p, o.at - 1)->kind : LEX_PARAGRAPH;
    const bool continues = p->continues;
    p->depth = 0;
    p->continues = false;
    if (o.kind >= MARK_SINGLES ||
        (before != LEX_PARAGRAPH && before != LEX_COLON && before != LEX_COMMA))
        return true;
    return emit(p, o.at + 1, last_sentence(p, o.at + 1, end),
                SPAN_UNCLOSED | (continues ? SPAN_CONTINUES : 0u));
}

static bool close_span(struct pairing *p, size_t at)
{
    const struct open_mark o = p->open[0];
    const unsigned flags = (p->continues ? SPAN_CONTINUES : 0u) |
                           (o.kind >= MARK_SINGLES ? SPAN_SINGLE : 0u);
    p->continues = false;
    p->went_on = 0;
    p->run_words = 0;
    return emit(p, o.at + 1, at, flags);
}

/* Whether mark m of the paragraph, which may open, is followed by two that
 * close: its own and that of the one around it. */
static bool is_nested(const struct pairing *p, size_t m)
{
    const uint32_t *const marks = p->out->marks;
    unsigned closing = 0;
    for (size_t i = m + 1; i < p->out->n_marks && i < m + 3; i++) {
        const struct lexeme *const l = lexeme(p, marks[i]);
        closing += l->mark < MARK_SINGLES && l->roles & MARK_CLOSES &&
                   !(l->roles & MARK_OPENS);
    }
    return closing == 2;
}

/* Whether a single mark behind lexeme `at` closes behind punctuation, as the
 * end of speech does and a plural's apostrophe does not. */
static bool single_closes(struct pairing *p, size_t at, uint8_t kind)
{
    const size_t end = MIN(p->end, at + SINGLE_REACH);
    if (at < p->no_single)
        return false;
    for (size_t i = at + 1; i < end; i++) {
        const struct lexeme *const l = lexeme(p, i);
        if (l->kind == LEX_MARK && l->mark >= MARK_SINGLES &&
            mark_closes(kind, l->mark, l->roles) &&
            (lexeme(p, i - 1)->kind == LEX_COMMA ||
             lexeme(p, i - 1)->kind == LEX_STOP ||
             (kind != MARK_SINGLE && kind != MARK_SINGLE_6)))
            return true;
    }
    p->no_single = end;
    return false;
}

/* Whether an inch: a mark behind a digit, where another one closes. */
static bool is_inches(const struct pairing *p, size_t m)
{
    const uint32_t *const marks = p->out->marks;
    const struct lexeme *const l = lexeme(p, marks[m]);
    if (!(l->roles & MARK_AFTER_DIGIT) || m + 1 == p->out->n_marks)
        return false;
    const struct lexeme *const next = lexeme(p, marks[m + 1]);
    return next->roles & MARK_CLOSES && !(next->roles & MARK_OPENS);
}

/* The number of open marks that would be left if `l` closed one; DEPTH: it
 * closes none. */
static size_t depth_after(const struct pairing *p, const struct lexeme *l)
{
    for (size_t d = p->depth; d-- > 0;)
        if (mark_closes(p->open[d].kind, l->mark, l->roles))
            return d;
    return DEPTH;
}

static void push(struct pairing *p, size_t at)
{
    if (p->depth < DEPTH)
        p->open[p->depth++] =
            (struct open_mark){(uint32_t)at, lexeme(p, at)->mark};
}

/* A mark that opens while others are open. */
static bool open_within(struct pairing *p, size_t m)
{
    const size_t at = p->out->marks[m];
    const struct lexeme *const l = lexeme(p, at);
    if (l->mark >= MARK_SINGLES || l->mark != p->open[0].kind) {
        if (l->mark < MARK_SINGLES)
            push(p, at);
        return true;
    }
    /* « is repeated at the beginning of each line by some houses. */
    if (l->flags & LEX_LINE && l->mark == MARK_LEFT)
        return true;
    if (is_nested(p, m)) {
        push(p, at);
        return true;
    }
    if (!end_unclosed(p, at))
        return false;
    push(p, at);
    return true;
}

static bool take_mark(struct pairing *p, size_t m)
{
    const size_t at = p->out->marks[m];
    const struct lexeme *const l = lexeme(p, at);
    const size_t depth = depth_after(p, l);
    if (depth != DEPTH && !is_inches(p, m)) {
        p->depth = depth;
        return depth > 0 || close_span(p, at);
    }
    if (!(l->roles & MARK_OPENS) && l->mark != MARK_LEFT)
        return true;
    if (p->depth)
        return open_within(p, m);
    if (l->mark >= MARK_SINGLES && !single_closes(p, at, l->mark))
        return true;
    push(p, at);
    return true;
}

/* Whether the quotation that is open at the end of the paragraph goes on in
 * the next: it begins with the same mark, and the bounds are not reached. */
static bool goes_on(struct pairing *p)
{
    const struct open_mark o = p->open[0];
    if (o.kind >= MARK_SINGLES || !begins_clause(p) ||
        !lexeme_is(p->x, p->end + 1, LEX_MARK) ||
        lexeme(p, p->end + 1)->mark != o.kind ||
        !(lexeme(p, p->end + 1)->roles & MARK_OPENS))
        return false;
    p->run_words += count_words(p, o.at + 1, p->end);
    return ++p->went_on < SPAN_PARAGRAPHS && p->run_words < SPAN_WORDS;
}

static bool end_paragraph(struct pairing *p)
{
    bool on = false, ok = true;
    if (p->depth) {
        on = goes_on(p);
        if (on) {
            ok = emit(p, p->open[0].at + 1, p->end,
                      SPAN_GOES_ON | (p->continues ? SPAN_CONTINUES : 0u));
        } else {
            ok = end_unclosed(p, p->end);
        }
    }
    p->depth = 0;
    p->continues = on;
    if (!on) {
        p->went_on = 0;
        p->run_words = 0;
    }
    return ok;
}

/* Whether lexeme i is a dash with a verb of speech behind it, or one behind a
 * pronoun or name: "- сказал он", "- he says". */
static bool is_dash_cue(const struct pairing *p, size_t i)
{
    if (lexeme(p, i)->kind != LEX_DASH || i + 1 >= p->end)
        return false;
    for (size_t k = i + 1; k < i + 4 && k < p->end; k++) {
        const struct lexeme *const l = lexeme(p, k);
        if (l->kind != LEX_LOWER && l->kind != LEX_CAPITAL)
            return false;
        const unsigned is =
            speech_word_classes(p->words, lexeme_bytes(p->x, k));
        if (l->kind == LEX_LOWER && is & (SAYS | SAYS_BESIDE))
            return true;
        if (l->kind == LEX_LOWER && !(is & (HE | SHE | AUXILIARY | OFFICE)))
            return false;
    }
    return false;
}

/* The next dash from `i` on, or the end of the paragraph. */
static size_t next_dash(const struct pairing *p, size_t i)
{
    while (i < p->end && lexeme(p, i)->kind != LEX_DASH)
        i++;
    return i;
}

/* Speech of the paragraph that begins with the dash `at`: what stands between
 * dashes, the words of who tells it left out. */
static bool read_dashes(struct pairing *p, size_t at)
{
    size_t first = at + 1, cue = next_dash(p, first);
    while (cue < p->end && !is_dash_cue(p, cue))
        cue = next_dash(p, cue + 1);
    if (cue == p->end || !emit(p, first, cue, SPAN_DASH))
        return cue == p->end;
    first = next_dash(p, cue + 1) + 1;
    while (first < p->end && (lexeme(p, first)->kind == LEX_STOP ||
                              lexeme(p, first)->kind == LEX_COMMA))
        first++;
    return first >= p->end || emit(p, first, p->end, SPAN_DASH);
}

/* Reads the paragraph that begins at lexeme `from`; p->end is then set. */
static bool read_paragraph(struct pairing *p, size_t from)
{
    struct quotation_spans *const s = p->out;
    s->n_marks = 0;
    for (p->end = from; lexeme(p, p->end)->kind != LEX_PARAGRAPH; p->end++) {
        if (lexeme(p, p->end)->kind != LEX_MARK)
            continue;
        if (s->n_marks == s->cap_marks &&
            !mem_grow(&s->marks, &s->cap_marks, s->n_marks + 1))
            return false;
        s->marks[s->n_marks++] = (uint32_t)p->end;
    }
    if (s->n_marks == 0 && lexeme_is(p->x, from, LEX_DASH))
        return read_dashes(p, from);
    for (size_t m = 0; m < s->n_marks; m++)
        if (!take_mark(p, m))
            return false;
    return end_paragraph(p);
}

bool quotation_spans_read(struct quotation_spans *s, const struct lexemes *x,
                          const struct speech_words *words)
{
    struct pairing p = {.out = s, .x = x, .words = words};
    s->n = 0;
    for (size_t from = 1; from < x->n; from = p.end + 1) {
        p.no_single = 0;
        if (!read_paragraph(&p, from))
            return false;
    }
    return true;
}

void quotation_spans_release(struct quotation_spans *s)
{
    mem_free(s->v);
    mem_free(s->marks);
    *s = (struct quotation_spans){.n = 0};
}
