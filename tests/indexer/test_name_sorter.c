/* Names come out as qsort() puts them, in one run or in many. */
#include "indexer/name_sorter.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/file.h"
#include "common/base/mem.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

enum { NAMES = 3000, NAME_SIZE = 24 };

struct named {
    uint8_t size, bytes[NAME_SIZE];
    uint32_t value;
};

static struct bytes name_of(const struct named *v)
{
    return bytes_of(v->bytes, v->size);
}

static int compare_named(const void *a, const void *b)
{
    const struct named *const x = a, *const y = b;
    const int order = memcmp(x->bytes, y->bytes, MIN(x->size, y->size));
    if (order || x->size != y->size)
        return order ? order : x->size - y->size;
    return (x->value > y->value) - (x->value < y->value);
}

/* Few letters, zeros among them, so that names are equal, begin with one
 * another and differ late; all begin with `front` times the same. */
static void make_names(struct named *v, size_t n, size_t front, struct rng *r)
{
    for (size_t i = 0; i < n; i++) {
        v[i].size = (uint8_t)(front + rng_below(r, (uint32_t)(12 - front / 2)));
        for (size_t k = 0; k < v[i].size; k++)
            v[i].bytes[k] =
                k < front ? 'x' : (uint8_t) "\0\1a\xff"[rng_below(r, 4)];
        v[i].value = (uint32_t)i * 2654435761u;
    }
}

static enum st add_all(struct name_sorter *s, const struct named *v, size_t n,
                       struct err *e)
{
    enum st st = ST_OK;
    for (size_t i = 0; i < n && st == ST_OK; i++)
        st = name_sorter_add(s, name_of(&v[i]), v[i].value, e);
    return st == ST_OK ? name_sorter_end(s, e) : st;
}

/* Sorts `v` and holds the sorter to it. */
static void check(struct named *v, size_t n, size_t room)
{
    struct tmpdir dir = tmpdir_make();
    struct name_sorter *s;
    struct named_value got;
    struct err e = ERR_INIT;
    ck_assert_int_eq(
        name_sorter_open(&s, tmpdir_file(&dir, "x"), "names", room, &e), ST_OK);
    ck_assert_int_eq(add_all(s, v, n, &e), ST_OK);
    qsort(v, n, sizeof(*v), compare_named);
    for (size_t i = 0; i < n; i++) {
        ck_assert(name_sorter_next(s, &got));
        ck_assert(bytes_equal(got.name, name_of(&v[i])));
        ck_assert_uint_eq(got.value, v[i].value);
    }
    ck_assert(!name_sorter_next(s, &got));
    ck_assert(!name_sorter_next(s, &got));
    name_sorter_close(s);
    struct file_list left = {.n = 0};
    ck_assert_int_eq(file_list_folder(dir.path, &left, &e), ST_OK);
    ck_assert_uint_eq(left.n, 0);
    file_list_release(&left);
    tmpdir_remove(&dir);
}

START_TEST(names_come_sorted_with_any_room)
{
    static const size_t rooms[] = {0, 10 << 10, 60 << 10, 1 << 20};
    struct named *const v = calloc(NAMES, sizeof(*v));
    struct rng r = rng_from_env(7);
    for (size_t i = 0; i < COUNT_OF(rooms); i++)
        for (size_t front = 0; front < 20; front += 7)
            for (size_t n = 0; n <= NAMES; n = n * 9 + 1) {
                make_names(v, n, front, &r);
                check(v, n, rooms[i]);
            }
    free(v);
}
END_TEST

START_TEST(names_that_come_in_order_stay_so)
{
    struct named *const v = calloc(NAMES, sizeof(*v));
    struct rng r = rng_from_env(7);
    make_names(v, NAMES, 3, &r);
    qsort(v, NAMES, sizeof(*v), compare_named);
    check(v, NAMES, 0);
    check(v, NAMES, 1 << 20);
    free(v);
}
END_TEST

START_TEST(equal_names_come_by_number_when_added_otherwise)
{
    struct named v[3] = {{.size = 1, .bytes = "a", .value = 7},
                         {.size = 1, .bytes = "a", .value = 5},
                         {.size = 1, .bytes = "a", .value = 6}};
    check(v, COUNT_OF(v), 1 << 20);
}
END_TEST

/* More than a spool keeps in memory. */
START_TEST(many_runs_come_from_a_file)
{
    enum { MANY = 120 * 1000 };
    struct named *const v = calloc(MANY, sizeof(*v));
    struct rng r = rng_from_env(7);
    make_names(v, MANY, 2, &r);
    check(v, MANY, 100 << 10);
    free(v);
}
END_TEST

static enum st sort_all(const struct tmpdir *dir, const struct named *v,
                        size_t n, struct err *e)
{
    struct name_sorter *s;
    enum st st = name_sorter_open(&s, tmpdir_file(dir, "x"), "names", 0, e);
    if (st == ST_OK)
        st = add_all(s, v, n, e);
    name_sorter_close(s);
    return st;
}

START_TEST(sorting_fails_whole_when_memory_is_out)
{
    struct tmpdir dir = tmpdir_make();
    struct named *const v = calloc(NAMES, sizeof(*v));
    struct rng r = rng_from_env(7);
    enum st st = ST_NOMEM;
    make_names(v, NAMES, 0, &r);
    for (long n = 0; st != ST_OK; n++) {
        struct err e = ERR_INIT;
        mem_fail_after(n);
        st = sort_all(&dir, v, NAMES, &e);
        ck_assert(mem_fail_never() == (st == ST_NOMEM));
    }
    tmpdir_remove(&dir);
    free(v);
}
END_TEST

START_TEST(sorting_fails_whole_when_the_disk_does)
{
    enum { MANY = 60 * 1000 };
    struct tmpdir dir = tmpdir_make();
    struct named *const v = calloc(MANY, sizeof(*v));
    struct rng r = rng_from_env(7);
    enum st st = ST_IO;
    make_names(v, MANY, 8, &r);
    for (long n = 0; st != ST_OK; n++) {
        struct err e = ERR_INIT;
        file_fail_once(n, 28);
        st = sort_all(&dir, v, MANY, &e);
        /* A file that cannot be removed is no failure of ours. */
        if (file_fail_never() && st == ST_OK)
            st = ST_IO;
        else if (st != ST_OK)
            ck_assert_int_eq(st, ST_IO);
    }
    tmpdir_remove(&dir);
    free(v);
}
END_TEST

SUITE("name_sorter", names_come_sorted_with_any_room,
      names_that_come_in_order_stay_so,
      equal_names_come_by_number_when_added_otherwise,
      many_runs_come_from_a_file, sorting_fails_whole_when_memory_is_out,
      sorting_fails_whole_when_the_disk_does)
