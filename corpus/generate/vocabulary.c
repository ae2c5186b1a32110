#include "corpus/generate/vocabulary.h"

#include <string.h>

#include "common/base/compiler.h"
#include "corpus/generate/english.h"

/* In the order of their ranks. */
static const char *const FUNCTION_WORDS[] = {
    "the",   "of",      "and",    "to",      "in",     "a",       "for",
    "is",    "on",      "that",   "with",    "as",     "by",      "at",
    "will",  "from",    "be",     "are",     "was",    "this",    "has",
    "have",  "it",      "an",     "its",     "our",    "we",      "not",
    "or",    "their",   "which",  "more",    "were",   "been",    "all",
    "who",   "also",    "can",    "they",    "but",    "his",     "new",
    "other", "than",    "one",    "into",    "these",  "up",      "would",
    "first", "about",   "her",    "had",     "after",  "out",     "two",
    "when",  "over",    "there",  "between", "so",     "through", "he",
    "if",    "what",    "she",    "some",    "must",   "such",    "during",
    "no",    "only",    "under",  "while",   "most",   "many",    "where",
    "both",  "may",     "should", "before",  "how",    "any",     "could",
    "now",   "against", "each",   "last",    "well",   "every",   "own",
    "then",  "here",    "those",  "next",    "since",  "because", "per",
    "until", "among",   "within", "without", "toward", "though"};

static const char *const NEWS_WORDS[] = {
    "year",       "state",     "people",    "government", "president",
    "work",       "time",      "public",    "today",      "national",
    "million",    "city",      "country",   "company",    "development",
    "minister",   "percent",   "members",   "support",    "years",
    "community",  "program",   "services",  "university", "health",
    "research",   "school",    "project",   "team",       "water",
    "report",     "energy",    "law",       "meeting",    "students",
    "education",  "bill",      "future",    "access",     "agreement",
    "market",     "children",  "economic",  "director",   "local",
    "opening",    "relations", "region",    "workers",    "technology",
    "families",   "quality",   "customers", "results",    "plan",
    "budget",     "office",    "industry",  "safety",     "visit",
    "exhibition", "season",    "growth",    "trade",      "transport",
    "council",    "hospital",  "patients",  "union",      "training"};

static const char *const PREPOSITIONS[] = {
    "of",      "to",     "in",      "for",    "on",    "with",
    "by",      "at",     "from",    "into",   "over",  "between",
    "through", "during", "against", "toward", "under", "within"};

static const char *const ONSETS[] = {"b",  "c",  "d",  "f",  "g",  "h",  "j",
                                     "k",  "l",  "m",  "n",  "p",  "r",  "s",
                                     "t",  "v",  "w",  "z",  "br", "dr", "gr",
                                     "tr", "st", "pl", "kl", "sh", "ch", "th"};
static const char VOWELS[] = "aeiou";
/* None of these is the first letter of a cluster above. */
static const char *const CODAS[] = {"", "n", "r", "l"};

enum {
    SYLLABLE_BITS = 8, /* 256 of the 560 syllables are used */
    SYLLABLE_MASK = (1 << SYLLABLE_BITS) - 1,
    ALL_SYLLABLES = 28 * 5 * 4,
    STRIDE = 193 /* has no factor in common with 560: no syllable comes twice */
};
_Static_assert(COUNT_OF(FUNCTION_WORDS) <= 256, "is_preposition[] holds them");
_Static_assert(COUNT_OF(ONSETS) == 28 && COUNT_OF(CODAS) == 4,
               "ALL_SYLLABLES is their product");

static size_t put_syllable(char *p, uint32_t n)
{
    const uint32_t code = n * STRIDE % ALL_SYLLABLES;
    const char *const onset = ONSETS[code / 20];
    const char *const coda = CODAS[code % 4];
    size_t size = 0;
    while (onset[size]) {
        p[size] = onset[size];
        size++;
    }
    p[size++] = VOWELS[code / 4 % 5];
    if (coda[0])
        p[size++] = coda[0];
    return size;
}

void vocabulary_spell(struct word *out, uint32_t n)
{
    /* Multiplying by an odd number permutes the words of each length, so
     * that neighbours in rank do not look alike. */
    const uint32_t two = UINT32_C(1) << (2 * SYLLABLE_BITS);
    const uint32_t three = UINT32_C(1) << (3 * SYLLABLE_BITS);
    int syllables;
    if (n < two) {
        syllables = 2;
        n = n * 40503 & (two - 1);
    } else if (n - two < three) {
        syllables = 3;
        n = (n - two) * 10368889 & (three - 1);
    } else {
        syllables = 4;
        n = (n - two - three) * UINT32_C(2654435761);
    }
    size_t size = 0;
    for (int i = 0; i < syllables; i++) {
        size += put_syllable(out->text + size, n & SYLLABLE_MASK);
        n >>= SYLLABLE_BITS;
    }
    out->size = (uint8_t)size;
}

static void keep(struct word *w, const char *text)
{
    w->size = (uint8_t)strlen(text);
    memcpy(w->text, text, w->size);
}

static bool is_preposition(const char *word)
{
    for (size_t i = 0; i < COUNT_OF(PREPOSITIONS); i++) {
        if (strcmp(PREPOSITIONS[i], word) == 0)
            return true;
    }
    return false;
}

/* Their number. */
static uint32_t keep_english(struct word *words)
{
    uint32_t n = 0;

    for (const char *const *line = ENGLISH_WORDS; *line; line++) {
        for (const char *at = *line; *at; n++) {
            const size_t size = strcspn(at, " ");
            words[n].size = (uint8_t)size;
            memcpy(words[n].text, at, size);
            at += size + (at[size] == ' ');
        }
    }
    return n;
}

/* The words of a field are written side by side; their ranks are not. */
static void shuffle(struct word *words, uint32_t n)
{
    for (uint32_t i = n; i > 1; i--) {
        const uint32_t other = (uint32_t)(dice_mix(i) % i);
        const struct word w = words[i - 1];
        words[i - 1] = words[other];
        words[other] = w;
    }
}

void vocabulary_init(struct vocabulary *v)
{
    memset(v, 0, sizeof(*v));
    v->n_function = COUNT_OF(FUNCTION_WORDS);
    const uint32_t n_news = v->n_function + COUNT_OF(NEWS_WORDS);
    const uint32_t n_plain = keep_english(&v->kept[n_news]);
    shuffle(&v->kept[n_news], n_plain);
    v->n_english = n_news + n_plain;
    for (uint32_t i = 0; i < v->n_function; i++) {
        keep(&v->kept[i], FUNCTION_WORDS[i]);
        v->is_preposition[i] = is_preposition(FUNCTION_WORDS[i]);
    }
    for (uint32_t i = v->n_function; i < n_news; i++)
        keep(&v->kept[i], NEWS_WORDS[i - v->n_function]);
    for (uint32_t i = v->n_english; i < VOCABULARY_KEPT; i++)
        vocabulary_spell(&v->kept[i], i - v->n_english);
}
