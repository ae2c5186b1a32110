/* search -- the default command: one question, its best hits. */
#include <inttypes.h>
#include <time.h>

#include "common/base/mem.h"
#include "query/commands/collect.h"
#include "query/commands/commands.h"
#include "query/searcher.h"

static uint64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

/* How many of the best are needed to show the page that was asked for. */
static uint32_t hits_needed(const struct search_command *c,
                            const struct index *ix)
{
    return c->count ? 0 : MIN(c->offset + c->top, ix->counts.docs);
}

/* Turns the hits of the page into an answer. */
static enum st collect(const struct search_command *c,
                       const struct ast_node *question,
                       struct collector *collector, const struct hit *hits,
                       uint32_t n, struct err *e)
{
    struct answer *const a = collector->answer;
    const uint32_t from = MIN(c->offset, n);
    enum st st = ST_OK;
    a->hits = arena_new(&a->arena, struct answer_hit, n - from);
    if (!a->hits)
        return err_set(e, ST_NOMEM, "out of memory");
    for (uint32_t i = from; st == ST_OK && i < n; i++)
        st = collect_hit(collector, &hits[i], e);
    if (st == ST_OK && a->total == 0 && c->format == FORMAT_TABLE && !c->count)
        st = collect_words(collector, question, e);
    return st;
}

/* Answers the question from an open index. */
static enum st ask(const struct search_command *c, const struct index *ix,
                   const struct ast_node *question, struct answer *a,
                   struct err *e)
{
    const uint32_t k = hits_needed(c, ix);
    const struct search_options options = {
        .k = k, .count = true, .stems = !c->exact, .k1 = c->k1, .b = c->b};
    const uint64_t start = now_us();
    struct searcher *searcher = NULL;
    struct collector collector = {.index = ix};
    struct search_result result;
    enum st st = ST_OK;

    struct hit *const hits = mem_array(k, sizeof(*hits));
    if (!hits) {
        st = err_set(e, ST_NOMEM, "out of memory");
        goto done;
    }
    if ((st = searcher_open(&searcher, ix, e)) != ST_OK)
        goto done;
    if ((st = searcher_run(searcher, question, &options, hits, &result, e)) !=
        ST_OK)
        goto done;
    a->total = result.total;
    a->offset = c->offset;
    collector = (struct collector){
        .index = ix,
        .searcher = searcher,
        .answer = a,
        .texts = c->format == FORMAT_TABLE || c->format == FORMAT_JSON,
    };
    st = collect(c, question, &collector, hits, result.n, e);
    a->took_us = now_us() - start;

done:
    collector_close(&collector);
    searcher_close(searcher);
    mem_free(hits);
    return st;
}

static void print(const struct search_command *c, const struct answer *a,
                  struct reply *reply, struct buf *out)
{
    if (c->count) {
        buf_printf(out, "%" PRIu64 "\n", a->total);
        return;
    }
    switch (c->format) {
    case FORMAT_TABLE:
        output_table(a, &c->look, out);
        if (a->total == 0)
            output_nothing(a, &reply->notes);
        break;
    case FORMAT_JSON:
        output_json(a, out);
        break;
    case FORMAT_TREC:
        output_trec(a, bytes_of_str("1"), c->tag, out);
        break;
    case FORMAT_IDS:
        output_ids(a, out);
        break;
    }
}

enum st command_search(const struct search_command *c, struct reply *reply,
                       struct err *e)
{
    struct answer a = {.total = 0};
    struct index *ix = NULL;
    struct ast_node *question;
    struct buf out = BUF_INIT;
    arena_init(&a.arena, 0);

    enum st st = parse_words(&question, &a.query, &a.arena, c->syntax, c->words,
                             c->n_words, reply, e);
    if (st != ST_OK)
        goto done;
    if ((st = index_open(&ix, c->index, e)) != ST_OK)
        goto done;
    if ((st = ask(c, ix, question, &a, e)) != ST_OK)
        goto done;
    print(c, &a, reply, &out);
    reply->none = c->count ? a.total == 0 : a.n == 0;
    st = reply_send(reply, &out, e);

done:
    buf_release(&out);
    index_close(ix);
    arena_release(&a.arena);
    return st;
}
