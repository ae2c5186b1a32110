#include "tests/support/file_recorder.h"

#include <stdint.h>
#include <string.h>

#include "common/base/file.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

enum { PAGES = 16, PAGE = 4096 };

/* A recording below a folder that held one file before. */
struct scene {
    struct tmpdir dir;
    struct file_recorder *recorder;
};

static struct scene begin(void)
{
    struct scene s = {.dir = tmpdir_make()};
    tmpdir_write(&s.dir, "old", "old", 3);
    s.recorder = file_recorder_start(s.dir.path);
    return s;
}

static void end(struct scene *s)
{
    file_recorder_release(s->recorder);
    tmpdir_remove(&s->dir);
}

/* What the file `name` holds after a crash; "-" when it is not there. */
static const char *after(struct scene *s, size_t point, enum crash_model model,
                         struct rng *rng, const char *name)
{
    static char text[PAGES * PAGE + 1];
    struct buf bytes = BUF_INIT;
    const struct tmpdir left = tmpdir_make();
    file_recorder_crash(s->recorder, point, model, rng, left.path);
    const enum st st =
        file_read(tmpdir_file(&left, name), PAGES * PAGE, &bytes, NULL);
    if (bytes.n)
        memcpy(text, bytes.p, bytes.n);
    text[bytes.n] = '\0';
    buf_release(&bytes);
    tmpdir_remove(&left);
    return st == ST_OK ? text : "-";
}

static void check_after(struct scene *s, size_t point, const char *name,
                        const char *lost, const char *kept)
{
    ck_assert_str_eq(after(s, point, CRASH_LOSES, NULL, name), lost);
    ck_assert_str_eq(after(s, point, CRASH_KEEPS, NULL, name), kept);
}

static struct file_out write_new(const struct scene *s, const char *name,
                                 const char *text)
{
    struct file_out f;
    ck_assert_int_eq(file_out_create(&f, tmpdir_file(&s->dir, name), NULL),
                     ST_OK);
    ck_assert_int_eq(file_out_append(&f, text, strlen(text), NULL), ST_OK);
    ck_assert_int_eq(file_out_flush(&f, NULL), ST_OK);
    return f;
}

START_TEST(name_and_bytes_are_each_safe_behind_their_own_sync)
{
    struct scene s = begin();
    struct file_out f = write_new(&s, "new", "new"); /* opened, written */
    ck_assert_int_eq(file_out_sync(&f, NULL), ST_OK);
    file_out_close(&f);
    ck_assert_int_eq(file_sync_folder(s.dir.path, NULL), ST_OK);
    file_recorder_stop(s.recorder);

    ck_assert_uint_eq(file_recorder_events(s.recorder), 4);
    check_after(&s, 0, "new", "-", "-");
    check_after(&s, 1, "new", "-", "");
    check_after(&s, 2, "new", "-", "new");
    check_after(&s, 3, "new", "-", "new");
    check_after(&s, 4, "new", "new", "new");
    for (size_t point = 0; point <= 4; point++)
        check_after(&s, point, "old", "old", "old");
    end(&s);
}
END_TEST

START_TEST(name_that_is_safe_says_nothing_about_bytes)
{
    struct scene s = begin();
    struct file_out f = write_new(&s, "new", "new");
    file_out_close(&f);
    ck_assert_int_eq(file_sync_folder(s.dir.path, NULL), ST_OK);
    file_recorder_stop(s.recorder);
    check_after(&s, 3, "new", "", "new");
    end(&s);
}
END_TEST

START_TEST(rename_and_removal_wait_for_the_sync_of_their_folder)
{
    struct scene s = begin();
    struct file_out f = write_new(&s, "new", "new");
    ck_assert_int_eq(file_out_sync(&f, NULL), ST_OK);
    file_out_close(&f);
    ck_assert_int_eq(file_rename(tmpdir_file(&s.dir, "new"),
                                 tmpdir_file(&s.dir, "old"), NULL),
                     ST_OK);
    ck_assert_int_eq(file_sync_folder(s.dir.path, NULL), ST_OK);
    ck_assert_int_eq(file_remove(tmpdir_file(&s.dir, "old"), NULL), ST_OK);
    file_recorder_stop(s.recorder);
    check_after(&s, 4, "old", "old", "new");
    check_after(&s, 4, "new", "-", "-");
    check_after(&s, 5, "old", "new", "new");
    check_after(&s, 6, "old", "new", "-");
    end(&s);
}
END_TEST

START_TEST(bytes_of_a_file_stay_its_own_when_its_name_is_taken)
{
    struct scene s = begin();
    struct file_out f = write_new(&s, "a", "first");
    ck_assert_int_eq(file_remove(tmpdir_file(&s.dir, "a"), NULL), ST_OK);
    struct file_out g = write_new(&s, "a", "second");
    ck_assert_int_eq(file_out_append(&f, " more", 5, NULL), ST_OK);
    ck_assert_int_eq(file_out_sync(&f, NULL), ST_OK);
    file_out_close(&f);
    file_out_close(&g);
    ck_assert_int_eq(file_sync_folder(s.dir.path, NULL), ST_OK);
    file_recorder_stop(s.recorder);
    check_after(&s, file_recorder_events(s.recorder), "a", "", "second");
    end(&s);
}
END_TEST

START_TEST(folder_is_lost_with_all_it_holds_until_its_parent_is_synced)
{
    struct scene s = begin();
    const char *const folder = tmpdir_file(&s.dir, "f");
    ck_assert_int_eq(file_make_folder(folder, NULL), ST_OK);
    struct file_out f = write_new(&s, "f/new", "new");
    ck_assert_int_eq(file_out_sync(&f, NULL), ST_OK);
    file_out_close(&f);
    ck_assert_int_eq(file_sync_folder(folder, NULL), ST_OK);
    file_recorder_stop(s.recorder);
    ck_assert_uint_eq(file_recorder_events(s.recorder), 6);
    ck_assert_ptr_nonnull(strstr(file_recorder_point(s.recorder, 0), "f"));
    check_after(&s, 6, "f/new", "new", "new");
    check_after(&s, 5, "f/new", "-", "new");
    end(&s);
}
END_TEST

START_TEST(last_event_may_overtake_all_that_is_not_synced)
{
    struct scene s = begin();
    struct file_out f = write_new(&s, "new", "new");
    file_out_close(&f);
    ck_assert_int_eq(file_rename(tmpdir_file(&s.dir, "new"),
                                 tmpdir_file(&s.dir, "old"), NULL),
                     ST_OK);
    file_recorder_stop(s.recorder);
    ck_assert_str_eq(after(&s, 3, CRASH_SWAPS, NULL, "old"), "");
    ck_assert_str_eq(after(&s, 3, CRASH_SWAPS, NULL, "new"), "-");
    ck_assert_str_eq(after(&s, 2, CRASH_SWAPS, NULL, "new"), "-");
    ck_assert_str_eq(after(&s, 1, CRASH_SWAPS, NULL, "new"), "");
    end(&s);
}
END_TEST

/* Blocks survive or not, each by itself; what was synced always does. */
START_TEST(torn_write_keeps_any_of_its_blocks)
{
    struct scene s = begin();
    struct rng rng = rng_from_env(7);
    struct file_out f = write_new(&s, "new", "safe");
    ck_assert_int_eq(file_out_sync(&f, NULL), ST_OK);
    ck_assert_int_eq(file_sync_folder(s.dir.path, NULL), ST_OK);
    for (int i = 0; i < PAGES * PAGE - 4; i++)
        ck_assert_int_eq(file_out_append(&f, "x", 1, NULL), ST_OK);
    ck_assert_int_eq(file_out_flush(&f, NULL), ST_OK);
    file_out_close(&f);
    file_recorder_stop(s.recorder);

    const size_t last = file_recorder_events(s.recorder);
    int kept[PAGES] = {0};
    for (int trial = 0; trial < 64; trial++) {
        const char *const text = after(&s, last, CRASH_TEARS, &rng, "new");
        ck_assert_int_eq(memcmp(text, "safe", 4), 0);
        for (int page = 0; page < PAGES; page++) {
            const char *const at = text + page * PAGE + 4; /* behind "safe" */
            const bool is_kept = *at == 'x';
            ck_assert(memcmp(at, at + 1, PAGE - 5) == 0 || !is_kept);
            kept[page] += is_kept;
        }
        memset((char *)(uintptr_t)text, 0, PAGES * PAGE);
    }
    for (int page = 0; page < PAGES; page++)
        ck_assert(kept[page] > 8 && kept[page] < 56);
    end(&s);
}
END_TEST

SUITE("file_recorder", name_and_bytes_are_each_safe_behind_their_own_sync,
      name_that_is_safe_says_nothing_about_bytes,
      rename_and_removal_wait_for_the_sync_of_their_folder,
      bytes_of_a_file_stay_its_own_when_its_name_is_taken,
      folder_is_lost_with_all_it_holds_until_its_parent_is_synced,
      last_event_may_overtake_all_that_is_not_synced,
      torn_write_keeps_any_of_its_blocks)
