#include "query/names/sound.h"

#include <string.h>

enum {
    OTHER_CONSONANT = 200,
    DROP_CONSONANT = 150,
    OTHER_VOWEL = 80,
    DROP_VOWEL = 60,
    NOT_ALIKE = 250, /* a vowel and a consonant */
};

static const char letters[] = "aeioubpvfwdtgkqxhlmnrszSZCcjDGKHJQ";

_Static_assert(sizeof(letters) - 1 <= SOUNDS, "each has a number");

/* Classes by the order of `letters`. */
static const char *const classes[] = {
    "-", "-",  "-",  "-",  "-",            /* a e i o u               */
    "P", "P",  "V",  "V",  "V-", "T", "T", /* b p v f w d t           */
    "K", "K",  "K",  "K",  "K.",           /* g k q x h               */
    "L", "M",  "N",  "R",  "S",  "S",      /* l m n r s z             */
    "S", "S",  "S",  "S",  "ST", "S",      /* sh zh ch ts dzh dz      */
    "K", "KS", "SK", "-S", "S",            /* the open ones           */
};

/* What houses take for each other. */
static const struct {
    char a, b;
    uint8_t cost;
} alike[] = {
    /* vowels: Belarusian and Russian spell an unstressed o as a or o; yo is
     * e, o or io */
    {'a', 'o', 35},
    {'a', 'e', 45},
    {'e', 'i', 30},
    {'o', 'u', 35},
    {'e', 'o', 40},
    {'i', 'u', 60},
    {'e', 'u', 70},
    /* lips */
    {'v', 'w', 0},
    {'v', 'f', 30},
    {'w', 'f', 40},
    {'w', 'u', 20},
    {'v', 'u', 40},
    {'v', 'b', 100},
    {'b', 'p', 90},
    /* teeth */
    {'d', 't', 80},
    {'s', 'z', 25},
    {'s', 'S', 40},
    {'s', 'c', 50},
    {'s', 'Z', 70},
    {'s', 'C', 80},
    {'z', 'Z', 30},
    {'z', 'c', 25},
    {'z', 'D', 25},
    {'z', 'j', 60},
    {'z', 'S', 70},
    {'S', 'Z', 40},
    {'S', 'C', 45},
    {'S', 'j', 60},
    {'Z', 'j', 30},
    {'C', 'c', 45},
    {'C', 'j', 45},
    {'C', 'D', 70},
    {'c', 'D', 30},
    {'j', 'D', 30},
    {'d', 'j', 70},
    {'d', 'D', 50},
    {'s', 'D', 40},
    /* throat */
    {'k', 'q', 10},
    {'k', 'g', 90},
    {'k', 'x', 40},
    {'g', 'q', 50},
    {'g', 'h', 35},
    {'g', 'x', 80},
    {'q', 'x', 60},
    {'x', 'h', 15},
    {'k', 'h', 90},
    {'q', 'h', 90},
    {'G', 'g', 0},
    {'G', 'h', 10},
    {'G', 'x', 60},
    {'G', 'k', 90},
    {'G', 'q', 60},
    /* open ones */
    {'K', 'k', 10},
    {'K', 'c', 10},
    {'K', 's', 30},
    {'K', 'C', 20},
    {'K', 'z', 50},
    {'K', 'q', 30},
    {'K', 'S', 70},
    {'K', 'H', 25},
    {'Q', 'c', 10},
    {'Q', 'C', 20},
    {'Q', 's', 30},
    {'Q', 'z', 50},
    {'Q', 'S', 70},
    {'Q', 'K', 0},
    {'Q', 'H', 25},
    {'Q', 'k', 90},
    {'H', 'C', 10},
    {'H', 'S', 15},
    {'H', 'x', 15},
    {'H', 'h', 25},
    {'H', 'k', 40},
    {'H', 'c', 50},
    {'H', 's', 60},
    {'H', 'q', 60},
    {'H', 'Z', 70},
    {'J', 'i', 5},
    {'J', 'Z', 15},
    {'J', 'j', 15},
    {'J', 'S', 50},
    {'J', 'z', 50},
    {'J', 'e', 30},
    {'J', 'D', 40},
    /* a nasal before a lip */
    {'m', 'n', 70},
};

static const struct {
    char a;
    uint8_t cost;
} dropped[] = {{'i', 15}, {'J', 20}, {'h', 35},
               {'e', 40}, {'w', 70}, {'G', 150}};

uint32_t sound_of(char c)
{
    const char *const at = memchr(letters, c, sizeof(letters) - 1);

    return at ? (uint32_t)(at - letters) : 0;
}

bool sound_is_vowel(uint32_t sound)
{
    return sound < 5;
}

const char *sound_classes(uint32_t sound)
{
    return classes[sound];
}

void sound_costs_init(struct sound_costs *c)
{
    const uint32_t n = sizeof(letters) - 1;

    for (uint32_t a = 0; a < n; a++) {
        c->drop[a] = sound_is_vowel(a) ? DROP_VOWEL : DROP_CONSONANT;
        for (uint32_t b = 0; b < n; b++) {
            uint8_t cost = sound_is_vowel(a) ? OTHER_VOWEL : OTHER_CONSONANT;
            if (sound_is_vowel(a) != sound_is_vowel(b))
                cost = NOT_ALIKE;
            c->change[a][b] = a == b ? 0 : cost;
        }
    }
    for (size_t i = 0; i < sizeof(alike) / sizeof(alike[0]); i++) {
        const uint32_t a = sound_of(alike[i].a), b = sound_of(alike[i].b);
        c->change[a][b] = c->change[b][a] = alike[i].cost;
    }
    for (size_t i = 0; i < sizeof(dropped) / sizeof(dropped[0]); i++)
        c->drop[sound_of(dropped[i].a)] = dropped[i].cost;
}
