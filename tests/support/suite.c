#include "tests/support/suite.h"

int suite_run(const char *name, const TTest *const *tests, size_t n)
{
    Suite *const s = suite_create(name);
    for (size_t i = 0; i < n; i++) {
        TCase *const t = tcase_create(tests[i]->name);
        tcase_set_timeout(t, 600);
        tcase_add_test(t, tests[i]);
        suite_add_tcase(s, t);
    }

    SRunner *const r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    const int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
