#include "query/names/exonyms.h"

#include <stdlib.h>

#include "common/base/file.h"
#include "common/base/mem.h"

/* The form of a user's file. */
static const char shipped[] =
    "kyiv kiev киев київ\n"
    "kharkiv kharkov харьков харків\n"
    "lviv lvov lwow lemberg львов львів\n"
    "odesa odessa одесса одеса\n"
    "chernobyl chornobyl чернобыль чорнобиль\n"
    "luhansk lugansk луганск луганськ\n"
    "mykolaiv nikolaev nikolayev николаев миколаїв\n"
    "dnipro dnipropetrovsk dnepropetrovsk днепр дніпро\n"
    "minsk mensk минск мінск\n"
    "grodno hrodna гродно гродна\n"
    "vitebsk viciebsk витебск віцебск\n"
    "mogilev mahilyow mahileu могилёв магілёў\n"
    "gomel homel homiel гомель\n"
    "belarus byelorussia belorussia беларусь белоруссия\n"
    "astana akmola nursultan астана\n"
    "almaty alma-ata алматы алма-ата\n"
    "tbilisi tiflis тбилиси თბილისი\n"
    "yerevan erivan erevan ереван\n"
    "moscow moskva moskau moscou москва\n"
    "petersburg petrograd leningrad петербург ленинград\n"
    "warsaw warszawa warschau varsovie варшава\n"
    "vilnius wilno vilna вильнюс\n"
    "gdansk danzig гданьск\n"
    "wroclaw breslau вроцлав\n"
    "kaliningrad konigsberg калининград\n"
    "prague praha prag прага\n"
    "vienna wien vienne вена\n"
    "cologne koln кёльн\n"
    "munich munchen мюнхен\n"
    "belgrade beograd београд белград\n"
    "bucharest bucuresti бухарест\n"
    "athens athina αθηνα афины\n"
    "istanbul constantinople stambul стамбул\n"
    "beijing peking pekin пекин\n"
    "guangzhou canton kanton гуанчжоу\n"
    "nanjing nanking нанкин\n"
    "chongqing chungking чунцин\n"
    "tianjin tientsin тяньцзинь\n"
    "xinjiang sinkiang синьцзян\n"
    "mumbai bombay мумбаи\n"
    "kolkata calcutta калькутта\n"
    "chennai madras\n"
    "yangon rangoon янгон\n"
    "myanmar burma мьянма\n"
    "cairo kahira القاهره каир\n"
    "aleppo halab haleb алеппо\n"
    "damascus dimashq дамаск\n"
    "turkey turkiye турция\n";

struct entry {
    struct bytes text;
    size_t at; /* of the text, in `bytes` */
    uint32_t group;
};

struct exonyms {
    struct buf bytes;      /* folded, one behind the other          */
    struct entry *members; /* by group, in the order of the file    */
    struct entry *words;   /* the same by text                      */
    size_t n, cap;
    size_t *begin; /* of a group among the members, and one behind */
    size_t n_groups, cap_groups;
};

static enum st no_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for exonyms");
}

static bool parts(uint8_t c)
{
    return c == ' ' || c == '\t' || c == ',' || c == ';' || c == '\r';
}

static enum st add_word(struct exonyms *x, struct bytes word,
                        struct analyzer *a, struct buf *folded, struct err *e)
{
    const enum st st = analyzer_fold(a, word, folded, e);

    if (st != ST_OK || folded->n == 0)
        return st;
    if (!mem_grow(&x->members, &x->cap, x->n + 1))
        return no_memory(e);
    x->members[x->n++] = (struct entry){.text = {NULL, folded->n},
                                        .at = x->bytes.n,
                                        .group = (uint32_t)x->n_groups};
    return buf_append(&x->bytes, folded->p, folded->n) ? ST_OK : no_memory(e);
}

static enum st add_line(struct exonyms *x, struct bytes line,
                        struct analyzer *a, struct buf *folded, struct err *e)
{
    enum st st = ST_OK;

    if (!mem_grow(&x->begin, &x->cap_groups, x->n_groups + 2))
        return no_memory(e);
    x->begin[x->n_groups] = x->n;
    for (size_t at = 0; at < line.n && line.p[at] != '#' && st == ST_OK;) {
        const size_t from = at;
        while (at < line.n && !parts(line.p[at]) && line.p[at] != '#')
            at++;
        if (at > from)
            st = add_word(x, bytes_of(line.p + from, at - from), a, folded, e);
        while (at < line.n && parts(line.p[at]))
            at++;
    }
    x->begin[++x->n_groups] = x->n;
    return st;
}

static enum st add_text(struct exonyms *x, struct bytes text,
                        struct analyzer *a, struct err *e)
{
    struct buf folded = BUF_INIT;
    enum st st = ST_OK;

    for (size_t at = 0; at < text.n && st == ST_OK;) {
        const uint8_t *const end = memchr(text.p + at, '\n', text.n - at);
        const size_t n = end ? (size_t)(end - text.p) - at : text.n - at;
        st = add_line(x, bytes_of(text.p + at, n), a, &folded, e);
        at += n + 1;
    }
    buf_release(&folded);
    return st;
}

static int by_text(const void *a, const void *b)
{
    const struct entry *const x = a, *const y = b;
    const int c = bytes_compare(x->text, y->text);

    return c ? c : (x->group > y->group) - (x->group < y->group);
}

static enum st sort(struct exonyms *x, struct err *e)
{
    for (size_t i = 0; i < x->n; i++)
        x->members[i].text.p = x->bytes.p + x->members[i].at;
    if (!(x->words = mem_array(x->n, sizeof(*x->words))))
        return no_memory(e);
    if (x->n > 0) {
        memcpy(x->words, x->members, x->n * sizeof(*x->words));
        qsort(x->words, x->n, sizeof(*x->words), by_text);
    }
    return ST_OK;
}

/* A file that is not there is no index that is not. */
static enum st read_file(const char *path, struct buf *out, struct err *e)
{
    struct err why = ERR_INIT;
    const enum st st = file_read(path, EXONYMS_SIZE_MAX, out, &why);

    if (st == ST_OK)
        return ST_OK;
    return err_set(e, st == ST_NOT_FOUND ? ST_IO : st, "--exonyms: %s",
                   why.msg);
}

enum st exonyms_open(struct exonyms **out, const char *path, struct analyzer *a,
                     struct err *e)
{
    struct exonyms *x = mem_zalloc(sizeof(*x));
    struct buf file = BUF_INIT;
    enum st st;

    *out = NULL;
    if (!x)
        return no_memory(e);
    st = add_text(x, bytes_of_str(shipped), a, e);
    if (st == ST_OK && path)
        st = read_file(path, &file, e);
    if (st == ST_OK)
        st = add_text(x, buf_bytes(&file), a, e);
    if (st == ST_OK)
        st = sort(x, e);
    buf_release(&file);
    if (st == ST_OK)
        *out = x;
    else
        exonyms_close(x);
    return st;
}

void exonyms_close(struct exonyms *x)
{
    if (!x)
        return;
    buf_release(&x->bytes);
    mem_free(x->members);
    mem_free(x->words);
    mem_free(x->begin);
    mem_free(x);
}

/* The first entry that is not less than `word`. */
static size_t first_of(const struct exonyms *x, struct bytes word)
{
    size_t low = 0, high = x->n;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (bytes_compare(x->words[middle].text, word) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool exonyms_get(const struct exonyms *x, struct bytes word, size_t number,
                 struct bytes *out)
{
    for (size_t i = first_of(x, word);
         i < x->n && bytes_equal(x->words[i].text, word); i++) {
        const uint32_t group = x->words[i].group;
        const size_t n = x->begin[group + 1] - x->begin[group];
        if (number < n) {
            *out = x->members[x->begin[group] + number].text;
            return true;
        }
        number -= n;
    }
    return false;
}
