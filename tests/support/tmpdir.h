/* tmpdir -- a folder of a test's own, removed with all it holds. */
#ifndef TESTS_SUPPORT_TMPDIR_H
#define TESTS_SUPPORT_TMPDIR_H

struct tmpdir {
    char path[64];
};

/* Makes a fresh folder below TMPDIR or /tmp; the test fails when it cannot. */
struct tmpdir tmpdir_make(void);
void tmpdir_remove(const struct tmpdir *d);

/* "PATH/name" in a string that lives until the next 8 calls. */
const char *tmpdir_file(const struct tmpdir *d, const char *name);

/* Writes a file there; the test fails when it cannot. */
const char *tmpdir_write(const struct tmpdir *d, const char *name,
                         const void *bytes, unsigned long n);

#endif
