#include "query/output/snippet.h"

#include <assert.h>

#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "query/output/harmless.h"
#include "query/output/marks.h"

/* A word as the reader sees it: a hyphenated compound is one. */
struct range {
    uint32_t start, end;
};

struct snippeter {
    struct analyzer *analyzer;
    struct stemmer *stemmer;
    struct marks marks;
    struct token_list tokens;
    struct range *words; /* of the text, in order                         */
    size_t n_words, cap_words;
    uint32_t *sentences; /* where each begins; the first at 0             */
    size_t n_sentences, cap_sentences;
    uint32_t *times; /* how often each mark.what stands in the window     */
    size_t cap_times;
};

/* The bytes [from, to) of the text. */
struct window {
    size_t from, to;
    size_t shown;             /* the matches it was chosen for end here */
    bool cut_left, cut_right; /* within a sentence */
};

enum st snippeter_open(struct snippeter **out, struct analyzer *analyzer,
                       struct stemmer *stemmer, struct err *e)
{
    struct snippeter *const s = mem_zalloc(sizeof(*s));
    *out = s;
    if (!s)
        return err_set(e, ST_NOMEM, "no memory left for snippets");
    s->analyzer = analyzer;
    s->stemmer = stemmer;
    return ST_OK;
}

void snippeter_close(struct snippeter *s)
{
    if (!s)
        return;
    marks_release(&s->marks);
    token_list_release(&s->tokens);
    mem_free(s->words);
    mem_free(s->sentences);
    mem_free(s->times);
    mem_free(s);
}

enum st snippet_ask(struct snippeter *s, const struct query_term *terms,
                    size_t n, struct err *e)
{
    return marks_ask(&s->marks, terms, n, e);
}

/* ---- words and sentences of the text ---- */

/* The greatest boundary of a character that is <= at. */
static size_t whole_characters(struct bytes text, size_t at)
{
    for (size_t back = 0; back < UTF8_MAX && back < at; back++) {
        const struct utf8_char c = utf8_at(text, at - back);
        if (c.size > back && c.c != UTF8_INVALID)
            return at - back;
    }
    return at;
}

/* Where the sentence of a word at `word` begins, the one before it having had
 * its last word end at `last`: with its line, or else behind the last white
 * space, so that opening quotes and bullets belong to what they open. */
static uint32_t sentence_start(struct bytes text, uint32_t last, uint32_t word)
{
    uint32_t start = word;
    bool line = false;
    for (uint32_t at = last; at < word;) {
        const struct utf8_char c = utf8_at(text, at);
        at += c.size;
        line = line || c.c == '\n';
        if (c.c == '\n' || (!line && utf8_is_space(c.c)))
            start = at;
    }
    return start;
}

/* Puts the words of `tokens` in a row; a joined compound, which comes behind
 * its parts, takes their place. */
static bool collect(struct snippeter *s, struct bytes text)
{
    const struct token_list *const l = &s->tokens;
    size_t next_end = 0;
    s->n_words = s->n_sentences = 0;
    if (!mem_grow(&s->sentences, &s->cap_sentences, l->n_sentence_ends + 1) ||
        !mem_grow(&s->words, &s->cap_words, l->n + 1))
        return false;
    s->sentences[s->n_sentences++] = 0;
    for (size_t i = 0; i < l->n; i++) {
        const struct token *const t = &l->tokens[i];
        bool begins = false;
        while (next_end < l->n_sentence_ends &&
               t->pos >= l->sentence_ends[next_end]) {
            begins = true;
            next_end++;
        }
        if (begins && s->n_words)
            s->sentences[s->n_sentences++] =
                sentence_start(text, s->words[s->n_words - 1].end, t->start);
        while (s->n_words && s->words[s->n_words - 1].start >= t->start)
            s->n_words--;
        s->words[s->n_words++] = (struct range){t->start, t->end};
    }
    return true;
}

/* How many of the words begin before byte `at`. */
static size_t words_before(const struct snippeter *s, size_t at)
{
    size_t low = 0, high = s->n_words;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (s->words[middle].start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* How many of the sentences begin at or before byte `at`. */
static size_t sentences_until(const struct snippeter *s, size_t at)
{
    size_t low = 0, high = s->n_sentences;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (s->sentences[middle] <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Widens each match to the words, compounds included, that it stands in. */
static void widen_marks(struct snippeter *s)
{
    for (size_t i = 0; i < s->marks.n; i++) {
        struct mark *const m = &s->marks.found[i];
        const size_t first = words_before(s, (size_t)m->start + 1);
        const size_t last = words_before(s, m->end);
        assert(first > 0 && last > 0);
        m->start = s->words[first - 1].start;
        m->end = MAX(m->end, s->words[last - 1].end);
    }
}

/* ---- the window ---- */

/* Where a window that is to show the match at `match` begins. */
static size_t window_start(const struct snippeter *s, size_t match, size_t max)
{
    const size_t sentence = s->sentences[sentences_until(s, match) - 1];
    if (match - sentence <= max / 2)
        return sentence;
    const size_t word = words_before(s, match - max / 4);
    return MIN((size_t)s->words[word].start, match);
}

/* Slides over the matches, from each to as many behind it as fit, and sets
 * where the best window begins. */
static enum st choose_start(struct snippeter *s, size_t max, struct window *w,
                            struct err *e)
{
    const struct mark *const marks = s->marks.found;
    size_t best_different = 0, best_all = 0;
    size_t different = 0, end = 0;
    if (!mem_grow(&s->times, &s->cap_times, (size_t)s->marks.n_what + 1))
        return err_set(e, ST_NOMEM, "no memory left for snippets");
    memset(s->times, 0, s->marks.n_what * sizeof(*s->times));
    for (size_t first = 0; first < s->marks.n; first++) {
        const size_t from = window_start(s, marks[first].start, max);
        /* The first always counts: one too long is shown as far as it goes. */
        for (;
             end < s->marks.n && (end == first || marks[end].end <= from + max);
             end++) {
            if (s->times[marks[end].what]++ == 0)
                different++;
        }
        const size_t all = end - first;
        if (different > best_different ||
            (different == best_different && all > best_all)) {
            best_different = different;
            best_all = all;
            w->from = from;
            w->shown = marks[end - 1].end;
        }
        if (--s->times[marks[first].what] == 0)
            different--;
    }
    return ST_OK;
}

/* Ends the window that begins at w->from. */
static void end_window(const struct snippeter *s, struct bytes text, size_t max,
                       struct window *w)
{
    const size_t limit = w->from + max;
    w->to = text.n;
    if (text.n - w->from <= max)
        return;
    w->to = s->sentences[sentences_until(s, limit) - 1];
    if (w->to > w->from + max / 2 && w->to >= w->shown)
        return;

    w->cut_right = true;
    size_t n = words_before(s, limit);
    while (n > 0 && s->words[n - 1].end > limit)
        n--;
    w->to = n ? s->words[n - 1].end : 0;
    if (w->to <= w->from)
        w->to = whole_characters(text, limit);
}

static enum st choose_window(struct snippeter *s, struct bytes text, size_t max,
                             struct window *w, struct err *e)
{
    *w = (struct window){.to = text.n};
    if (max == 0 || text.n <= max)
        return ST_OK;
    const enum st st = choose_start(s, max, w, e);
    if (st)
        return st;
    end_window(s, text, max, w);
    if (w->to == text.n) {
        /* Room is left before it: whole sentences go there. */
        const size_t n = sentences_until(s, text.n - max - 1);
        if (n < s->n_sentences)
            w->from = MIN(w->from, (size_t)s->sentences[n]);
    }
    w->cut_left = s->sentences[sentences_until(s, w->from) - 1] != w->from;
    return ST_OK;
}

/* ---- the line ---- */

static void show(const struct snippeter *s, struct bytes text,
                 const struct window *w, const struct snippet_options *o,
                 struct buf *out)
{
    struct harmless h = harmless_into(out);
    size_t at = w->from;
    if (w->cut_left) {
        harmless_open(&h, o->ellipsis);
        h.gap = true;
    }
    for (size_t i = 0; i < s->marks.n; i++) {
        const struct mark *const m = &s->marks.found[i];
        size_t end = m->end;
        if (m->start < at || m->start >= w->to)
            continue;
        /* Matches that overlap are one. */
        for (; i + 1 < s->marks.n && s->marks.found[i + 1].start < end; i++)
            end = MAX(end, (size_t)s->marks.found[i + 1].end);
        end = MIN(end, w->to);
        harmless_text(&h, bytes_of(text.p + at, m->start - at));
        harmless_open(&h, o->open);
        harmless_text(&h, bytes_of(text.p + m->start, end - m->start));
        harmless_close(&h, o->close);
        at = end;
    }
    harmless_text(&h, bytes_of(text.p + at, w->to - at));
    if (w->cut_right) {
        h.gap = true;
        harmless_open(&h, o->ellipsis);
    }
}

enum st snippet_make(struct snippeter *s, struct bytes text,
                     const struct snippet_options *options, struct buf *out,
                     struct err *e)
{
    struct window w;
    if (text.n > SNIPPET_MAX_TEXT)
        text.n = whole_characters(text, SNIPPET_MAX_TEXT);
    token_list_clear(&s->tokens);
    enum st st = analyzer_run(s->analyzer, text, &s->tokens, e);
    if (!st)
        st = marks_find(&s->marks, s->stemmer, &s->tokens, e);
    if (!st && !collect(s, text))
        st = err_set(e, ST_NOMEM, "no memory left for snippets");
    if (st)
        return st;
    widen_marks(s);
    st = choose_window(s, text, options->max_bytes, &w, e);
    if (st)
        return st;
    show(s, text, &w, options, out);
    if (out->failed)
        return err_set(e, ST_NOMEM, "no memory left for snippets");
    return ST_OK;
}
