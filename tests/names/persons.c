#include "tests/names/persons.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/text/analyzer.h"

static enum alphabet alphabet_of(const char *word)
{
    const unsigned char lead = (unsigned char)word[0];

    if (lead >= 0xd0 && lead <= 0xd3)
        return ALPHABET_CYRILLIC;
    return lead == 0xce || lead == 0xcf ? ALPHABET_OTHER : ALPHABET_LATIN;
}

static char *fold(struct analyzer *a, const char *word)
{
    struct buf out = BUF_INIT;
    struct err e = ERR_INIT;

    ck_assert_int_eq(analyzer_fold(a, bytes_of_str(word), &out, &e), ST_OK);
    char *const text = mem_strndup((const char *)out.p, out.n);
    buf_release(&out);
    return text;
}

bool person_has(const struct person *p, const char *folded)
{
    for (size_t i = 0; i < p->n; i++) {
        if (strcmp(p->of[i].folded, folded) == 0)
            return true;
    }
    return false;
}

/* Spellings that fold to the same are one. */
static void add_spelling(struct person *p, struct analyzer *a, const char *word)
{
    char *const folded = fold(a, word);

    ck_assert_uint_lt(p->n, SPELLINGS_A_PERSON);
    if (person_has(p, folded)) {
        mem_free(folded);
        return;
    }
    p->of[p->n++] = (struct person_spelling){mem_strndup(word, strlen(word)),
                                             folded, alphabet_of(word)};
}

static void add_person(struct persons *p, struct analyzer *a, char *line,
                       bool held)
{
    char *rest = NULL;
    const char *const name = strtok_r(line, "|", &rest);

    ck_assert_ptr_nonnull(name);
    ck_assert(mem_grow(&p->of, &p->cap, p->n + 1));
    struct person *const x = &p->of[p->n++];
    *x = (struct person){.name = mem_strndup(name, strlen(name)), .held = held};
    for (char *word; (word = strtok_r(NULL, "| \n", &rest));)
        add_spelling(x, a, word);
    ck_assert_uint_gt(x->n, 0);
}

void persons_read(struct persons *p, const char *path, bool held)
{
    char line[1024];
    struct analyzer *a;
    struct err e = ERR_INIT;
    FILE *const f = fopen(path, "r");

    ck_assert_msg(f != NULL, "%s", path);
    ck_assert_int_eq(analyzer_open(&a, &e), ST_OK);
    while (fgets(line, sizeof(line), f)) {
        if (line[0] != '#')
            add_person(p, a, line, held);
    }
    analyzer_close(a);
    fclose(f);
}

void persons_release(struct persons *p)
{
    for (size_t i = 0; i < p->n; i++) {
        for (size_t k = 0; k < p->of[i].n; k++) {
            mem_free(p->of[i].of[k].printed);
            mem_free(p->of[i].of[k].folded);
        }
        mem_free(p->of[i].name);
    }
    mem_free(p->of);
}

bool persons_are_one(const struct person *a, const struct person *b)
{
    for (size_t i = 0; i < a->n; i++) {
        if (person_has(b, a->of[i].folded))
            return true;
    }
    return false;
}
