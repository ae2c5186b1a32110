#include "indexer/bad_limit.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum st bad_limit_parse(struct bad_limit *out, const char *text, struct err *e)
{
    const size_t n = strspn(text, "0123456789.");
    const char *const end = text + n;
    char *parsed = NULL;
    const double most = n ? strtod(text, &parsed) : -1;
    const bool share = strcmp(end, "%") == 0;
    const bool whole = strcspn(text, ".") >= n;
    *out = (struct bad_limit){
        .given = true, .share = share, .most = share ? most / 100 : most};
    if (n == 0 || parsed != end || (!share && (*end || !whole)) ||
        (share && most > 100))
        return err_set(e, ST_USAGE,
                       "--max-bad %s: give a number of documents (100) or a "
                       "share of them (2%%)",
                       text);
    return ST_OK;
}

enum st bad_limit_check(const struct bad_limit *limit, uint64_t met,
                        uint64_t bad, bool ended, struct err *e)
{
    if (!limit->given || (limit->share && met < BAD_LIMIT_LEAST && !ended))
        return ST_OK;
    const double most = limit->share ? limit->most * (double)met : limit->most;
    if ((double)bad <= most)
        return ST_OK;
    if (limit->share)
        return err_set(e, ST_REJECTS,
                       "%" PRIu64 " of %" PRIu64 " documents were rejected, "
                       "more than %g %%: given up; look at them "
                       "or allow more with --max-bad",
                       bad, met, 100 * limit->most);
    return err_set(e, ST_REJECTS,
                   "%" PRIu64 " documents were rejected, more than %.0f: "
                   "given up; look at them or allow more with "
                   "--max-bad",
                   bad, limit->most);
}
