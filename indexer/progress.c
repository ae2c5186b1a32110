#include "indexer/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "common/base/compiler.h"
#include "common/base/json_writer.h"

/* Seconds. */
static const double BAR_EVERY = .2, JSON_EVERY = 1, LINES_EVERY = 60,
                    LINES_FIRST = 10;
static const double RATE_OVER = 300; /* spills make bytes come in gusts      */
static const double YOUNG = 1;       /* reading says nothing about its rate  */

/* Of a phase that takes longer than it should, this much is always left. */
static const double OVERDUE = .1;

static const char *const PHASES[] = {
    [PROGRESS_READING] = "reading",
    [PROGRESS_ORDERING] = "ordering",
    [PROGRESS_MERGING] = "merging",
    [PROGRESS_DONE] = "done",
};

struct progress progress_of(enum progress_mode mode, unsigned width,
                            double share)
{
    return (struct progress){
        .mode = mode,
        .width = width,
        .share = share,
        .last = {.phase_done = -1},
        .told_at = -1,
    };
}

/* ---- estimating ---- */

/* The mean of all for RATE_OVER seconds, then of about that many. */
static void take_rate(struct progress *p, const struct progress_sample *s)
{
    const double t = s->seconds - p->last.seconds;
    if (s->phase != PROGRESS_READING || t <= 0)
        return;
    const double rate = (double)(s->bytes_read - p->last.bytes_read) / t;
    p->read_seconds = s->seconds;
    p->rate = s->seconds < RATE_OVER
                  ? (double)s->bytes_read / s->seconds
                  : p->rate + (rate - p->rate) * t / (t + RATE_OVER);
}

static void take(struct progress *p, const struct progress_sample *s)
{
    if (s->phase != p->last.phase)
        p->phase_began = s->seconds;
    take_rate(p, s);
    p->last = *s;
}

double progress_rate(const struct progress *p)
{
    return p->rate;
}

/* Behind reading: by what the phase says of itself, else by its share. Ordering
 * and merging are one share, and the second of them tells by itself. */
static double left_behind_reading(const struct progress *p)
{
    const double spent = p->last.seconds - p->phase_began;
    const double whole = p->share * p->read_seconds;
    const double done = p->last.phase_done;
    if (done > .05 && p->last.phase == PROGRESS_MERGING)
        return spent * (1 - MIN(done, 1.0)) / done;
    const double all_spent = p->last.seconds - p->read_seconds;
    return MAX(whole - all_spent, OVERDUE * all_spent);
}

double progress_left(const struct progress *p)
{
    const struct progress_sample *const s = &p->last;
    if (s->phase == PROGRESS_DONE)
        return 0;
    if (s->phase != PROGRESS_READING)
        return left_behind_reading(p);
    if (s->seconds < YOUNG || p->rate <= 0)
        return -1;
    const uint64_t more =
        s->bytes_found > s->bytes_read ? s->bytes_found - s->bytes_read : 0;
    const double reading = (double)more / p->rate;
    return reading + p->share * (s->seconds + reading);
}

/* Of the phase at hand; below 0: not known. */
static double done_of(const struct progress_sample *s)
{
    if (s->phase != PROGRESS_READING)
        return s->phase_done;
    if (s->bytes_found == 0)
        return -1;
    return MIN((double)s->bytes_read / (double)s->bytes_found, 1.0);
}

/* ---- words ---- */

void progress_duration(double seconds, struct buf *out)
{
    const uint64_t s = (uint64_t)(seconds + .5), min = s / 60, h = min / 60;
    if (s < 100)
        buf_printf(out, "%" PRIu64 " s", s);
    else if (min < 100)
        buf_printf(out, "%" PRIu64 " min", (s + 30) / 60);
    else if (h < 48)
        buf_printf(out, "%" PRIu64 " h %02" PRIu64 " min", h, min % 60);
    else
        buf_printf(out, "%" PRIu64 " d %" PRIu64 " h", h / 24, h % 24);
}

static void put_day(const struct tm *tm, struct buf *out)
{
    buf_printf(out, "%04d-%02d-%02d", tm->tm_year + 1900, tm->tm_mon + 1,
               tm->tm_mday);
}

void progress_clock(int64_t time, int64_t now, struct buf *out)
{
    struct tm tm, today;
    const time_t t = (time_t)time, t_now = (time_t)now;
    if (!localtime_r(&t, &tm) || !localtime_r(&t_now, &today))
        return; /* a year that does not fit: there is no such clock */
    if (tm.tm_yday != today.tm_yday || tm.tm_year != today.tm_year) {
        put_day(&tm, out);
        buf_append_byte(out, ' ');
    }
    buf_printf(out, "%02d:%02d", tm.tm_hour, tm.tm_min);
}

void progress_utc(int64_t time, struct buf *out)
{
    struct tm tm;
    const time_t t = (time_t)time;
    if (!gmtime_r(&t, &tm))
        return;
    put_day(&tm, out);
    buf_printf(out, "T%02d:%02d:%02dZ", tm.tm_hour, tm.tm_min, tm.tm_sec);
}

/* "412,000" */
static void put_count(uint64_t n, struct buf *out)
{
    char digits[24];
    const int len = snprintf(digits, sizeof(digits), "%" PRIu64, n);
    for (int i = 0; i < len; i++) {
        if (i && (len - i) % 3 == 0)
            buf_append_byte(out, ',');
        buf_append_byte(out, (uint8_t)digits[i]);
    }
}

/* "1.4/2.9 GB" with " of " or "/" between. */
static void put_bytes_of(uint64_t part, const char *of, uint64_t whole,
                         struct buf *out)
{
    const bool giga = MAX(part, whole) >= 1000000000;
    const double unit = giga ? 1e9 : 1e6;
    buf_printf(out, "%.1f%s%.1f %s", (double)part / unit, of,
               (double)MAX(part, whole) / unit, giga ? "GB" : "MB");
}

/* ---- bar ---- */

/* What a line of progress may have, the most important first. */
enum part {
    PART_ETA,
    PART_RATE,
    PART_BYTES,
    PART_DOCUMENTS,
    PART_SEGMENTS,
    PARTS
};

static void put_part(const struct progress *p, enum part part, struct buf *out)
{
    const struct progress_sample *const s = &p->last;
    const double left = progress_left(p);
    switch (part) {
    case PART_ETA:
        if (left < 0)
            break;
        buf_append_str(out, "  done in ");
        progress_duration(left, out);
        break;
    case PART_RATE:
        if (s->phase == PROGRESS_READING)
            buf_printf(out, "  %.1f MB/s", p->rate / 1e6);
        break;
    case PART_BYTES:
        buf_append_str(out, "  ");
        put_bytes_of(s->bytes_read, "/", s->bytes_found, out);
        break;
    case PART_DOCUMENTS:
        buf_append_str(out, "  ");
        put_count(s->documents, out);
        buf_append_str(out, s->documents == 1 ? " document" : " documents");
        break;
    case PART_SEGMENTS:
        if (s->segments)
            buf_printf(out, "  %" PRIu64 " segment%s", s->segments,
                       s->segments == 1 ? "" : "s");
        break;
    case PARTS:
        break;
    }
}

/* "[###---]" of `cells` cells. */
static void put_bar(double done, unsigned cells, struct buf *out)
{
    const unsigned full = (unsigned)(done * cells);
    buf_append_byte(out, '[');
    for (unsigned i = 0; i < cells; i++)
        buf_append_byte(out, i < full ? '#' : '-');
    buf_append_byte(out, ']');
}

static void draw(struct progress *p, struct buf *out)
{
    enum { LEAST_CELLS = 6, MOST_CELLS = 30 };
    struct buf parts = BUF_INIT;
    char head[32] = "";
    const double done = done_of(&p->last);
    if (done >= 0)
        snprintf(head, sizeof(head), " %3d %%", (int)(100 * done));
    const char *const phase = PHASES[p->last.phase];
    /* The last column stays free: some terminals wrap when it is written. */
    const size_t room = p->width > 1 ? p->width - 1 : 0;
    const size_t fixed = strlen(phase) + strlen(head);
    for (int part = 0; part < PARTS; part++) {
        const size_t before = parts.n;
        put_part(p, (enum part)part, &parts);
        if (fixed + parts.n > room) {
            parts.n = before;
            break;
        }
    }
    const size_t used = fixed + parts.n + strlen(" []");
    buf_append_byte(out, '\r');
    buf_append(out, phase, MIN(strlen(phase), room));
    if (done >= 0 && used + LEAST_CELLS <= room) {
        buf_append_byte(out, ' ');
        put_bar(done, (unsigned)MIN(room - used, (size_t)MOST_CELLS), out);
    }
    if (fixed <= room)
        buf_append_str(out, head);
    if (parts.n)
        buf_append(out, parts.p, parts.n);
    buf_append_str(out, "\033[K");
    p->drawn = true;
    buf_release(&parts);
}

void progress_clear(struct progress *p, struct buf *out)
{
    if (p->drawn)
        buf_append_str(out, "\r\033[K");
    p->drawn = false;
}

/* ---- lines ---- */

static void put_line(const struct progress *p, struct buf *out)
{
    const struct progress_sample *const s = &p->last;
    const double done = done_of(s), left = progress_left(p);
    buf_append_str(out, PHASES[s->phase]);
    if (done >= 0)
        buf_printf(out, " %d %%", (int)(100 * done));
    buf_append_str(out, ": ");
    put_bytes_of(s->bytes_read, " of ", s->bytes_found, out);
    if (s->phase == PROGRESS_READING)
        buf_printf(out, " at %.1f MB/s", p->rate / 1e6);
    buf_append_str(out, ", ");
    put_count(s->documents, out);
    buf_append_str(out, s->documents == 1 ? " document" : " documents");
    if (s->rejected) {
        buf_append_str(out, ", ");
        put_count(s->rejected, out);
        buf_append_str(out, " rejected");
    }
    if (s->segments)
        buf_printf(out, ", %" PRIu64 " segment%s", s->segments,
                   s->segments == 1 ? "" : "s");
    if (left > 0) {
        buf_append_str(out, "; done about ");
        progress_clock(s->time + (int64_t)left, s->time, out);
        buf_append_str(out, ", in ");
        progress_duration(left, out);
    }
    buf_append_byte(out, '\n');
}

static void json_known(struct json_writer *w, const char *name, double v)
{
    jw_key(w, name);
    if (v < 0)
        jw_null(w);
    else
        jw_double(w, v);
}

static void put_json(const struct progress *p, struct buf *out)
{
    const struct progress_sample *const s = &p->last;
    struct buf text = BUF_INIT, utc = BUF_INIT;
    struct json_writer w = jw_of(&text);
    progress_utc(s->time, &utc);
    jw_open_object(&w);
    jw_member_string(&w, "time", buf_bytes(&utc));
    jw_member_str(&w, "phase", PHASES[s->phase]);
    jw_member_double(&w, "seconds", s->seconds);
    jw_member_uint(&w, "bytes_read", s->bytes_read);
    jw_member_uint(&w, "bytes_found", s->bytes_found);
    jw_member_uint(&w, "documents", s->documents);
    jw_member_uint(&w, "rejected", s->rejected);
    jw_member_uint(&w, "segments", s->segments);
    jw_member_double(&w, "bytes_per_second", p->rate);
    json_known(&w, "phase_done", done_of(s));
    json_known(&w, "eta_seconds", progress_left(p));
    jw_close_object(&w);
    out->failed |= text.failed | utc.failed;
    buf_append(out, text.p, text.n);
    buf_append_byte(out, '\n');
    buf_release(&text);
    buf_release(&utc);
}

static bool is_due(const struct progress *p, bool new_phase)
{
    const double now = p->last.seconds;
    const bool first = p->told_at < 0;
    const double since = first ? now : now - p->told_at;
    switch (p->mode) {
    case PROGRESS_NONE:
        return false;
    case PROGRESS_BAR:
        return first || new_phase || since >= BAR_EVERY;
    case PROGRESS_LINES: /* a short build says nothing */
        return first ? now >= LINES_FIRST : new_phase || since >= LINES_EVERY;
    case PROGRESS_JSON:
        return first || new_phase || since >= JSON_EVERY;
    }
    return false;
}

void progress_tell(struct progress *p, const struct progress_sample *s,
                   struct buf *out)
{
    const bool new_phase = s->phase != p->last.phase;
    take(p, s);
    if (!is_due(p, new_phase))
        return;
    p->told_at = s->seconds;
    if (p->mode == PROGRESS_BAR && s->phase == PROGRESS_DONE)
        progress_clear(p, out);
    else if (p->mode == PROGRESS_BAR)
        draw(p, out);
    else if (p->mode == PROGRESS_LINES)
        put_line(p, out);
    else
        put_json(p, out);
}
