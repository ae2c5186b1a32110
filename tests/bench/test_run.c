#include "bench/run.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "tests/index/small_index.h"
#include "tests/support/suite.h"

static const struct small_doc DOCS[] = {
    {"Oil", "oil prices rise and gas prices fall"},
    {"Gas", "gas prices"},
};

static const char QUERIES[] =
    "oil\n+gas +prices\noil (\n"
    "{\"query\": \"oil gas\", \"tags\": [\"union\", \"few\\ttags\"]}\n";

/* What a run printed; to be freed. */
static char *said(const struct run_settings *as, enum st want)
{
    struct small_index ix = small_index_make(DOCS, 2, "none", 1);
    struct run_settings s = *as;
    struct err e = ERR_INIT;
    char *text = NULL;
    size_t n = 0;

    index_close(ix.index); /* as a cold run needs it */
    ix.index = NULL;
    s.index = ix.dir.path;
    s.queries = tmpdir_write(&ix.dir, "queries", QUERIES, sizeof(QUERIES) - 1);
    FILE *const out = open_memstream(&text, &n);
    ck_assert_msg(run(&s, out, &e) == want, "%s", e.msg);
    ck_assert_int_eq(fclose(out), 0);
    small_index_remove(&ix);
    return text;
}

static void expect(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part) != NULL, "no '%s' in:\n%s", part, text);
}

static size_t count(const char *text, const char *part)
{
    size_t n = 0;

    for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
        n++;
    return n;
}

START_TEST(table_has_a_block_for_best_and_one_for_every_sample)
{
    char *const text = said(&(struct run_settings){.commands = "TOP_10,COUNT",
                                                   .rounds = 3,
                                                   .threads = 1},
                            ST_OK);

    expect(text, "TOP_10: 3 queries, 3 rounds, 1 thread, ");
    expect(text, "COUNT: 3 queries, 3 rounds, 1 thread, ");
    expect(text, "; 1 unsupported\n");
    expect(text, "\nintersection ");
    expect(text, "\nunion ");
    ck_assert_uint_eq(count(text, "\nbest of each query"), 2);
    ck_assert_uint_eq(count(text, "\nevery sample"), 2);
    ck_assert_ptr_null(strstr(text, "1 word"));
    free(text);
}
END_TEST

START_TEST(table_of_classes_shows_words_and_tags_harmless)
{
    char *const text = said(
        &(struct run_settings){
            .commands = "TOP_10", .rounds = 1, .threads = 2, .classes = true},
        ST_OK);

    expect(text, " 2 threads, ");
    expect(text, "; one thread ");
    expect(text, "\nintersection, 2 words ");
    expect(text, "\nfew\\ttags ");
    ck_assert_uint_eq(count(text, "every sample"), 0);
    free(text);
}
END_TEST

START_TEST(tsv_has_as_many_cells_in_every_line)
{
    for (int cold = 0; cold <= 1; cold++) {
        char *const text = said(&(struct run_settings){.commands = "TOP_10",
                                                       .threads = 1,
                                                       .cold = cold,
                                                       .classes = true,
                                                       .format = RUN_TSV},
                                ST_OK);
        ck_assert_uint_eq(count(text, "\t"), 14 * count(text, "\n"));
        ck_assert_int_eq(strstr(text, "\tfirst\t") != NULL, cold);
        free(text);
    }
}
END_TEST

static double number(const json_t *object, const char *key)
{
    const json_t *const value = json_object_get(object, key);

    ck_assert_msg(json_is_number(value), "%s", key);
    return json_number_value(value);
}

START_TEST(json_carries_machine_program_index_and_all_classes)
{
    char *const text = said(&(struct run_settings){.commands = "TOP_10,COUNT",
                                                   .threads = 1,
                                                   .cold = true,
                                                   .format = RUN_JSON},
                            ST_OK);
    json_t *const all = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    const json_t *const commands = json_object_get(all, "commands");
    const json_t *const command = json_array_get(commands, 1);
    const json_t *const classes = json_object_get(command, "classes");
    const json_t *const first = json_array_get(classes, 0);

    ck_assert_ptr_nonnull(all);
    ck_assert_double_eq(number(json_object_get(all, "index"), "documents"), 2);
    ck_assert_double_gt(number(json_object_get(all, "index"), "bytes"), 100);
    ck_assert_double_ge(number(json_object_get(all, "machine"), "cores"), 1);
    ck_assert_ptr_nonnull(
        json_object_get(json_object_get(all, "program"), "build"));
    ck_assert_uint_eq(json_array_size(commands), 2);
    ck_assert_str_eq(json_string_value(json_object_get(command, "command")),
                     "COUNT");
    ck_assert_double_eq(number(command, "unsupported"), 1);
    ck_assert_uint_eq(json_array_size(classes), 1 + 3 + 3 + 1);
    ck_assert_str_eq(json_string_value(json_object_get(first, "class")), "all");
    ck_assert_double_eq(number(first, "queries"), 3);
    ck_assert_double_gt(number(json_object_get(first, "best"), "p99.9_us"), 0);
    ck_assert_double_gt(number(json_object_get(first, "first"), "mean_us"),
                        number(json_object_get(first, "best"), "mean_us"));
    ck_assert_uint_eq(json_array_size(json_object_get(
                          json_object_get(first, "every"), "curve_us")),
                      101);
    json_decref(all);
    free(text);
}
END_TEST

START_TEST(unknown_command_is_refused_before_anything_is_asked)
{
    char *const text =
        said(&(struct run_settings){.commands = "TOP_10,TOP_7", .threads = 1},
             ST_USAGE);

    ck_assert_str_eq(text, "");
    free(text);
}
END_TEST

SUITE("run", table_has_a_block_for_best_and_one_for_every_sample,
      table_of_classes_shows_words_and_tags_harmless,
      tsv_has_as_many_cells_in_every_line,
      json_carries_machine_program_index_and_all_classes,
      unknown_command_is_refused_before_anything_is_asked)
