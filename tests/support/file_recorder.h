/*
 * file_recorder -- what a crash would leave of the files a program was writing.
 *
 * While it records, every event of common/base/file.h below one folder is kept,
 * bytes and all. Afterwards the folder can be made as it would stand on the
 * disk had the power failed at any point: before the first event, or behind
 * event 1, 2, ... Four models of a disk bound what real ones do:
 *
 *     LOSES   what was not forced to the disk is gone: a file holds what it
 *             held at its last sync, a folder names what it named at its last
 *     KEEPS   everything that was done is there
 *     SWAPS   as LOSES, but the very last event is there: it overtook the rest
 *     TEARS   of each write not synced any of its blocks of 4 KiB, of each
 *             folder not synced any of the changes of its names, at random;
 *             what is not there of a file behind its last sync is zeros
 *
 * A sync of a file says nothing about its name, one of a folder nothing about
 * the bytes of the files in it. A rename is there whole or not at all. A folder
 * whose own name is lost is lost with all it holds. What stood below the
 * folder before recording began is on the disk.
 *
 *   Lifetime  start, stop, any number of crashes, release
 *   Threads   any may write while it records, one at a time per file; one
 *             recorder at a time
 *   Errors    none: the test fails
 *   Source    POSIX.1-2017, fsync() and rename(); Pillai et al., "All File
 *             Systems Are Not Created Equal", OSDI 2014
 */
#ifndef TESTS_SUPPORT_FILE_RECORDER_H
#define TESTS_SUPPORT_FILE_RECORDER_H

#include <stddef.h>

#include "tests/support/rng.h"

enum crash_model { CRASH_LOSES, CRASH_KEEPS, CRASH_SWAPS, CRASH_TEARS };

struct file_recorder;

/* Records what happens below `root`, an absolute path as the program under
 * test will write it. */
struct file_recorder *file_recorder_start(const char *root);
void file_recorder_stop(struct file_recorder *r);
void file_recorder_release(struct file_recorder *r);

/* Number of events; points are 0 to this, both included. */
size_t file_recorder_events(const struct file_recorder *r);

/* "before rename index/MANIFEST.tmp", for a message; until the next call. */
const char *file_recorder_point(struct file_recorder *r, size_t point);

/* Fills `to`, an empty folder, with what is left of the root after a crash.
 * `rng` is used by CRASH_TEARS only. */
void file_recorder_crash(const struct file_recorder *r, size_t point,
                         enum crash_model model, struct rng *rng,
                         const char *to);

#endif
