#include "common/base/compiler.h"
#include "common/base/json_reader.h"
#include "common/base/mem.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

#include <jansson.h>

/* ---- support ---- */

/* The members of a document, "key=kind:text" in brackets, or its error. */
static const char *read_document(struct bytes document)
{
    static struct buf out;
    struct buf scratch = BUF_INIT;
    struct json_reader r;
    struct json_member m;
    buf_clear(&out);
    ck_assert(json_reader_init(&r, document, &scratch));
    while (json_reader_next(&r, &m))
        buf_printf(&out, "[%.*s=%d:%.*s]", (int)m.key.n, (const char *)m.key.p,
                   (int)m.kind, (int)m.text.n, (const char *)m.text.p);
    if (r.error)
        buf_printf(&out, "%s @%zu", r.error, r.at);
    ck_assert(!json_reader_next(&r, &m)); /* and stays at its end */
    buf_release(&scratch);
    return buf_str(&out);
}

static const char *members(const char *document)
{
    return read_document(bytes_of_str(document));
}

/* ---- examples ---- */

START_TEST(members_come_with_their_kind_and_text)
{
    ck_assert_str_eq(members("{}"), "");
    ck_assert_str_eq(members(" { } \n"), "");
    ck_assert_str_eq(members("{\"a\":null,\"b\" : true , \"c\":false}"),
                     "[a=0:null][b=2:true][c=1:false]");
    ck_assert_str_eq(members("{\"n\":-0.50e+07, \"z\":0}"),
                     "[n=3:-0.50e+07][z=3:0]");
    ck_assert_str_eq(members("{\"s\":\"\",\"t\":\"Naïve 日本 😀\"}"),
                     "[s=4:][t=4:Naïve 日本 😀]");
    ck_assert_str_eq(members("{\"e\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u65E5"
                             "\\uD83D\\ude00.\"}"),
                     "[e=4:\"\\/\b\f\n\r\té日😀.]");
    ck_assert_str_eq(members("{\"\\u006b\":\"a\\u0000b\"}"), "[k=4:a b]");
    ck_assert_str_eq(members("{\"l\":[ 1, {\"a\" : [ ] , \"b\":\"x \\\" y\"}, "
                             "{ }, null ] , \"o\" : { \"p\" : 1 } }"),
                     "[l=5:[1,{\"a\":[],\"b\":\"x \\\" y\"},{},null]]"
                     "[o=6:{\"p\":1}]");
}
END_TEST

START_TEST(what_is_no_json_ends_with_reason_and_place)
{
    static const struct {
        const char *document, *error;
    } v[] = {
        {"", "no JSON object @0"},
        {"[1]", "no JSON object @0"},
        {"\"a\"", "no JSON object @0"},
        {"{", "it ends too early @1"},
        {"{\"a\"", "no colon behind a key @4"},
        {"{\"a\":", "it ends too early @5"},
        {"{\"a\":1", "[a=3:1]it ends too early @6"},
        {"{\"a\":1,", "[a=3:1]no key where one must be @7"},
        {"{\"a\":1,}", "[a=3:1]no key where one must be @7"},
        {"{\"a\":1 \"b\":2}",
         "[a=3:1]neither a comma nor a closing bracket @7"},
        {"{,}", "no key where one must be @1"},
        {"{a:1}", "no key where one must be @1"},
        {"{\"a\":1}}", "[a=3:1]text behind the object @7"},
        {"{} x", "text behind the object @3"},
        {"{\"a\":\"b", "the string does not end @7"},
        {"{\"a\":\"b\\", "the string does not end @7"},
        {"{\"a\":\"b\\x\"}", "unknown escape @7"},
        {"{\"a\":\"\\u12g4\"}", "\\u without four hex digits @6"},
        {"{\"a\":\"\\u12", "\\u without four hex digits @6"},
        {"{\"a\":\"x\\ud83d\"}", "half a surrogate pair @7"},
        {"{\"a\":\"\\ude00\"}", "half a surrogate pair @6"},
        {"{\"a\":\"\\ud83d\\u0041\"}", "half a surrogate pair @6"},
        {"{\"a\":\"\\ud83d\\n\"}", "half a surrogate pair @6"},
        {"{\"a\":\"\n\"}", "a control character in a string @6"},
        {"{\"a\":\"\x80\"}", "not UTF-8 @6"},
        {"{\"a\":\"\xc0\x80\"}", "not UTF-8 @6"},
        {"{\"a\":\"\xed\xa0\x80\"}", "not UTF-8 @6"},
        {"{\"a\":\"\xf4\x90\x80\x80\"}", "not UTF-8 @6"},
        {"{\"a\":\"\xe6\x97", "not UTF-8 @6"},
        {"{\"a\":[\"\xff\"]}", "not UTF-8 @7"},
        {"{\"a\":01}", "a number that begins with 0 @5"},
        {"{\"a\":-}", "a number without digits where they must be @6"},
        {"{\"a\":1.}", "a number without digits where they must be @7"},
        {"{\"a\":1e}", "a number without digits where they must be @7"},
        {"{\"a\":+1}", "no JSON value @5"},
        {"{\"a\":nul}", "no JSON value @5"},
        {"{\"a\":[1}", "neither a comma nor a closing bracket @7"},
        {"{\"a\":[1,]}", "no JSON value @8"},
        {"{\"a\":[", "it ends too early @6"},
        {"{\"a\":[1", "it ends too early @7"},
        {"{\"a\":{\"b\"}}", "no colon behind a key @9"},
        {"{\"a\":{1}}", "no key where one must be @6"},
        {"{\"a\":NaN}", "no JSON value @5"},
    };
    for (size_t i = 0; i < COUNT_OF(v); i++)
        ck_assert_str_eq(members(v[i].document), v[i].error);
    ck_assert_str_eq(read_document(bytes_of("{\"a\":\"\0\"}", 9)),
                     "a control character in a string @6");
    ck_assert_str_eq(read_document(bytes_of("{\"a\":\"\\\0\"}", 10)),
                     "unknown escape @6");
}
END_TEST

START_TEST(depth_is_bounded)
{
    struct buf b = BUF_INIT;
    for (int extra = 0; extra < 2; extra++) {
        buf_clear(&b);
        buf_append_str(&b, "{\"a\":");
        for (int i = 0; i < JSON_MAX_DEPTH + extra; i++)
            buf_append_byte(&b, '[');
        for (int i = 0; i < JSON_MAX_DEPTH + extra; i++)
            buf_append_byte(&b, ']');
        buf_append_str(&b, "}");
        const char *const out = read_document(buf_bytes(&b));
        ck_assert_int_eq(strstr(out, "nested too deeply") != NULL, extra);
    }
    buf_release(&b);
}
END_TEST

/* ---- against jansson ---- */

static void append_space(struct rng *rng, struct buf *b)
{
    if (rng_below(rng, 8) == 0)
        buf_append_byte(b, (uint8_t) " \t\r\n"[rng_below(rng, 4)]);
}

static void append_string(struct rng *rng, struct buf *b)
{
    static const char *const parts[] = {
        "word ",
        "release",
        "\\n",
        "\\\"",
        "\\\\",
        "\\/",
        "é",
        "日本",
        "😀",
        "\\u00e9",
        "\\u65e5",
        "\\t",
        "\\uD83D\\uDE00",
        "a longer run of plain text ",
    };
    buf_append_byte(b, '"');
    for (unsigned n = rng_below(rng, 6); n > 0; n--)
        buf_append_str(b, parts[rng_below(rng, COUNT_OF(parts))]);
    buf_append_byte(b, '"');
}

static void append_value(struct rng *rng, struct buf *b, int depth);

static void append_object(struct rng *rng, struct buf *b, int depth)
{
    buf_append_byte(b, '{');
    const unsigned n = rng_below(rng, 4);
    for (unsigned i = 0; i < n; i++) {
        if (i)
            buf_append_byte(b, ',');
        append_space(rng, b);
        buf_printf(b, "\"k%u\"", i); /* distinct, as jansson keeps one */
        append_space(rng, b);
        buf_append_byte(b, ':');
        append_space(rng, b);
        append_value(rng, b, depth + 1);
        append_space(rng, b);
    }
    buf_append_byte(b, '}');
}

static void append_list(struct rng *rng, struct buf *b, int depth)
{
    buf_append_byte(b, '[');
    const unsigned n = rng_below(rng, 4);
    for (unsigned i = 0; i < n; i++) {
        if (i)
            buf_append_byte(b, ',');
        append_space(rng, b);
        append_value(rng, b, depth + 1);
        append_space(rng, b);
    }
    buf_append_byte(b, ']');
}

static void append_value(struct rng *rng, struct buf *b, int depth)
{
    static const char *const simple[] = {"null", "true", "false",   "0",
                                         "-17",  "1.5",  "-2.25e3", "12345"};
    const unsigned kind = rng_below(rng, depth < 4 ? 8 : 6);
    if (kind < 3)
        buf_append_str(b, simple[rng_below(rng, COUNT_OF(simple))]);
    else if (kind < 6)
        append_string(rng, b);
    else if (kind == 6)
        append_list(rng, b, depth);
    else
        append_object(rng, b, depth);
}

/* The member that jansson read is the one that we read. */
static void assert_equal(const struct json_member *m, const json_t *theirs)
{
    ck_assert_ptr_nonnull(theirs);
    if (m->kind == VALUE_STRING) {
        ck_assert(json_is_string(theirs));
        ck_assert_uint_eq(m->text.n, json_string_length(theirs));
        ck_assert_int_eq(
            memcmp(m->text.p, json_string_value(theirs), m->text.n), 0);
        return;
    }
    /* Our text of any other value, read by jansson, gives an equal value. */
    json_error_t error;
    json_t *const again =
        json_loadb((const char *)m->text.p, m->text.n, JSON_DECODE_ANY, &error);
    ck_assert_ptr_nonnull(again);
    ck_assert(json_equal(again, theirs));
    json_decref(again);
}

/* True when the reader takes the document; then it equals jansson's. */
static bool compare(struct bytes document, const json_t *theirs)
{
    struct buf scratch = BUF_INIT;
    struct json_reader r;
    struct json_member m;
    size_t n = 0;
    /* A buffer of its own size, so that ASan sees any step outside. */
    uint8_t *const copy = mem_alloc(document.n);
    ck_assert_ptr_nonnull(copy);
    memcpy(copy, document.p, document.n);
    ck_assert(json_reader_init(&r, bytes_of(copy, document.n), &scratch));
    for (; json_reader_next(&r, &m); n++) {
        char key[256];
        if (!theirs || m.key.n >= sizeof(key))
            continue;
        memcpy(key, m.key.p, m.key.n);
        key[m.key.n] = '\0';
        assert_equal(&m, json_object_get(theirs, key));
    }
    if (theirs && !r.error)
        ck_assert_uint_eq(n, json_object_size(theirs));
    buf_release(&scratch);
    mem_free(copy);
    return !r.error;
}

START_TEST(random_documents_read_as_jansson_reads_them)
{
    struct rng rng = rng_from_env(5);
    struct buf b = BUF_INIT;
    for (unsigned round = 0; round < 10000; round++) {
        buf_clear(&b);
        append_object(&rng, &b, 0);
        json_error_t error;
        json_t *const theirs =
            json_loadb((const char *)b.p, b.n, JSON_ALLOW_NUL, &error);
        ck_assert_ptr_nonnull(theirs);
        ck_assert(compare(buf_bytes(&b), theirs));
        json_decref(theirs);
    }
    buf_release(&b);
}
END_TEST

START_TEST(damaged_documents_are_refused_when_jansson_refuses_them)
{
    struct rng rng = rng_from_env(6);
    struct buf b = BUF_INIT;
    unsigned refused = 0;
    for (unsigned round = 0; round < 30000; round++) {
        static const char bytes[] = "{}[]\",:\\u0 19-.eE\x80\xc3\xed\n";
        buf_clear(&b);
        append_object(&rng, &b, 0);
        const unsigned damages = 1 + rng_below(&rng, 2);
        for (unsigned i = 0; i < damages; i++)
            b.p[rng_below(&rng, (uint32_t)b.n)] =
                (uint8_t)bytes[rng_below(&rng, sizeof(bytes) - 1)];
        json_error_t error;
        json_t *const theirs =
            json_loadb((const char *)b.p, b.n,
                       JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &error);
        const enum json_error_code code =
            theirs ? json_error_unknown : json_error_code(&error);
        /* What jansson refuses as a matter of taste says nothing. */
        const bool taste = !theirs && (code == json_error_numeric_overflow ||
                                       code == json_error_duplicate_key ||
                                       code == json_error_null_byte_in_key ||
                                       code == json_error_null_character);
        if (theirs && !json_is_object(theirs)) {
            json_decref(theirs); /* an array, which is no document */
            continue;
        }
        const bool nul = theirs && memmem(b.p, b.n, "\\u0000", 6);
        const bool taken = compare(buf_bytes(&b), nul ? NULL : theirs);
        if (!taste && taken != (theirs != NULL))
            ck_abort_msg("%.*s: %s", (int)b.n, (const char *)b.p,
                         theirs ? "jansson takes it" : error.text);
        refused += !taken;
        json_decref(theirs);
    }
    ck_assert_uint_gt(refused, 10000);
    buf_release(&b);
}
END_TEST

SUITE("json_reader", members_come_with_their_kind_and_text,
      what_is_no_json_ends_with_reason_and_place, depth_is_bounded,
      random_documents_read_as_jansson_reads_them,
      damaged_documents_are_refused_when_jansson_refuses_them)
