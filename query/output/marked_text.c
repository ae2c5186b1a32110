#include "query/output/marked_text.h"

#include <assert.h>

#include "common/base/mem.h"
#include "common/base/utf8.h"

size_t whole_characters(struct bytes text, size_t at)
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

/* Puts the words of the tokens in a row; a joined compound, which comes behind
 * its parts, takes their place. */
static bool collect(struct marked_text *t)
{
    const struct token_list *const l = &t->tokens;
    size_t next_end = 0;
    t->n_words = t->n_sentences = 0;
    if (!mem_grow(&t->sentences, &t->cap_sentences, l->n_sentence_ends + 1) ||
        !mem_grow(&t->words, &t->cap_words, l->n + 1))
        return false;
    t->sentences[t->n_sentences++] = 0;
    for (size_t i = 0; i < l->n; i++) {
        const struct token *const k = &l->tokens[i];
        bool begins = false;
        while (next_end < l->n_sentence_ends &&
               k->pos >= l->sentence_ends[next_end]) {
            begins = true;
            next_end++;
        }
        if (begins && t->n_words)
            t->sentences[t->n_sentences++] =
                sentence_start(t->text, t->words[t->n_words - 1].end, k->start);
        while (t->n_words && t->words[t->n_words - 1].start >= k->start)
            t->n_words--;
        t->words[t->n_words++] = (struct text_range){k->start, k->end};
    }
    return true;
}

size_t marked_text_words_before(const struct marked_text *t, size_t at)
{
    size_t low = 0, high = t->n_words;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (t->words[middle].start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* How many of the sentences begin at or before byte `at`. */
static size_t sentences_until(const struct marked_text *t, size_t at)
{
    size_t low = 0, high = t->n_sentences;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (t->sentences[middle] <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t marked_text_sentence(const struct marked_text *t, size_t at)
{
    return t->sentences[sentences_until(t, at) - 1];
}

size_t marked_text_next_sentence(const struct marked_text *t, size_t at)
{
    const size_t n = sentences_until(t, at);
    return n < t->n_sentences ? t->sentences[n] : t->text.n;
}

/* Widens each match to the words, compounds included, that it stands in. */
static void widen_marks(struct marked_text *t)
{
    for (size_t i = 0; i < t->marks.n; i++) {
        struct mark *const m = &t->marks.found[i];
        const size_t first = marked_text_words_before(t, (size_t)m->start + 1);
        const size_t last = marked_text_words_before(t, m->end);
        assert(first > 0 && last > 0);
        m->start = t->words[first - 1].start;
        m->end = MAX(m->end, t->words[last - 1].end);
    }
}

enum st marked_text_ask(struct marked_text *t, const struct query_term *terms,
                        size_t n, const struct word_forms *forms, struct err *e)
{
    return marks_ask(&t->marks, terms, n, forms, e);
}

enum st marked_text_cut(struct marked_text *t, struct bytes text, struct err *e)
{
    if (text.n > MARKED_TEXT_MAX)
        text.n = whole_characters(text, MARKED_TEXT_MAX);
    t->text = text;
    token_list_clear(&t->tokens);
    enum st st = analyzer_run(t->analyzer, text, &t->tokens, e);
    if (st == ST_OK)
        st = marks_find(&t->marks, t->stemmer, &t->tokens, e);
    if (st == ST_OK && !collect(t))
        st = err_set(e, ST_NOMEM, "no memory left to cut a text into words");
    if (st == ST_OK)
        widen_marks(t);
    return st;
}

void marked_text_release(struct marked_text *t)
{
    marks_release(&t->marks);
    token_list_release(&t->tokens);
    mem_free(t->words);
    mem_free(t->sentences);
    *t = (struct marked_text){.analyzer = NULL};
}
