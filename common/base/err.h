/*
 * err -- how a call that can fail says so.
 *
 * A fallible function returns `enum st` and takes `struct err *` last. The
 * code is for the program, the message for a person. The caller owns the
 * struct, so there is no global or thread-local state; NULL means "the code
 * is enough". The first err_set() wins: the root cause is never overwritten,
 * outer layers may only put context in front of it with err_note(). Who
 * recovers from a failure resets with `*e = ERR_INIT`.
 *
 *   Threads  one struct err, one thread
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "common/base/compiler.h"

/* Values stand in logs: never renumber. */
enum st {
    ST_OK = 0,
    ST_NOMEM = 1,     /* malloc failed, or a byte budget is spent          */
    ST_IO = 2,        /* the system refused; the message holds strerror    */
    ST_CORRUPT = 3,   /* bytes on disk break FORMAT.md                     */
    ST_VERSION = 4,   /* a sound file, in a format this build cannot read  */
    ST_LIMIT = 5,     /* more than a limit documented in FORMAT.md         */
    ST_SYNTAX = 6,    /* the user's query does not parse                   */
    ST_USAGE = 7,     /* the call cannot be carried out as it was given    */
    ST_LOCKED = 8,    /* another process is writing this index             */
    ST_NOT_FOUND = 9, /* no such file, index or document                   */
    ST_REJECTS = 10,  /* more documents were rejected than was allowed     */
    ST_STOPPED = 11,  /* a stop flag (base/stop.h) was set before the end  */
};

enum { ERR_MSG_MAX = 512 }; /* bytes, with the NUL; longer text is cut */

struct err {
    enum st code;
    char msg[ERR_MSG_MAX];
};

#define ERR_INIT ((struct err){.code = ST_OK})

/* Exit codes of every binary; the man pages list them. */
enum exit_code {
    EXIT_HITS = 0,    /* done; for a search: there are hits                */
    EXIT_NO_HITS = 1, /* no hits; for a build: some documents rejected     */
    EXIT_USAGE = 2,   /* the command line or the query makes no sense      */
    EXIT_INDEX = 3,   /* the index is damaged or of another version        */
    EXIT_SYSTEM = 4,  /* I/O or memory                                     */
    EXIT_REJECTS = 5, /* more documents were rejected than was allowed     */
    EXIT_PARTIAL = 5, /* of a search: the time was up before its end       */
    EXIT_LOCKED = 6,  /* another process is writing this index             */
};

/* Records `code` and the message unless *e already holds a failure. Returns
 * `code`, so that failing is one line: return err_set(e, ST_IO, ...). */
enum st err_set(struct err *e, enum st code, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

/* Puts "context: " in front of the message. No-op when *e holds no failure. */
void err_note(struct err *e, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* The exit code that tells a script about `code`. */
enum exit_code exit_code_of(enum st code);

#endif
