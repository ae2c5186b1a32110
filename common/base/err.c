#include "common/base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum st err_set(struct err *e, enum st code, const char *fmt, ...)
{
    if (!e || e->code != ST_OK)
        return code;

    va_list ap;
    va_start(ap, fmt);
    e->code = code;
    vsnprintf(e->msg, sizeof(e->msg), fmt, ap);
    va_end(ap);
    return code;
}

void err_note(struct err *e, const char *fmt, ...)
{
    if (!e || e->code == ST_OK)
        return;

    char cause[ERR_MSG_MAX];
    memcpy(cause, e->msg, sizeof(cause));

    va_list ap;
    va_start(ap, fmt);
    const int n = vsnprintf(e->msg, sizeof(e->msg), fmt, ap);
    va_end(ap);
    const int room = ERR_MSG_MAX - 1 - n - 2; /* a NUL and ": " */
    if (n < 0 || room <= 0)
        return; /* the context alone fills the buffer */
    snprintf(e->msg + n, sizeof(e->msg) - (size_t)n, ": %.*s", room, cause);
}

enum exit_code exit_code_of(enum st code)
{
    switch (code) {
    case ST_OK:
        return EXIT_HITS;
    case ST_SYNTAX:
    case ST_USAGE:
        return EXIT_USAGE;
    case ST_CORRUPT:
    case ST_VERSION:
        return EXIT_INDEX;
    case ST_LOCKED:
        return EXIT_LOCKED;
    case ST_REJECTS:
        return EXIT_REJECTS;
    case ST_STOPPED:
        return EXIT_PARTIAL;
    case ST_NOMEM:
    case ST_IO:
    case ST_LIMIT:
    case ST_NOT_FOUND:
        break;
    }
    return EXIT_SYSTEM;
}
