/* The words of opening_tokens.c: as plain.h makes them, those of Han as
 * printed. */
#ifndef INDEXER_RELEASE_OPENING_WORDS_H
#define INDEXER_RELEASE_OPENING_WORDS_H

/* Words whose stop ends no sentence: Saint, months, states as AP cuts them. */
static const char *const abbreviations[] = {
    "st",   "ste",  "ft",    "mt",   "pt",   "jan", "feb",  "mar",  "apr",
    "jun",  "jul",  "aug",   "sept", "sep",  "oct", "nov",  "dec",  "ala",
    "ariz", "ark",  "calif", "colo", "conn", "del", "fla",  "ga",   "ill",
    "ind",  "kan",  "kans",  "ky",   "la",   "md",  "mass", "mich", "minn",
    "miss", "mo",   "mont",  "neb",  "nebr", "nev", "okla", "ore",  "pa",
    "tenn", "tex",  "vt",    "va",   "wash", "wis", "wisc", "wyo",  "ont",
    "que",  "alta", "sask",  "man",  "jr",   "г",   "корр",
};

/* Houses of news that stand before a place without a space. */
static const char *const han_agencies[] = {
    "新华社", "新华网", "新華社", "中新社", "中新网", "中央社",
};

#endif
