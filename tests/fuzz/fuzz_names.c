/* Any two words: their sounds, skeletons and automaton are made, a word has one
 * of its own skeletons, and distances are the same both ways. */
#include <stdlib.h>
#include <string.h>

#include "common/base/utf8.h"
#include "query/expand/dfa.h"
#include "query/names/name_distance.h"
#include "query/names/name_variants.h"
#include "query/names/pinyin.h"
#include "tests/fuzz/fuzz.h"

static struct name_rules rules;
static bool made;

static void require(bool holds)
{
    if (!holds)
        abort();
}

/* Whether the automaton takes the word. */
static bool takes(struct nfa *n, struct bytes word)
{
    struct err e = ERR_INIT;
    struct dfa d;
    require(dfa_open(&d, n, &e) == ST_OK);
    uint32_t state = dfa_start(&d);
    for (size_t at = 0; at < word.n;) {
        uint32_t c;
        at += utf8_step(word.p + at, word.p + word.n, &c);
        state = dfa_step(&d, state, c);
    }
    const bool fits = d.fits[state];
    dfa_close(&d);
    return fits;
}

static void check_word(struct bytes word, const struct name_form *forms,
                       uint32_t n)
{
    struct skeletons keys = {.n = 0};
    struct pinyin_forms chinese;
    struct err e = ERR_INIT;
    struct arena a;
    struct nfa nfa;
    pinyin_forms_make(&chinese, word);
    for (uint32_t i = 0; i < n; i++)
        skeletons_add(&keys, &forms[i]);
    require(keys.n <= SKELETONS_MAX);
    arena_init(&a, 0);
    nfa_init(&nfa, &a);
    name_automaton_build(&nfa, &rules.letters, &keys, word.n % 2);
    require(nfa_finish(&nfa, &e) == ST_OK);
    require(takes(&nfa, word) || keys.n == 0);
    arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *const split = size ? memchr(data, ' ', size) : NULL;
    const size_t n = split ? (size_t)(split - data) : size;
    const struct bytes words[] = {
        bytes_of(data, n), bytes_of(data + n, size - n - (split != NULL))};
    struct name_form forms[2][NAME_FORMS_MAX];
    uint32_t counts[2];
    if (!made)
        name_rules_init(&rules);
    made = true;
    for (size_t i = 0; i < 2; i++) {
        struct bytes word = words[i];
        word.p += i > 0 && split;
        counts[i] = name_forms_read(forms[i], &rules.spellings, word);
        if (counts[i] > 0)
            check_word(word, forms[i], counts[i]);
    }
    for (uint32_t i = 0; i < counts[0]; i++)
        for (uint32_t k = 0; k < counts[1]; k++)
            require(name_distance(&rules.costs, &forms[0][i], &forms[1][k]) ==
                    name_distance(&rules.costs, &forms[1][k], &forms[0][i]));
    return 0;
}
