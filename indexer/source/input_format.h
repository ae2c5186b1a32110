/*
 * input_format -- how a file is to be read, as its name says.
 *
 * Endings count in either case: .TXT is .txt.
 *
 *   Threads  pure functions
 */
#ifndef INDEXER_SOURCE_INPUT_FORMAT_H
#define INDEXER_SOURCE_INPUT_FORMAT_H

#include <stddef.h>

enum input_format {
    INPUT_TEXT,       /* .txt                  */
    INPUT_LINES,      /* .jsonl                */
    INPUT_ZSTD_LINES, /* .jsonl.zst            */
    INPUT_OTHER,      /* none of ours          */
};

enum input_format input_format_of(const char *name);

/* Bytes of `name` before its ending: of one of ours, else behind the last
 * point of its last part (".profile" has no ending). */
size_t input_stem_size(const char *name);

#endif
