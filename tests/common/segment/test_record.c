#include "common/base/mem.h"
#include "common/segment/record.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

static void add(struct record_fields *f, enum field field, const char *name,
                const char *text)
{
    const struct record_field one = {
        field, name ? bytes_of_str(name) : BYTES_NONE, bytes_of_str(text)};
    ck_assert_int_eq(record_fields_add(f, one, NULL), ST_OK);
}

static struct record_fields example(void)
{
    struct record_fields f = {NULL, 0, 0};
    add(&f, FIELD_TITLE, NULL, "Leaders meet in Minsk");
    add(&f, FIELD_BODY, NULL, "");
    add(&f, FIELD_OTHER, "lang", "en");
    add(&f, FIELD_DATE, NULL, "28 May 2019");
    add(&f, FIELD_OTHER, "", "a key without a name");
    return f;
}

static void assert_same(const struct record_fields *a,
                        const struct record_fields *b)
{
    ck_assert_uint_eq(a->n, b->n);
    for (size_t i = 0; i < a->n; i++) {
        ck_assert_int_eq((int)a->v[i].field, (int)b->v[i].field);
        ck_assert(bytes_equal(a->v[i].name, b->v[i].name));
        ck_assert(bytes_equal(a->v[i].text, b->v[i].text));
    }
}

START_TEST(fields_come_back_in_order_with_their_names)
{
    struct record_fields f = example(), back = {NULL, 0, 0};
    struct buf b = BUF_INIT;
    ck_assert(buf_append_str(&b, "before"));
    ck_assert_int_eq(record_encode(&f, &b, NULL), ST_OK);
    const struct bytes record = bytes_of(b.p + 6, b.n - 6);
    ck_assert_int_eq(record_decode(record, &back, NULL), ST_OK);
    assert_same(&f, &back);
    ck_assert(bytes_equal_str(record_field(&back, FIELD_DATE), "28 May 2019"));
    ck_assert_ptr_null(record_field(&back, FIELD_URL).p);

    /* Decoding again replaces what is there. */
    ck_assert_int_eq(record_decode(record, &back, NULL), ST_OK);
    ck_assert_uint_eq(back.n, f.n);
    record_fields_release(&back);
    record_fields_release(&f);
    buf_release(&b);
}
END_TEST

START_TEST(record_without_fields_is_one_byte)
{
    struct record_fields none = {NULL, 0, 0}, back = {NULL, 0, 0};
    struct buf b = BUF_INIT;
    ck_assert_int_eq(record_encode(&none, &b, NULL), ST_OK);
    ck_assert_uint_eq(b.n, 1);
    ck_assert_int_eq(record_decode(buf_bytes(&b), &back, NULL), ST_OK);
    ck_assert_uint_eq(back.n, 0);
    ck_assert_int_eq(record_decode(BYTES_NONE, &back, NULL), ST_CORRUPT);
    buf_release(&b);
}
END_TEST

START_TEST(every_cut_record_is_corrupt)
{
    struct record_fields f = example(), back = {NULL, 0, 0};
    struct buf b = BUF_INIT;
    ck_assert_int_eq(record_encode(&f, &b, NULL), ST_OK);
    for (size_t n = 0; n < b.n; n++) {
        /* A copy of its own size, so that ASan sees any step outside. */
        uint8_t *const cut = mem_alloc(n);
        ck_assert_ptr_nonnull(cut);
        memcpy(cut, b.p, n);
        struct err e = ERR_INIT;
        ck_assert_int_eq(record_decode(bytes_of(cut, n), &back, &e),
                         ST_CORRUPT);
        ck_assert_uint_eq(back.n, 0);
        mem_free(cut);
    }
    ck_assert(buf_append_byte(&b, 0));
    ck_assert_int_eq(record_decode(buf_bytes(&b), &back, NULL), ST_CORRUPT);
    record_fields_release(&back);
    record_fields_release(&f);
    buf_release(&b);
}
END_TEST

START_TEST(random_bytes_never_read_outside)
{
    struct rng rng = rng_from_env(11);
    struct record_fields back = {NULL, 0, 0};
    for (unsigned round = 0; round < 20000; round++) {
        const size_t n = rng_below(&rng, 24);
        uint8_t *const raw = mem_alloc(n);
        ck_assert_ptr_nonnull(raw);
        for (size_t i = 0; i < n; i++)
            raw[i] = (uint8_t)rng_below(&rng, round % 2 ? 8 : 256);
        const enum st st = record_decode(bytes_of(raw, n), &back, NULL);
        ck_assert(st == ST_OK || st == ST_CORRUPT);
        mem_free(raw);
    }
    record_fields_release(&back);
}
END_TEST

START_TEST(a_count_beyond_the_bytes_allocates_nothing)
{
    static const uint8_t huge[] = {0xff, 0xff, 0xff, 0xff, 0x7f, 1, 0};
    struct record_fields back = {NULL, 0, 0};
    ck_assert_int_eq(record_decode(bytes_of(huge, sizeof(huge)), &back, NULL),
                     ST_CORRUPT);
    ck_assert_uint_eq(back.cap, 0);
}
END_TEST

START_TEST(failing_allocations_leave_buffer_and_fields_usable)
{
    struct record_fields f = example(), back = {NULL, 0, 0};
    struct buf b = BUF_INIT;
    enum st st = ST_NOMEM;
    for (long n = 0; st != ST_OK; n++) {
        buf_clear(&b);
        mem_fail_after(n);
        st = record_encode(&f, &b, NULL);
        if (st == ST_OK)
            st = record_decode(buf_bytes(&b), &back, NULL);
        mem_fail_never();
        ck_assert(st == ST_OK || st == ST_NOMEM);
        ck_assert_int_lt(n, 20);
    }
    assert_same(&f, &back);
    record_fields_release(&back);
    record_fields_release(&f);
    buf_release(&b);
}
END_TEST

SUITE("record", fields_come_back_in_order_with_their_names,
      record_without_fields_is_one_byte, every_cut_record_is_corrupt,
      random_bytes_never_read_outside,
      a_count_beyond_the_bytes_allocates_nothing,
      failing_allocations_leave_buffer_and_fields_usable)
