#include "query/names/name_distance.h"

#include <string.h>

#include "common/base/compiler.h"

enum {
    LIMIT_LEAST = 40, /* of any name ...       */
    LIMIT_SOUND = 12, /* ... and for each sound */
    FINAL_V_F = 10,
    UNWRITTEN = 5, /* a vowel that one alphabet leaves out */
    MUTE_E = 10,
};

/* ---- endings ---- */

static bool is_one_of(uint32_t sound, const char *letters)
{
    for (; *letters; letters++) {
        if (sound == sound_of(*letters))
            return true;
    }
    return false;
}

/* Where the vowels that end it begin. */
static uint32_t stem_size(const struct name_form *f)
{
    uint32_t n = f->n;

    while (n > 0 && is_one_of(f->sounds[n - 1], "aeiouJ"))
        n--;
    return n;
}

/* -ova beside -ov, -ina beside -in, -skaya or -ska beside -sky. */
static bool is_feminine(const struct name_form *f, uint32_t stem)
{
    return f->n > stem && f->sounds[f->n - 1] == sound_of('a') && stem > 1 &&
           is_one_of(f->sounds[stem - 1], "vwfnk");
}

static bool is_masculine(const struct name_form *f, uint32_t stem)
{
    if (stem < 2)
        return false;
    const bool sky = is_one_of(f->sounds[stem - 1], "k") &&
                     is_one_of(f->sounds[stem - 2], "sSc");
    if (f->n == stem)
        return is_one_of(f->sounds[stem - 1], "vwfn");
    return is_one_of(f->sounds[f->n - 1], "iJe") &&
           (sky || is_one_of(f->sounds[stem - 1], "vwfn"));
}

static bool differ_in_sex(const struct name_form *a, const struct name_form *b)
{
    const uint32_t x = stem_size(a), y = stem_size(b);

    return (is_feminine(a, x) && is_masculine(b, y)) ||
           (is_feminine(b, y) && is_masculine(a, x));
}

/* ---- distance ---- */

struct pair {
    const struct sound_costs *c;
    const struct name_form *a, *b;
    bool unvoweled;
};

static uint32_t drop(const struct pair *p, const struct name_form *f,
                     uint32_t at)
{
    const uint32_t sound = f->sounds[at];
    const bool vowel = sound_is_vowel(sound);

    if (vowel && p->unvoweled)
        return UNWRITTEN;
    if (sound == sound_of('e') && at + 1 == f->n)
        return MUTE_E;
    return vowel || at > 0 ? p->c->drop[sound] : 2 * p->c->drop[sound];
}

static uint32_t change(const struct pair *p, uint32_t i, uint32_t k)
{
    const uint32_t x = p->a->sounds[i], y = p->b->sounds[k];
    uint32_t cost = p->c->change[x][y];

    if (cost > FINAL_V_F && i + 1 == p->a->n && k + 1 == p->b->n &&
        is_one_of(x, "vwf") && is_one_of(y, "vwf"))
        return FINAL_V_F;
    if (i == 0 && k == 0 && (!sound_is_vowel(x) || !sound_is_vowel(y)))
        cost += cost / 2;
    return cost;
}

uint32_t name_distance(const struct sound_costs *c, const struct name_form *a,
                       const struct name_form *b)
{
    const struct pair p = {c, a, b, a->unvoweled || b->unvoweled};
    uint32_t rows[2][NAME_SOUNDS_MAX + 1];
    const uint32_t limit = LIMIT_LEAST + LIMIT_SOUND * MIN(a->n, b->n);

    if (differ_in_sex(a, b))
        return NAME_FAR;
    rows[0][0] = 0;
    for (uint32_t k = 0; k < b->n; k++)
        rows[0][k + 1] = rows[0][k] + drop(&p, b, k);
    for (uint32_t i = 0; i < a->n; i++) {
        const uint32_t *const above = rows[i % 2];
        uint32_t *const row = rows[(i + 1) % 2];
        const uint32_t without = drop(&p, a, i);
        uint32_t least = row[0] = above[0] + without;
        for (uint32_t k = 0; k < b->n; k++) {
            const uint32_t other = above[k] + change(&p, i, k);
            const uint32_t fewer =
                MIN(above[k + 1] + without, row[k] + drop(&p, b, k));
            row[k + 1] = MIN(other, fewer);
            least = MIN(least, row[k + 1]);
        }
        if (least > limit)
            return NAME_FAR;
    }
    const uint32_t d = rows[a->n % 2][b->n];
    return d <= limit ? d : NAME_FAR;
}
