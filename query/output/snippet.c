#include "query/output/snippet.h"

#include "common/base/mem.h"
#include "query/output/harmless.h"
#include "query/output/marked_text.h"

/* The bytes [from, to) of the text. */
struct window {
    size_t from, to;
    size_t shown;             /* the matches it was chosen for end here */
    bool cut_left, cut_right; /* within a sentence */
};

/* What a window is chosen by, the first that differs. */
struct merit {
    size_t different; /* words and phrases that no window shows yet: more  */
    size_t all;       /* matches: more                                     */
    size_t span;      /* bytes from the first of them to the last: fewer   */
};

struct snippeter {
    struct marked_text text;
    struct snippet_options room;
    uint32_t *times; /* how often each mark.what stands in the window       */
    bool *seen;      /* whether a window that was chosen before has it      */
    size_t cap_times, cap_seen;
    struct window windows[SNIPPET_MAX_WINDOWS]; /* by `from` */
    size_t n_windows;
};

enum st snippeter_open(struct snippeter **out, struct analyzer *analyzer,
                       struct stemmer *stemmer, struct err *e)
{
    struct snippeter *const s = mem_zalloc(sizeof(*s));
    *out = s;
    if (!s)
        return err_set(e, ST_NOMEM, "no memory left for snippets");
    s->text.analyzer = analyzer;
    s->text.stemmer = stemmer;
    return ST_OK;
}

void snippeter_close(struct snippeter *s)
{
    if (!s)
        return;
    marked_text_release(&s->text);
    mem_free(s->times);
    mem_free(s->seen);
    mem_free(s);
}

enum st snippet_ask(struct snippeter *s, const struct query_term *terms,
                    size_t n, const struct word_forms *forms, struct err *e)
{
    return marked_text_ask(&s->text, terms, n, forms, e);
}

/* ---- room, in bytes or in words ---- */

/* How far a window from `from` on may reach, or one `part` of it. */
static size_t reach(const struct snippeter *s, size_t from, size_t part)
{
    const struct marked_text *const t = &s->text;
    if (s->room.max_words == 0)
        return MIN(from + s->room.max_bytes / part, t->text.n);
    const size_t word = marked_text_words_before(t, from);
    const size_t end = word + (s->room.max_words + part - 1) / part;
    return end >= t->n_words ? t->text.n : t->words[end].start;
}

/* The beginning of a word so far before `at` that a quarter of a window lies
 * between. */
static size_t quarter_before(const struct snippeter *s, size_t at)
{
    const struct marked_text *const t = &s->text;
    size_t word;
    if (s->room.max_words == 0) {
        const size_t before = s->room.max_bytes / 4;
        word = marked_text_words_before(t, at > before ? at - before : 0);
    } else {
        word = marked_text_words_before(t, at);
        word -= MIN(word, s->room.max_words / 4);
    }
    return word < t->n_words ? MIN((size_t)t->words[word].start, at) : at;
}

/* Where a window that ends with the text begins at the earliest. */
static size_t last_window(const struct snippeter *s)
{
    const struct marked_text *const t = &s->text;
    if (s->room.max_words == 0)
        return t->text.n - MIN(s->room.max_bytes, t->text.n);
    return t->n_words <= s->room.max_words
               ? 0
               : t->words[t->n_words - s->room.max_words].start;
}

/* ---- the window ---- */

/* Where a window that is to show the match at `match` begins, not before
 * `least`. */
static size_t window_start(const struct snippeter *s, size_t match,
                           size_t least)
{
    const size_t sentence = marked_text_sentence(&s->text, match);
    if (match <= reach(s, sentence, 2) && sentence >= least)
        return sentence;
    return MAX(quarter_before(s, match), least);
}

static bool is_better(const struct merit *a, const struct merit *b)
{
    if (a->different != b->different)
        return a->different > b->different;
    if (a->all != b->all)
        return a->all > b->all;
    return a->span < b->span;
}

/* Slides over the matches in [from, to), from each to as many behind it as
 * fit, and takes the best window into *w where it is better than *best. */
static void choose_start(struct snippeter *s, size_t from, size_t to,
                         struct window *w, struct merit *best)
{
    const struct mark *const marks = s->text.marks.found;
    const size_t n = s->text.marks.n;
    size_t first = 0, different = 0;
    while (first < n && marks[first].start < from)
        first++;
    memset(s->times, 0, s->text.marks.n_what * sizeof(*s->times));
    for (size_t end = first; first < n && marks[first].start < to; first++) {
        const size_t start = window_start(s, marks[first].start, from);
        const size_t limit = MIN(reach(s, start, 1), to);
        /* The first always counts: one too long is shown as far as it goes. */
        for (; end < n && (end == first || marks[end].end <= limit); end++) {
            if (s->times[marks[end].what]++ == 0)
                different += !s->seen[marks[end].what];
        }
        const struct merit merit = {different, end - first,
                                    marks[end - 1].end - marks[first].start};
        if (is_better(&merit, best)) {
            *best = merit;
            w->from = start;
            w->shown = marks[end - 1].end;
        }
        if (--s->times[marks[first].what] == 0)
            different -= !s->seen[marks[first].what];
    }
}

/* Ends the window that begins at w->from, at `most` at the latest. */
static void end_window(const struct snippeter *s, size_t most, struct window *w)
{
    const struct marked_text *const t = &s->text;
    const size_t limit = MIN(reach(s, w->from, 1), most);
    w->to = limit;
    if (limit == t->text.n)
        return;
    w->to = limit == most ? most : marked_text_sentence(t, limit);
    if (w->to > reach(s, w->from, 2) && w->to >= w->shown)
        return;

    w->cut_right = true;
    size_t n = marked_text_words_before(t, limit);
    while (n > 0 && t->words[n - 1].end > limit)
        n--;
    w->to = n ? t->words[n - 1].end : 0;
    if (w->to <= w->from)
        w->to = whole_characters(t->text, limit);
}

/* The best window that does not touch those chosen before. False when no match
 * is left. */
static bool choose_window(struct snippeter *s, struct window *w)
{
    const size_t end = s->text.text.n;
    struct merit best = {.different = 0};
    size_t from = 0, most = end;
    for (size_t i = 0; i <= s->n_windows; i++) {
        const size_t to = i < s->n_windows ? s->windows[i].from : end;
        const struct merit before = best;
        choose_start(s, from, to, w, &best);
        if (is_better(&best, &before))
            most = to;
        from = i < s->n_windows ? s->windows[i].to : end;
    }
    if (best.all > 0)
        end_window(s, most, w);
    return best.all > 0;
}

static void mark_seen(struct snippeter *s, const struct window *w)
{
    const struct marks *const m = &s->text.marks;
    for (size_t i = 0; i < m->n; i++) {
        if (m->found[i].start >= w->from && m->found[i].end <= w->to)
            s->seen[m->found[i].what] = true;
    }
}

static void put_window(struct snippeter *s, const struct window *w)
{
    size_t i = s->n_windows++;
    for (; i > 0 && s->windows[i - 1].from > w->from; i--)
        s->windows[i] = s->windows[i - 1];
    s->windows[i] = *w;
}

/* Room that a single window leaves at the end of the text is filled with whole
 * sentences before it. */
static void fill_room(const struct snippeter *s, struct window *w)
{
    const size_t earliest = last_window(s);
    if (w->to < s->text.text.n || earliest == 0)
        return;
    const size_t sentence = marked_text_next_sentence(&s->text, earliest - 1);
    w->from = MIN(w->from, sentence);
}

static enum st choose_windows(struct snippeter *s, struct err *e)
{
    const struct bytes text = s->text.text;
    const size_t kinds = (size_t)s->text.marks.n_what + 1;
    const size_t wanted =
        MIN(MAX(s->room.windows, 1U), (size_t)SNIPPET_MAX_WINDOWS);
    const bool all = s->room.max_bytes == 0 && s->room.max_words == 0;

    s->n_windows = 0;
    if (all || reach(s, 0, 1) == text.n) {
        put_window(s, &(struct window){.to = text.n});
        return ST_OK;
    }
    if (!mem_grow(&s->times, &s->cap_times, kinds) ||
        !mem_grow(&s->seen, &s->cap_seen, kinds))
        return err_set(e, ST_NOMEM, "no memory left for snippets");
    memset(s->seen, 0, kinds * sizeof(*s->seen));
    while (s->n_windows < wanted) {
        struct window w = {.from = 0};
        if (!choose_window(s, &w)) {
            if (s->n_windows > 0)
                break;
            end_window(s, text.n, &w); /* nothing to show but the beginning */
        }
        if (wanted == 1)
            fill_room(s, &w);
        w.cut_left = marked_text_sentence(&s->text, w.from) != w.from;
        mark_seen(s, &w);
        put_window(s, &w);
    }
    return ST_OK;
}

/* ---- the line ---- */

static void show_window(const struct snippeter *s, const struct window *w,
                        struct harmless *h)
{
    const struct bytes text = s->text.text;
    const struct marks *const marks = &s->text.marks;
    size_t at = w->from;
    for (size_t i = 0; i < marks->n; i++) {
        const struct mark *const m = &marks->found[i];
        size_t end = m->end;
        if (m->start < at || m->start >= w->to)
            continue;
        /* Matches that overlap are one. */
        for (; i + 1 < marks->n && marks->found[i + 1].start < end; i++)
            end = MAX(end, (size_t)marks->found[i + 1].end);
        end = MIN(end, w->to);
        harmless_text(h, bytes_of(text.p + at, m->start - at));
        harmless_open(h, s->room.open);
        harmless_text(h, bytes_of(text.p + m->start, end - m->start));
        harmless_close(h, s->room.close);
        at = end;
    }
    harmless_text(h, bytes_of(text.p + at, w->to - at));
}

static void show(const struct snippeter *s, struct buf *out)
{
    struct harmless h = harmless_into(out);
    for (size_t i = 0; i < s->n_windows; i++) {
        const struct window *const w = &s->windows[i];
        const bool first = i == 0, last = i + 1 == s->n_windows;
        if (first && w->cut_left) {
            harmless_open(&h, s->room.ellipsis);
            h.gap = true;
        }
        show_window(s, w, &h);
        if (last ? w->cut_right : s->windows[i + 1].from > w->to) {
            h.gap = true;
            harmless_open(&h, s->room.ellipsis);
            h.gap = !last;
        }
    }
}

enum st snippet_make(struct snippeter *s, struct bytes text,
                     const struct snippet_options *options, struct buf *out,
                     struct err *e)
{
    s->room = *options;
    enum st st = marked_text_cut(&s->text, text, e);
    if (st == ST_OK)
        st = choose_windows(s, e);
    if (st != ST_OK)
        return st;
    show(s, out);
    if (out->failed)
        return err_set(e, ST_NOMEM, "no memory left for snippets");
    return ST_OK;
}
