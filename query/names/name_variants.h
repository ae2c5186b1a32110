/*
 * name_variants -- how else an index spells a name.
 *
 * From the index's own words: those with a skeleton of the name's
 * (name_automaton.h), of which those that are near enough (name_distance.h) and
 * that releases write with a capital within sentences are kept; besides, words
 * that the tables of exonyms and the rule of Chinese names lead to. A case
 * ending goes first, through the stem group of the word, and comes back through
 * those of the variants.
 *
 *     lukashenko -> lukashenka, lukaschenko, лукашенко
 *
 *   Lifetime  a table of rules lives where the caller puts it; what was found
 * in the arena of the vocabulary Threads   rules are immutable once made Errors
 * ST_NOMEM; ST_CORRUPT from the index
 */
#ifndef QUERY_NAMES_NAME_VARIANTS_H
#define QUERY_NAMES_NAME_VARIANTS_H

#include "common/text/stem.h"
#include "query/expand/fitting.h"
#include "query/names/exonyms.h"
#include "query/names/name_automaton.h"
#include "query/names/sound.h"
#include "query/names/spelling.h"

struct name_rules {
    struct spelling_table spellings;
    struct name_letters letters;
    struct sound_costs costs;
};

void name_rules_init(struct name_rules *r);

/* Why a word is there. */
enum variant_kind {
    VARIANT_ITSELF,
    VARIANT_SOUND,  /* as near as `distance`        */
    VARIANT_EXONYM, /* by a table                   */
    VARIANT_PINYIN, /* by the rule of Chinese names */
    VARIANT_FORM,   /* of its own stem group        */
    VARIANT_STEM,   /* of the stem group of another */
};

struct name_variant {
    struct fitting_word word;
    enum variant_kind kind;
    uint32_t distance; /* hundredths of a slip */
};

struct name_variants {
    struct name_variant *of; /* itself first, with df 0 where the index has it
                                not; then the most frequent first            */
    size_t n;
    bool unseen; /* the budget ended before all words were looked at */
};

struct name_search {
    struct vocabulary words;
    const struct name_rules *rules;
    const struct exonyms *exonyms; /* NULL: none                       */
    struct stemmer *stemmer;       /* NULL: no groups                  */
    bool article;                  /* al- or el- stood before the word */
};

/* For a folded word. Takes what it spends from *budget, as fitting_find(). */
enum st name_variants_find(struct name_variants *out,
                           const struct name_search *with, struct bytes word,
                           uint64_t *budget, struct err *e) MUST_USE;

#endif
