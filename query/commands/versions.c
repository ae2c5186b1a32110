/* versions -- a release and its near copies: when, from whom, what differs. */
#include <inttypes.h>
#include <stdlib.h>

#include "common/base/date.h"
#include "common/base/json_writer.h"
#include "common/base/mem.h"
#include "query/commands/commands.h"
#include "query/commands/look_arguments.h"
#include "query/commands/read_compared.h"
#include "query/copies/stories.h"
#include "query/output/harmless.h"
#include "query/output/passages.h"

enum {
    DIFFERENCES_SHOWN = 5, /* stretches of each kind, of a version */
    STRETCH_SHOWN = 120,   /* bytes of one                         */
};

/* One of them, as it is shown. */
struct version {
    uint32_t doc;
    int32_t date;
    unsigned percent;
    struct bytes id, source; /* of the segment */
    struct bytes title;      /* in the arena; empty without a store */
    struct bytes more[DIFFERENCES_SHOWN], less[DIFFERENCES_SHOWN];
    size_t n_more, n_less; /* may be more than are here */
    struct passage *shared;
    size_t n_shared;
};

struct listing {
    const struct versions_command *command;
    struct collector collector;
    struct answer answer; /* its arena */
    struct compared leader, other;
    uint32_t leads;
    struct version *v;
    size_t n;
};

/* ---- reading ---- */

/* Where stretches go. */
struct stretches {
    struct arena *arena;
    struct bytes *v;
    size_t n;
    bool failed;
};

static bool take_stretch(void *ctx, struct bytes stretch)
{
    struct stretches *const s = ctx;
    if (s->n++ >= DIFFERENCES_SHOWN)
        return true;
    uint8_t *const copy = arena_bytes(s->arena, stretch.n);
    s->failed = !copy;
    if (copy)
        memcpy(copy, stretch.p, stretch.n);
    s->v[s->n - 1] = bytes_of(copy, stretch.n);
    return copy;
}

static enum st find_differences(struct listing *l, struct version *v,
                                struct err *e)
{
    struct stretches more = {&l->answer.arena, v->more, 0, false};
    struct stretches less = {&l->answer.arena, v->less, 0, false};
    enum st st =
        compared_difference(&l->other, &l->leader, take_stretch, &more, e);
    if (st == ST_OK)
        st = compared_difference(&l->leader, &l->other, take_stretch, &less, e);
    if (st == ST_OK && (more.failed || less.failed))
        st = err_set(e, ST_NOMEM, "out of memory");
    v->n_more = more.n;
    v->n_less = less.n;
    return st;
}

/* Holds its text against that of the leader. */
static enum st compare(struct listing *l, struct version *v, struct err *e)
{
    struct overlap o;
    enum st st = read_compared(&l->collector, v->doc, &l->other, e);
    if (st == ST_OK)
        st = compared_overlap(&l->other, &l->leader, &o, e);
    if (st != ST_OK)
        return st;
    v->percent = (unsigned)(100 * o.shared / MIN(o.a, o.b));
    uint8_t *const title = arena_bytes(&l->answer.arena, l->other.title.n);
    if (!title)
        return err_set(e, ST_NOMEM, "out of memory");
    if (l->other.title.n)
        memcpy(title, l->other.title.p, l->other.title.n);
    v->title = bytes_of(title, l->other.title.n);
    if ((st = find_differences(l, v, e)) != ST_OK ||
        l->command->passages == 0 || v->doc == l->leads)
        return st;
    v->shared =
        arena_new(&l->answer.arena, struct passage, l->command->passages);
    return v->shared
               ? passages_find(&l->other, &l->leader, l->command->passages,
                               &l->answer.arena, v->shared, &v->n_shared, e)
               : err_set(e, ST_NOMEM, "out of memory");
}

static int by_date(const void *a, const void *b)
{
    const struct version *const x = a, *const y = b;
    if (x->date != y->date) /* without one last */
        return x->date == DATE_NONE   ? 1
               : y->date == DATE_NONE ? -1
               : x->date < y->date    ? -1
                                      : 1;
    return (x->doc > y->doc) - (x->doc < y->doc);
}

static enum st read_version(struct listing *l, const struct story_member *m,
                            struct version *v, bool store, struct err *e)
{
    const struct index *const ix = l->collector.index;
    const size_t i = index_segment_of(ix, m->doc);
    const uint32_t own = m->doc - ix->first_doc[i];
    *v = (struct version){.doc = m->doc, .percent = m->similarity};
    enum st st = segment_id(ix->segments[i], own, &v->id, e);
    if (st == ST_OK)
        st = collect_columns(ix->segments[i], own, &v->date, &v->source, e);
    return st == ST_OK && store ? compare(l, v, e) : st;
}

static enum st read_story(struct listing *l, const struct story *story,
                          struct err *e)
{
    const bool store =
        l->collector.index->segments[0]->chunks[CHUNK_STOR].p != NULL;
    enum st st = ST_OK;
    l->leads = story->leader;
    l->v = arena_new(&l->answer.arena, struct version, story->n);
    if (!l->v)
        return err_set(e, ST_NOMEM, "out of memory");
    if (store)
        st = read_compared(&l->collector, story->leader, &l->leader, e);
    for (size_t i = 0; i < story->n && st == ST_OK; i++)
        st = read_version(l, &story->members[i], &l->v[l->n++], store, e);
    if (st == ST_OK)
        qsort(l->v, l->n, sizeof(*l->v), by_date);
    return st;
}

/* ---- printing ---- */

static void put_stretches(const char *sign, const struct bytes *v, size_t n,
                          struct buf *out)
{
    for (size_t i = 0; i < MIN(n, (size_t)DIFFERENCES_SHOWN); i++) {
        const bool cut = v[i].n > STRETCH_SHOWN;
        size_t end = MIN(v[i].n, (size_t)STRETCH_SHOWN);
        while (cut && end > 0 && (v[i].p[end] & 0xc0) == 0x80)
            end--;
        buf_printf(out, "    %s ", sign);
        text_harmless(bytes_of(v[i].p, end), out);
        buf_append_str(out, cut ? " …\n" : "\n");
    }
    if (n > DIFFERENCES_SHOWN)
        buf_printf(out, "    %s and %zu more\n", sign, n - DIFFERENCES_SHOWN);
}

static void put_shared(const struct version *v, struct buf *out)
{
    for (size_t i = 0; i < v->n_shared; i++) {
        buf_append_str(out, "    ");
        passage_print(&v->shared[i], out);
        buf_append_byte(out, '\n');
    }
}

static void print_text(const struct listing *l, struct buf *out)
{
    for (size_t i = 0; i < l->n; i++) {
        const struct version *const v = &l->v[i];
        char date[DATE_TEXT];
        buf_printf(out, "%10s  ", date_format(v->date, date));
        if (v->doc == l->leads)
            buf_append_str(out, "leads  ");
        else
            buf_printf(out, "%3u %%  ", v->percent);
        if (v->source.n) {
            text_harmless(v->source, out);
            buf_append_str(out, " · ");
        }
        output_id(v->id, false, out);
        buf_append_byte(out, '\n');
        if (v->title.n) {
            buf_append_str(out, "    ");
            text_harmless(v->title, out);
            buf_append_byte(out, '\n');
        }
        put_stretches("+", v->more, v->n_more, out);
        put_stretches("-", v->less, v->n_less, out);
        put_shared(v, out);
    }
}

static void write_stretches(struct json_writer *w, const char *name,
                            const struct bytes *v, size_t n)
{
    jw_key(w, name);
    jw_open_array(w);
    for (size_t i = 0; i < MIN(n, (size_t)DIFFERENCES_SHOWN); i++)
        jw_string(w, v[i]);
    jw_close_array(w);
}

static void write_version(struct json_writer *w, const struct listing *l,
                          const struct version *v)
{
    char date[DATE_TEXT];
    jw_open_object(w);
    jw_member_string(w, "id", v->id);
    jw_key(w, "date");
    if (v->date == DATE_NONE)
        jw_null(w);
    else
        jw_str(w, date_format(v->date, date));
    jw_member_string(w, "source", v->source);
    jw_member_string(w, "title", v->title);
    jw_member_bool(w, "leads", v->doc == l->leads);
    jw_member_double(w, "similarity", v->percent / 100.0);
    write_stretches(w, "more", v->more, v->n_more);
    write_stretches(w, "less", v->less, v->n_less);
    passages_write_json("shared", v->shared, v->n_shared, w);
    jw_close_object(w);
}

static void print_json(const struct listing *l, struct buf *out)
{
    struct json_writer w = jw_of(out);
    jw_open_object(&w);
    jw_member_uint(&w, "version", JSON_OUTPUT_VERSION);
    jw_member_uint(&w, "total", l->n);
    jw_key(&w, "versions");
    jw_open_array(&w);
    for (size_t i = 0; i < l->n; i++)
        write_version(&w, l, &l->v[i]);
    jw_close_array(&w);
    jw_close_object(&w);
    buf_append_byte(out, '\n');
}

/* ---- the whole ---- */

static enum st list(struct listing *l, const struct index *ix,
                    struct reply *reply, struct buf *out, struct err *e)
{
    const struct versions_command *const c = l->command;
    struct stories *stories;
    uint32_t doc;
    enum st st = stories_open(&stories, ix, SIMILARITY_LEAST, e);
    if (st == ST_OK)
        st = index_find_id(ix, bytes_of_str(c->id), &doc, e);
    if (st == ST_OK && doc == DOC_END)
        st = err_set(e, ST_USAGE, "%s: no release with this id", c->id);
    const uint32_t story = st == ST_OK ? stories_of(stories, doc) : NO_STORY;
    reply->none = story == NO_STORY;
    if (st == ST_OK && story == NO_STORY)
        buf_append_str(&reply->notes, "there is no other version of it\n");
    else if (st == ST_OK)
        st = read_story(l, &stories->v[story], e);
    if (st == ST_OK && c->json)
        print_json(l, out);
    else if (st == ST_OK)
        print_text(l, out);
    stories_close(stories);
    return st;
}

enum st command_versions(const struct versions_command *c, struct reply *reply,
                         struct err *e)
{
    struct listing l = {.command = c};
    struct index *ix = NULL;
    struct buf out = BUF_INIT;
    arena_init(&l.answer.arena, 0);
    enum st st = index_open(&ix, c->index, e);
    l.collector = (struct collector){.index = ix, .answer = &l.answer};
    if (st == ST_OK)
        st = compared_open(&l.leader, e);
    if (st == ST_OK)
        st = compared_open(&l.other, e);
    if (st == ST_OK)
        st = list(&l, ix, reply, &out, e);
    if (st == ST_OK)
        st = reply_send(reply, &out, e);
    buf_release(&out);
    compared_close(&l.leader);
    compared_close(&l.other);
    if (ix)
        collector_close(&l.collector);
    index_close(ix);
    arena_release(&l.answer.arena);
    return st;
}

/* ---- the command line ---- */

enum { OPTION_PASSAGES = 1, OPTION_FORMAT };

static const struct option_spec OPTIONS[] = {
    {OPTION_PASSAGES, 0, "passages", "N",
     "Of each the N longest stretches, too, that it has word for word from "
     "the one that leads, 5 words at least (=; default 0, at most 20)."},
    {OPTION_FORMAT, 0, "format", "text|json",
     "Text for people (the default), or one JSON object."},
    LOOK_OPTIONS,
};

static const struct example_spec EXAMPLES[] = {
    {"dateline-query versions news.idx wire/2019-05-28-visit",
     "who sent it on, and what they changed"},
};

struct arguments {
    struct look_arguments look;
    int64_t passages;
    int format;
};

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    struct arguments *const a = settings;
    if (id == OPTION_PASSAGES)
        return options_int(o, 0, PASSAGES_MAX, &a->passages, e);
    return id == OPTION_FORMAT ? options_choice(o, &a->format, e)
                               : look_arguments_take(o, id, &a->look, e);
}

static enum st run(struct options *o, struct reply *reply, struct err *e)
{
    struct arguments a = {.format = 0};
    const enum st st = options_take(o, take, &a, e);
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    const struct versions_command c = {.index = o->operands[0],
                                       .id = o->operands[1],
                                       .passages = (size_t)a.passages,
                                       .json = a.format == 1};
    look_arguments_page(&a.look, reply->out);
    return command_versions(&c, reply, e);
}

const struct command VERSIONS_COMMAND = {
    .spec =
        {
            .name = "versions",
            .operands = "INDEX ID",
            .summary = "list the near copies of a release",
            .details =
                "By date, with how much each shares with the one that leads, "
                "and the stretches of text that it has more (+) or less (-). "
                "Needs an index whose copies were looked for (build --dedup).",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
        },
    .run = run,
};
