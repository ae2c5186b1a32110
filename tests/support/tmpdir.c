#include "tests/support/tmpdir.h"

#include <check.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct tmpdir tmpdir_make(void)
{
    struct tmpdir d;
    const char *const base = getenv("TMPDIR");
    const int n = snprintf(d.path, sizeof(d.path), "%s/datelineXXXXXX",
                           base ? base : "/tmp");
    ck_assert(n > 0 && (size_t)n < sizeof(d.path));
    ck_assert_ptr_nonnull(mkdtemp(d.path));
    return d;
}

static int remove_one(const char *path, const struct stat *sb, int type,
                      struct FTW *ftw)
{
    (void)sb;
    (void)type;
    (void)ftw;
    return remove(path);
}

void tmpdir_remove(const struct tmpdir *d)
{
    enum { OPEN_FOLDERS = 16 };
    ck_assert_int_eq(
        nftw(d->path, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS), 0);
}

const char *tmpdir_file(const struct tmpdir *d, const char *name)
{
    enum { KEPT = 8, LONGEST = 512 };
    static char paths[KEPT][LONGEST];
    static unsigned next;
    char *const path = paths[next++ % KEPT];
    const int n = snprintf(path, LONGEST, "%s/%s", d->path, name);
    ck_assert(n > 0 && n < LONGEST);
    return path;
}

const char *tmpdir_write(const struct tmpdir *d, const char *name,
                         const void *bytes, unsigned long n)
{
    const char *const path = tmpdir_file(d, name);
    FILE *const f = fopen(path, "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(bytes, 1, n, f), n);
    ck_assert_int_eq(fclose(f), 0);
    return path;
}
