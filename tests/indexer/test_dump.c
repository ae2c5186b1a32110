#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "indexer/deleter.h"
#include "indexer/dump.h"
#include "indexer/stats.h"
#include "tests/indexer/tiny_index.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

/* ---- capturing ---- */

enum what { TERMS, POSTINGS, DOCUMENT, STATS, STATS_JSON };

static enum st print(enum what what, const char *path, const char *arg, FILE *f)
{
    struct err e = ERR_INIT;
    switch (what) {
    case TERMS:
        return dump_terms(path, arg, f, &e);
    case POSTINGS:
        return dump_postings(path, arg, f, &e);
    case DOCUMENT:
        return dump_document(path, arg, f, &e);
    case STATS:
        return stats_print(path, false, f, &e);
    case STATS_JSON:
        return stats_print(path, true, f, &e);
    }
    return ST_USAGE;
}

/* What is printed, to free(). */
static char *printed(enum what what, const char *path, const char *arg,
                     enum st expected)
{
    char *text = NULL;
    size_t n = 0;
    FILE *const f = open_memstream(&text, &n);
    ck_assert_ptr_nonnull(f);
    ck_assert_int_eq(print(what, path, arg, f), expected);
    ck_assert_int_eq(fclose(f), 0);
    return text;
}

static void prints(enum what what, const char *path, const char *arg,
                   const char *expected)
{
    char *const text = printed(what, path, arg, ST_OK);
    ck_assert_str_eq(text, expected);
    free(text);
}

static void has(enum what what, const char *path, const char *arg,
                const char *part)
{
    char *const text = printed(what, path, arg, ST_OK);
    ck_assert_msg(strstr(text, part), "no \"%s\" in\n%s", part, text);
    free(text);
}

/* ---- tests ---- */

START_TEST(terms_of_all_segments_come_in_one_order_with_their_sums)
{
    const struct tmpdir d = tmpdir_make();
    tiny_index(d.path);
    prints(TERMS, d.path, "market", "market\t2\t2\nmarkets\t1\t2\n");
    prints(TERMS, d.path, "pric", "price\t3\t3\nprices\t2\t4\n");
    prints(TERMS, d.path, "no such", "");
    has(TERMS, d.path, "", "28\t1\t1\na\t1\t1\nabout\t2\t2\n");
    tmpdir_remove(&d);
}
END_TEST

START_TEST(postings_show_ids_and_positions)
{
    const struct tmpdir d = tmpdir_make();
    tiny_index(d.path);
    prints(POSTINGS, d.path, "Market", "0\t2019/minsk\t1\t34\n3\tb\t1\t11\n");
    prints(POSTINGS, d.path, "Tokayev\xe2\x80\x99s", "1\t2019/astana\t1\t2\n");
    tmpdir_remove(&d);
}
END_TEST

START_TEST(postings_of_deleted_documents_are_marked)
{
    const struct tmpdir d = tmpdir_make();
    struct deleter *deleter;
    struct err e = ERR_INIT;
    bool found;
    tiny_index(d.path);
    ck_assert_int_eq(deleter_open(&deleter, d.path, &e), ST_OK);
    ck_assert_int_eq(
        deleter_add(deleter, bytes_of_str("2019/minsk"), &found, &e), ST_OK);
    ck_assert_int_eq(deleter_commit(deleter, &e), ST_OK);
    deleter_close(deleter);
    prints(POSTINGS, d.path, "market",
           "0\t2019/minsk\t1\t34\tdeleted\n3\tb\t1\t11\n");
    tmpdir_remove(&d);
}
END_TEST

START_TEST(a_document_shows_all_that_is_kept_of_it)
{
    const struct tmpdir d = tmpdir_make();
    tiny_index(d.path);
    has(DOCUMENT, d.path, "2019/minsk",
        "document: 0\nid: 2019/minsk\nday: 2019-05-28\n"
        "source name: press service\nlength: ");
    has(DOCUMENT, d.path, "2019/minsk",
        "title: Prices fall in Minsk\nbody: MINSK, 28 May - ");
    has(DOCUMENT, d.path, "b", "\ndesk: night\n");
    has(DOCUMENT, d.path, "empty", "\nday: \n");
    tmpdir_remove(&d);
}
END_TEST

START_TEST(what_is_not_there_is_not_found)
{
    const struct tmpdir d = tmpdir_make();
    tiny_index(d.path);
    free(printed(DOCUMENT, d.path, "nobody", ST_NOT_FOUND));
    free(printed(POSTINGS, d.path, "zebra", ST_NOT_FOUND));
    free(printed(TERMS, "no such folder", "", ST_NOT_FOUND));
    free(printed(STATS, "no such folder", "", ST_NOT_FOUND));
    tmpdir_remove(&d);
}
END_TEST

START_TEST(nothing_printed_can_steer_a_terminal)
{
    static const struct tiny_doc hostile = {
        "id\033[2J", "\033]0;title\a", "line\nnext\xe2\x80\xae red \x9b 1m",
        "so\rurce", 0};
    const struct tmpdir d = tmpdir_make();
    const struct tiny_settings s = {"none", true, 1};
    struct manifest m = {.generation = 1};
    tiny_segment(d.path, &m, &s, &hostile, 1);
    ck_assert_int_eq(manifest_write(&m, d.path, NULL), ST_OK);
    manifest_release(&m);
    has(DOCUMENT, d.path, "id\033[2J", "id: id\\u{1b}[2J\n");
    has(DOCUMENT, d.path, "id\033[2J", "source name: so\\rurce\n");
    has(DOCUMENT, d.path, "id\033[2J", "title: \\u{1b}]0;title\\u{7}\n");
    has(DOCUMENT, d.path, "id\033[2J", "line\nnext\\u{202e} red \\x9b 1m\n");
    tmpdir_remove(&d);
}
END_TEST

START_TEST(stats_count_what_went_in)
{
    const struct tmpdir d = tmpdir_make();
    tiny_index(d.path);
    has(STATS, d.path, "", "documents      5 (4 with words)\n");
    has(STATS, d.path, "", "dates          1969-12-31 to 2019-05-29 (4 doc");
    has(STATS_JSON, d.path, "",
        "{\"language\":\"en\",\"generation\":1,"
        "\"segments\":2,");
    has(STATS_JSON, d.path, "", "\"documents\":5,\"documents_with_words\":4,");
    has(STATS_JSON, d.path, "", "\"META\":96,");
    tmpdir_remove(&d);
}
END_TEST

START_TEST(failing_allocations_and_full_disks_end_cleanly)
{
    const struct tmpdir d = tmpdir_make();
    static const enum what all[] = {TERMS, POSTINGS, DOCUMENT, STATS,
                                    STATS_JSON};
    static const char *const args[] = {"", "market", "b", "", ""};
    FILE *const full = fopen("/dev/full", "w");
    FILE *const null = fopen("/dev/null", "w");
    ck_assert(full && null);
    tiny_index(d.path);
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        enum st st = ST_NOMEM;
        ck_assert_int_eq(print(all[i], d.path, args[i], full), ST_IO);
        for (long n = 0; st != ST_OK; n++) {
            mem_fail_after(n);
            st = print(all[i], d.path, args[i], null);
            mem_fail_never();
            ck_assert_msg(st == ST_OK || st == ST_NOMEM, "%d, call %ld: %d",
                          (int)all[i], n, (int)st);
            ck_assert_int_lt(n, 200);
        }
    }
    fclose(full);
    fclose(null);
    tmpdir_remove(&d);
}
END_TEST

SUITE("dump", terms_of_all_segments_come_in_one_order_with_their_sums,
      postings_show_ids_and_positions, postings_of_deleted_documents_are_marked,
      a_document_shows_all_that_is_kept_of_it, what_is_not_there_is_not_found,
      nothing_printed_can_steer_a_terminal, stats_count_what_went_in,
      failing_allocations_and_full_disks_end_cleanly)
