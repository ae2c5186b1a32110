#include "indexer/copies/candidates.h"

#include <string.h>

#include "common/base/mem.h"

enum {
    HALF_BITS = SAMPLE_BITS / 2, /* of a sample, a digit of the sort */
    DIGITS = 1 << HALF_BITS,
    FIRST_HEADS = 48, /* of those that share a sample */
    LAST_HEADS = 16,
    PAIRS_MOST = 8,       /* of a text and a sample        */
    FEW = 8,              /* texts that share a rare sample */
    DROP_TEXTS = 1 << 16, /* looked at before pages are given back */
    SCALE = 1 << 16,
};

/* Of two texts one of which holds .8 of the other the Jaccard similarity is at
 * least that of their lengths; the signature may be so far from it. */
#define SHARE        0.8
#define ESTIMATE_OFF 0.12
/* What is so much alike needs no comparison of its own. */
#define SAME 0.95
/* Below it copies are told from texts that share a paragraph by a rare sample
 * alone. */
#define ALIKE 0.5

struct search {
    const struct candidate_texts *texts;
    struct name_sorter *pairs;
    uint64_t *entries, *room; /* sample << 32 | text, sorted by sample */
    size_t n, cap;
    uint32_t heads[FIRST_HEADS + LAST_HEADS];
    uint32_t n_heads;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "looking for copies: out of memory");
}

static const struct signature *signature_at(const struct search *s, uint32_t i)
{
    return s->texts->signature(s->texts->ctx, i);
}

/* ---- samples in order ---- */

/* By one digit; stable. */
static void sort_digit(const uint64_t *from, uint64_t *to, size_t n,
                       unsigned shift)
{
    uint32_t starts[DIGITS] = {0}, sum = 0;
    for (size_t i = 0; i < n; i++)
        starts[from[i] >> shift & (DIGITS - 1)]++;
    for (size_t v = 0; v < DIGITS; v++) {
        const uint32_t count = starts[v];
        starts[v] = sum;
        sum += count;
    }
    for (size_t i = 0; i < n; i++)
        to[starts[from[i] >> shift & (DIGITS - 1)]++] = from[i];
}

/* Texts came in order and stay so. */
static void sort_entries(struct search *s)
{
    sort_digit(s->entries, s->room, s->n, 32);
    sort_digit(s->room, s->entries, s->n, 32 + HALF_BITS);
}

static void drop_pages(const struct search *s, uint32_t text)
{
    if (text % DROP_TEXTS == DROP_TEXTS - 1 && s->texts->drop)
        s->texts->drop(s->texts->ctx);
}

static void add_entry(struct search *s, uint32_t sample, uint32_t text,
                      uint64_t from, uint64_t to)
{
    if (sample >= from && sample < to)
        s->entries[s->n++] = (uint64_t)sample << 32 | text;
}

/* Those of samples in [from, to), as many as fit: false when there are more. */
static bool collect(struct search *s, uint64_t from, uint64_t to)
{
    s->n = 0;
    for (uint32_t i = 0; i < s->texts->n; i++) {
        const struct signature *const sig = signature_at(s, i);
        if (s->n + SIGNATURE_SAMPLES > s->cap)
            return false;
        drop_pages(s, i);
        if (signature_is_empty(sig) || signature_is_short(sig))
            continue;
        for (unsigned k = 0; k < SIGNATURE_SAMPLES; k++)
            if (signature_sample(sig, k) != SAMPLE_NONE)
                add_entry(s, signature_sample(sig, k), i, from, to);
    }
    return true;
}

/* ---- those that share one ---- */

/* The least estimate with which one may hold SHARE of the other. */
static double least_estimate(const struct signature *a,
                             const struct signature *b)
{
    const double x = signature_shingles(a), y = signature_shingles(b);
    const double few = MIN(x, y), many = MAX(x, y);
    return SHARE * few / (many + (1 - SHARE) * few);
}

/* How much alike two texts are when they may be copies; below 0: they are
 * none. */
static double compare(const struct signature *a, const struct signature *b,
                      bool rare)
{
    const double least = least_estimate(a, b);
    if (least < ALIKE && !rare)
        return -1;
    const double estimate = signature_estimate(a, b);
    return estimate >= least - ESTIMATE_OFF ? MAX(estimate, 0) : -1;
}

static enum st add_pair(struct search *s, uint32_t later, uint32_t earlier,
                        double estimate, struct err *e)
{
    uint8_t name[8];
    put_u64be(name, (uint64_t)later << 32 | earlier);
    return name_sorter_add(s->pairs, bytes_of(name, sizeof(name)),
                           (uint32_t)(estimate * SCALE), e);
}

/* The heads a text is alike to, the most alike ones when there are many. */
struct matches {
    struct match {
        uint32_t head;
        double estimate;
    } v[PAIRS_MOST];
    uint32_t n;
    bool same; /* as good as equal to one of them */
};

static void keep_match(struct matches *m, struct match new)
{
    uint32_t least = 0;
    m->same |= new.estimate >= SAME;
    if (m->n < PAIRS_MOST) {
        m->v[m->n++] = new;
        return;
    }
    for (uint32_t i = 1; i < m->n; i++)
        if (m->v[i].estimate <= m->v[least].estimate)
            least = i;
    if (new.estimate > m->v[least].estimate)
        m->v[least] = new;
}

/* The first stay heads; behind them the last ones take turns. */
static void add_head(struct search *s, uint32_t text)
{
    const uint32_t at =
        s->n_heads < FIRST_HEADS
            ? s->n_heads
            : FIRST_HEADS + (s->n_heads - FIRST_HEADS) % LAST_HEADS;
    s->heads[at] = text;
    s->n_heads++;
}

static enum st hold_against_heads(struct search *s, uint32_t text, bool rare,
                                  struct err *e)
{
    const struct signature *const sig = signature_at(s, text);
    const uint32_t n = MIN(s->n_heads, (uint32_t)COUNT_OF(s->heads));
    struct matches m = {.n = 0};
    enum st st = ST_OK;
    for (uint32_t i = 0; i < n && !m.same && text >= s->texts->known; i++) {
        const uint32_t head = s->heads[i];
        const double estimate = compare(sig, signature_at(s, head), rare);
        if (head != text && estimate >= 0)
            keep_match(&m, (struct match){head, estimate});
    }
    for (uint32_t i = 0; i < m.n && st == ST_OK; i++)
        st = add_pair(s, text, m.v[i].head, m.v[i].estimate, e);
    if (!m.same)
        add_head(s, text);
    return st;
}

static enum st pair_up(struct search *s, struct err *e)
{
    enum st st = ST_OK;
    for (size_t from = 0, to; from < s->n && st == ST_OK; from = to) {
        to = from + 1;
        while (to < s->n && s->entries[to] >> 32 == s->entries[from] >> 32)
            to++;
        s->n_heads = 0;
        for (size_t i = from; to > from + 1 && i < to && st == ST_OK; i++)
            st = hold_against_heads(s, (uint32_t)s->entries[i],
                                    to - from <= FEW, e);
    }
    return st;
}

static bool has_sample(const struct signature *sig, uint32_t sample)
{
    if (signature_is_empty(sig) || signature_is_short(sig))
        return false;
    for (unsigned k = 0; k < SIGNATURE_SAMPLES; k++)
        if (signature_sample(sig, k) == sample)
            return true;
    return false;
}

/* A sample that more texts have than there is room for. */
static enum st search_value(struct search *s, uint32_t sample, struct err *e)
{
    enum st st = ST_OK;
    s->n_heads = 0;
    for (uint32_t i = 0; i < s->texts->n && st == ST_OK; i++) {
        if (has_sample(signature_at(s, i), sample))
            st = hold_against_heads(s, i, false, e);
        drop_pages(s, i);
    }
    return st;
}

/* Ranges of samples that do not fit are halved. */
static enum st search_range(struct search *s, uint64_t from, uint64_t to,
                            struct err *e)
{
    if (collect(s, from, to)) {
        sort_entries(s);
        return pair_up(s, e);
    }
    if (to - from == 1)
        return search_value(s, (uint32_t)from, e);
    const uint64_t middle = from + (to - from) / 2;
    const enum st st = search_range(s, from, middle, e);
    return st == ST_OK ? search_range(s, middle, to, e) : st;
}

/* ---- short texts ---- */

static enum st sort_short(struct search *s, struct name_sorter *sorter,
                          struct err *e)
{
    enum st st = ST_OK;
    for (uint32_t i = 0; i < s->texts->n && st == ST_OK; i++) {
        const struct signature *const sig = signature_at(s, i);
        if (signature_is_short(sig) && !signature_is_empty(sig))
            st = name_sorter_add(sorter, bytes_of(sig->raw, sizeof(sig->raw)),
                                 i, e);
        drop_pages(s, i);
    }
    return st == ST_OK ? name_sorter_end(sorter, e) : st;
}

/* Each is a candidate of the first that is equal to it. */
static enum st pair_short(struct search *s, const char *base, size_t room,
                          struct err *e)
{
    struct name_sorter *sorter = NULL;
    struct named_value v;
    struct signature first;
    bool any = false;
    uint32_t head = 0;
    enum st st = name_sorter_open(&sorter, base, "short-texts", room, e);
    if (st == ST_OK)
        st = sort_short(s, sorter, e);
    while (st == ST_OK && name_sorter_next(sorter, &v)) {
        if (!any || memcmp(first.raw, v.name.p, v.name.n) != 0) {
            memcpy(first.raw, v.name.p, sizeof(first.raw));
            head = v.value;
            any = true;
        } else if (v.value >= s->texts->known) {
            st = add_pair(s, v.value, head, 1, e);
        }
    }
    name_sorter_close(sorter);
    return st;
}

enum st candidates_find(const struct candidate_texts *texts, const char *base,
                        size_t room, struct name_sorter *pairs, struct err *e)
{
    struct search s = {.texts = texts, .pairs = pairs};
    const uint64_t all = (uint64_t)SIGNATURE_SAMPLES * (texts->n + 1);
    enum st st = pair_short(&s, base, room, e);
    s.cap = (size_t)MIN(all, room / (2 * sizeof(*s.entries)));
    s.entries = mem_array(s.cap, sizeof(*s.entries));
    s.room = mem_array(s.cap, sizeof(*s.room));
    if (st == ST_OK && (!s.entries || !s.room))
        st = out_of_memory(e);
    if (st == ST_OK)
        st = search_range(&s, 0, (uint64_t)1 << SAMPLE_BITS, e);
    mem_free(s.entries);
    mem_free(s.room);
    return st;
}

/* ---- reading the pairs ---- */

bool candidates_next(struct name_sorter *pairs, struct candidate_pair *last)
{
    struct named_value v;
    while (name_sorter_next(pairs, &v)) {
        const uint64_t pair = get_u64be(v.name.p);
        const struct candidate_pair now = {(uint32_t)(pair >> 32),
                                           (uint32_t)pair, v.value};
        if (now.later == last->later && now.earlier == last->earlier)
            continue;
        *last = now;
        return true;
    }
    return false;
}
