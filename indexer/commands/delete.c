/* delete -- deletes documents by their ids. */
#include <inttypes.h>
#include <string.h>

#include "common/base/file.h"
#include "indexer/commands/commands.h"
#include "indexer/deleter.h"

enum { OPTION_IDS = 1 };

static const struct option_spec OPTIONS[] = {
    {OPTION_IDS, 0, "ids", "FILE",
     "Take ids from a file, one a line; - is the standard input."},
};

static const struct example_spec EXAMPLES[] = {
    {"dateline-index delete news.idx 2019-05-28-talks", "delete one release"},
    {"dateline-query n.idx word --format ids | dateline-index delete n.idx "
     "--ids -",
     "delete the best ten for a question; with -n 999999 all of them"},
};

struct deletion {
    struct deleter *deleter;
    uint64_t deleted, unknown;
};

static enum st delete_one(struct deletion *d, struct bytes id, struct err *e)
{
    bool found;
    const enum st st = deleter_add(d->deleter, id, &found, e);
    if (st != ST_OK)
        return st;
    d->deleted += found;
    d->unknown += !found;
    if (!found)
        fprintf(stderr, "no document %.*s\n", (int)id.n, (const char *)id.p);
    return ST_OK;
}

static enum st delete_lines(struct deletion *d, struct bytes text,
                            struct err *e)
{
    enum st st = ST_OK;
    while (text.n && st == ST_OK) {
        const uint8_t *const end = memchr(text.p, '\n', text.n);
        const size_t n = end ? (size_t)(end - text.p) : text.n;
        const size_t line = n && text.p[n - 1] == '\r' ? n - 1 : n;
        if (line)
            st = delete_one(d, bytes_of(text.p, line), e);
        const size_t past = end ? n + 1 : n;
        text = bytes_of(text.p + past, text.n - past);
    }
    return st;
}

static enum st read_stdin(struct buf *out, struct err *e)
{
    char part[4096];
    size_t n;
    while ((n = fread(part, 1, sizeof(part), stdin)) > 0)
        if (!buf_append(out, part, n))
            return err_set(e, ST_NOMEM, "out of memory");
    return ferror(stdin) ? err_set(e, ST_IO, "cannot read the standard input")
                         : ST_OK;
}

/* Read before the index is locked: who writes them may take long, or read the
 * index himself. */
static enum st read_ids(const char *file, struct buf *out, struct err *e)
{
    if (!file)
        return ST_OK;
    return strcmp(file, "-") == 0 ? read_stdin(out, e)
                                  : file_read(file, SIZE_MAX / 2, out, e);
}

static enum st delete_all(const struct options *o, const struct buf *ids,
                          struct deletion *d, struct err *e)
{
    enum st st = deleter_open(&d->deleter, o->operands[0], e);
    for (int i = 1; i < o->n_operands && st == ST_OK; i++)
        st = delete_one(d, bytes_of_str(o->operands[i]), e);
    if (st == ST_OK)
        st = delete_lines(d, buf_bytes(ids), e);
    if (st == ST_OK)
        st = deleter_commit(d->deleter, e);
    deleter_close(d->deleter);
    return st;
}

/* ---- the command line ---- */

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    const char **const file = settings;
    (void)e;
    if (id == OPTION_IDS)
        *file = o->value;
    return ST_OK;
}

static enum st run(struct options *o, int *exit_code, struct err *e)
{
    const char *file = NULL;
    struct deletion d = {.deleted = 0};
    struct buf ids = BUF_INIT;
    enum st st = options_take(o, take, (void *)&file, e);
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    if (o->n_operands == 1 && !file)
        return err_set(e, ST_USAGE,
                       "delete: name the ids, or a file of them with --ids");
    st = read_ids(file, &ids, e);
    if (st == ST_OK)
        st = delete_all(o, &ids, &d, e);
    buf_release(&ids);
    if (st != ST_OK)
        return st;
    printf("%" PRIu64 " documents deleted\n", d.deleted);
    if (d.unknown)
        *exit_code = EXIT_NO_HITS;
    return ST_OK;
}

const struct command DELETE_COMMAND = {
    .spec =
        {
            .name = "delete",
            .operands = "INDEX [ID...]",
            .summary = "delete documents from an index",
            .details =
                "All ids in one commit, from when on no search finds the "
                "documents. Their texts are gone from the disk with the next "
                "merge of their segment: see compact. An id the index does not "
                "have is told, and is no failure of the others.",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
        },
    .run = run,
};
