#include "query/names/skeleton.h"

#include <string.h>

#include "query/names/sound.h"

/* Which of its classes each sound takes: bit i is set when open sound number i
 * (those of two classes) takes its second. False when the key is too long. */
static bool make_key(char *key, const struct name_form *form, uint32_t second)
{
    size_t n = 0;
    char last = '\0';

    for (uint32_t i = 0, open = 0; i < form->n; i++) {
        const char *const classes = sound_classes(form->sounds[i]);
        const bool takes_second =
            classes[1] && open < 32 && (second >> open & 1) != 0;
        const char class = classes[takes_second];
        open += classes[1] != '\0';
        if (class == '.' || class == last)
            continue;
        last = class;
        if (class == '-' && n > 0)
            continue;
        if (n == SKELETON_MAX)
            return false;
        key[n++] = class;
    }
    key[n] = '\0';
    return n > 1;
}

static void add_key(struct skeletons *out, const char *key)
{
    if (out->n == SKELETONS_MAX)
        return;
    for (uint32_t i = 0; i < out->n; i++) {
        if (strcmp(out->of[i], key) == 0)
            return;
    }
    strcpy(out->of[out->n++], key);
}

static uint32_t count_open(const struct name_form *form)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < form->n; i++)
        n += sound_classes(form->sounds[i])[1] != '\0';
    return n < 8 ? n : 8;
}

/* Those with the fewest second classes come first. */
void skeletons_add(struct skeletons *out, const struct name_form *form)
{
    char key[SKELETON_MAX + 1];
    const uint32_t open = count_open(form);
    uint32_t made = 0;

    if (form->consonants < SKELETON_CONSONANTS_MIN)
        return;
    for (int seconds = 0; seconds <= (int)open; seconds++) {
        for (uint32_t set = 0; set < 1u << open; set++) {
            if (made == SKELETONS_A_FORM ||
                __builtin_popcount(set) != seconds || !make_key(key, form, set))
                continue;
            add_key(out, key);
            made++;
        }
    }
}
