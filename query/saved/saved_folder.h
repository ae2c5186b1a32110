/*
 * saved_folder -- where saved queries are kept, and what they may be called.
 *
 *     DATELINE_SAVED, else $XDG_DATA_HOME/dateline/saved,
 *     else ~/.local/share/dateline/saved
 *
 *     NAME.json   a query (query/saved/saved_query.h)
 *     NAME.seen   what it found last (query/saved/seen.h)
 *     LOCK        held by who writes one of them
 *
 * Files get their names whole, by a rename, so who reads needs no lock.
 *
 *   Threads  as getenv()
 *   Errors   ST_USAGE for a name that is none, or when there is no home; those
 *            of file.h; ST_NOMEM
 *   Source   XDG Base Directory Specification 0.8
 */
#ifndef QUERY_SAVED_SAVED_FOLDER_H
#define QUERY_SAVED_SAVED_FOLDER_H

#include "common/base/err.h"
#include "common/base/file.h"

/* The folder, which need not be there, to mem_free(). */
enum st saved_folder_find(char **out, struct err *e) MUST_USE;

/* Makes it, and what it lies in, for its owner only: what is asked may be
 * nobody else's business. */
enum st saved_folder_make(const char *folder, struct err *e) MUST_USE;

/* Waits until nobody else writes in it, for ten seconds at most: ST_LOCKED. */
enum st saved_folder_lock(struct file_lock *l, const char *folder,
                          struct err *e) MUST_USE;

/* A name is 1 to 64 of A-Z a-z 0-9 . _ - and begins with a letter or digit, so
 * that it is that of a file and no option. */
enum st saved_name_check(const char *name, struct err *e) MUST_USE;

/* Appends the names of the queries there are, sorted by bytes; none when there
 * is no folder. What has another name is not looked at. */
enum st saved_names(const char *folder, struct file_list *out,
                    struct err *e) MUST_USE;

/* ST_USAGE when no query has this name, with the nearest that one has. */
enum st saved_name_find(const char *folder, const char *name,
                        struct err *e) MUST_USE;

/* "FOLDER/NAME.json", to mem_free(); NULL when memory is out. */
char *saved_path(const char *folder, const char *name,
                 const char *ending) MUST_USE;

#define SAVED_QUERY ".json"
#define SAVED_SEEN  ".seen"

#endif
