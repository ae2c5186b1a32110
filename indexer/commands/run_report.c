#include "indexer/commands/run_report.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "common/base/clock.h"
#include "common/base/file.h"
#include "common/base/json_writer.h"
#include "common/base/mem.h"
#include "common/base/printable.h"
#include "common/base/terminal.h"
#include "indexer/deadline.h"

enum { COMMAND_LINE = 4096 };

struct run_report {
    const struct run_options *options;
    const char *advice;
    struct progress shown, logged;
    struct deadline deadline;
    struct file_out log, rejects;
    char *early_name; /* of the rejects, until the run has begun */
    bool named;
    double began;
    struct progress_sample last;
    bool began_phase; /* the log has the first phase */
};

static char command_line[COMMAND_LINE];

void keep_command_line(int argc, char **argv)
{
    size_t at = 0;
    for (int i = 0; i < argc && at < sizeof(command_line); i++) {
        const int n = snprintf(command_line + at, sizeof(command_line) - at,
                               "%s%s", i ? " " : "", argv[i]);
        at += n > 0 ? (size_t)n : 0;
    }
}

enum st run_options_take(const struct options *o, int id,
                         struct run_options *out, struct err *e)
{
    switch (id) {
    case OPTION_PROGRESS:
        return options_choice(o, &out->progress, e);
    case OPTION_FINISH_BY:
        out->finish_by = o->value;
        break;
    case OPTION_REJECTS:
        out->rejects = o->value;
        break;
    case OPTION_LOG:
        out->log = o->value;
        break;
    case OPTION_MAX_BAD:
        return bad_limit_parse(&out->max_bad, o->value, e);
    default: /* another's */
        break;
    }
    return ST_OK;
}

/* ---- stderr ---- */

static void say(const struct buf *text)
{
    if (text->n && fwrite(text->p, 1, text->n, stderr) == text->n)
        fflush(stderr);
}

/* A line of its own, as text or as {KEY: text}. */
static void say_line(struct run_report *r, const char *key, const char *line)
{
    struct buf out = BUF_INIT;
    if (r->shown.mode == PROGRESS_JSON) {
        struct json_writer w = jw_of(&out);
        jw_open_object(&w);
        jw_member_str(&w, key, line);
        jw_close_object(&w);
    } else {
        progress_clear(&r->shown, &out);
        buf_printf(&out, "%s: %s", key, line);
    }
    buf_append_byte(&out, '\n');
    say(&out);
    buf_release(&out);
}

/* ---- log ---- */

/* Lines of `text`, each with the time before it. */
static void put_log(struct run_report *r, const char *text)
{
    struct buf out = BUF_INIT;
    struct err e = ERR_INIT;
    if (!r->log.open)
        return;
    for (const char *line = text; *line;) {
        const size_t n = strcspn(line, "\n");
        progress_utc((int64_t)time(NULL), &out);
        buf_append_byte(&out, ' ');
        text_printable(bytes_of(line, n), false, &out);
        buf_append_byte(&out, '\n');
        line += n + (line[n] == '\n');
    }
    enum st st = file_out_append(&r->log, out.p, out.n, &e);
    if (st == ST_OK)
        st = file_out_flush(&r->log, &e);
    if (st != ST_OK) {
        file_out_close(&r->log); /* told once; the run is worth more */
        say_line(r, "warning", e.msg);
    }
    buf_release(&out);
}

static void warn(struct run_report *r, const char *line)
{
    struct buf text = BUF_INIT;
    say_line(r, "warning", line);
    buf_printf(&text, "warning: %s", line);
    put_log(r, buf_str(&text));
    buf_release(&text);
}

/* ---- progress ---- */

static void judge(struct run_report *r)
{
    const double left = progress_left(&r->shown);
    const enum deadline_news news =
        deadline_judge(&r->deadline, r->last.time, r->last.seconds, left);
    if (news == DEADLINE_NO_NEWS)
        return;
    struct buf line = BUF_INIT;
    deadline_print(&r->deadline, news, r->last.time, left, r->advice, &line);
    warn(r, buf_str(&line));
    buf_release(&line);
}

static void log_phase(struct run_report *r, enum progress_phase phase)
{
    static const char *const lines[] = {
        [PROGRESS_READING] = "reading the sources",
        [PROGRESS_ORDERING] = "ordering the documents",
        [PROGRESS_MERGING] = "writing the segment",
    };
    if (r->began_phase && phase == r->last.phase)
        return;
    r->began_phase = true;
    if (phase != PROGRESS_DONE)
        put_log(r, lines[phase]);
}

static void tell(struct run_report *r, enum progress_phase phase, double done)
{
    struct buf shown = BUF_INIT, logged = BUF_INIT;
    log_phase(r, phase);
    r->last.seconds = clock_seconds() - r->began;
    r->last.time = (int64_t)time(NULL);
    r->last.phase = phase;
    r->last.phase_done = done;
    progress_tell(&r->shown, &r->last, &shown);
    say(&shown);
    progress_tell(&r->logged, &r->last, &logged);
    put_log(r, buf_str(&logged));
    judge(r);
    buf_release(&shown);
    buf_release(&logged);
}

static void see(void *ctx, const struct ingest_counts *c,
                enum progress_phase phase, double done)
{
    struct run_report *const r = ctx;
    r->last.bytes_read = c->bytes_read;
    r->last.bytes_found = c->bytes_found;
    r->last.documents = c->met - c->met_bad;
    r->last.rejected = c->met_bad;
    r->last.segments = c->spills;
    tell(r, phase, done);
}

static void see_order(void *ctx, double done)
{
    tell(ctx, PROGRESS_ORDERING, MIN(done, 1.0));
}

/* ---- rejects ---- */

static void put_reject_json(const struct rejects *list, size_t i,
                            struct buf *out)
{
    const struct reject *const v = &list->v[i];
    struct buf object = BUF_INIT;
    struct json_writer w = jw_of(&object);
    jw_open_object(&w);
    jw_key(&w, "reject");
    jw_open_object(&w);
    jw_member_string(&w, "source",
                     bytes_of(list->text.p + v->path.at, v->path.n));
    if (v->line)
        jw_member_uint(&w, "line", v->line);
    jw_member_string(&w, "reason",
                     bytes_of(list->text.p + v->reason.at, v->reason.n));
    jw_close_object(&w);
    jw_close_object(&w);
    buf_append(out, object.p, object.n);
    out->failed |= object.failed;
    buf_release(&object);
}

/* Once the run has begun, nobody else writes this index. */
static enum st name_rejects(struct run_report *r, struct err *e)
{
    if (!r->rejects.open || r->named)
        return ST_OK;
    const enum st st = file_rename(r->early_name, r->options->rejects, e);
    r->named = st == ST_OK;
    return st;
}

static enum st take_rejects(void *ctx, const struct rejects *list,
                            struct err *e)
{
    struct run_report *const r = ctx;
    struct buf out = BUF_INIT;
    if (!r->rejects.open && list->n)
        progress_clear(&r->shown, &out);
    for (size_t i = 0; i < list->n; i++) {
        if (r->rejects.open) {
            rejects_print_tsv(list, i, &out);
        } else if (r->shown.mode == PROGRESS_JSON) {
            put_reject_json(list, i, &out);
            buf_append_byte(&out, '\n');
        } else {
            buf_append_str(&out, "rejected ");
            rejects_print(list, i, &out);
            buf_append_byte(&out, '\n');
        }
    }
    enum st st =
        out.failed ? err_set(e, ST_NOMEM, "rejects: out of memory") : ST_OK;
    if (st == ST_OK)
        st = name_rejects(r, e);
    if (st == ST_OK && r->rejects.open) {
        st = file_out_append(&r->rejects, out.p, out.n, e);
        if (st == ST_OK) /* for those who follow it */
            st = file_out_flush(&r->rejects, e);
    } else if (st == ST_OK) {
        say(&out);
    }
    buf_release(&out);
    return st;
}

/* Bytes of the first `lines` lines of a text, or of all there are. */
static size_t size_of_lines(struct bytes text, uint64_t lines)
{
    size_t at = 0;
    while (lines-- > 0 && at < text.n) {
        const uint8_t *const feed = memchr(text.p + at, '\n', text.n - at);
        at = feed ? (size_t)(feed + 1 - text.p) : text.n;
    }
    return at;
}

/* What the interrupted run listed up to its last checkpoint; behind it all is
 * read again. */
static enum st keep_earlier(void *ctx, uint64_t rejected, struct err *e)
{
    struct run_report *const r = ctx;
    const size_t head = strlen(REJECTS_TSV_HEAD);
    struct file_map old = {.n = 0};
    struct err why = ERR_INIT;
    if (!r->rejects.open || rejected == 0)
        return ST_OK;
    enum st st = file_map(&old, r->options->rejects, &why);
    if (st != ST_OK && st != ST_NOT_FOUND)
        return err_set(e, st, "%s", why.msg);
    const struct bytes text = bytes_of(old.p, old.n);
    if (text.n < head || memcmp(text.p, REJECTS_TSV_HEAD, head) != 0) {
        warn(r, "what the interrupted run rejected is not in the file of "
                "--rejects: it will list that of this run only");
        st = ST_OK;
    } else {
        const size_t n = size_of_lines(text, rejected + 1);
        st = file_out_append(&r->rejects, text.p + head, n - head, e);
    }
    file_unmap(&old);
    return st;
}

/* ---- lifetime ---- */

/* Under a name of its own: another run may be writing the one that is there,
 * and we be refused. */
static enum st open_rejects(struct run_report *r, const char *path,
                            struct err *e)
{
    struct file_info there;
    struct buf name = BUF_INIT;
    enum st st = file_stat(path, true, &there, e);
    if (st == ST_OK && there.kind != FILE_NONE && there.kind != FILE_REGULAR)
        st = err_set(e, ST_USAGE, "%s: not a regular file", path);
    if (buf_printf(&name, "%s.%ld.tmp", path, (long)getpid()))
        r->early_name = mem_strndup((const char *)name.p, name.n);
    buf_release(&name);
    if (st == ST_OK && !r->early_name)
        st = err_set(e, ST_NOMEM, "%s: out of memory", path);
    if (st == ST_OK)
        st = file_out_create(&r->rejects, r->early_name, e);
    if (st == ST_OK)
        st = file_out_append(&r->rejects, REJECTS_TSV_HEAD,
                             strlen(REJECTS_TSV_HEAD), e);
    return st;
}

static enum st open_log(struct run_report *r, const char *path, struct err *e)
{
    const enum st st = file_out_open_end(&r->log, path, e);
    struct buf line = BUF_INIT;
    buf_printf(&line, "dateline-index %s: %s", DATELINE_VERSION, command_line);
    put_log(r, buf_str(&line));
    buf_release(&line);
    return st;
}

static enum progress_mode mode_of(int choice)
{
    static const enum progress_mode modes[] = {PROGRESS_NONE, PROGRESS_BAR,
                                               PROGRESS_LINES, PROGRESS_JSON,
                                               PROGRESS_NONE};
    if (choice == 0)
        return isatty(STDERR_FILENO) ? PROGRESS_BAR : PROGRESS_LINES;
    return modes[choice];
}

enum st run_report_open(struct run_report **out, const struct run_options *o,
                        double share, const char *advice, struct err *e)
{
    *out = NULL;
    struct run_report *const r = mem_zalloc(sizeof(*r));
    if (!r)
        return err_set(e, ST_NOMEM, "out of memory");
    r->options = o;
    r->advice = advice;
    r->began = clock_seconds();
    r->last.phase_done = -1;
    r->shown = progress_of(mode_of(o->progress),
                           terminal_columns(STDERR_FILENO), share);
    r->logged = progress_of(PROGRESS_LINES, 0, share);
    enum st st = ST_OK;
    if (o->finish_by)
        st = deadline_parse(&r->deadline, o->finish_by, (int64_t)time(NULL), e);
    if (st != ST_OK)
        err_note(e, "--finish-by");
    if (st == ST_OK && o->log)
        st = open_log(r, o->log, e);
    if (st == ST_OK && o->rejects)
        st = open_rejects(r, o->rejects, e);
    if (st == ST_OK)
        *out = r;
    else
        run_report_close(r);
    return st;
}

struct ingest_watch run_report_watch(struct run_report *r)
{
    return (struct ingest_watch){
        .ctx = r,
        .progress = see,
        .reject = take_rejects,
        .resumed = keep_earlier,
        .max_bad = r->options->max_bad,
    };
}

struct order_progress run_report_order(struct run_report *r)
{
    return (struct order_progress){see_order, r};
}

enum st run_report_end(struct run_report *r, enum st st, const struct err *why,
                       const char *summary, struct err *e)
{
    struct buf out = BUF_INIT;
    enum st own = ST_OK;
    if (st == ST_OK)
        tell(r, PROGRESS_DONE, 1);
    progress_clear(&r->shown, &out);
    say(&out);
    buf_clear(&out);
    if (st == ST_OK) /* there may have been nothing to read */
        own = name_rejects(r, e);
    if (own == ST_OK && r->rejects.open)
        own = file_out_sync(&r->rejects, st == ST_OK ? e : NULL);
    if (st != ST_OK && r->last.rejected)
        buf_printf(&out, "%" PRIu64 " documents were rejected\n",
                   r->last.rejected);
    if (st == ST_OK)
        buf_printf(&out, "%sdone\n", summary);
    else
        buf_printf(&out, "failed: %s\n", why->msg);
    put_log(r, buf_str(&out));
    if (r->log.open) {
        struct err failed = ERR_INIT;
        if (file_out_sync(&r->log, &failed) != ST_OK)
            say_line(r, "warning", failed.msg);
    }
    buf_release(&out);
    return st == ST_OK ? own : st;
}

void run_report_close(struct run_report *r)
{
    if (!r)
        return;
    if (r->rejects.open && !r->named)
        (void)!file_remove(r->early_name, NULL); /* it holds nothing */
    file_out_close(&r->log);
    file_out_close(&r->rejects);
    mem_free(r->early_name);
    mem_free(r);
}
