#include "query/commands/commands.h"
#include "tests/index/built_index.h"
#include "tests/query/commands/said.h"
#include "tests/support/suite.h"

/* "own" is a word of a alone, "the" of all. */
static void build(struct built_index *b)
{
    built_index_init(b);
    built_index_add(b, "a", "the oil embargo oil price own");
    built_index_add(b, "b", "the embargo on oil");
    built_index_add(b, "c", "the price of bread");
    built_index_add(b, "d", "the football match");
    built_index_end(b);
    const struct build_options o = built_index_options(b);
    build_quietly(&o);
}

static struct said say(const struct similar_command *c)
{
    struct said s = {.e = ERR_INIT};
    struct call call;
    call_begin(&call);
    s.st = command_similar(c, &call.reply, &s.e);
    call_end(&call, &s);
    return s;
}

static struct said similar(const char *index, const char *like, uint32_t top)
{
    return say(&(struct similar_command){.index = index,
                                         .like = like,
                                         .question = QUESTION_ARGUMENTS_DEFAULT,
                                         .top = top,
                                         .format = FORMAT_IDS,
                                         .look = {.columns = 80}});
}

START_TEST(a_release_is_not_like_itself_and_telling_words_come_first)
{
    struct built_index b;
    build(&b);
    const struct said s = similar(b.index, "a", 10);
    ck_assert_int_eq(s.st, ST_OK);
    ck_assert_str_eq(s.out, "b\nc\nd\n");
    ck_assert_int_eq(strncmp(s.notes, "words: oil ", 11), 0);
    ck_assert_ptr_null(strstr(s.notes, "own"));
    ck_assert_ptr_nonnull(strstr(s.notes, ", the 0.1\n"));
    ck_assert_str_eq(similar(b.index, "a", 1).out, "b\n");
    built_index_remove(&b);
}
END_TEST

START_TEST(a_text_is_read_from_a_file)
{
    const char text[] = "An embargo \xff own bread";
    struct built_index b;
    build(&b);
    const char *const file =
        tmpdir_write(&b.dir, "text", text, sizeof(text) - 1);
    const struct said s = similar(b.index, file, 3);
    ck_assert_int_eq(s.st, ST_OK);
    ck_assert_str_eq(s.out, "a\nc\nb\n");
    const char *const empty = tmpdir_write(&b.dir, "empty", "", 0);
    const struct said none = similar(b.index, empty, 3);
    ck_assert(none.none);
    ck_assert_str_eq(none.notes, "no word tells it from others\n");
    built_index_remove(&b);
}
END_TEST

START_TEST(what_is_neither_id_nor_file_is_said)
{
    struct built_index b;
    build(&b);
    const struct said s = similar(b.index, "no/such", 3);
    ck_assert_int_eq(s.st, ST_USAGE);
    ck_assert_str_eq(s.e.msg,
                     "no/such: neither the id of a release nor a file");
    ck_assert_int_eq(similar(b.index, b.dir.path, 3).st, ST_USAGE);
    built_index_remove(&b);
}
END_TEST

/* Two texts of 70 words in a row, and one more. */
static void build_like(struct built_index *b)
{
    char text[1000], *at = text;
    for (int i = 0; i < 70; i++)
        at += sprintf(at, "w%d ", i);
    built_index_init(b);
    built_index_add(b, "a", text);
    sprintf(at, "more");
    built_index_add(b, "b", text);
    built_index_end(b);
    const struct build_options o = built_index_options(b);
    build_quietly(&o);
}

static struct said like_a(const char *index, size_t passages)
{
    return say(&(struct similar_command){.index = index,
                                         .like = "a",
                                         .by_signature = true,
                                         .passages = passages,
                                         .question = QUESTION_ARGUMENTS_DEFAULT,
                                         .top = 5,
                                         .format = FORMAT_JSONL,
                                         .look = {.columns = 80}});
}

START_TEST(what_both_have_is_shown_as_often_as_asked_for)
{
    struct built_index b;
    build_like(&b);
    ck_assert_ptr_nonnull(
        strstr(like_a(b.index, 3).out, " w69\",\"words\":70}]"));
    ck_assert_ptr_null(strstr(like_a(b.index, 0).out, "passages"));
    SWEEP_ALL(like_a(b.index, 3));
    built_index_remove(&b);
}
END_TEST

START_TEST(memory_or_files_failing_at_any_place_are_an_error)
{
    struct built_index b;
    build(&b);
    const char *const file = tmpdir_write(&b.dir, "text", "oil price", 9);
    SWEEP_ALL(similar(b.index, "a", 2));
    SWEEP_ALL(similar(b.index, file, 2));
    built_index_remove(&b);
}
END_TEST

SUITE("query/commands/similar",
      a_release_is_not_like_itself_and_telling_words_come_first,
      what_both_have_is_shown_as_often_as_asked_for, a_text_is_read_from_a_file,
      what_is_neither_id_nor_file_is_said,
      memory_or_files_failing_at_any_place_are_an_error)
