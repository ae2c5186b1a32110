/* What names and first bytes say: input_format, selection and detect. */
#include "indexer/source/detect.h"
#include "indexer/source/selection.h"
#include "tests/support/suite.h"

START_TEST(name_tells_format_packing_and_stem)
{
    static const struct {
        const char *name, *stem;
        enum input_format format;
        enum packing packing;
    } v[] = {
        {"a/b.txt", "a/b", INPUT_TEXT, PACKED_NOT},
        {"b.TXT", "b", INPUT_TEXT, PACKED_NOT},
        {"b.v1.md", "b.v1", INPUT_MARKDOWN, PACKED_NOT},
        {"w.jsonl.zst", "w", INPUT_JSON_LINES, PACKED_FILE},
        {"w.csv.GZ", "w", INPUT_CSV, PACKED_FILE},
        {"2019.tar", "2019", INPUT_UNKNOWN, PACKED_ARCHIVE},
        {"x/2019.tar.xz", "x/2019", INPUT_UNKNOWN, PACKED_ARCHIVE},
        {"2019.tgz", "2019", INPUT_UNKNOWN, PACKED_ARCHIVE},
        {"notes.gz", "notes", INPUT_UNKNOWN, PACKED_ANY},
        {"notes", "notes", INPUT_UNKNOWN, PACKED_NOT},
        {"d.ir/notes", "d.ir/notes", INPUT_UNKNOWN, PACKED_NOT},
        {"d/.profile", "d/.profile", INPUT_UNKNOWN, PACKED_NOT},
        {"d/.txt", "d/.txt", INPUT_UNKNOWN, PACKED_NOT},
        {"p.png", "p", INPUT_UNKNOWN, PACKED_NOT},
        {"", "", INPUT_UNKNOWN, PACKED_NOT},
    };
    for (size_t i = 0; i < COUNT_OF(v); i++) {
        const struct input_name n = input_name_of(v[i].name);
        ck_assert_msg(
            n.format == v[i].format && n.packing == v[i].packing &&
                bytes_equal_str(bytes_of(v[i].name, n.stem), v[i].stem),
            "%s", v[i].name);
    }
    ck_assert(input_is_ours(input_name_of("notes.gz")));
    ck_assert(!input_is_ours(input_name_of("p.png.gz")));
}
END_TEST

START_TEST(ending_selects_unless_hidden_or_a_readme)
{
    const struct selection s = {.n_globs = 0};
    static const char *const read[] = {"a.txt", "x/a.jsonl.gz", "x/a.zip",
                                       "readmenot.txt"};
    static const char *const skipped[] = {
        "a.png",        ".a.txt", "x/.git/a.txt", "README.md",
        "x/readme.TXT", "README", "p.png.gz"};
    for (size_t i = 0; i < COUNT_OF(read); i++)
        ck_assert_msg(selection_has(&s, read[i]), "%s", read[i]);
    for (size_t i = 0; i < COUNT_OF(skipped); i++)
        ck_assert_msg(!selection_has(&s, skipped[i]), "%s", skipped[i]);
    ck_assert(!selection_enters(&s, ".git"));
    ck_assert(selection_enters(&s, "../up")); /* refused elsewhere */
}
END_TEST

START_TEST(globs_choose_and_excludes_prune)
{
    static const char *const globs[] = {"*.dat", "2019/*", "README.*"};
    static const char *const excludes[] = {"old", "2019/x*"};
    const struct selection s = {
        .globs = globs, .n_globs = 3, .excludes = excludes, .n_excludes = 2};
    ck_assert(selection_has(&s, "deep/down/a.dat"));
    ck_assert(selection_has(&s, "2019/may/b.png"));
    ck_assert(selection_has(&s, "README.md"));
    ck_assert(selection_has(&s, "any.tar.gz")); /* for what it holds */
    ck_assert(!selection_has(&s, "any.txt.gz"));
    ck_assert(!selection_has(&s, "a.txt"));
    ck_assert(!selection_has(&s, "2019/xmas.dat"));
    ck_assert(!selection_enters(&s, "a/old"));
}
END_TEST

START_TEST(first_bytes_tell_the_format_and_all_else_is_text)
{
    static const struct {
        const char *text;
        enum input_format format;
    } v[] = {
        {"", INPUT_TEXT},
        {"A release\n\nText", INPUT_TEXT},
        {"\xef\xbb\xbf\n {\"id\": 1}\n{\"id\": 2}\n", INPUT_JSON_LINES},
        {"{\n \"id\": 1\n}\n", INPUT_JSON},
        {"[\n{\"id\": 1}]", INPUT_JSON},
        {"[Minsk] The President", INPUT_TEXT},
        {"{\"_id\":\"1\",\"text\":\"\",\"metadata\":{}}\n", INPUT_BEIR},
        {"<!DOCTYPE HTML><p>", INPUT_HTML},
        {"<?xml version='1.0'?><html>", INPUT_HTML},
        {"<?xml version='1.0'?><rss>", INPUT_TEXT},
        {"<doc>\n<docno>1", INPUT_TREC},
        {"From: a@b\nSubject: x\n\nText", INPUT_EML},
        {"From: the Mayor\n\nText", INPUT_TEXT},
        {"From a Tue\nFrom: a@b\nSubject: x\n\n", INPUT_MBOX},
        {"From Minsk we hear\n", INPUT_TEXT},
    };
    for (size_t i = 0; i < COUNT_OF(v); i++)
        ck_assert_msg(detect_format(bytes_of_str(v[i].text)) == v[i].format,
                      "%s", v[i].text);
}
END_TEST

START_TEST(table_without_a_header_is_one_of_ms_marco)
{
    ck_assert_int_eq(detect_dialect(INPUT_TSV, bytes_of_str("7\tA passage\n")),
                     INPUT_MSMARCO);
    ck_assert_int_eq(detect_dialect(INPUT_TSV, bytes_of_str("D7\tu\tt\tb")),
                     INPUT_MSMARCO);
    ck_assert_int_eq(detect_dialect(INPUT_TSV, bytes_of_str("id\ttext\n7\tx")),
                     INPUT_TSV);
    ck_assert_int_eq(detect_dialect(INPUT_CSV, bytes_of_str("7\tx")),
                     INPUT_CSV);
}
END_TEST

SUITE("names", name_tells_format_packing_and_stem,
      ending_selects_unless_hidden_or_a_readme, globs_choose_and_excludes_prune,
      first_bytes_tell_the_format_and_all_else_is_text,
      table_without_a_header_is_one_of_ms_marco)
