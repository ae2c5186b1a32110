#include "common/base/json_writer.h"
#include "common/base/mem.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

#include <float.h>
#include <jansson.h>
#include <math.h>

START_TEST(object_is_written_with_its_commas)
{
    struct buf out = BUF_INIT;
    struct json_writer w = jw_of(&out);
    jw_open_object(&w);
    jw_member_int(&w, "version", -1);
    jw_member_uint(&w, "total", UINT64_MAX);
    jw_key(&w, "hits");
    jw_open_array(&w);
    jw_open_object(&w);
    jw_member_double(&w, "score", 0.1);
    jw_member_str(&w, "title", "a \"b\"");
    jw_close_object(&w);
    jw_open_object(&w);
    jw_close_object(&w);
    jw_open_array(&w);
    jw_close_array(&w);
    jw_null(&w);
    jw_close_array(&w);
    jw_member_bool(&w, "complete", true);
    jw_close_object(&w);
    ck_assert_str_eq(buf_str(&out),
                     "{\"version\":-1,\"total\":18446744073709551615,"
                     "\"hits\":[{\"score\":0.1,\"title\":\"a \\\"b\\\"\"},{},"
                     "[],null],\"complete\":true}");
    buf_release(&out);
}
END_TEST

static const char *string_of(const char *text, size_t n)
{
    static struct buf out;
    buf_clear(&out);
    struct json_writer w = jw_of(&out);
    jw_string(&w, bytes_of(text, n));
    return buf_str(&out);
}

START_TEST(strings_are_escaped_and_always_utf8)
{
    ck_assert_str_eq(string_of("\"\\/\b\f\n\r\t", 8),
                     "\"\\\"\\\\/\\b\\f\\n\\r\\t\"");
    ck_assert_str_eq(string_of("\0\x1B\x7F\xC2\x9B", 5),
                     "\"\\u0000\\u001b\\u007f\\u009b\"");
    ck_assert_str_eq(string_of("a\xFFz\xE2\x82", 5),
                     "\"a\uFFFDz\uFFFD\uFFFD\"");
    ck_assert_str_eq(string_of("“Мінск”", strlen("“Мінск”")), "\"“Мінск”\"");
    ck_assert_str_eq(string_of("\u202e\ufeff\U000e0041\u200d", 13),
                     "\"\\u202e\\ufeff\\udb40\\udc41\u200d\"");
    ck_assert_str_eq(string_of(NULL, 0), "\"\"");
}
END_TEST

static const char *double_of(double v)
{
    static struct buf out;
    buf_clear(&out);
    struct json_writer w = jw_of(&out);
    jw_double(&w, v);
    return buf_str(&out);
}

START_TEST(doubles_are_short_and_come_back)
{
    ck_assert_str_eq(double_of(0.1), "0.1");
    ck_assert_str_eq(double_of(-3), "-3");
    ck_assert_str_eq(double_of(1e300), "1e+300");
    ck_assert_str_eq(double_of(NAN), "null");
    ck_assert_str_eq(double_of(-INFINITY), "null");
    struct rng r = rng_from_env(1);
    for (int i = 0; i < 10000; i++) {
        const uint64_t bits = rng_next(&r);
        double v;
        memcpy(&v, &bits, sizeof(v));
        const char *const text = double_of(v);
        ck_assert(isfinite(v) ? strtod(text, NULL) == v
                              : strcmp(text, "null") == 0);
    }
    ck_assert(strtod(double_of(DBL_MIN / 4), NULL) == DBL_MIN / 4);
}
END_TEST

/* A random value, written and built with jansson at once. */
static json_t *random_value(struct rng *r, struct json_writer *w, int depth);

static json_t *random_array(struct rng *r, struct json_writer *w, int depth)
{
    json_t *const v = json_array();
    jw_open_array(w);
    while (rng_below(r, 4))
        json_array_append_new(v, random_value(r, w, depth));
    jw_close_array(w);
    return v;
}

static json_t *random_object(struct rng *r, struct json_writer *w, int depth)
{
    json_t *const v = json_object();
    char key[] = "a\"";
    jw_open_object(w);
    for (; rng_below(r, 4) && key[0] <= 'z'; key[0]++) {
        jw_key(w, key);
        json_object_set_new(v, key, random_value(r, w, depth));
    }
    jw_close_object(w);
    return v;
}

static json_t *random_value(struct rng *r, struct json_writer *w, int depth)
{
    char text[64];
    size_t n = 0;
    const int64_t number = (int64_t)rng_next(r);
    switch (rng_below(r, depth > 0 ? 7 : 5)) {
    case 0:
        jw_int(w, number);
        return json_integer(number);
    case 1:
        jw_bool(w, number > 0);
        return json_boolean(number > 0);
    case 2:
        jw_null(w);
        return json_null();
    case 3:
        jw_double(w, (double)number / 7 * 1e9);
        return json_real((double)number / 7 * 1e9);
    case 4:
        while (n < sizeof(text) && rng_below(r, 16))
            text[n++] = (char)rng_below(r, 0x80);
        jw_string(w, bytes_of(text, n));
        return json_stringn(text, n);
    case 5:
        return random_array(r, w, depth - 1);
    default:
        return random_object(r, w, depth - 1);
    }
}

START_TEST(jansson_reads_back_what_was_written)
{
    struct rng r = rng_from_env(2);
    struct buf out = BUF_INIT;
    for (int i = 0; i < 2000; i++) {
        buf_clear(&out);
        struct json_writer w = jw_of(&out);
        json_t *const want = random_object(&r, &w, JW_MAX_DEPTH - 1);
        json_error_t why;
        json_t *const is = json_loadb(
            (const char *)out.p, out.n,
            JSON_ALLOW_NUL | JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &why);
        ck_assert_msg(is, "%s: %s", why.text, buf_str(&out));
        ck_assert_msg(json_equal(is, want), "%s", buf_str(&out));
        json_decref(is);
        json_decref(want);
    }
    buf_release(&out);
}
END_TEST

START_TEST(memory_running_out_shows_in_the_buffer)
{
    bool written = false;
    for (long n = 0; !written; n++) {
        struct buf out = BUF_INIT;
        struct json_writer w = jw_of(&out);
        mem_fail_after(n);
        jw_open_array(&w);
        for (int i = 0; i < 100; i++)
            jw_str(&w, "0123456789");
        jw_double(&w, 1.5);
        jw_close_array(&w);
        mem_fail_never();
        written = !out.failed;
        ck_assert(written || n < 20);
        buf_release(&out);
    }
}
END_TEST

SUITE("json_writer", object_is_written_with_its_commas,
      strings_are_escaped_and_always_utf8, doubles_are_short_and_come_back,
      jansson_reads_back_what_was_written,
      memory_running_out_shows_in_the_buffer)
