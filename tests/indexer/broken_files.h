/*
 * broken_files -- files of an index changed in ways a disk or a foe would.
 *
 * An image is a segment file in memory. What was done to it can be written
 * back as it is, or with every checksum made right again, manifest and all: no
 * hash then stands between the change and the code that reads it.
 */
#ifndef TESTS_INDEXER_BROKEN_FILES_H
#define TESTS_INDEXER_BROKEN_FILES_H

#include "common/base/buf.h"
#include "common/segment/layout.h"

struct image {
    struct buf bytes; /* to be changed at will            */
    struct buf sound; /* as it was read                   */
    const char *folder;
    uint32_t number; /* of the segment, the only one     */
    char lang[16];
};

/* Reads segment `number` of the index in `folder`. */
void image_open(struct image *m, const char *folder, uint32_t number,
                const char *lang);
void image_release(struct image *m);

/* Back to the sound bytes. */
void image_reset(struct image *m);

/* Where `chunk` is in the sound file. */
struct image_chunk {
    size_t at, n;
};
bool image_has_chunk(const struct image *m, enum chunk chunk);
struct image_chunk image_chunk(const struct image *m, enum chunk chunk);

/* Writes the bytes as the file they came from. */
void image_write(const struct image *m);
/* Makes all checksums right, the chunks taken to be where they were; writes
 * the file and a manifest that names it alone. */
void image_write_forged(struct image *m);

/* Any file, without waiting for the disk. */
void put_file(const char *folder, const char *name, struct bytes bytes);
void get_file(const char *folder, const char *name, struct buf *out);

#endif
