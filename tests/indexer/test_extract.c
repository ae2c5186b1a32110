#include "common/base/date.h"
#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "common/segment/layout.h"
#include "indexer/extract/extract.h"
#include "indexer/source/source.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- support ---- */

static void print_bytes(struct buf *out, const char *what, struct bytes text)
{
    if (text.n)
        buf_printf(out, "%s<%.*s>", what, (int)text.n, (const char *)text.p);
}

/* A release as text: "id<...>title<...>...", or "reject: reason". */
static void print_release(struct buf *out, const struct release *r)
{
    char date[DATE_TEXT];
    if (r->reject) {
        buf_printf(out, "reject: %s", r->reject);
        return;
    }
    print_bytes(out, "id", r->id);
    print_bytes(out, " date", bytes_of_str(date_format(r->date, date)));
    print_bytes(out, " source", r->source);
    print_bytes(out, " title", r->title);
    print_bytes(out, " body", r->body);
    buf_append_str(out, " |");
    for (size_t i = 0; i < r->fields.n; i++) {
        const struct record_field *const f = &r->fields.v[i];
        if (f->field == FIELD_OTHER)
            buf_printf(out, " %.*s", (int)f->name.n, (const char *)f->name.p);
        else
            buf_printf(out, " %s", FIELD_NAMES[f->field]);
        print_bytes(out, "", f->text);
    }
}

static void put_record(struct batch *b, enum record_kind kind, const char *name,
                       uint64_t line, struct bytes bytes)
{
    struct raw_record r = {.kind = kind, .line = line};
    batch_clear(b);
    ck_assert(batch_put(b, name, strlen(name), &r.path) &&
              batch_put(b, name, strlen(name), &r.name) &&
              batch_put(b, bytes.p, bytes.n, &r.bytes) && batch_add(b, &r));
}

static enum st extract_one(const struct field_map *map, enum record_kind kind,
                           const char *name, struct bytes bytes,
                           struct buf *out)
{
    struct batch b = {.number = 0};
    struct extractor *x;
    struct release r;
    struct err e = ERR_INIT;
    put_record(&b, kind, name, kind == RECORD_JSON ? 7 : 0, bytes);
    enum st st = extractor_open(&x, map, &e);
    if (st == ST_OK)
        st = extract_record(x, &b, &b.records[0], &r, &e);
    if (st == ST_OK)
        print_release(out, &r);
    extractor_close(x);
    batch_release(&b);
    return st;
}

/* Both live until the next call. */
static const char *extracted(const struct field_map *map, enum record_kind kind,
                             const char *name, struct bytes bytes)
{
    static struct buf out;
    buf_release(&out);
    ck_assert_int_eq(extract_one(map, kind, name, bytes, &out), ST_OK);
    return buf_str(&out);
}

static const char *text(const char *name, const char *bytes)
{
    const struct field_map map = field_map_default();
    return extracted(&map, RECORD_TEXT, name, bytes_of_str(bytes));
}

static const char *json(const char *document)
{
    const struct field_map map = field_map_default();
    return extracted(&map, RECORD_JSON, "f", bytes_of_str(document));
}

/* ---- text ---- */

START_TEST(first_line_with_a_word_is_the_headline)
{
    ck_assert_str_eq(text("a", "Leaders meet"),
                     "id<a> title<Leaders meet> | title<Leaders meet>");
    ck_assert_str_eq(text("a", "\r\n \x01\r\n***\r\n  Leaders meet \r\n\r\n"
                               "MINSK. They\r\nmet.\r\n\r\n"),
                     "id<a> title<Leaders meet> body<MINSK. They\r\nmet.> |"
                     " title<Leaders meet> body<MINSK. They\r\nmet.>");
    ck_assert_str_eq(text("a", "Встреча\nв Минске"),
                     "id<a> title<Встреча> body<в Минске> |"
                     " title<Встреча> body<в Минске>");
}
END_TEST

START_TEST(preamble_begins_the_body_and_no_word_is_lost)
{
    ck_assert_str_eq(
        text("a", "FOR IMMEDIATE RELEASE\nMay 28, 2019\n\nLeaders meet\nThey "
                  "met."),
        "id<a> date<2019-05-28> title<Leaders meet> body<FOR IMMEDIATE RELEASE"
        "\nMay 28, 2019\nThey met.> | title<Leaders meet> date<May 28, 2019> "
        "body<FOR IMMEDIATE RELEASE\nMay 28, 2019\nThey met.>");
    ck_assert_str_eq(text("a", "Press release\n2019-05-28\n"),
                     "id<a> date<2019-05-28> body<Press release\n2019-05-28> |"
                     " date<2019-05-28> body<Press release\n2019-05-28>");
    ck_assert_str_eq(text("a", "NEWS RELEASE\nLeaders meet\n"),
                     "id<a> title<Leaders meet> body<NEWS RELEASE> |"
                     " title<Leaders meet> body<NEWS RELEASE>");
}
END_TEST

START_TEST(text_without_line_breaks_is_all_body)
{
    char line[302];
    for (int n = 300; n <= 301; n++) {
        memset(line, 'a', (size_t)n);
        line[n] = '\0';
        const char *const out = text("a", line);
        ck_assert_int_eq(strstr(out, "title<") != NULL, n == 300);
        ck_assert_int_eq(strstr(out, "body<") != NULL, n == 301);
    }
}
END_TEST

START_TEST(date_of_a_header_line_goes_before_that_of_the_name)
{
    static const char header[] = "Leaders meet\n28 May 2019\nThey met.";
    ck_assert_ptr_nonnull(
        strstr(text("10Apr2007a", header), "date<2019-05-28>"));
    ck_assert_ptr_nonnull(
        strstr(text("A/10Apr2007a", "Leaders meet\nToday: July 24, 2008"),
               "id<A/10Apr2007a> date<2007-04-10> source<A> "));
    ck_assert_ptr_nonnull(
        strstr(text("a", "1\n2\n3\n4\n5\n6\n7\n8\n9\n\n10a\n28 May 2019"),
               "id<a> title")); /* the eleventh line is no header */
    ck_assert_ptr_nonnull(strstr(text("11Dec207gLeahy37", "x"), "> title"));
}
END_TEST

START_TEST(text_without_a_word_is_rejected)
{
    const struct field_map map = field_map_default();
    char nuls[903] = {0};
    ck_assert_str_eq(text("a", ""), "reject: no text");
    ck_assert_str_eq(text("a", "  "), "reject: no text");
    ck_assert_str_eq(text("a", "\xef\xbb\xbf … — !\n"), "reject: no text");
    ck_assert_str_eq(
        extracted(&map, RECORD_TEXT, "a", bytes_of(nuls, sizeof(nuls))),
        "reject: no text");
}
END_TEST

START_TEST(other_encodings_become_utf8_in_text_and_name)
{
    const struct field_map map = field_map_default();
    ck_assert_str_eq(text("caf\xe9", "Caf\xe9 \x93opens\x94\nin Minsk"),
                     "id<café> title<Café “opens”> body<in Minsk> |"
                     " title<Café “opens”> body<in Minsk>");
    static const char wide[] = "\xff\xfeH\0i\0\n\0y\0o\0u\0";
    ck_assert_str_eq(
        extracted(&map, RECORD_TEXT, "w", bytes_of(wide, sizeof(wide) - 1)),
        "id<w> title<Hi> body<you> | title<Hi> body<you>");
}
END_TEST

/* ---- JSON ---- */

START_TEST(known_keys_become_fields_and_others_keep_their_name)
{
    ck_assert_str_eq(
        json("{\"lang\":\"en\",\"_id\":17,\"headline\":\"T\",\"text\":\"B\","
             "\"published\":\"28 May 2019\",\"source\":\"S\",\"url\":\"U\","
             "\"n\":1.50,\"ok\":true,\"no\":null,\"l\":[1, {\"a\": \"b\"}]}"),
        "id<17> date<2019-05-28> source<S> title<T> body<B> | lang<en> "
        "title<T> body<B> date<28 May 2019> source<S> url<U> n<1.50> ok<true> "
        "l<[1,{\"a\":\"b\"}]>");
    ck_assert_str_eq(
        json("{\"text\":\"second\",\"body\":\"first\",\"title\":\"\","
             "\"headline\":\"H\"}"),
        "id<f:7> title<H> body<first> | text<second> body<first> title "
        "title<H>");
    ck_assert_str_eq(json("{\"id\":null,\"title\":null,\"body\":\"B\","
                          "\"body\":\"C\"}"),
                     "id<f:7> body<C> | body<B> body<C>");
}
END_TEST

/* Two abstracts of the Cranfield collection are empty, and judged. */
START_TEST(json_whose_texts_hold_no_word_is_a_document)
{
    ck_assert_str_eq(json("{\"id\":\"1\",\"title\":\"\",\"body\":\"\"}"),
                     "id<1> | title body");
    ck_assert_str_eq(json("{\"id\":\"\",\"title\":\"\",\"headline\":\"\"}"),
                     "id<f:7> | title headline");
    ck_assert_str_eq(json("{\"text\":\"\",\"title\":null,\"lang\":\"en\"}"),
                     "id<f:7> | body lang<en>");
    ck_assert_str_eq(json("{\"title\":\" \",\"body\":\"...\\u0000\"}"),
                     "id<f:7> title< > body<... > | title< > body<... >");
}
END_TEST

START_TEST(date_of_json_is_that_of_its_key_alone)
{
    static const struct {
        const char *value, *date;
    } v[] = {
        {"\"2019-05-28T01:02:03Z\"", " date<2019-05-28>"},
        {"1559001600", " date<2019-05-28>"},
        {"\"\"", " date<2007-04-10>"}, /* a header line, then */
        {"\"soon\"", ""},
        {"[2019]", " date<2007-04-10>"},
    };
    for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
        char document[128], begin[64];
        snprintf(document, sizeof(document),
                 "{\"date\":%s,\"body\":\"April 10, 2007\\nText\"}",
                 v[i].value);
        snprintf(begin, sizeof(begin), "id<f:7>%s body<", v[i].date);
        const char *const out = json(document);
        ck_assert_msg(strstr(out, begin) == out, "%s", out);
    }
}
END_TEST

START_TEST(what_is_no_document_is_rejected_with_the_reason)
{
    static const struct {
        const char *document, *reason;
    } v[] = {
        {"{\"id\":\"1\"}", "no text"},
        {"{\"id\":\"1\",\"title\":null,\"body\":null}", "no text"},
        {"{\"lang\":\"en\"}", "no text"},
        {"[]", "not JSON: no JSON object, at column 1"},
        {"{\"body\":\"x\\ud800\"}",
         "not JSON: half a surrogate pair, at column 11"},
        {"{\"body\":\"caf\xe9\"}", "not JSON: not UTF-8, at column 13"},
        {"{\"body\":\"x\"", "not JSON: it ends too early, at column 12"},
        {"{\"body\":[\"x\"]}", "the body (key \"body\") is a list, no string"},
        {"{\"headline\":5,\"body\":\"x\"}",
         "the title (key \"headline\") is a number, no string"},
        {"{\"id\":{},\"body\":\"x\"}",
         "the id (key \"id\") is an object, no string"},
        {"{\"id\":true,\"body\":\"x\"}",
         "the id (key \"id\") is a boolean, no string"},
    };
    for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
        const char *const out = json(v[i].document);
        ck_assert_msg(strncmp(out, "reject: ", 8) == 0 &&
                          strcmp(out + 8, v[i].reason) == 0,
                      "%s: %s", v[i].document, out);
    }
}
END_TEST

START_TEST(id_over_the_limit_is_rejected)
{
    struct buf b = BUF_INIT;
    for (int extra = 0; extra < 2; extra++) {
        buf_clear(&b);
        ck_assert(buf_printf(&b, "{\"body\":\"x\",\"id\":\"%0*d\"}",
                             ID_SIZE_MAX + extra, 1));
        const char *const out = json(buf_str(&b));
        ck_assert_int_eq(strcmp(out, "reject: an id of over 4096 bytes") == 0,
                         extra);
    }
    buf_release(&b);
}
END_TEST

START_TEST(rejected_record_keeps_its_reason)
{
    const struct field_map map = field_map_default();
    ck_assert_str_eq(
        extracted(&map, RECORD_REJECT, "a", bytes_of_str("Permission denied")),
        "reject: Permission denied");
}
END_TEST

/* ---- field map ---- */

START_TEST(mapped_field_is_taken_from_its_key_alone)
{
    char spec[] = "title=name,id=url,body=blurb";
    struct field_map map = field_map_default();
    ck_assert_int_eq(field_map_parse(&map, spec, NULL), ST_OK);
    ck_assert_str_eq(
        extracted(&map, RECORD_JSON, "f",
                  bytes_of_str("{\"name\":\"N\",\"title\":\"T\",\"url\":\"U\","
                               "\"blurb\":\"B\",\"body\":\"C\",\"id\":\"I\"}")),
        "id<U> title<N> body<B> | title<N> title<T> url<U> body<B> body<C> "
        "id<I>");
}
END_TEST

START_TEST(senseless_map_names_the_part)
{
    static const struct {
        const char *spec, *message;
    } v[] = {
        {"title", "'title': expected FIELD=KEY"},
        {"", "'': expected FIELD=KEY"},
        {"title=a,", "'': expected FIELD=KEY"},
        {"title=", "'title=': expected FIELD=KEY"},
        {"=a", "'=a': expected FIELD=KEY"},
        {"date=d,titel=a", "'titel' is no field: they are id, title, body, "
                           "date, source, url"},
        {"title=a,title=b", "'title' is mapped twice"},
    };
    for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
        char spec[64];
        struct field_map map = field_map_default();
        struct err e = ERR_INIT;
        snprintf(spec, sizeof(spec), "%s", v[i].spec);
        ck_assert_int_eq(field_map_parse(&map, spec, &e), ST_USAGE);
        ck_assert_str_eq(e.msg, v[i].message);
    }
}
END_TEST

/* ---- everything ---- */

/* Words of a text, one after the other. */
static void append_words(struct buf *out, struct bytes text_bytes)
{
    bool gap = true;
    for (size_t i = 0; i < text_bytes.n; i++) {
        const uint8_t c = text_bytes.p[i];
        const bool word = c > ' ' && c != '*'; /* "***" alone is no text */
        if (word && gap)
            buf_append_byte(out, ' ');
        if (word)
            buf_append_byte(out, c);
        gap = !word;
    }
}

static int compare_words(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The words in byte order: what two texts of the same words have in common. */
static void sort_words(struct buf *b)
{
    char *words[512], *save, copy[8192];
    size_t n = 0;
    ck_assert_uint_lt(b->n, sizeof(copy));
    snprintf(copy, sizeof(copy), "%s", buf_str(b));
    for (char *w = strtok_r(copy, " ", &save); w;
         w = strtok_r(NULL, " ", &save)) {
        ck_assert_uint_lt(n, 512);
        words[n++] = w;
    }
    qsort(words, n, sizeof(words[0]), compare_words);
    buf_clear(b);
    for (size_t i = 0; i < n; i++)
        buf_printf(b, "%s ", words[i]);
}

START_TEST(headline_and_body_together_hold_every_word)
{
    static const char *const parts[] = {
        "FOR IMMEDIATE RELEASE",
        "\n",
        "\r\n",
        "\n\n",
        "May 28, 2019",
        "Leaders meet",
        "https://example.org/x",
        "12",
        " ",
        "PRESS RELEASE",
        "They met.",
        "***",
        "\r",
    };
    const struct field_map map = field_map_default();
    struct rng rng = rng_from_env(9);
    struct batch b = {.number = 0};
    struct buf bytes = BUF_INIT, want = BUF_INIT, have = BUF_INIT;
    struct extractor *x;
    ck_assert_int_eq(extractor_open(&x, &map, NULL), ST_OK);
    for (unsigned round = 0; round < 5000; round++) {
        struct release r;
        buf_clear(&bytes);
        buf_clear(&want);
        buf_clear(&have);
        for (unsigned n = rng_below(&rng, 16); n > 0; n--)
            buf_append_str(
                &bytes, parts[rng_below(&rng, sizeof(parts) / sizeof(*parts))]);
        put_record(&b, RECORD_TEXT, "a", 0, buf_bytes(&bytes));
        ck_assert_int_eq(extract_record(x, &b, &b.records[0], &r, NULL), ST_OK);
        if (r.reject)
            continue;
        append_words(&want, buf_bytes(&bytes));
        append_words(&have, r.title);
        append_words(&have, r.body);
        sort_words(&want);
        sort_words(&have);
        ck_assert_str_eq(buf_str(&want), buf_str(&have));
    }
    extractor_close(x);
    batch_release(&b);
    buf_release(&bytes);
    buf_release(&want);
    buf_release(&have);
}
END_TEST

START_TEST(every_failing_allocation_ends_with_nomem)
{
    static const struct {
        enum record_kind kind;
        const char *bytes;
    } v[] = {
        {RECORD_TEXT, "PRESS RELEASE\nCaf\xe9\n28 May 2019\nopens"},
        {RECORD_JSON, "{\"title\":\"a\\n\",\"body\":\"b\",\"x\":[1]}"},
        {RECORD_JSON, "{\"title\":"},
        {RECORD_JSON, "{\"title\":5}"},
        {RECORD_MARKDOWN, "---\ntitle: T\n---\n*b*"},
        {RECORD_EML, "Subject: =?utf-8?B?w6k=?=\n"
                     "Content-Transfer-Encoding: base64\n\neA=="},
        {RECORD_BEIR, "{\"_id\":\"1\",\"text\":\"x\\n\",\"metadata\":{}}"},
        {RECORD_REJECT, "Permission denied"},
    };
    const struct field_map map = field_map_default();
    struct buf whole = BUF_INIT, out = BUF_INIT;
    ck_assert(buf_reserve(&out, 4096)); /* the test's own needs no memory */
    for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
        const struct bytes bytes = bytes_of_str(v[i].bytes);
        buf_clear(&whole);
        ck_assert_int_eq(extract_one(&map, v[i].kind, "caf\xe9", bytes, &whole),
                         ST_OK);
        struct batch b = {.number = 0};
        put_record(&b, v[i].kind, "caf\xe9", v[i].kind == RECORD_JSON ? 7 : 0,
                   bytes);
        enum st st = ST_NOMEM;
        for (long n = 0; st != ST_OK; n++) {
            ck_assert_int_lt(n, 500);
            struct extractor *x;
            struct release r;
            buf_clear(&out);
            mem_fail_after(n);
            st = extractor_open(&x, &map, NULL);
            if (st == ST_OK)
                st = extract_record(x, &b, &b.records[0], &r, NULL);
            mem_fail_never();
            if (x && st == ST_NOMEM) { /* and the extractor is still usable */
                ck_assert_int_eq(extract_record(x, &b, &b.records[0], &r, NULL),
                                 ST_OK);
                st = ST_NOMEM;
            }
            if (st == ST_OK)
                print_release(&out, &r);
            extractor_close(x);
            ck_assert(st == ST_OK || st == ST_NOMEM);
        }
        ck_assert_str_eq(buf_str(&out), buf_str(&whole));
        batch_release(&b);
    }
    buf_release(&whole);
    buf_release(&out);
}
END_TEST

/* DATELINE_DATA names a folder with odd/: files a reader must survive. */
START_TEST(odd_files_are_read_or_rejected_with_a_reason)
{
    const char *const data = getenv("DATELINE_DATA");
    char odd[4096];
    snprintf(odd, sizeof(odd), "%s/odd", data ? data : "");
    if (!data || access(odd, R_OK) != 0)
        return;
    const struct field_map map = field_map_default();
    const struct source_options options = SOURCE_OPTIONS_DEFAULT;
    const char *const path = odd;
    struct batch b = {.number = 0};
    struct buf out = BUF_INIT;
    struct extractor *x;
    struct source *s;
    ck_assert_int_eq(extractor_open(&x, &map, NULL), ST_OK);
    ck_assert_int_eq(source_open(&s, &path, 1, &options, NULL), ST_OK);
    ck_assert_int_eq(source_next_batch(s, &b, NULL), ST_OK);
    ck_assert_uint_eq(b.n, 12);
    for (size_t i = 0; i < b.n; i++) {
        struct release r;
        ck_assert_int_eq(extract_record(x, &b, &b.records[i], &r, NULL), ST_OK);
        const struct bytes name = batch_span(&b, b.records[i].name);
        char date[DATE_TEXT];
        buf_printf(&out, "%.*s %s %s\n", (int)name.n, (const char *)name.p,
                   r.reject ? r.reject : "", date_format(r.date, date));
        if (!r.reject)
            ck_assert(utf8_valid(r.title) && utf8_valid(r.body));
    }
    ck_assert_str_eq(buf_str(&out), "Akaka/10Apr2007akaka175  2007-04-10\n"
                                    "Bennett/11Jan2005Bennett245  2005-01-11\n"
                                    "Bond/2008Jul2008Bond0  \n"
                                    "Cantwell/16Apr2008Cantwell5  2008-04-15\n"
                                    "Clinton/10Apr2006Clinton568  2006-04-10\n"
                                    "Corzine/17Mar2005Corzine86  2005-03-17\n"
                                    "Crapo/12May2005Crapo575 no text \n"
                                    "Inhofe/1Aug2007Inhofe53  2007-08-01\n"
                                    "Isakson/19Dec2007Isakson41  2007-12-19\n"
                                    "Kennedy/01Mar2007Kennedy3 no text \n"
                                    "Leahy/11Dec207gLeahy37  \n"
                                    "Thune/10Feb2005Thune12  2005-02-10\n");
    extractor_close(x);
    source_close(s);
    batch_release(&b);
    buf_release(&out);
}
END_TEST

SUITE("extract", first_line_with_a_word_is_the_headline,
      preamble_begins_the_body_and_no_word_is_lost,
      text_without_line_breaks_is_all_body,
      date_of_a_header_line_goes_before_that_of_the_name,
      text_without_a_word_is_rejected,
      other_encodings_become_utf8_in_text_and_name,
      known_keys_become_fields_and_others_keep_their_name,
      json_whose_texts_hold_no_word_is_a_document,
      date_of_json_is_that_of_its_key_alone,
      what_is_no_document_is_rejected_with_the_reason,
      id_over_the_limit_is_rejected, rejected_record_keeps_its_reason,
      mapped_field_is_taken_from_its_key_alone, senseless_map_names_the_part,
      headline_and_body_together_hold_every_word,
      every_failing_allocation_ends_with_nomem,
      odd_files_are_read_or_rejected_with_a_reason)
