#include "query/names/name_automaton.h"

#include <string.h>

#include "common/base/utf8.h"
#include "query/names/sound.h"

/*
 * What a spelling gives is a string of classes, '-' for vowels; where sounds or
 * readings are open there are several.
 */
enum {
    OUTPUT_MAX = NAME_OUTPUT_MAX,
    OUTPUTS_MAX = 16,
    LETTERS_MAX = 8, /* of a spelling */
    STATES_MAX = 2 * (SKELETON_MAX + 1),
};

static const char class_letters[] = "PVTKLMNRS-";

struct outputs {
    char of[OUTPUTS_MAX][OUTPUT_MAX + 1];
    uint32_t n;
};

static void add_output(struct outputs *o, const char *text)
{
    for (uint32_t i = 0; i < o->n; i++) {
        if (strcmp(o->of[i], text) == 0)
            return;
    }
    if (o->n < OUTPUTS_MAX)
        strcpy(o->of[o->n++], text);
}

/* `text` with one class more, equal neighbours being one; false without
 * room. */
static bool append(char *text, char class)
{
    const size_t n = strlen(text);

    if (class == '.' || (n > 0 && text[n - 1] == class))
        return true;
    if (n == OUTPUT_MAX)
        return false;
    text[n] = class;
    text[n + 1] = '\0';
    return true;
}

/* All that `sounds` may give behind `before`. As deep as a spelling has
 * sounds, which is two. */
static void read_sounds(struct outputs *o, const char *before,
                        const char *sounds)
{
    if (!*sounds) {
        add_output(o, before);
        return;
    }
    for (const char *c = sound_classes(sound_of(*sounds)); *c; c++) {
        char text[OUTPUT_MAX + 1];
        strcpy(text, before);
        if (append(text, *c))
            read_sounds(o, text, sounds + 1);
    }
}

static void read_spelling(struct outputs *o, const char *before,
                          const struct spelling *s)
{
    read_sounds(o, before, s->sounds);
    if (s->other)
        read_sounds(o, before, s->other);
}

static size_t letters_of(const struct spelling *s)
{
    size_t n = 0;

    for (const char *p = s->text; *p; p++)
        n += ((uint8_t)*p & 0xc0) != 0x80;
    return n;
}

/* ---- letters ---- */

static bool begins(const char *text, const char *with, size_t n)
{
    return strncmp(text, with, n) == 0;
}

/* All that `text` may give behind `before`, read letter by letter and with the
 * spellings that are joined already. As deep as a spelling has letters. */
static void read_apart(struct outputs *o, const struct name_letters *l,
                       const struct spelling_table *t, const char *before,
                       const char *text)
{
    const uint8_t first = (uint8_t)*text;

    if (!*text) {
        add_output(o, before);
        return;
    }
    for (uint32_t i = t->begin[first]; i < t->begin[first + 1]; i++) {
        struct outputs here = {.n = 0};
        if (letters_of(t->of[i]) != 1 ||
            !begins(text, t->of[i]->text, t->sizes[i]))
            continue;
        read_spelling(&here, before, t->of[i]);
        for (uint32_t k = 0; k < here.n; k++)
            read_apart(o, l, t, here.of[k], text + t->sizes[i]);
    }
    for (uint32_t i = 0; i < l->n_joined; i++) {
        const char *const spelled = l->joined[i].spelling->text;
        char behind[2 * OUTPUT_MAX + 1];
        if (!begins(text, spelled, strlen(spelled)))
            continue;
        strcpy(behind, before);
        for (const char *c = l->joined[i].output; *c; c++)
            (void)append(behind, *c);
        read_apart(o, l, t, behind, text + strlen(spelled));
    }
}

static bool has_output(const struct outputs *o, const char *text)
{
    for (uint32_t i = 0; i < o->n; i++) {
        if (strcmp(o->of[i], text) == 0)
            return true;
    }
    return false;
}

static void add_joined(struct name_letters *l, const struct spelling *s,
                       const char *output)
{
    if (l->n_joined == NAME_JOINED_MAX)
        return;
    l->joined[l->n_joined].spelling = s;
    strcpy(l->joined[l->n_joined++].output, output);
}

/* Those of so many letters. What the parts of a spelling give needs no way of
 * its own. */
static void find_joined(struct name_letters *l, const struct spelling_table *t,
                        size_t letters)
{
    for (uint32_t i = 0; i < t->n; i++) {
        const struct spelling *const s = t->of[i];
        struct outputs whole = {.n = 0}, apart = {.n = 0};
        if (letters_of(s) != letters)
            continue;
        read_spelling(&whole, "", s);
        if (letters > 1)
            read_apart(&apart, l, t, "", s->text);
        for (uint32_t k = 0; k < whole.n; k++) {
            const char *const output = whole.of[k];
            if (letters > 1 ? !has_output(&apart, output) : strlen(output) > 1)
                add_joined(l, s, output);
        }
    }
}

static uint32_t code_point(const char *text)
{
    return utf8_at(bytes_of_str(text), 0).c;
}

/* The letters that may be just `output`. */
static void find_letters(struct letter_set *set, const struct spelling_table *t,
                         const char *output)
{
    set->n = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        const struct spelling *const s = t->of[i];
        struct outputs o = {.n = 0};
        if (letters_of(s) != 1)
            continue;
        read_spelling(&o, "", s);
        if (!has_output(&o, output))
            continue;
        set->of[set->n].from = set->of[set->n].to = code_point(s->text);
        set->n++;
    }
}

void name_letters_init(struct name_letters *l, const struct spelling_table *t)
{
    l->n_joined = 0;
    for (size_t letters = 1; letters <= LETTERS_MAX; letters++)
        find_joined(l, t, letters);
    for (uint32_t c = 0; c < NAME_CLASSES; c++)
        find_letters(&l->sets[c], t, (const char[]){class_letters[c], '\0'});
    find_letters(&l->silent, t, "");
}

/* ---- one key ---- */

struct maker {
    struct nfa *nfa;
    const struct name_letters *letters;
    uint32_t sets[NAME_CLASSES], silent; /* their numbers in the nfa */
};

/*
 * State 2 * i: i classes of the key are read, the last one just now; 2 * i + 1:
 * vowels came behind it.
 */
struct key_states {
    const char *key;
    uint32_t n; /* classes of the key */
    bool leads; /* vowels do           */
    uint32_t heads[STATES_MAX];
};

/* Where `output` leads from a state; false: nowhere. A name begins with a vowel
 * or with none, as its key does. */
static bool follow(const struct key_states *k, uint32_t *state,
                   const char *output)
{
    uint32_t at = *state / 2;
    bool vowels = *state % 2 == 1;

    if (*state == 0 && *output && (*output == '-') != k->leads)
        return false;
    for (; *output; output++) {
        if (*output == '-') {
            vowels = true;
        } else if (!vowels && at > 0 && k->key[at - 1] == *output) {
            continue;
        } else if (at < k->n && k->key[at] == *output) {
            at++;
            vowels = false;
        } else {
            return false;
        }
    }
    *state = 2 * at + vowels;
    return true;
}

/* Makes `node` one of the ways out of what `*all` has; 0: it has none yet. */
static void add_way(struct nfa *n, uint32_t *all, uint32_t node)
{
    *all = *all ? nfa_split(n, node, *all) : node;
}

static uint32_t spell(struct nfa *n, const char *text, uint32_t to)
{
    size_t at = strlen(text);

    while (at > 0) {
        do
            at--;
        while (((uint8_t)text[at] & 0xc0) == 0x80);
        to = nfa_char(n, code_point(text + at), to);
    }
    return to;
}

static void build_state(struct maker *m, const struct key_states *k,
                        uint32_t state, uint32_t match)
{
    struct nfa *const n = m->nfa;
    uint32_t ways = state / 2 == k->n ? match : 0;

    add_way(n, &ways, nfa_defined(n, m->silent, k->heads[state]));
    for (uint32_t c = 0; c < NAME_CLASSES; c++) {
        const char output[] = {class_letters[c], '\0'};
        uint32_t to = state;
        if (follow(k, &to, output))
            add_way(n, &ways, nfa_defined(n, m->sets[c], k->heads[to]));
    }
    for (uint32_t i = 0; i < m->letters->n_joined; i++) {
        uint32_t to = state;
        if (follow(k, &to, m->letters->joined[i].output))
            add_way(
                n, &ways,
                spell(n, m->letters->joined[i].spelling->text, k->heads[to]));
    }
    nfa_lead(n, k->heads[state], ways, ways);
}

static uint32_t build_key(struct maker *m, const char *key, uint32_t match)
{
    const bool leads = *key == '-';
    struct key_states k = {
        .key = key + leads, .n = (uint32_t)strlen(key + leads), .leads = leads};
    const uint32_t states = 2 * (k.n + 1);

    for (uint32_t s = 0; s < states; s++)
        k.heads[s] = nfa_split(m->nfa, match, match);
    for (uint32_t s = 0; s < states; s++)
        build_state(m, &k, s, match);
    return k.heads[0];
}

static uint32_t define(struct nfa *n, const struct letter_set *set)
{
    return nfa_define(n, (struct nfa_set){set->of, set->n});
}

void name_automaton_build(struct nfa *n, const struct name_letters *l,
                          const struct skeletons *keys, bool article)
{
    struct maker m = {.nfa = n, .letters = l};
    const uint32_t match = nfa_match(n); /* number 0, which is no way */
    const uint32_t end = nfa_split(n, match, match);
    uint32_t ways = 0;

    for (uint32_t c = 0; c < NAME_CLASSES; c++)
        m.sets[c] = define(n, &l->sets[c]);
    m.silent = define(n, &l->silent);
    for (uint32_t i = 0; i < keys->n; i++)
        add_way(n, &ways, build_key(&m, keys->of[i], end));
    if (article && ways) {
        const uint32_t behind = nfa_char(n, 'l', ways);
        for (const char *c = "aeiu"; *c; c++)
            add_way(n, &ways, nfa_char(n, (uint32_t)*c, behind));
    }
    n->start = ways ? ways : nfa_set(n, (struct nfa_set){NULL, 0}, end);
}
