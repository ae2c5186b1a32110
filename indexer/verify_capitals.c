#include <inttypes.h>

#include "common/codec/varint.h"
#include "common/segment/capitals.h"
#include "common/segment/prefix_term.h"
#include "indexer/verify_checker.h"

enum { OFFSET = 4 /* bytes */ };

/* The numbers of one block: as many as it has terms, ended by the next one. */
static bool check_block(struct checker *c, uint64_t block, uint64_t base,
                        uint64_t *from)
{
    const struct chunk_view *const chunk = &c->segment->chunks[CHUNK_CAPS];
    const uint64_t first = block * TERMS_PER_BLOCK;
    const uint64_t n =
        MIN(c->segment->counts.terms - first, (uint64_t)TERMS_PER_BLOCK);
    const uint64_t at = base + get_u32le(chunk->p + OFFSET * block);
    const uint8_t *p = chunk->p + *from, *const end = chunk->p + chunk->n;

    if (at != *from) {
        checker_found(c, CHUNK_CAPS,
                      "block %" PRIu64 " begins at byte %" PRIu64
                      ", the one before ends at %" PRIu64,
                      block, at, *from);
        return false;
    }
    for (uint64_t i = 0; i < n; i++) {
        uint64_t v;
        if (!(p = varint_get(p, end, &v))) {
            checker_found(c, CHUNK_CAPS, "term %" PRIu64 " has no number",
                          first + i);
            return false;
        }
    }
    *from = (uint64_t)(p - chunk->p);
    return true;
}

static bool check_numbers(struct checker *c)
{
    const struct chunk_view *const chunk = &c->segment->chunks[CHUNK_CAPS];
    const uint64_t blocks =
        (c->segment->counts.terms + TERMS_PER_BLOCK - 1) / TERMS_PER_BLOCK;
    const uint64_t base = OFFSET * blocks;
    uint64_t from = base;

    if (base > chunk->n || !chunk_use(chunk, 0, chunk->n)) {
        checker_found(c, CHUNK_CAPS, "%" PRIu64 " bytes cannot be read",
                      chunk->n);
        return false;
    }
    for (uint64_t block = 0; block < blocks; block++) {
        if (!check_block(c, block, base, &from))
            return false;
    }
    if (from != chunk->n)
        checker_found(c, CHUNK_CAPS,
                      "%" PRIu64 " bytes, but its numbers end at %" PRIu64,
                      chunk->n, from);
    return from == chunk->n;
}

/* The words and the names side by side. */
struct walks {
    struct term_walk words, names;
    bool more_names;
};

static enum st check_word(struct checker *c, struct walks *w, struct err *e)
{
    const struct term_entry *const entry = &w->words.entry;
    int64_t capitals = 0;
    const enum st st = capitals_get(c->segment, entry->ord, &capitals, e);

    if (st != ST_OK)
        return st;
    if (is_prefix_term(w->words.term) && capitals != 0)
        checker_found(c, CHUNK_CAPS, "term %" PRIu32 " is no word, but has one",
                      entry->ord);
    if (!capitals_name(w->words.term, capitals))
        return ST_OK;
    if (!w->more_names || !bytes_equal(w->names.term, w->words.term) ||
        w->names.entry.df != entry->df) {
        checker_found(c, CHUNK_NAME, "name %s is not there in its place",
                      checker_name(c, w->words.term));
        w->more_names = false;
        return ST_OK;
    }
    return term_walk_next(&w->names, &w->more_names, e);
}

static enum st check_names(struct checker *c, struct err *e)
{
    const struct term_dict words = term_dict_words(c->segment);
    struct walks w = {.more_names = true};
    struct term_dict names;
    bool more;

    enum st st = capitals_names(c->segment, &names, e);
    term_walk_start(&w.words, &words);
    term_walk_start(&w.names, &names);
    if (st == ST_OK)
        st = term_walk_next(&w.names, &w.more_names, e);
    while (st == ST_OK && (st = term_walk_next(&w.words, &more, e)) == ST_OK &&
           more)
        st = check_word(c, &w, e);
    if (st == ST_OK && w.more_names)
        checker_found(c, CHUNK_NAME, "more names than the words have");
    return st;
}

enum st verify_capitals(struct checker *c, struct err *e)
{
    struct err why = ERR_INIT;
    enum st st = ST_OK;

    if (!capitals_are_there(c->segment) || !check_numbers(c))
        return ST_OK;
    const enum st got = check_names(c, &why);
    checker_ok(c, CHUNK_NAME, got, &why, &st, e);
    return st;
}
