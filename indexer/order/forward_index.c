#include "indexer/order/forward_index.h"

#include <string.h>

#include "common/base/mem.h"
#include "common/segment/postings_cursor.h"
#include "indexer/term_merge.h"

enum {
    DROP_STEP = 16 << 20, /* bytes read before pages are given back          */
    ENTRY_SIZE = 16,      /* what a term takes of a dictionary, or less      */
    LEAST_DF = 64,        /* below it a term costs more than its gaps weigh, */
    LEAST_SHARE = 64,     /* in few documents: below one in so many          */
    MOST_SHARE = 4,       /* one document in so many: hardly a gap to gain   */
};

/* A forward index in the making. */
struct making {
    struct forward_index *f;
    const struct segment_list *list;
    uint32_t *rows;          /* of each document of `list`, DOC_END: none  */
    uint32_t *dfs;           /* of each term, in order                     */
    size_t n_terms, cap_dfs; /* terms so far                               */
    uint32_t *next;          /* by df: number of the next term of this df  */
    uint32_t min_df, max_df; /* of the terms taken                         */
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "ordering documents: out of memory");
}

/* Calls `row` for each row that holds the term `terms` stands on. */
static enum st each_row(const struct making *m, const struct term_merge *terms,
                        void (*row)(struct forward_index *f, uint32_t row,
                                    uint32_t *ctx),
                        uint32_t *ctx, struct err *e)
{
    for (size_t i = 0; i < terms->n; i++) {
        struct postings_cursor c;
        const uint32_t *const rows = m->rows + m->list->first_doc[i];
        if (!terms->on[i])
            continue;
        postings_cursor_open(&c, m->list->segments[i], &terms->walks[i].entry);
        for (; c.doc != DOC_END; postings_cursor_next_block(&c))
            for (uint32_t k = c.i; k < c.n; k++)
                if (rows[c.docs[k]] != DOC_END)
                    row(m->f, rows[c.docs[k]], ctx);
        if (c.st != ST_OK)
            return err_set(e, c.st, "%s: the postings of \"%.*s\" are damaged",
                           m->list->segments[i]->path, (int)terms->term.n,
                           (const char *)terms->term.p);
    }
    return ST_OK;
}

/* What was read of the term `terms` stands on, its postings too or not. */
static uint64_t bytes_read(const struct term_merge *terms, bool postings)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < terms->n; i++)
        if (terms->on[i])
            sum +=
                ENTRY_SIZE + (postings ? terms->walks[i].entry.docs_size : 0);
    return sum;
}

/* ---- which terms ---- */

static void count_df(struct forward_index *f, uint32_t row, uint32_t *df)
{
    (void)f;
    (void)row;
    ++*df;
}

/* Replaced documents count in the dictionaries, but not here: how the segments
 * were cut must not show. */
static enum st count_dfs(struct making *m, struct err *e)
{
    struct term_merge terms;
    bool more;
    const bool all = m->f->n == m->list->first_doc[m->list->n];
    uint64_t read = 0;
    enum st st = term_merge_open(&terms, m->list, BYTES_NONE, e);
    while (st == ST_OK && (st = term_merge_next(&terms, &more, e)) == ST_OK &&
           more) {
        uint32_t df = 0;
        if (!mem_grow(&m->dfs, &m->cap_dfs, m->n_terms + 1)) {
            st = out_of_memory(e);
            break;
        }
        if (!all)
            st = each_row(m, &terms, count_df, &df, e);
        for (size_t i = 0; all && i < terms.n; i++)
            df += terms.on[i] ? terms.walks[i].entry.df : 0;
        m->dfs[m->n_terms++] = MIN(df, m->f->n);
        if ((read += bytes_read(&terms, !all)) > DROP_STEP) {
            segment_list_drop(m->list);
            read = 0;
        }
    }
    term_merge_close(&terms);
    segment_list_drop(m->list);
    return st;
}

/* Takes the terms from a df on that lets the postings fit into `room`, and
 * numbers them by falling df. */
static enum st choose_terms(struct making *m, uint64_t room, struct err *e)
{
    const uint32_t n = m->f->n;
    uint64_t postings = 0;
    m->next = mem_zalloc(((size_t)n + 2) * sizeof(*m->next));
    if (!m->next)
        return out_of_memory(e);
    for (size_t i = 0; i < m->n_terms; i++)
        m->next[m->dfs[i]]++;
    const uint32_t least = MIN(LEAST_DF, MAX(n / LEAST_SHARE, 2u));
    m->max_df = MAX(n / MOST_SHARE, least);
    m->max_df = MIN(m->max_df, n);
    m->min_df = m->max_df + 1;
    while (m->min_df > least) {
        const uint32_t df = m->min_df - 1;
        const uint64_t more = (uint64_t)m->next[df] * df;
        if (4 * (postings + more) > room)
            break;
        postings += more;
        m->min_df = df;
    }
    for (uint32_t df = m->max_df + 1; df-- > m->min_df;) {
        const uint32_t terms = m->next[df];
        m->next[df] = m->f->terms;
        m->f->terms += terms;
    }
    return ST_OK;
}

/* ---- rows ---- */

static void count_posting(struct forward_index *f, uint32_t row, uint32_t *ctx)
{
    (void)ctx;
    f->starts[row]++;
}

static void put_posting(struct forward_index *f, uint32_t row, uint32_t *number)
{
    f->list[f->starts[row]++] = *number;
}

/* One walk through all postings of the terms taken. */
static enum st walk_postings(const struct making *m, bool put, struct err *e)
{
    struct term_merge terms;
    bool more;
    size_t t = 0;
    uint64_t read = 0;
    enum st st = term_merge_open(&terms, m->list, BYTES_NONE, e);
    while (st == ST_OK && (st = term_merge_next(&terms, &more, e)) == ST_OK &&
           more) {
        const uint32_t df = m->dfs[t++];
        const bool taken = df >= m->min_df && df <= m->max_df;
        if (taken) {
            st = each_row(m, &terms, put ? put_posting : count_posting,
                          &m->next[df], e);
            m->next[df] += put;
        }
        if ((read += bytes_read(&terms, taken)) > DROP_STEP) {
            segment_list_drop(m->list);
            read = 0;
        }
    }
    term_merge_close(&terms);
    segment_list_drop(m->list);
    return st;
}

static enum st fill_rows(struct making *m, struct err *e)
{
    struct forward_index *const f = m->f;
    enum st st = walk_postings(m, false, e);
    if (st != ST_OK)
        return st;
    uint64_t sum = 0;
    for (uint32_t row = 0; row <= f->n; row++) {
        const uint64_t size = f->starts[row];
        f->starts[row] = sum;
        sum += size;
    }
    f->list = mem_array(sum, sizeof(*f->list));
    if (!f->list)
        return out_of_memory(e);
    st = walk_postings(m, true, e);
    /* Each start has moved to the end of its row: the start of the next. */
    memmove(f->starts + 1, f->starts, f->n * sizeof(*f->starts));
    f->starts[0] = 0;
    return st;
}

enum st forward_index_make(struct forward_index *f, const uint32_t *docs,
                           uint32_t n, const struct segment_list *list,
                           uint64_t room, struct err *e)
{
    const uint32_t all = list->first_doc[list->n];
    *f = (struct forward_index){.n = n};
    struct making m = {.f = f, .list = list};
    m.rows = mem_array(all, sizeof(*m.rows));
    f->starts = mem_zalloc(((size_t)n + 1) * sizeof(*f->starts));
    enum st st = m.rows && f->starts ? ST_OK : out_of_memory(e);
    if (st == ST_OK) {
        memset(m.rows, 0xff, all * sizeof(*m.rows)); /* DOC_END */
        for (uint32_t i = 0; i < n; i++)
            m.rows[docs[i]] = i;
        st = count_dfs(&m, e);
    }
    if (st == ST_OK)
        st = choose_terms(&m, room, e);
    if (st == ST_OK)
        st = fill_rows(&m, e);
    mem_free(m.rows);
    mem_free(m.dfs);
    mem_free(m.next);
    return st;
}

void forward_index_release(struct forward_index *f)
{
    mem_free(f->starts);
    mem_free(f->list);
    *f = (struct forward_index){.n = 0};
}
