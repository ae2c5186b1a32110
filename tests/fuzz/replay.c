/* replay FOLDER... -- runs a fuzz target over the files of its corpus, where
 * there is no libFuzzer: every build then checks what fuzzing once found. */
#include <stdio.h>

#include "common/base/file.h"
#include "common/base/mem.h"
#include "tests/fuzz/fuzz.h"

static enum st replay_folder(const char *folder, size_t *n, struct err *e)
{
    enum { LARGEST = 1 << 24 };
    struct file_list files = {.names = NULL};
    struct buf bytes = BUF_INIT;
    enum st st = file_list_folder(folder, &files, e);
    for (size_t i = 0; st == ST_OK && i < files.n; i++) {
        char *const path = file_join(folder, files.names[i]);
        buf_clear(&bytes);
        st = path ? file_read(path, LARGEST, &bytes, e)
                  : err_set(e, ST_NOMEM, "no memory for a path");
        mem_free(path);
        if (st == ST_OK) {
            LLVMFuzzerTestOneInput(bytes.p, bytes.n);
            (*n)++;
        }
    }
    buf_release(&bytes);
    file_list_release(&files);
    return st;
}

int main(int argc, char **argv)
{
    size_t n = 0;
    struct err e = ERR_INIT;
    for (int i = 1; i < argc; i++) {
        if (replay_folder(argv[i], &n, &e) != ST_OK) {
            fprintf(stderr, "replay: %s\n", e.msg);
            return EXIT_SYSTEM;
        }
    }
    printf("%zu inputs replayed\n", n);
    return n > 0 ? EXIT_HITS : EXIT_USAGE;
}
