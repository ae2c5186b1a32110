/*
 * said -- what a command of dateline-query printed, and how it ended.
 *
 *     struct call call;
 *     struct said s = {.e = ERR_INIT};
 *     call_begin(&call);
 *     s.st = command_count(&c, &call.reply, &s.e);
 *     call_end(&call, &s);
 *
 *   Lifetime  a struct said is whole in itself; more than it has room for is
 *             cut
 */
#ifndef TESTS_QUERY_COMMANDS_SAID_H
#define TESTS_QUERY_COMMANDS_SAID_H

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/file.h"
#include "common/base/mem.h"
#include "query/commands/commands.h"

struct said {
    enum st st;
    struct err e;
    bool none;
    char out[4096], notes[1024];
};

struct call {
    struct reply reply;
    struct sink sink;
    char *text;
    size_t size;
};

static inline void call_begin(struct call *c)
{
    *c = (struct call){.text = NULL};
    c->sink = sink_of(open_memstream(&c->text, &c->size));
    c->reply.out = &c->sink;
}

static inline void call_end(struct call *c, struct said *s)
{
    fclose(c->sink.stream);
    snprintf(s->out, sizeof(s->out), "%s", c->text);
    snprintf(s->notes, sizeof(s->notes), "%s", buf_str(&c->reply.notes));
    s->none = c->reply.none;
    buf_release(&c->reply.notes);
    free(c->text);
}

/* What was said behind the time it took. */
static inline const char *untimed(const char *out)
{
    const char *const took = strstr(out, " ms)");
    return took ? took : out;
}

/* Runs the command with the n-th call failing, for every n: it ends with
 * `wrong`, or says all it says without. */
#define SWEEP(arm, disarm, wrong, said_by)                                     \
    do {                                                                       \
        const struct said whole = (said_by);                                   \
        bool failed = true;                                                    \
        for (long n = 0; failed; n++) {                                        \
            ck_assert_int_lt(n, 5000);                                         \
            arm;                                                               \
            const struct said s = (said_by);                                   \
            failed = disarm();                                                 \
            if (s.st == ST_OK)                                                 \
                ck_assert_str_eq(untimed(s.out), untimed(whole.out));          \
            else                                                               \
                ck_assert_msg(s.st == (wrong) && s.e.msg[0], "%ld: %s", n,     \
                              s.e.msg);                                        \
        }                                                                      \
    } while (0)

#define SWEEP_ALL(said_by)                                                     \
    do {                                                                       \
        SWEEP(mem_fail_after(n), mem_fail_never, ST_NOMEM, said_by);           \
        SWEEP(mem_fail_once(n), mem_fail_never, ST_NOMEM, said_by);            \
        SWEEP(file_fail_after(n, EIO), file_fail_never, ST_IO, said_by);       \
        SWEEP(file_fail_once(n, EIO), file_fail_never, ST_IO, said_by);        \
    } while (0)

#endif
