#include "query/cursor/cursor.h"

#include <stdio.h>

#include "common/segment/segment.h"
#include "query/plan.h"
#include "tests/index/small_index.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

/* Documents of up to six words "w0" .. "w11", the low ones in most of them, in
 * a title and a text; enough for several windows and a dense list or two. */
enum { DOCS = 9001, WORDS = 12, IN_DOC = 6, TEXT_MAX = 40 };

static struct {
    char title[DOCS][TEXT_MAX], body[DOCS][TEXT_MAX];
    uint32_t freq[DOCS][WORDS], in_title[DOCS][WORDS], length[DOCS];
    struct small_doc docs[DOCS];
    struct small_index index;
    struct analyzer *analyzer;
    struct token_list tokens;
    struct arena arena;
} t;

static void make_docs(struct rng *rng)
{
    memset(t.freq, 0, sizeof(t.freq));
    memset(t.in_title, 0, sizeof(t.in_title));
    for (uint32_t d = 0; d < DOCS; d++) {
        t.title[d][0] = t.body[d][0] = '\0';
        t.length[d] = rng_below(rng, IN_DOC + 1);
        for (uint32_t i = 0; i < t.length[d]; i++) {
            uint32_t w = rng_below(rng, 3);
            if (rng_below(rng, 20) == 0)
                w = rng_below(rng, 5) ? w + 3 : rng_below(rng, WORDS);
            if (d / 4096 == 1 && w > 0)
                w = 0; /* a window without most of them */
            const bool title = rng_below(rng, 4) == 0;
            sprintf((title ? t.title : t.body)[d] +
                        strlen((title ? t.title : t.body)[d]),
                    "w%u ", w);
            t.freq[d][w]++;
            t.in_title[d][w] += title;
        }
        t.docs[d] = (struct small_doc){t.title[d], t.body[d]};
    }
}

static void setup(void)
{
    struct rng rng = rng_from_env(77);
    struct err e = ERR_INIT;
    make_docs(&rng);
    t.index = small_index_make(t.docs, DOCS, "none", 1);
    ck_assert_int_eq(analyzer_open(&t.analyzer, &e), ST_OK);
    arena_init(&t.arena, 0);
}

static void teardown(void)
{
    arena_release(&t.arena);
    analyzer_close(t.analyzer);
    token_list_release(&t.tokens);
    small_index_remove(&t.index);
}

/* The union of the words whose bit is set. */
static struct plan_node *plan_of(uint32_t words, bool title)
{
    const struct planner with = {.index = t.index.index,
                                 .analyzer = t.analyzer,
                                 .arena = &t.arena,
                                 .tokens = &t.tokens};
    struct plan_node *const n = arena_new(&t.arena, struct plan_node, 1);
    struct err e = ERR_INIT;

    ck_assert_ptr_nonnull(n);
    n->kind = PLAN_UNION;
    n->title = title;
    n->weight = 2.5f;
    n->factor = 1;
    n->terms = arena_new(&t.arena, struct plan_term *, WORDS);
    for (uint32_t w = 0; w < WORDS; w++) {
        char text[8];
        sprintf(text, "w%u", w);
        if (words >> w & 1)
            ck_assert_int_eq(plan_term_find(&n->terms[n->n_terms++], &with,
                                            bytes_of_str(text), false, &e),
                             ST_OK);
    }
    return n;
}

static uint32_t freq_of(uint32_t doc, uint32_t words, bool title)
{
    uint32_t sum = 0;
    for (uint32_t w = 0; w < WORDS; w++) {
        if (words >> w & 1)
            sum += title ? t.in_title[doc][w] : t.freq[doc][w];
    }
    return sum;
}

/* The first document from `doc` on that has any of them. */
static uint32_t first_from(uint32_t doc, uint32_t words, bool title)
{
    while (doc < DOCS && freq_of(doc, words, title) == 0)
        doc++;
    return doc < DOCS ? doc : DOC_END;
}

/* By BM25, or with three times the weight of what is in a title. */
static double score_of(const struct rank_model *m, uint32_t doc, uint32_t words,
                       bool title)
{
    const bool fields = m->choice.kind == RANK_BM25F;
    const uint32_t freq = freq_of(doc, words, title) +
                          (fields ? 2 * freq_of(doc, words, true) : 0);
    return bm25_score(&m->bm25, 2.5f, freq, (uint8_t)t.length[doc]);
}

/* Walks the union by steps and jumps and compares each stop. */
static void check(struct rng *rng, uint32_t words, bool title, bool scores)
{
    const struct segment *const s = t.index.index->segments[0];
    struct rank_choice choice = RANK_CHOICE_DEFAULT;
    struct rank_model model;
    choice.kind = rng_below(rng, 2) ? RANK_BM25 : RANK_BM25F;
    choice.headline = 3;
    rank_model_init(&model, &choice, s->counts.words, s->counts.with_words);
    struct cursor_set set = {.segment = s,
                             .model = &model,
                             .lengths = segment_length_codes(s),
                             .scores = scores,
                             .arena = &t.arena};
    const uint32_t jump = 1 + rng_below(rng, 3) * rng_below(rng, 3000);
    struct cursor *c;
    struct err e = ERR_INIT;
    uint32_t doc = first_from(0, words, title);

    ck_assert_int_eq(cursor_open(&c, &set, plan_of(words, title), &e), ST_OK);
    for (;;) {
        ck_assert_uint_eq(c->doc, doc);
        if (doc == DOC_END)
            break;
        ck_assert(cursor_matches(c));
        if (scores) {
            uint32_t last;
            const double score = score_of(&model, doc, words, title);
            ck_assert_double_eq(cursor_score(c), score);
            ck_assert_double_ge(cursor_bound(c, doc, &last), score);
            ck_assert_double_ge(c->max, score);
        }
        const bool step = jump == 1 || rng_below(rng, 2);
        const uint32_t target = doc + (step ? 1 : 1 + rng_below(rng, jump));
        const uint32_t at = step ? cursor_next(c) : cursor_seek(c, target);
        doc = first_from(target, words, title);
        ck_assert_uint_eq(at, doc);
    }
    ck_assert_int_eq(cursor_set_status(&set, &e), ST_OK);
    cursor_set_release(&set);
    arena_clear(&t.arena);
}

START_TEST(union_is_every_document_with_any_of_its_words)
{
    struct rng rng = rng_from_env(1);
    setup();
    for (int round = 0; round < 300; round++) {
        const uint32_t words =
            rng_below(&rng, 1 << WORDS) & (rng_below(&rng, 2) ? ~0u : ~7u);
        check(&rng, words, rng_below(&rng, 3) == 0, rng_below(&rng, 2));
    }
    teardown();
}
END_TEST

START_TEST(union_of_words_the_segment_lacks_is_empty)
{
    struct rng rng = rng_from_env(2);
    setup();
    check(&rng, 0, false, true);
    check(&rng, 0, true, false);
    teardown();
}
END_TEST

SUITE("union", union_is_every_document_with_any_of_its_words,
      union_of_words_the_segment_lacks_is_empty)
