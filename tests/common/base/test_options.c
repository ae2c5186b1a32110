#include "common/base/options.h"
#include "tests/support/suite.h"

#include <stdlib.h>
#include <string.h>

enum { OPT_TOP = 1, OPT_STORE, OPT_MEMORY, OPT_K1, OPT_QUIET, OPT_SYNTAX };

static const struct option_spec BUILD_OPTIONS[] = {
    {OPT_STORE, 0, "store", "full|ids", "What to keep."},
    {OPT_MEMORY, 'm', "memory", "SIZE", "Bound on memory."},
    {OPT_QUIET, 'q', "quiet", NULL, "Say nothing."},
    {OPT_TOP, 'n', "top", "N",
     "A help text that is long enough to be broken over more lines than one, "
     "so that the width of what is printed can be looked at."},
};
static const struct option_spec SEARCH_OPTIONS[] = {
    {OPT_TOP, 'n', "top", "N", "How many hits."},
    {OPT_K1, 0, "k1", "X", "The k1 of BM25."},
    {OPT_STORE, 0, "store", "full|ids", "What to keep."},
    {OPT_SYNTAX, 's', "syntax", "websearch|lucene", "The query language."},
    {OPT_QUIET, 'q', "quiet", NULL, "Say nothing."},
};
static const struct example_spec EXAMPLES[] = {
    {"prog build -o \"x\" a.txt", "Builds."}};
static const struct lines_spec EXITS[] = {{"0", "Done."}};

static const struct command_spec BUILD = {
    .id = 1,
    .name = "build",
    .operands = "-o INDEX SOURCE...",
    .summary = "Build an index.",
    .details = "One.\n\n.Two.",
    .options = BUILD_OPTIONS,
    .n_options = COUNT_OF(BUILD_OPTIONS),
    .examples = EXAMPLES,
    .n_examples = 1,
};
static const struct command_spec VERIFY = {
    .id = 2, .name = "verify", .operands = "INDEX", .summary = "Check it."};

static const struct command_spec *const INDEXER_COMMANDS[] = {&BUILD, &VERIFY};
static const struct program_spec INDEXER = {
    .name = "prog",
    .summary = "build things",
    .commands = INDEXER_COMMANDS,
    .n_commands = 2,
    .exits = EXITS,
    .n_exits = 1,
    .see_also = "other(1)",
};
static const struct command_spec *const SEARCH_COMMANDS[] = {
    &(const struct command_spec){.id = 3,
                                 .operands = "INDEX WORD...",
                                 .summary = "Search.",
                                 .options = SEARCH_OPTIONS,
                                 .n_options = COUNT_OF(SEARCH_OPTIONS),
                                 .words_after = 1},
    &VERIFY};
static const struct program_spec SEARCHER = {.name = "find",
                                             .summary = "find things",
                                             .commands = SEARCH_COMMANDS,
                                             .n_commands = 2};

/* A command line taken apart at blanks; what it parsed to, as one string:
 * "top=10 quiet | operand operand". */
struct parsed {
    struct options o;
    struct err e;
    enum st st;
    char line[256], out[512];
    char *argv[32];
};

static void add(struct parsed *p, const char *a, const char *b, const char *c)
{
    const size_t n = strlen(p->out);
    snprintf(p->out + n, sizeof(p->out) - n, "%s%s%s", a, b, c);
}

static struct parsed *parse(const struct program_spec *program,
                            const char *line)
{
    static struct parsed p;
    int argc = 0, id;

    p = (struct parsed){.e = ERR_INIT};
    snprintf(p.line, sizeof(p.line), "%s", line);
    for (char *w = strtok(p.line, " "); w; w = strtok(NULL, " ")) {
        for (char *blank = w; (blank = strchr(blank, '_'));)
            *blank = ' ';
        p.argv[argc++] = w;
    }
    p.st = options_open(&p.o, program, argc, p.argv, &p.e);
    if (p.st != ST_OK)
        return &p;
    while ((p.st = options_next(&p.o, &id, &p.e)) == ST_OK &&
           id != OPTIONS_END) {
        add(&p, p.o.option->name, p.o.value ? "=" : "",
            p.o.value ? p.o.value : "");
        add(&p, " ", "", "");
    }
    add(&p, "|", "", "");
    for (int i = 0; i < p.o.n_operands; i++)
        add(&p, " ", p.o.operands[i], "");
    return &p;
}

static void expect(const struct program_spec *program, const char *line,
                   const char *out)
{
    const struct parsed *const p = parse(program, line);
    ck_assert_str_eq(p->e.msg, "");
    ck_assert_int_eq(p->st, ST_OK);
    ck_assert_str_eq(p->out, out);
}

static void expect_error(const struct program_spec *program, const char *line,
                         const char *message)
{
    const struct parsed *const p = parse(program, line);
    ck_assert_int_eq(p->st, ST_USAGE);
    ck_assert_str_eq(p->e.msg, message);
}

START_TEST(options_and_operands_mix_in_every_gnu_spelling)
{
    expect(&INDEXER, "prog build a", "| a");
    expect(&INDEXER, "prog build a -n 10 b --store=ids c",
           "top=10 store=ids | a b c");
    expect(&INDEXER, "prog build -n10 --store full -qm 2G a",
           "top=10 store=full quiet memory=2G | a");
    expect(&INDEXER, "prog build --stor=ids --q - a", "store=ids quiet | - a");
    expect(&INDEXER, "prog build -q -- -q --store --", "quiet | -q --store --");
    expect(&INDEXER, "prog build --store= a", "store= | a");
    expect(&INDEXER, "prog verify build", "| build");
}
END_TEST

START_TEST(excluded_words_behind_the_index_are_operands)
{
    expect(&SEARCHER, "find idx oil -gas -n 5 -x", "top=5 | idx oil -gas -x");
    expect(&SEARCHER, "find -n 5 idx -nuclear -quiet -sanctions",
           "top=5 | idx -nuclear -quiet -sanctions");
    expect(&SEARCHER, "find idx -n5 oil -q --top 3",
           "top=5 quiet top=3 | idx oil");
    expect(&SEARCHER, "find idx -q1 --a_b -n_5 -- --top",
           "| idx -q1 --a b -n 5 --top");
    expect(&SEARCHER, "find idx --syn=lucene +a", "syntax=lucene | idx +a");
}
END_TEST

START_TEST(first_word_chooses_the_command_or_the_default_one)
{
    ck_assert_int_eq(parse(&SEARCHER, "find verify x")->o.command->id, 2);
    ck_assert_int_eq(parse(&SEARCHER, "find ./verify x")->o.command->id, 3);
    ck_assert_int_eq(parse(&SEARCHER, "find -q x y")->o.command->id, 3);
    expect_error(&INDEXER, "prog", "a command is missing");
    expect_error(&INDEXER, "prog biuld x",
                 "unknown command 'biuld'; did you mean build?");
    expect_error(&INDEXER, "prog zzz", "unknown command 'zzz'");
    expect_error(&INDEXER, "prog -q build", "'-q' stands before the command");
}
END_TEST

START_TEST(unknown_option_names_the_nearest)
{
    expect_error(&INDEXER, "prog build --stroe x",
                 "unknown option --stroe; did you mean --store?");
    expect_error(&INDEXER, "prog build --memroy=1G x",
                 "unknown option --memroy; did you mean --memory?");
    expect_error(&INDEXER, "prog build --frobnicate x",
                 "unknown option --frobnicate");
    expect_error(&INDEXER, "prog build -x x", "unknown option -x");
    expect_error(&INDEXER, "prog build -qx x", "unknown option -x in '-qx'");
    expect_error(&INDEXER, "prog build -v x",
                 "unknown option -v; did you mean -V?");
    expect_error(&INDEXER, "prog build --ids x",
                 "unknown option --ids; did you mean --store ids?");
    expect_error(&SEARCHER, "find idx --tpo 3",
                 "unknown option --tpo; did you mean --top? (words that begin "
                 "with -- go behind a lone --)");
    expect_error(&SEARCHER, "find --s=1 idx a",
                 "--s may be --store or "
                 "--syntax");
}
END_TEST

START_TEST(missing_and_needless_values_and_operands_are_told)
{
    expect_error(&INDEXER, "prog build a --store",
                 "--store needs a value: full|ids");
    expect_error(&INDEXER, "prog build a -n", "--top needs a value: N");
    expect_error(&INDEXER, "prog build --quiet=yes a",
                 "--quiet takes no value");
    expect_error(&INDEXER, "prog build", "SOURCE is missing");
    expect_error(&INDEXER, "prog verify", "INDEX is missing");
    expect_error(&INDEXER, "prog verify a b", "one operand too many: 'b'");
    expect_error(&SEARCHER, "find", "INDEX is missing");
    expect_error(&SEARCHER, "find idx", "WORD is missing");
}
END_TEST

/* An options struct standing at --memory VALUE. */
static struct options at_value(const char *value)
{
    return (struct options){.program = &INDEXER,
                            .command = INDEXER_COMMANDS[0],
                            .option = &BUILD_OPTIONS[1],
                            .value = value};
}

START_TEST(sizes_have_units_and_bounds)
{
    static const struct {
        const char *text;
        uint64_t size; /* 0: an error */
    } cases[] = {
        {"4096", 4096},
        {"4096B", 4096},
        {"64k", 65536},
        {"256M", UINT64_C(256) << 20},
        {"1MiB", 1 << 20},
        {"1MB", 1000000},
        {"2G", UINT64_C(2) << 30},
        {"1T", UINT64_C(1) << 40},
        {"", 0},
        {"M", 0},
        {"-1", 0},
        {" 1", 0},
        {"1.5G", 0},
        {"1X", 0},
        {"1MB2", 0},
        {"0x10", 0},
        {"2T", 0},
        {"99999999999T", 0},
        {"99999999999999999999", 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct options o = at_value(cases[i].text);
        struct err e = ERR_INIT;
        uint64_t size = 7;
        const enum st st = options_size(&o, 1, UINT64_C(1) << 40, &size, &e);
        ck_assert_msg(st == (cases[i].size ? ST_OK : ST_USAGE), "%s",
                      cases[i].text);
        ck_assert_uint_eq(size, cases[i].size ? cases[i].size : 7);
        if (st != ST_OK)
            ck_assert_ptr_nonnull(strstr(e.msg, cases[i].text));
    }
    const struct options o = at_value("1M");
    struct err e = ERR_INIT;
    uint64_t size;
    ck_assert_int_eq(options_size(&o, 64 << 20, UINT64_C(1) << 40, &size, &e),
                     ST_USAGE);
    ck_assert_str_eq(e.msg, "--memory 1M: not from 64M to 1T");
}
END_TEST

START_TEST(numbers_and_choices_are_held_to_their_range)
{
    static const char *const not_ints[] = {
        "", "x", "1x", " 1", "0", "101", "1.0", "99999999999999999999"};
    static const char *const not_doubles[] = {"",    "nan", "inf", "-0.1",
                                              "1,5", " 1",  "4"};
    int64_t n = 0;
    double x = 0;
    int choice = -1;
    struct options o;
    for (size_t i = 0; i < COUNT_OF(not_ints); i++) {
        o = at_value(not_ints[i]);
        ck_assert_int_eq(options_int(&o, 1, 100, &n, NULL), ST_USAGE);
    }
    for (size_t i = 0; i < COUNT_OF(not_doubles); i++) {
        o = at_value(not_doubles[i]);
        ck_assert_int_eq(options_double(&o, 0, 3, &x, NULL), ST_USAGE);
    }
    o = at_value("100");
    ck_assert_int_eq(options_int(&o, 1, 100, &n, NULL), ST_OK);
    ck_assert_int_eq(n, 100);
    o = at_value("0.9");
    ck_assert_int_eq(options_double(&o, 0, 3, &x, NULL), ST_OK);
    ck_assert_double_eq(x, 0.9);

    struct err e = ERR_INIT;
    o.option = &BUILD_OPTIONS[0];
    o.value = "ids";
    ck_assert_int_eq(options_choice(&o, &choice, &e), ST_OK);
    ck_assert_int_eq(choice, 1);
    o.value = "id";
    ck_assert_int_eq(options_choice(&o, &choice, &e), ST_USAGE);
    ck_assert_str_eq(e.msg, "--store id: not one of full|ids");
}
END_TEST

/* What options_answer() prints for `line`; the caller frees it. */
static char *answer(const struct program_spec *program, const char *line,
                    enum asked asked)
{
    const struct parsed *const p = parse(program, line);
    char *text;
    size_t n;
    struct err e = ERR_INIT;
    ck_assert_int_eq(p->st, ST_OK);
    ck_assert_int_eq(p->o.asked, asked);
    FILE *const f = open_memstream(&text, &n);
    ck_assert_ptr_nonnull(f);
    ck_assert_int_eq(options_answer(&p->o, f, &e), ST_OK);
    ck_assert_int_eq(fclose(f), 0);
    return text;
}

START_TEST(help_fits_80_columns_and_names_every_option)
{
    static const char *const lines[] = {"prog --help", "prog build x -h",
                                        "find --help", "find a b --help"};
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        char *const text =
            answer(i < 2 ? &INDEXER : &SEARCHER, lines[i], ASKED_HELP);
        for (const char *at = text; *at;) {
            const size_t n = strcspn(at, "\n");
            ck_assert_msg(n <= 80, "%.*s", (int)n, at);
            ck_assert_msg(n == 0 || at[n - 1] != ' ', "'%.*s'", (int)n, at);
            at += n + 1;
        }
        ck_assert_ptr_nonnull(strstr(text, "Usage: "));
        if (i > 0)
            ck_assert_ptr_nonnull(strstr(text, "  -n, --top N  "));
        if (i != 1)
            ck_assert_ptr_nonnull(strstr(text, "  verify  "));
        free(text);
    }
}
END_TEST

START_TEST(version_and_man_page_come_from_the_same_tables)
{
    char *text = answer(&SEARCHER, "find a b --vers", ASKED_VERSION);
    ck_assert_str_eq(text, "find " DATELINE_VERSION "\n");
    free(text);
    text = answer(&INDEXER, "prog --man", ASKED_MAN);
    ck_assert_ptr_nonnull(strstr(text, ".TH \"PROG\" 1"));
    ck_assert_ptr_nonnull(strstr(text, "\\fB\\-n\\fR, \\fB\\-\\-top\\fR"));
    ck_assert_ptr_nonnull(strstr(text, ".PP\n\\&.Two."));
    ck_assert_ptr_nonnull(strstr(text, "\\-o \\(dqx\\(dq a.txt"));
    ck_assert_ptr_nonnull(strstr(text, "other(1)"));
    free(text);
}
END_TEST

START_TEST(completions_come_from_the_same_tables)
{
    static const struct {
        const char *line, *has[3];
    } cases[] = {
        {"find --completion bash",
         {"    verify)\n", "--store) value=1 take=(-W 'full ids')",
          "0) take=(-d)"}},
        {"find --completion zsh",
         {"'verify:Check it.'", "'*'--store='[What to keep.]:store:(full ids)'",
          "'1:INDEX:_files -/'"}},
        {"find --completion fish",
         {"-a verify -d 'Check it.'", "-l store -x -a 'full ids' -d 'What to",
          "'not __fish_seen_subcommand_from verify' -s q -l quiet -d"}},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char *const text = answer(&SEARCHER, cases[i].line, ASKED_COMPLETION);
        for (size_t k = 0; k < COUNT_OF(cases[i].has); k++)
            ck_assert_msg(strstr(text, cases[i].has[k]) != NULL, "%s: %s",
                          cases[i].has[k], text);
        free(text);
    }
    expect_error(&SEARCHER, "find --completion",
                 "--completion needs a shell: bash, zsh or fish");
    expect_error(&SEARCHER, "find --completion tcsh",
                 "--completion tcsh: not bash, zsh or fish");
}
END_TEST

START_TEST(man_page_breaks_lines_and_keeps_roff_out)
{
    static const struct option_spec option[] = {
        {1, 0, "x", NULL, "'a' `b` ^c ~d \\e\n.f\n\n.g"}};
    const struct command_spec command = {
        .operands = "", .summary = "s", .options = option, .n_options = 1};
    const struct command_spec *const commands[] = {&command};
    const struct program_spec program = {
        .name = "p", .summary = "s", .commands = commands, .n_commands = 1};
    char *text;
    size_t n;
    FILE *const f = open_memstream(&text, &n);
    ck_assert_ptr_nonnull(f);
    options_man(&program, f);
    ck_assert_int_eq(fclose(f), 0);
    ck_assert_ptr_nonnull(strstr(text,
                                 "\\(aqa\\(aq \\(gab\\(ga \\(hac \\(tid \\ee\n"
                                 ".br\n\\&.f\n.PP\n\\&.g\n"));
    free(text);
}
END_TEST

START_TEST(full_disk_under_help_is_an_error)
{
    FILE *const f = fopen("/dev/full", "w");
    if (!f)
        return;
    const struct parsed *const p = parse(&INDEXER, "prog --help");
    struct err e = ERR_INIT;
    ck_assert_int_eq(options_answer(&p->o, f, &e), ST_IO);
    fclose(f);
}
END_TEST

START_TEST(complaint_begins_with_the_program_and_points_to_help)
{
    const struct parsed *const p = parse(&INDEXER, "prog verify");
    char *text;
    size_t n;
    FILE *const f = open_memstream(&text, &n);
    ck_assert_ptr_nonnull(f);
    options_complain(&p->o, &p->e, f);
    fclose(f);
    ck_assert_str_eq(text, "prog: INDEX is missing\n"
                           "Usage: prog verify [OPTION...] INDEX\n"
                           "prog: 'prog verify --help' tells what there is\n");
    free(text);
}
END_TEST

/* What is said when the index of the default command is not there. */
static const char *complaint_of(const char *line)
{
    static char text[256];
    const struct parsed *const p = parse(&SEARCHER, line);
    struct err e = ERR_INIT;
    ck_assert_int_eq(err_set(&e, ST_NOT_FOUND, "not there"), ST_NOT_FOUND);
    memset(text, 0, sizeof(text));
    FILE *const f = fmemopen(text, sizeof(text) - 1, "w");
    ck_assert_ptr_nonnull(f);
    options_complain(&p->o, &e, f);
    fclose(f);
    return text;
}

START_TEST(a_command_that_was_taken_for_an_index_is_told)
{
    ck_assert_str_eq(complaint_of("find verfy idx"),
                     "find: not there\n"
                     "find: nor is 'verfy' a command; did you mean verify?\n");
    ck_assert_str_eq(complaint_of("find search idx"),
                     "find: not there\n"
                     "find: nor is 'search' a command: 'find --help' lists "
                     "those\n");
    ck_assert_str_eq(complaint_of("find news.idx a"), "find: not there\n");
    ck_assert_str_eq(complaint_of("find verify idx"), "find: not there\n");
}
END_TEST

START_TEST(help_is_a_word_too)
{
    char *text = answer(&INDEXER, "prog help", ASKED_HELP);
    ck_assert_ptr_nonnull(strstr(text, "Usage: prog COMMAND ..."));
    free(text);
    text = answer(&INDEXER, "prog help build", ASKED_HELP);
    ck_assert_ptr_nonnull(strstr(text, "Usage: prog build [OPTION...]"));
    free(text);
    text = answer(&SEARCHER, "find help", ASKED_HELP);
    ck_assert_ptr_nonnull(strstr(text, "Usage: find [OPTION...] INDEX"));
    free(text);
    expect_error(&INDEXER, "prog help biuld",
                 "unknown command 'biuld'; did you mean build?");
}
END_TEST

SUITE("options", options_and_operands_mix_in_every_gnu_spelling,
      excluded_words_behind_the_index_are_operands,
      first_word_chooses_the_command_or_the_default_one,
      unknown_option_names_the_nearest,
      missing_and_needless_values_and_operands_are_told,
      sizes_have_units_and_bounds, numbers_and_choices_are_held_to_their_range,
      help_fits_80_columns_and_names_every_option,
      version_and_man_page_come_from_the_same_tables,
      completions_come_from_the_same_tables,
      man_page_breaks_lines_and_keeps_roff_out,
      full_disk_under_help_is_an_error,
      complaint_begins_with_the_program_and_points_to_help,
      a_command_that_was_taken_for_an_index_is_told, help_is_a_word_too)
