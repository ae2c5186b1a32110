/*
 * suite -- the main() of a Check test, in one line:
 *
 *     SUITE("arena", alloc_over_budget_fails, released_arena_is_usable)
 */
#ifndef TESTS_SUPPORT_SUITE_H
#define TESTS_SUPPORT_SUITE_H

#include <check.h>
#include <stddef.h>

/* Runs the tests and returns the exit code of the program. */
int suite_run(const char *name, const TTest *const *tests, size_t n);

#define SUITE(name, ...)                                                       \
    int main(void)                                                             \
    {                                                                          \
        const TTest *const tests[] = {__VA_ARGS__};                            \
        return suite_run((name), tests, sizeof(tests) / sizeof(tests[0]));     \
    }

#endif
