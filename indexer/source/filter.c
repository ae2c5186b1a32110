#include "indexer/source/filter.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/base/clock.h"
#include "common/base/mem.h"

extern char **environ;

enum { READ_SIZE = 64 * 1024, SAID_MAX = 300 };

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory");
}

/* ---- rules ---- */

/* Cuts the next word off *at, in place; NULL when none is left. */
static char *next_word(char **at)
{
    char *p = *at + strspn(*at, " \t");
    if (!*p)
        return NULL;
    char *const word = p, *out = p;
    char quote = '\0';
    for (; *p && (quote || (*p != ' ' && *p != '\t')); p++) {
        if (quote ? *p == quote : *p == '"' || *p == '\'')
            quote = quote ? '\0' : *p;
        else
            *out++ = *p;
    }
    *at = p + (*p != '\0');
    *out = '\0';
    return word;
}

enum st filter_rule_parse(struct filter_rule *out, const char *text,
                          struct err *e)
{
    const char *const equals = strchr(text, '=');
    *out = (struct filter_rule){.from_stdin = true};
    if (!equals || equals == text)
        return err_set(e, ST_USAGE,
                       "'%s': expected GLOB=COMMAND, such as "
                       "'*.pdf=pdftotext -enc UTF-8 %%s -'",
                       text);
    out->glob = mem_strndup(text, strlen(text)); /* the words live in it too */
    if (!out->glob)
        return out_of_memory(e);
    char *at = out->glob + (equals - text);
    *at++ = '\0';
    size_t n = 0;
    for (char *word; (word = next_word(&at)); n++) {
        if (n == FILTER_WORDS)
            return err_set(e, ST_USAGE, "'%s': over %d words", text,
                           FILTER_WORDS);
        out->words[n] = word;
        out->from_stdin &= !strstr(word, "%s");
    }
    return n ? ST_OK
             : err_set(e, ST_USAGE, "'%s': no command behind the =", text);
}

void filter_rule_release(struct filter_rule *r)
{
    mem_free(r->glob);
    *r = (struct filter_rule){.glob = NULL};
}

/* The words with the file in the place of each %s; to be freed as one. */
static char **fill_in(const struct filter_rule *r, const char *file)
{
    size_t n = 0, size = 0;
    for (; r->words[n]; n++) {
        size += strlen(r->words[n]) + 1;
        for (const char *p = r->words[n]; (p = strstr(p, "%s")); p += 2)
            size += strlen(file);
    }
    char **const words = mem_alloc((n + 1) * sizeof(*words) + size);
    if (!words)
        return NULL;
    char *to = (char *)(words + n + 1);
    for (size_t i = 0; i < n; i++) {
        words[i] = to;
        for (const char *p = r->words[i]; *p;) {
            const bool here = p[0] == '%' && p[1] == 's';
            if (here)
                to = stpcpy(to, file);
            else
                *to++ = *p;
            p += here ? 2 : 1;
        }
        *to++ = '\0';
    }
    words[n] = NULL;
    return words;
}

/* ---- the program ---- */

static void close_pipe(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* Reaps the program, killing it first when it is not done; its exit status. */
static int reap(struct filter_stream *f, bool kill_it)
{
    int status = 0;
    if (f->pid <= 0)
        return 0;
    if (kill_it)
        kill(-f->pid, SIGKILL);
    while (waitpid(f->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    if (!kill_it)
        kill(-f->pid, SIGKILL); /* what it left running */
    f->pid = 0;
    return status;
}

static void filter_close(struct stream *s)
{
    struct filter_stream *const f = (struct filter_stream *)s;
    reap(f, true);
    close_pipe(&f->out);
    close_pipe(&f->err);
}

/* The last line of what it said, for the message. */
static const char *last_words(struct filter_stream *f)
{
    struct buf *const b = &f->said;
    while (b->n && (b->p[b->n - 1] == '\n' || b->p[b->n - 1] == '\r'))
        b->n--;
    const uint8_t *const feed = b->n ? memrchr(b->p, '\n', b->n) : NULL;
    return feed ? (const char *)buf_str(b) + (feed + 1 - b->p) : buf_str(b);
}

static enum st ended_badly(struct filter_stream *f, const char *how, int number,
                           struct err *e)
{
    const char *const said = last_words(f);
    return err_set(e, ST_IO, "%s %s %d%s%.*s", f->rule->words[0], how, number,
                   *said ? ": " : "", SAID_MAX, said);
}

static enum st finish(struct filter_stream *f, struct err *e)
{
    const int status = reap(f, false);
    close_pipe(&f->out);
    close_pipe(&f->err);
    if (WIFSIGNALED(status))
        return ended_badly(f, "was killed by signal", WTERMSIG(status), e);
    if (WEXITSTATUS(status))
        return ended_badly(f, "failed with", WEXITSTATUS(status), e);
    return ST_OK;
}

/* Reads what a pipe holds; 0 at its end. */
static size_t read_pipe(int *fd, uint8_t *p, size_t n)
{
    ssize_t got;
    do
        got = read(*fd, p, n);
    while (got < 0 && errno == EINTR);
    if (got <= 0)
        close_pipe(fd);
    return got > 0 ? (size_t)got : 0;
}

/* Keeps the end of what it says. */
static enum st listen_to(struct filter_stream *f, struct err *e)
{
    const size_t n = read_pipe(&f->err, f->bytes, READ_SIZE);
    if (!buf_append(&f->said, f->bytes, n))
        return out_of_memory(e);
    if (f->said.n > SAID_MAX) {
        const size_t drop = f->said.n - SAID_MAX;
        memmove(f->said.p, f->said.p + drop, SAID_MAX);
        f->said.n = SAID_MAX;
    }
    return ST_OK;
}

/* Both pipes are read to their ends, so that neither can block it. */
static enum st filter_more(struct stream *s, struct err *e)
{
    struct filter_stream *const f = (struct filter_stream *)s;
    enum st st = ST_OK;
    while (f->pid && (f->out >= 0 || f->err >= 0)) {
        struct pollfd fds[2] = {{f->out, POLLIN, 0}, {f->err, POLLIN, 0}};
        const int64_t left = f->deadline_ms - (int64_t)(clock_ns() / 1000000);
        const int ready = left > 0 ? poll(fds, 2, (int)left) : 0;
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0) {
            reap(f, true);
            return ended_badly(f, "was stopped after seconds:", FILTER_SECONDS,
                               e);
        }
        if (fds[1].revents && (st = listen_to(f, e)) != ST_OK)
            return st;
        if (fds[0].revents &&
            (s->n = read_pipe(&f->out, f->bytes, READ_SIZE)) > 0) {
            s->p = f->bytes;
            return ST_OK;
        }
    }
    return f->pid ? finish(f, e) : ST_OK;
}

static const struct stream_kind FILTER_KIND = {filter_more, NULL, filter_close};

/* ---- starting it ---- */

/* Where the program finds its file: nowhere, or at descriptor 0 or FILE_FD. */
enum { FILE_FD = 3 };
#define FILE_FD_PATH "/dev/fd/3"

struct plumbing {
    int in; /* -1: it opens its file itself */
    int out[2], err[2];
};

static int connect_pipes(posix_spawn_file_actions_t *actions,
                         const struct filter_rule *rule,
                         const struct plumbing *p)
{
    int failed = 0;
    if (p->in >= 0)
        failed = posix_spawn_file_actions_adddup2(
            actions, p->in, rule->from_stdin ? 0 : FILE_FD);
    if (!failed && (p->in < 0 || !rule->from_stdin))
        failed = posix_spawn_file_actions_addopen(actions, 0, "/dev/null",
                                                  O_RDONLY, 0);
    if (!failed)
        failed = posix_spawn_file_actions_adddup2(actions, p->out[1], 1);
    if (!failed)
        failed = posix_spawn_file_actions_adddup2(actions, p->err[1], 2);
    return failed;
}

/* 0, or an errno. */
static int spawn(struct filter_stream *f, char **words,
                 const struct plumbing *pipes)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t how;
    sigset_t none;
    int failed = posix_spawn_file_actions_init(&actions);
    if (failed)
        return failed;
    failed = posix_spawnattr_init(&how);
    if (!failed) {
        /* A group of its own: its children can be killed with it, and Ctrl-C
         * reaches us alone, who decide. */
        sigemptyset(&none);
        posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP |
                                           POSIX_SPAWN_SETSIGMASK);
        posix_spawnattr_setsigmask(&how, &none);
        failed = connect_pipes(&actions, f->rule, pipes);
        if (!failed)
            failed =
                posix_spawnp(&f->pid, words[0], &actions, &how, words, environ);
        posix_spawnattr_destroy(&how);
    }
    posix_spawn_file_actions_destroy(&actions);
    if (failed)
        f->pid = 0;
    return failed;
}

static enum st run(struct filter_stream *f, const struct filter_rule *rule,
                   const char *file, int in, struct err *e)
{
    struct plumbing pipes = {in, {-1, -1}, {-1, -1}};
    int failed = ENOMEM;

    stream_begin(&f->stream, &FILTER_KIND);
    buf_clear(&f->said);
    f->rule = rule;
    f->deadline_ms =
        (int64_t)(clock_ns() / 1000000) + (int64_t)FILTER_SECONDS * 1000;
    char **const words = fill_in(rule, file);
    if (words && (f->bytes || (f->bytes = mem_alloc(READ_SIZE))))
        failed =
            pipe2(pipes.out, O_CLOEXEC) < 0 || pipe2(pipes.err, O_CLOEXEC) < 0
                ? errno
                : spawn(f, words, &pipes);
    mem_free(words);
    close_pipe(&pipes.out[1]);
    close_pipe(&pipes.err[1]);
    f->out = pipes.out[0];
    f->err = pipes.err[0];
    if (!failed)
        return ST_OK;
    stream_close(&f->stream);
    return failed == ENOMEM ? out_of_memory(e)
                            : err_set(e, ST_IO, "cannot run %s: %s",
                                      rule->words[0], strerror(failed));
}

enum st filter_stream_open(struct filter_stream *f,
                           const struct filter_rule *rule, const char *path,
                           struct err *e)
{
    struct file_in in;
    enum st st = file_in_open(&in, path, e); /* refuses what is no file */
    if (st != ST_OK)
        return st;
    st = run(f, rule, path, rule->from_stdin ? in.fd : -1, e);
    file_in_close(&in);
    return st;
}

static enum st collect(struct file_in *file, struct stream *from, size_t max,
                       struct err *e)
{
    enum st st;
    while ((st = stream_more(from, e)) == ST_OK && from->n) {
        if (file->size + from->n > max)
            return err_set(e, ST_LIMIT,
                           "over %zu bytes, too much to hand to "
                           "a program",
                           max);
        if ((st = file_in_memory_add(file, from->p, from->n, e)) != ST_OK)
            return st;
        stream_skip(from, from->n);
    }
    return st == ST_OK ? file_in_seek(file, 0, e) : st;
}

enum st filter_stream_open_bytes(struct filter_stream *f,
                                 const struct filter_rule *rule,
                                 struct stream *from, size_t max, struct err *e)
{
    struct file_in file;
    enum st st = file_in_memory(&file, e);
    if (st != ST_OK)
        return st;
    if ((st = collect(&file, from, max, e)) == ST_OK)
        st = run(f, rule, FILE_FD_PATH, file.fd, e);
    file_in_close(&file);
    return st;
}

void filter_stream_release(struct filter_stream *f)
{
    if (f->stream.kind)
        stream_close(&f->stream);
    mem_free(f->bytes);
    buf_release(&f->said);
    f->bytes = NULL;
}
