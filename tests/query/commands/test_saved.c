#include "query/commands/commands.h"

#include "common/segment/document_key.h"
#include "query/saved/saved_folder.h"
#include "query/saved/saved_query.h"
#include "query/saved/seen.h"
#include "tests/index/small_index.h"
#include "tests/query/commands/said.h"
#include "tests/support/suite.h"

static const struct small_doc DOCS[] = {
    {"Oil prices rise", "Oil and gas prices rose, oil most."},
    {"Gas", "Gas, and no more."},
    {"A bridge", "A bridge of steel, and oil on the river below it."},
    {"Oil", "Oil."},
    {"Wind", "Nothing of the kind."},
};
enum { N_DOCS = COUNT_OF(DOCS), SEGMENTS = 2 };

struct world {
    struct small_index small;
    char index[128], folder[128];
};

static struct world world_make(void)
{
    struct world w = {.small = small_index_make(DOCS, N_DOCS, "en", SEGMENTS)};
    snprintf(w.index, sizeof(w.index), "%s", w.small.index->path);
    snprintf(w.folder, sizeof(w.folder), "%s/saved", w.small.dir.path);
    return w;
}

static void world_remove(struct world *w)
{
    small_index_remove(&w->small);
}

static struct said add(const struct world *w, const char *name,
                       const char *words, const char *options, bool replace)
{
    const struct saved_add_command c = {.folder = w->folder,
                                        .name = name,
                                        .index = w->index,
                                        .words = &words,
                                        .n_words = 1,
                                        .options = options,
                                        .replace = replace};
    struct said s = {.e = ERR_INIT};
    struct call call;
    call_begin(&call);
    s.st = command_saved_add(&c, &call.reply, &s.e);
    call_end(&call, &s);
    return s;
}

static struct said run_many(const struct world *w, const char *const *names,
                            size_t n, const char *options, bool since,
                            bool keep)
{
    const struct saved_run_command c = {.folder = w->folder,
                                        .names = names,
                                        .n = n,
                                        .options = options,
                                        .since = since,
                                        .keep = keep};
    struct said s = {.e = ERR_INIT};
    struct call call;
    call_begin(&call);
    s.st = command_saved_run(&c, &call.reply, &s.e);
    call_end(&call, &s);
    return s;
}

static struct said run(const struct world *w, const char *name,
                       const char *options, bool since, bool keep)
{
    return run_many(w, &name, 1, options, since, keep);
}

static void add_ok(const struct world *w, const char *name, const char *words,
                   const char *options)
{
    const struct said s = add(w, name, words, options, true);
    ck_assert_msg(s.st == ST_OK, "%s", s.e.msg);
}

/* What is recorded; n is SIZE_MAX when nothing is. */
static struct seen recorded(const struct world *w, const char *name)
{
    struct seen s;
    struct err e = ERR_INIT;
    bool found;
    ck_assert_msg(seen_read(&s, &found, w->folder, name, &e) == ST_OK, "%s",
                  e.msg);
    if (!found)
        s.n = SIZE_MAX;
    return s;
}

static size_t recorded_n(const struct world *w, const char *name)
{
    struct seen s = recorded(w, name);
    const size_t n = s.n;
    seen_release(&s);
    return n;
}

/* ---- what is new ---- */

static uint64_t key_of(const struct world *w, uint32_t doc)
{
    const struct index *const ix = w->small.index;
    const size_t i = index_segment_of(ix, doc);
    uint8_t hash[16];
    struct bytes id;
    ck_assert_int_eq(
        segment_id(ix->segments[i], doc - ix->first_doc[i], &id, NULL), ST_OK);
    ck_assert(
        segment_content_hash(ix->segments[i], doc - ix->first_doc[i], hash));
    return document_key(id, hash);
}

/* Says that the last run found the documents of the set, and no others. */
static void pretend(const struct world *w, const char *name, unsigned set)
{
    struct seen s = recorded(w, name);
    s.n = 0;
    for (uint32_t doc = 0; doc < N_DOCS; doc++)
        if (set >> doc & 1)
            ck_assert(seen_add(&s, key_of(w, doc)));
    ck_assert(seen_sort(&s));
    ck_assert_int_eq(seen_write(&s, w->folder, name, NULL), ST_OK);
    seen_release(&s);
}

/* Ids of `all`, a line each, that are not in the set: those from `offset` on,
 * `top` at most. */
static void without(const char *all, unsigned set, size_t offset, size_t top,
                    char *out)
{
    size_t n = 0;
    *out = '\0';
    for (; *all; all += 3) {
        if (set >> (all[1] - '0') & 1)
            continue;
        if (n >= offset && n < offset + top)
            sprintf(out + strlen(out), "%.3s", all);
        n++;
    }
}

/* For every set of documents that can have been found before, in every order
 * and on every page, what is new is the whole answer less those. */
START_TEST(what_is_new_is_the_answer_without_what_was_seen)
{
    static const char *const orders[] = {"--format=ids",
                                         "--format=ids --sort=id:desc",
                                         "--format=ids --sort=length"};
    struct world w = world_make();
    for (size_t i = 0; i < COUNT_OF(orders); i++) {
        add_ok(&w, "q", "oil OR gas OR kind", orders[i]);
        const struct said all = run(&w, "q", "", false, false);
        ck_assert_uint_eq(strlen(all.out), 3 * N_DOCS);
        for (unsigned set = 0; set < 1U << N_DOCS; set++) {
            pretend(&w, "q", set);
            char want[64], options[64];
            for (size_t page = 0; page < 3; page++) {
                sprintf(options, "--top=2 --offset=%zu", 2 * page);
                const struct said s = run(&w, "q", options, true, true);
                without(all.out, set, 2 * page, 2, want);
                ck_assert_str_eq(s.out, want);
                ck_assert(s.none == !*want);
            }
            const struct said n = run(&w, "q", "--count", true, true);
            without(all.out, set, 0, N_DOCS, want);
            ck_assert_int_eq(atoi(n.out), (int)strlen(want) / 3);
        }
    }
    world_remove(&w);
}
END_TEST

START_TEST(first_run_is_all_new_and_the_next_has_nothing)
{
    struct world w = world_make();
    add_ok(&w, "q", "oil", "--sort=id");
    ck_assert_uint_eq(recorded_n(&w, "q"), SIZE_MAX);
    struct said s = run(&w, "q", "--format=ids", true, false);
    ck_assert_str_eq(s.out, "d0\nd2\nd3\n");
    ck_assert_str_eq(s.notes, "everything is new: this is the first run\n");
    ck_assert_uint_eq(recorded_n(&w, "q"), 3);
    s = run(&w, "q", "--format=ids", true, false);
    ck_assert_str_eq(s.out, "");
    ck_assert_str_eq(s.notes, "");
    ck_assert(s.none);
    s = run(&w, "q", "", true, false);
    ck_assert_str_eq(s.out, "");
    ck_assert_int_eq(
        strncmp(s.notes, "0 new of 3 releases that match, since 2", 39), 0);
    s = run(&w, "q", "--format=json", true, false);
    ck_assert_ptr_nonnull(strstr(s.out, "\"saved\":\"q\","));
    ck_assert_ptr_nonnull(strstr(s.out, "\"total\":0,\"since\":\"2"));
    ck_assert_ptr_nonnull(strstr(s.out, "Z\",\"matching\":3,"));
    world_remove(&w);
}
END_TEST

START_TEST(table_tells_how_many_of_how_many)
{
    struct world w = world_make();
    add_ok(&w, "q", "oil", "");
    run(&w, "q", "", false, false);
    pretend(&w, "q", 1U << 3);
    const struct said s = run(&w, "q", "", true, false);
    ck_assert_int_eq(
        strncmp(s.out, "2 new of 3 releases that match, since ", 38), 0);
    ck_assert_ptr_nonnull(strstr(s.out, "), 1-2:\n"));
    ck_assert_ptr_nonnull(strstr(s.out, "· d0\n"));
    ck_assert_ptr_null(strstr(s.out, "· d3\n"));
    world_remove(&w);
}
END_TEST

/* Where nothing matches at all it is told why, as by a search. */
START_TEST(nothing_that_matches_is_told_as_ever)
{
    struct world w = world_make();
    add_ok(&w, "q", "zeppelins", "");
    const struct said s = run(&w, "q", "", true, false);
    ck_assert_str_eq(s.notes, "everything is new: this is the first run\n"
                              "no release holds: zeppelins (0)\n");
    ck_assert_uint_eq(recorded_n(&w, "q"), 0);
    world_remove(&w);
}
END_TEST

START_TEST(facets_are_of_what_is_new)
{
    struct world w = world_make();
    add_ok(&w, "q", "oil", "--facets=year --format=json");
    run(&w, "q", "", false, false);
    pretend(&w, "q", 1U << 3);
    const struct said s = run(&w, "q", "", true, false);
    ck_assert_ptr_nonnull(
        strstr(s.out, "\"counts\":[{\"name\":null,\"releases\":2}]"));
    world_remove(&w);
}
END_TEST

/* ---- what counts as a run ---- */

START_TEST(runs_that_are_kept_out_or_ask_something_else_do_not_count)
{
    struct world w = world_make();
    add_ok(&w, "q", "prices", "");
    run(&w, "q", "", false, true);
    ck_assert_uint_eq(recorded_n(&w, "q"), SIZE_MAX);
    run(&w, "q", "--exact", false, false);
    ck_assert_uint_eq(recorded_n(&w, "q"), SIZE_MAX);
    run(&w, "q", "--syntax=native --syntax=websearch --sort=id", false, false);
    ck_assert_uint_eq(recorded_n(&w, "q"), 1);
    const struct said s = run(&w, "q", "--exact", true, false);
    ck_assert_int_eq(s.st, ST_USAGE);
    ck_assert_ptr_nonnull(strstr(s.e.msg, "--exact"));
    world_remove(&w);
}
END_TEST

START_TEST(changed_question_begins_anew)
{
    struct world w = world_make();
    add_ok(&w, "q", "oil", "--format=ids");
    run(&w, "q", "", false, false);
    add_ok(&w, "q", "oil gas", "--format=ids");
    const struct said s = run(&w, "q", "", true, false);
    ck_assert_str_eq(s.out, "d0\n");
    ck_assert_str_eq(
        s.notes,
        "everything is new: the question was changed since the last run\n");
    /* Its look is no part of it. */
    add_ok(&w, "q", "oil gas", "--format=lines --sort=id --rank=tfidf");
    ck_assert_str_eq(run(&w, "q", "", true, false).out, "");
    world_remove(&w);
}
END_TEST

START_TEST(what_nobody_took_is_new_again)
{
    struct world w = world_make();
    const char *const name = "q";
    const struct saved_run_command c = {
        .folder = w.folder, .names = &name, .n = 1, .options = ""};
    struct said s = {.e = ERR_INIT};
    struct call call;
    add_ok(&w, "q", "oil", "");
    call_begin(&call);
    call.sink.closed = true; /* as once a pipe is broken */
    ck_assert_int_eq(command_saved_run(&c, &call.reply, &s.e), ST_OK);
    call_end(&call, &s);
    ck_assert_str_eq(s.notes,
                     "not all of it was read, so this counts as no run\n");
    ck_assert_uint_eq(recorded_n(&w, "q"), SIZE_MAX);

    struct sink full = sink_of(fopen("/dev/full", "w"));
    struct reply reply = {.out = &full};
    ck_assert_int_eq(command_saved_run(&c, &reply, &s.e), ST_IO);
    fclose(full.stream);
    ck_assert_uint_eq(recorded_n(&w, "q"), SIZE_MAX);
    buf_release(&reply.notes);
    world_remove(&w);
}
END_TEST

START_TEST(damaged_record_is_told_and_a_plain_run_writes_it_anew)
{
    struct world w = world_make();
    add_ok(&w, "q", "oil", "--format=ids");
    tmpdir_write(&w.small.dir, "saved/q.seen", "DLSEEN", 6);
    struct said s = run(&w, "q", "", true, false);
    ck_assert_int_eq(s.st, ST_CORRUPT);
    ck_assert_ptr_nonnull(strstr(s.e.msg, "/q.seen: "));
    ck_assert_str_eq(s.out, "");
    ck_assert_int_eq(run(&w, "q", "", false, false).st, ST_OK);
    ck_assert_uint_eq(recorded_n(&w, "q"), 3);
    world_remove(&w);
}
END_TEST

/* ---- several ---- */

START_TEST(each_of_several_is_answered_under_its_name)
{
    static const char *const names[] = {"gas", "none", "oil"};
    struct world w = world_make();
    add_ok(&w, "gas", "gas", "--sort=id");
    add_ok(&w, "none", "zeppelins", "");
    add_ok(&w, "oil", "oil", "--sort=id");
    struct said s = run_many(&w, names, 3, "--format=lines", true, false);
    ck_assert_int_eq(s.st, ST_OK);
    ck_assert(!s.none);
    ck_assert_str_eq(s.out, "gas:\n"
                            " 1              d0\n"
                            " 2              d1\n"
                            "\n"
                            "oil:\n"
                            " 1              d0\n"
                            " 2              d2\n"
                            " 3              d3\n");
    ck_assert_str_eq(s.notes,
                     "gas: everything is new: this is the first run\n"
                     "none: everything is new: this is the first run\n"
                     "none: no release holds: zeppelins (0)\n"
                     "oil: everything is new: this is the first run\n");
    s = run_many(&w, names, 3, "--format=ids", true, false);
    ck_assert_str_eq(s.out, "");
    ck_assert(s.none);
    s = run_many(&w, names, 3, "--format=csv", false, false);
    ck_assert_int_eq(s.st, ST_USAGE);
    ck_assert_str_eq(s.out, "");
    world_remove(&w);
}
END_TEST

START_TEST(one_of_several_that_fails_does_not_stop_the_others)
{
    static const char *const names[] = {"bad", "nobody", "oil"};
    struct world w = world_make();
    add_ok(&w, "bad", "oil", "");
    add_ok(&w, "oil", "oil", "--sort=id --format=ids");
    tmpdir_write(&w.small.dir, "saved/bad.json", "{", 1);
    const struct said s = run_many(&w, names, 3, "", false, false);
    ck_assert_int_eq(s.st, ST_CORRUPT);
    ck_assert_str_eq(s.e.msg,
                     "not every query that is saved could be answered");
    ck_assert_str_eq(s.out, "d0\nd2\nd3\n");
    ck_assert_ptr_nonnull(strstr(s.notes, "bad: "));
    ck_assert_ptr_nonnull(strstr(s.notes, "nobody: no query is saved as"));
    ck_assert_uint_eq(recorded_n(&w, "oil"), 3);
    world_remove(&w);
}
END_TEST

/* ---- add ---- */

START_TEST(what_cannot_be_asked_is_not_saved)
{
    static const struct {
        const char *words, *options;
        enum st st;
        const char *said;
    } cases[] = {
        {"oil NEAR/", "--syntax=native", ST_SYNTAX, "\n  oil NEAR/\n      ^"},
        {"oil", "--sort=size", ST_USAGE, "there is no order size"},
        {"oil", "--rank=lm --decay=30d", ST_USAGE, "cannot decay"},
        {"oil", "--help", ST_USAGE, "no option of a search"},
        {"oil", "word", ST_USAGE, "one operand too many"},
    };
    struct world w = world_make();
    struct file_list names;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct said s =
            add(&w, "q", cases[i].words, cases[i].options, false);
        ck_assert_int_eq(s.st, cases[i].st);
        ck_assert_msg(strstr(s.st == ST_SYNTAX ? s.notes : s.e.msg,
                             cases[i].said) != NULL,
                      "%s %s", s.notes, s.e.msg);
    }
    ck_assert_int_eq(add(&w, "a/b", "oil", "", false).st, ST_USAGE);
    ck_assert_int_eq(saved_names(w.folder, &names, NULL), ST_OK);
    ck_assert_uint_eq(names.n, 0);
    strcat(w.index, ".none");
    ck_assert_int_eq(add(&w, "q", "oil", "", false).st, ST_NOT_FOUND);
    world_remove(&w);
}
END_TEST

START_TEST(file_with_a_wrong_option_is_told_by_its_name)
{
    struct world w = world_make();
    const struct saved_query q = {w.index, "oil", "--sort=size"};
    add_ok(&w, "q", "oil", "");
    ck_assert_int_eq(saved_query_write(&q, w.folder, "q", true, NULL), ST_OK);
    const struct said s = run(&w, "q", "", false, false);
    ck_assert_int_eq(s.st, ST_USAGE);
    ck_assert_ptr_nonnull(strstr(s.e.msg, "q.json: there is no order size"));
    world_remove(&w);
}
END_TEST

/* ---- list, show ---- */

static struct said list(const struct world *w)
{
    struct said s = {.e = ERR_INIT};
    struct call call;
    call_begin(&call);
    s.st = command_saved_list(w->folder, &call.reply, &s.e);
    call_end(&call, &s);
    return s;
}

static struct said show(const struct world *w, const char *name)
{
    struct said s = {.e = ERR_INIT};
    struct call call;
    call_begin(&call);
    s.st = command_saved_show(w->folder, name, &call.reply, &s.e);
    call_end(&call, &s);
    return s;
}

START_TEST(what_is_damaged_is_listed_with_what_to_do)
{
    struct world w = world_make();
    add_ok(&w, "bad", "oil", "");
    add_ok(&w, "longer", "gas \001\u202e OR oil", "");
    tmpdir_write(&w.small.dir, "saved/bad.json", "{", 1);
    tmpdir_write(&w.small.dir, "saved/longer.seen", "{", 1);
    const struct said s = list(&w);
    ck_assert_int_eq(s.st, ST_OK);
    ck_assert_int_eq(strncmp(s.out, "bad     /", 9), 0);
    ck_assert_ptr_nonnull(strstr(s.out, "bad.json: "));
    ck_assert_ptr_nonnull(strstr(s.out, "\nlonger  gas OR oil\n"));
    const struct said t = show(&w, "longer");
    ck_assert_int_eq(t.st, ST_OK);
    ck_assert_ptr_nonnull(strstr(t.out, "\nquery     gas OR oil\n"));
    ck_assert_ptr_nonnull(strstr(t.out, "\nlast run  /"));
    ck_assert_ptr_nonnull(strstr(t.out, "without --since last"));
    ck_assert_int_eq(show(&w, "bad").st, ST_CORRUPT);
    world_remove(&w);
}
END_TEST

/* ---- faults ---- */

/* Whatever fails, the record is that of before or the new one. */
static struct said run_checked(const struct world *w, const char *name,
                               bool since, bool keep)
{
    const struct said s = run(w, name, "", since, keep);
    const bool memory = mem_fail_never(), files = file_fail_never();
    const size_t n = recorded_n(w, name);
    ck_assert(n == 1 || (!keep && n == 3));
    pretend(w, name, 1);
    if (memory)
        mem_fail_once(-1);
    if (files)
        file_fail_once(-1, EIO);
    return s;
}

START_TEST(failing_calls_are_told_and_leave_a_whole_record)
{
    struct world w = world_make();
    add_ok(&w, "q", "oil", "--sort=id --format=lines");
    run(&w, "q", "", false, false);
    pretend(&w, "q", 1);
    SWEEP_ALL(run_checked(&w, "q", false, false));
    SWEEP_ALL(run_checked(&w, "q", true, false));
    SWEEP_ALL(run_checked(&w, "q", true, true));
    SWEEP_ALL(add(&w, "other", "oil", "", true));
    SWEEP_ALL(list(&w));
    SWEEP_ALL(show(&w, "q"));
    world_remove(&w);
}
END_TEST

SUITE("query/commands/saved", what_is_new_is_the_answer_without_what_was_seen,
      first_run_is_all_new_and_the_next_has_nothing,
      table_tells_how_many_of_how_many, nothing_that_matches_is_told_as_ever,
      facets_are_of_what_is_new,
      runs_that_are_kept_out_or_ask_something_else_do_not_count,
      changed_question_begins_anew, what_nobody_took_is_new_again,
      damaged_record_is_told_and_a_plain_run_writes_it_anew,
      each_of_several_is_answered_under_its_name,
      one_of_several_that_fails_does_not_stop_the_others,
      what_cannot_be_asked_is_not_saved,
      file_with_a_wrong_option_is_told_by_its_name,
      what_is_damaged_is_listed_with_what_to_do,
      failing_calls_are_told_and_leave_a_whole_record)
