#include "query/profile/profile_print.h"

#include <inttypes.h>

#include "query/output/harmless.h"
#include "query/output/output.h"

/* Lists that are told one by one; what thousands of words of a pattern took is
 * in the sum. */
enum { LISTS_SHOWN = 20 };

static uint64_t sum(const uint64_t *of, size_t n)
{
    uint64_t all = 0;

    for (size_t i = 0; i < n; i++)
        all += of[i];
    return all;
}

/* ---- for people ---- */

static void print_time(const char *name, uint64_t ns, struct buf *out)
{
    buf_printf(out, "%10.3f  %s\n", (double)ns / 1e6, name);
}

static void print_times(const struct profile *p, struct buf *out)
{
    buf_append_str(out, "        ms\n");
    for (size_t i = 0; i < PHASES; i++)
        if (p->ns[i] > 0)
            print_time(PHASE_NAMES[i], p->ns[i], out);
    print_time("in all", sum(p->ns, PHASES), out);
}

static void print_pages(const struct profile *p, struct buf *out)
{
    const char *between = ": ";

    buf_printf(out, "pages checked: %" PRIu64 " of %" PRIu64,
               sum(p->checked, CHUNKS_KNOWN), sum(p->pages, CHUNKS_KNOWN));
    for (size_t i = 0; i < CHUNKS_KNOWN; i++) {
        if (p->checked[i] == 0)
            continue;
        buf_printf(out, "%s%s %" PRIu64, between, CHUNK_KINDS[i].name,
                   p->checked[i]);
        between = ", ";
    }
    buf_append_byte(out, '\n');
}

static void print_name(const struct profile_list *l, struct buf *out)
{
    const char *const quote = l->kind == LIST_PAIR ? "\"" : "";

    buf_append_str(out, quote);
    text_harmless(l->text, out);
    buf_append_str(out, l->kind == LIST_STEM ? "~" : quote);
    if (l->dense)
        buf_append_str(out, " (bitmap)");
}

static void print_numbers(const struct profile_list *l, struct buf *out)
{
    buf_printf(out,
               " %6" PRIu64 " %8" PRIu64 " %8" PRIu64 " %8" PRIu64 " %8" PRIu64
               " %9" PRIu64 "  ",
               l->opened, l->blocks, l->read, l->blocks - l->read, l->freqs,
               l->positions);
}

static void print_lists(const struct profile *p, struct buf *out)
{
    const size_t shown = MIN(p->n, (size_t)LISTS_SHOWN);

    if (p->n == 0)
        return;
    buf_append_str(out, "  releases opened   blocks     read  skipped    freqs "
                        "positions  list\n");
    for (size_t i = 0; i < shown; i++) {
        buf_printf(out, "%10" PRIu64, p->lists[i].releases);
        print_numbers(&p->lists[i], out);
        print_name(&p->lists[i], out);
        buf_append_byte(out, '\n');
    }
    if (p->n == 1)
        return;
    buf_printf(out, "%10s", "");
    print_numbers(&p->total, out);
    buf_printf(out, "all %zu lists\n", p->n);
}

void profile_print(const struct profile *p, struct buf *out)
{
    print_times(p, out);
    buf_append_str(out, "releases: ");
    if (p->matched != MATCHED_UNKNOWN)
        buf_printf(out, "%" PRIu64 " match, ", p->matched);
    buf_printf(out, "%" PRIu64 " scored\n", p->scored);
    print_pages(p, out);
    print_lists(p, out);
}

/* ---- for programs ---- */

static void write_numbers(const struct profile_list *l, struct json_writer *w)
{
    jw_member_uint(w, "opened", l->opened);
    jw_member_uint(w, "blocks", l->blocks);
    jw_member_uint(w, "read", l->read);
    jw_member_uint(w, "skipped", l->blocks - l->read);
    jw_member_uint(w, "freqs", l->freqs);
    jw_member_uint(w, "positions", l->positions);
}

static void write_lists(const struct profile *p, struct json_writer *w)
{
    jw_key(w, "lists");
    jw_open_array(w);
    for (size_t i = 0; i < MIN(p->n, (size_t)LISTS_SHOWN); i++) {
        const struct profile_list *const l = &p->lists[i];
        jw_open_object(w);
        jw_member_str(w, "kind", LIST_NAMES[l->kind]);
        jw_member_string(w, "text", l->text);
        jw_member_uint(w, "releases", l->releases);
        jw_member_bool(w, "bitmap", l->dense);
        write_numbers(l, w);
        jw_close_object(w);
    }
    jw_close_array(w);
    jw_key(w, "all_lists");
    jw_open_object(w);
    jw_member_uint(w, "n", p->n);
    write_numbers(&p->total, w);
    jw_close_object(w);
}

static void write_pages(const struct profile *p, struct json_writer *w)
{
    jw_key(w, "pages");
    jw_open_object(w);
    jw_member_uint(w, "of", sum(p->pages, CHUNKS_KNOWN));
    jw_member_uint(w, "checked", sum(p->checked, CHUNKS_KNOWN));
    jw_key(w, "chunks");
    jw_open_object(w);
    for (size_t i = 0; i < CHUNKS_KNOWN; i++)
        if (p->checked[i] > 0)
            jw_member_uint(w, CHUNK_KINDS[i].name, p->checked[i]);
    jw_close_object(w);
    jw_close_object(w);
}

void profile_write_json(const struct profile *p, struct json_writer *w)
{
    jw_open_object(w);
    jw_key(w, "us");
    jw_open_object(w);
    for (size_t i = 0; i < PHASES; i++)
        jw_member_double(w, PHASE_NAMES[i], (double)p->ns[i] / 1e3);
    jw_close_object(w);
    jw_member_uint(w, "matched", p->matched);
    jw_member_uint(w, "scored", p->scored);
    write_pages(p, w);
    write_lists(p, w);
    jw_close_object(w);
}
