#include "indexer/release/quotations.h"

#include "common/base/mem.h"
#include "indexer/release/attribution.h"
#include "indexer/release/quotation_marks.h"

struct quotation_reader {
    struct speech_words *words;
    struct lexemes title, body;
    struct quotation_spans spans;
    struct names names;
    struct attribution attribution;
};

enum st quotation_reader_open(struct quotation_reader **out, struct err *e)
{
    struct quotation_reader *const r = mem_zalloc(sizeof(*r));
    enum st st;
    *out = NULL;
    if (!r)
        return err_set(e, ST_NOMEM, "quotations: out of memory");
    if ((st = speech_words_open(&r->words, e)) != ST_OK) {
        quotation_reader_close(r);
        return st;
    }
    *out = r;
    return ST_OK;
}

void quotation_reader_close(struct quotation_reader *r)
{
    if (!r)
        return;
    speech_words_close(r->words);
    lexemes_release(&r->title);
    lexemes_release(&r->body);
    quotation_spans_release(&r->spans);
    names_release(&r->names);
    attribution_release(&r->attribution);
    mem_free(r);
}

/* Whether a paragraph begins with a dash: not with a rule of several. */
static bool has_dash_paragraph(struct bytes body, const struct lines *l)
{
    for (size_t i = 0; i < l->n; i++) {
        const uint8_t *const p = body.p + l->v[i].from;
        const uint32_t n = l->v[i].to - l->v[i].from;
        if (l->v[i].starts_paragraph &&
            ((n > 1 && p[0] == '-' && p[1] != '-') ||
             (n > 3 && p[0] == 0xe2 && p[1] == 0x80 && p[2] >= 0x93 &&
              p[2] <= 0x95)))
            return true;
    }
    return false;
}

/* How many lines tell of quotations, of which the last begins in the paragraph
 * with the byte before `last`: a signature may be the next paragraph. */
static size_t lines_needed(const struct lines *l, size_t last)
{
    size_t i = l->n;
    while (i > 0 && l->v[i - 1].from >= last)
        i--;
    /* Line i - 1 has it. */
    const size_t behind = i > 0 ? lines_paragraph_end(l, i - 1) : 0;
    return behind < l->n ? lines_paragraph_end(l, behind) : behind;
}

static bool read_title(struct quotation_reader *r, struct bytes title)
{
    struct line line = {0, (uint32_t)title.n, true};
    const struct lines one = {.v = &line, .n = title.n ? 1 : 0, .cap = 1};
    return lexemes_read(&r->title, title, &one, one.n);
}

static bool read_body(struct quotation_reader *r, struct bytes body,
                      const struct lines *l, size_t needed)
{
    struct attribution *const a = &r->attribution;
    a->names = &r->names;
    a->clause = (struct clause_reader){&r->body, r->words, &r->names};
    names_begin(&r->names, r->words, &r->title, &r->body);
    return lexemes_read(&r->body, body, l, needed) &&
           quotation_spans_read(&r->spans, &r->body, r->words) &&
           (r->spans.n == 0 || attribution_read(a, &r->spans));
}

static bool put(const struct quotation_reader *r, struct anatomy *out)
{
    for (size_t i = 0; i < r->attribution.n; i++) {
        const struct utterance *const u = &r->attribution.v[i];
        const struct lexeme *const v = r->body.v;
        struct text_quotation q = {
            .at = {v[u->span->first].from, v[u->span->end - 1].to},
            .sure = u->sure,
            .sieve = u->sieve,
        };
        if (u->sure != SURE_NONE) {
            q.mention = u->printed;
            q.speaker = u->said_by;
            q.speaker_in_title = u->in_title;
        }
        if (!anatomy_add_quotation(out, &q))
            return false;
    }
    return true;
}

enum st quotations_read(struct quotation_reader *r, struct bytes title,
                        struct bytes body, const struct lines *l,
                        struct anatomy *out, struct err *e)
{
    /* Where a dash begins one paragraph it may begin any. */
    const size_t last =
        has_dash_paragraph(body, l) ? body.n : marks_last_opener(body);
    if (last == 0)
        return ST_OK;
    const size_t needed = lines_needed(l, last);
    r->attribution.n = 0;
    if (read_title(r, title) && read_body(r, body, l, needed) && put(r, out))
        return ST_OK;
    return err_set(e, ST_NOMEM, "quotations: out of memory");
}
