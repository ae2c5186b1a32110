#include "tests/property/sample_engine.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/date.h"
#include "common/segment/doc_store.h"
#include "common/text/analyzer.h"
#include "indexer/add.h"
#include "indexer/build.h"
#include "query/searcher.h"
#include "tests/property/dateline_engine.h"
#include "tests/property/stem_names.h"
#include "tests/support/need.h"

static void expect_ok(enum st st, const struct err *e)
{
    ck_assert_msg(st == ST_OK, "%s", e->msg);
}

/* ---- the index ---- */

static const char *const FOLDER[] = {SAMPLE};
/* Each is a build, or an addition, of its own. */
static const char *const FIRST[] = {"presidency-*/*", "newswire/*",
                                    "government-*/*", "university-*/*"};
static const char *const SECOND[] = {"*.jsonl"};

static void build_part(const char *path, const char *lang,
                       struct selection selection)
{
    struct err e = ERR_INIT;
    struct build_result r;
    const struct build_options o = {.index = path,
                                    .sources = FOLDER,
                                    .n_sources = 1,
                                    .lang = lang,
                                    .memory = BUILD_MEMORY_MIN,
                                    .threads = 1,
                                    .store = true,
                                    .map = field_map_default(),
                                    .source.selection = selection};
    expect_ok(build_index(&o, &r, &e), &e);
    build_result_release(&r);
}

static void add_part(const char *path, struct selection selection)
{
    struct err e = ERR_INIT;
    struct add_result r;
    const struct add_options o = {.index = path,
                                  .sources = FOLDER,
                                  .n_sources = 1,
                                  .memory = INGEST_MEMORY_MIN,
                                  .threads = 1,
                                  .map = field_map_default(),
                                  .source.selection = selection};
    expect_ok(add_documents(&o, &r, &e), &e);
    ck_assert_uint_eq(r.replaced, 0);
    add_result_release(&r);
}

/* ---- its documents ---- */

struct loader {
    const struct index *index;
    struct oracle_docs *docs;
    struct analyzer *analyzer;
    struct token_list *tokens; /* of each document                   */
    uint32_t *title_ends;      /* places behind the titles           */
    char (*names)[ORACLE_WORD_SIZE];
    size_t n_names;
};

static void copy_text(char *out, size_t size, struct bytes text)
{
    ck_assert_uint_lt(text.n, size);
    memcpy(out, text.p, text.n);
    out[text.n] = '\0';
}

/* Finds the words of a document, and what it has beside them. */
static void read_doc(struct loader *l, struct doc_reader *reader,
                     const struct segment *s, uint32_t doc, size_t number)
{
    struct oracle_doc *const d = oracle_docs_add(l->docs);
    struct token_list *const tokens = &l->tokens[number];
    const struct record_fields *fields;
    char date[DATE_TEXT];
    struct err e = ERR_INIT;
    struct bytes id, source;
    int32_t day;

    expect_ok(segment_id(s, doc, &id, &e), &e);
    ck_assert(segment_date(s, doc, &day) && segment_source(s, doc, &source));
    copy_text(d->id, sizeof(d->id), id);
    copy_text(d->source, sizeof(d->source), source);
    copy_text(d->date, sizeof(d->date), bytes_of_str(date_format(day, date)));
    expect_ok(doc_reader_get(reader, doc, &fields, &e), &e);
    expect_ok(analyzer_run(l->analyzer, record_field(fields, FIELD_TITLE),
                           tokens, &e),
              &e);
    l->title_ends[number] = tokens->next_pos;
    expect_ok(
        analyzer_run(l->analyzer, record_field(fields, FIELD_BODY), tokens, &e),
        &e);
    l->n_names += tokens->n;
}

static void read_all(struct loader *l)
{
    const struct index *const ix = l->index;
    struct err e = ERR_INIT;
    size_t number = 0;

    for (size_t i = 0; i < ix->n; i++) {
        struct doc_reader *reader;
        expect_ok(doc_reader_open(&reader, ix->segments[i], &e), &e);
        for (uint32_t doc = 0; doc < ix->segments[i]->counts.docs; doc++)
            read_doc(l, reader, ix->segments[i], doc, number++);
        doc_reader_close(reader);
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* All words there are, each once. */
static void collect_names(struct loader *l)
{
    size_t n = 0, kept = 0;

    l->names = need_alloc(l->n_names, sizeof(*l->names));
    for (size_t i = 0; i < l->docs->n; i++)
        for (size_t k = 0; k < l->tokens[i].n; k++)
            copy_text(l->names[n++], ORACLE_WORD_SIZE,
                      token_term(&l->tokens[i], &l->tokens[i].tokens[k]));
    qsort(l->names, n, sizeof(*l->names), by_name);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || strcmp(l->names[i], l->names[i - 1]) != 0)
            memmove(l->names[kept++], l->names[i], sizeof(*l->names));
    l->docs->names = l->names;
    l->docs->n_names = l->docs->cap_names = (uint32_t)kept;
}

static int by_place(const void *a, const void *b)
{
    const struct token *const x = a, *const y = b;
    return (x->pos > y->pos) - (x->pos < y->pos);
}

/* Whether the word at `place` is the last before one of the ends. */
static bool is_last(const struct token_list *t, uint32_t place)
{
    for (size_t i = 0; i < t->n_sentence_ends; i++)
        if (t->sentence_ends[i] == place + 1)
            return true;
    return false;
}

static void fill_doc(const struct loader *l, size_t number)
{
    struct token_list *const t = &l->tokens[number];
    struct oracle_doc *const d = &l->docs->docs[number];

    qsort(t->tokens, t->n, sizeof(*t->tokens), by_place);
    for (size_t i = 0; i < t->n; i++) {
        char name[ORACLE_WORD_SIZE];
        copy_text(name, sizeof(name), token_term(t, &t->tokens[i]));
        char(*const found)[ORACLE_WORD_SIZE] =
            bsearch(name, l->docs->names, l->docs->n_names,
                    sizeof(*l->docs->names), by_name);
        ck_assert_ptr_nonnull(found);
        const uint32_t place = t->tokens[i].pos;
        oracle_doc_put(d, (uint32_t)(found - l->docs->names), place);
        d->ends[d->n - 1] = is_last(t, place);
        d->n_title += place < l->title_ends[number];
    }
}

/* A word whose letters are read otherwise where no others stand around them. */
static bool is_askable(struct loader *l, const char *name)
{
    struct token_list t = {.n = 0};
    struct err e = ERR_INIT;

    expect_ok(analyzer_run(l->analyzer, bytes_of_str(name), &t, &e), &e);
    const bool same =
        t.n == 1 && bytes_equal_str(token_term(&t, t.tokens), name);
    token_list_release(&t);
    return same;
}

static void mark_unaskable(struct loader *l)
{
    struct oracle_docs *const d = l->docs;
    size_t n = 0;

    d->unaskable = need_alloc(d->n_names, sizeof(*d->unaskable));
    for (uint32_t i = 0; i < d->n_names; i++)
        n += d->unaskable[i] = !is_askable(l, d->names[i]);
    printf("%zu documents, %u words, %zu of them never asked for\n", d->n,
           d->n_names, n);
    ck_assert_uint_lt(n, d->n_names / 10);
}

static void load(struct sample *s, const char *lang)
{
    const uint32_t n = s->index->counts.docs;
    struct err e = ERR_INIT;
    struct loader l = {.index = s->index,
                       .docs = &s->docs,
                       .tokens = need_alloc(n, sizeof(*l.tokens)),
                       .title_ends = need_alloc(n, sizeof(*l.title_ends))};

    expect_ok(analyzer_open(&l.analyzer, &e), &e);
    read_all(&l);
    collect_names(&l);
    for (size_t i = 0; i < n; i++) {
        fill_doc(&l, i);
        token_list_release(&l.tokens[i]);
    }
    mark_unaskable(&l);
    if (strcmp(lang, "none") != 0)
        s->docs.stems = stem_names_first(&s->docs, "english");
    analyzer_close(l.analyzer);
    free(l.tokens);
    free(l.title_ends);
}

void sample_make(struct sample *s, const char *lang, bool several)
{
    const struct selection first = {.globs = FIRST, .n_globs = COUNT_OF(FIRST)};
    const struct selection second = {.globs = SECOND,
                                     .n_globs = COUNT_OF(SECOND)};
    const struct selection all = {.globs = NULL};
    struct err e = ERR_INIT;
    char path[80];

    *s = (struct sample){.dir = tmpdir_make()};
    snprintf(path, sizeof(path), "%s/index", s->dir.path);
    build_part(path, lang, several ? first : all);
    if (several) {
        add_part(path, second);
        add_part(path, all);
    }
    expect_ok(index_open(&s->index, path, &e), &e);
    ck_assert_uint_eq(s->index->n, several ? 3 : 1);
    ck_assert_uint_eq(s->index->deleted, 0);
    load(s, lang);
}

void sample_remove(struct sample *s)
{
    oracle_docs_release(&s->docs);
    index_close(s->index);
    tmpdir_remove(&s->dir);
}

/* ---- the engine ---- */

struct handle {
    const struct sample *sample;
    struct searcher *searcher;
    struct arena arena;
};

static void *open_sample(void *context, const struct oracle_docs *docs,
                         char why[static 256])
{
    struct handle *const h = need_alloc(1, sizeof(*h));
    struct err e = ERR_INIT;

    (void)docs;
    h->sample = context;
    arena_init(&h->arena, 0);
    if (searcher_open(&h->searcher, h->sample->index, &e) == ST_OK)
        return h;
    snprintf(why, 256, "%.255s", e.msg);
    free(h);
    return NULL;
}

static const struct oracle_docs *documents(void *handle)
{
    const struct handle *const h = handle;

    return &h->sample->docs;
}

static bool search(void *handle, const struct engine_question *q,
                   struct oracle_found *found, char why[static 256])
{
    struct handle *const h = handle;

    return dateline_ask(h->searcher, &h->arena, q, found, why);
}

static void close_sample(void *handle)
{
    struct handle *const h = handle;

    searcher_close(h->searcher);
    arena_release(&h->arena);
    free(h);
}

struct engine sample_engine(const struct sample *s)
{
    return (struct engine){.name = "dateline, sample releases",
                           .context = (void *)(uintptr_t)s,
                           .open = open_sample,
                           .search = search,
                           .close = close_sample,
                           .documents = documents};
}
