#include <inttypes.h>
#include <string.h>

#include "common/base/mem.h"
#include "indexer/pairs.h"
#include "indexer/verify_checker.h"

/* What the words' positions say of every pair, against what its list says. */
struct pair_check {
    struct checker *checker;
    struct pair_word words[PAIR_WORDS];
    uint32_t n;
    bool known;                 /* the words could be read            */
    uint64_t digest[PAIRS_MAX]; /* of documents and frequencies; 0: none */
    bool seen[PAIRS_MAX];
};

static uint64_t digest_add(uint64_t digest, uint32_t doc, uint32_t freq)
{
    const uint64_t x = (uint64_t)doc << 32 | freq;
    return (digest ^ (x + 1)) * UINT64_C(0x9e3779b97f4a7c15) + 1;
}

/* Damage was told when the words were checked: nothing is compared then. */
static enum st read_positions(struct pair_check *p, struct err *e)
{
    const struct segment *const s = p->checker->segment;
    struct term_entry entries[PAIR_WORDS];
    struct pair_walk *const w = mem_zalloc(sizeof(*w));
    struct err why = ERR_INIT;
    enum st st = w ? pair_words_find(s, p->words, &p->n, &why) : ST_NOMEM;

    for (uint32_t i = 0; i < p->n; i++)
        entries[i] = p->words[i].entry;
    if (st == ST_OK)
        st = pair_walk_open(w, s, entries, p->n, &why);
    while (st == ST_OK && (st = pair_walk_next(w, &why)) == ST_OK &&
           w->doc != DOC_END)
        for (uint32_t i = 0; i < w->n; i++) {
            uint64_t *const d = &p->digest[w->pairs[i]];
            *d = digest_add(*d, w->doc, w->freqs[i]);
        }
    p->known = st == ST_OK;
    if (w)
        pair_walk_close(w);
    mem_free(w);
    return st == ST_NOMEM
               ? err_set(e, st, "%s: out of memory", p->checker->file)
               : ST_OK;
}

static uint32_t number_of(const struct pair_check *p, struct bytes word)
{
    uint32_t i = 0;

    while (i < p->n &&
           !bytes_equal(bytes_of(p->words[i].text, p->words[i].size), word))
        i++;
    return i;
}

static void check_list(struct pair_check *p, const struct term_walk *w,
                       uint32_t pair)
{
    struct postings_cursor c;
    uint64_t digest = 0;

    postings_cursor_open(&c, p->checker->segment, &w->entry);
    for (; c.doc != DOC_END; postings_cursor_next(&c))
        digest = digest_add(digest, c.doc, postings_cursor_freq(&c));
    if (c.st == ST_OK && digest != p->digest[pair])
        checker_found(p->checker, CHUNK_PAIR,
                      "pair %s: its list is not what the positions say",
                      checker_name(p->checker, w->term));
}

static enum st check_entry(struct pair_check *p, const struct term_walk *w,
                           struct err *e)
{
    struct checker *const c = p->checker;
    const struct bytes key = w->term;
    const uint8_t *const end = memchr(key.p, 0, key.n);
    const size_t size = end ? (size_t)(end - key.p) : key.n;
    const bool alone = size + 1 == key.n;
    const uint32_t first = number_of(p, bytes_of(key.p, size));
    uint32_t second = 0;

    if (end && !alone)
        second = number_of(p, bytes_of(end + 1, key.n - size - 1));
    if (p->known && (!end || first == p->n || second == p->n)) {
        checker_found(c, CHUNK_PAIR, "pair %s: not of two common words",
                      checker_name(c, key));
        return ST_OK;
    }
    if (alone != (w->entry.df == 0))
        checker_found(c, CHUNK_PAIR, "pair %s: %" PRIu32 " documents",
                      checker_name(c, key), w->entry.df);
    if (alone)
        return ST_OK;
    const enum st st = verify_list(c, &w->entry, key, false, e);
    if (st == ST_OK && p->known) {
        p->seen[first * PAIR_WORDS + second] = true;
        check_list(p, w, first * PAIR_WORDS + second);
    }
    return st;
}

static void check_missing(const struct pair_check *p)
{
    uint8_t key[TERM_SIZE_MAX];

    for (uint32_t i = 0; i < PAIRS_MAX; i++)
        if (p->digest[i] != 0 && !p->seen[i])
            checker_found(p->checker, CHUNK_PAIR, "pair %s is missing",
                          checker_name(p->checker,
                                       pair_key(key, &p->words[i / PAIR_WORDS],
                                                &p->words[i % PAIR_WORDS])));
}

static enum st check_entries(struct pair_check *p, struct err *e)
{
    struct checker *const c = p->checker;
    struct dict_check d = {.checker = c, .dict = term_dict_pairs(c->segment)};
    bool more = true, all = c->lists.known;
    uint32_t alone = 0;
    enum st st;

    c->lists.pos = 0;
    while ((st = dict_check_next(&d, &c->lists, &more, e)) == ST_OK && more) {
        const struct term_entry *const entry = &d.walk.entry;
        if ((st = check_entry(p, &d.walk, e)) != ST_OK)
            break;
        alone += entry->df == 0;
        c->lists.docs += entry->docs_size;
        c->lists.skip += skip_size(entry->df, false, c->segment->counts.docs);
        c->lists.pos += entry->pos_size;
        all &= c->lists.known;
    }
    buf_release(&d.before);
    if (st != ST_OK)
        return st;
    dict_check_table(&d);
    if (!all || !p->known)
        return ST_OK;
    if (alone != p->n)
        checker_found(c, CHUNK_PAIR,
                      "%" PRIu32 " common words, but there are %" PRIu32, alone,
                      p->n);
    check_missing(p);
    return ST_OK;
}

enum st verify_pairs(struct checker *c, struct err *e)
{
    if (!c->segment->chunks[CHUNK_PAIR].p)
        return ST_OK;
    struct pair_check *const p = mem_zalloc(sizeof(*p));
    if (!p)
        return err_set(e, ST_NOMEM, "%s: out of memory", c->file);
    p->checker = c;
    enum st st = read_positions(p, e);
    if (st == ST_OK)
        st = check_entries(p, e);
    mem_free(p);
    return st;
}
