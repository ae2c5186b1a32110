/*
 * input_format -- how a file is to be read, as its name says.
 *
 *     2019/talks.txt        a text              -> id 2019/talks
 *     wire.jsonl.zst        lines, compressed   -> ids wire:1, wire:2, ...
 *     2019.tar.gz           an archive          -> ids 2019/...
 *
 * Endings count in either case: .TXT is .txt.
 *
 *   Threads  pure functions
 */
#ifndef INDEXER_SOURCE_INPUT_FORMAT_H
#define INDEXER_SOURCE_INPUT_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

enum input_format {
    INPUT_UNKNOWN, /* to be found out from the content       */
    INPUT_TEXT,
    INPUT_MARKDOWN,
    INPUT_JSON_LINES,
    INPUT_JSON, /* one object, several, or lists of them      */
    INPUT_CSV,
    INPUT_TSV,
    INPUT_HTML,
    INPUT_TREC,
    INPUT_BEIR,
    INPUT_MSMARCO,
    INPUT_MBOX,
    INPUT_EML,
    INPUT_FORMATS,
};

/* "text", "markdown", "jsonl", ...: what --format takes. */
extern const char *const INPUT_NAMES[INPUT_FORMATS];
/* All of them with a bar between, for --help. */
#define INPUT_NAMES_LIST                                                       \
    "text|markdown|jsonl|json|csv|tsv|html|trec|beir|msmarco|mbox|eml"

enum packing {
    PACKED_NOT,
    PACKED_FILE,    /* one file of a format of ours, compressed */
    PACKED_ARCHIVE, /* tar or zip                               */
    PACKED_ANY,     /* compressed, who knows what               */
};

struct input_name {
    enum input_format format; /* of what it unpacks to, when packed       */
    enum packing packing;
    size_t stem;     /* bytes of the name before all endings of ours, else
                        behind the last point of its last part (".profile"
                        has no ending)                                    */
    size_t unpacked; /* bytes before the ending of the compression        */
    bool foreign;    /* compressed, of a kind that is none of ours        */
};

struct input_name input_name_of(const char *name);

/* True when a folder is searched for files of that name. */
static inline bool input_is_ours(struct input_name n)
{
    return n.format != INPUT_UNKNOWN || (n.packing != PACKED_NOT && !n.foreign);
}

#endif
