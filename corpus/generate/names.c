#include "corpus/generate/names.h"

#include <assert.h>
#include <string.h>

#include "common/base/compiler.h"
#include "corpus/generate/vocabulary.h"

static const char *const FAMILY_ENDINGS[] = {
    "", "enko", "sen", "ova", "ez", "yev", "", "dóttir", "ström", "", "ić", ""};
static const char *const PLACE_ENDINGS[] = {"",       "",     "ville", " Bay",
                                            "burg",   "stad", "ford",  "",
                                            " Falls", "grad", "",      "haven"};

static void put(struct name *n, const char *text, size_t size)
{
    assert(n->size + size < NAME_MAX_SIZE);
    memcpy(n->text + n->size, text, size);
    n->size = (uint8_t)(n->size + size);
    n->text[n->size] = '\0';
}

/* An invented word with a capital letter; one in eight has an accent on its
 * first vowel that can take one. */
static void put_capitalised(struct name *n, uint32_t number)
{
    struct word w;
    vocabulary_spell(&w, number);
    w.text[0] = (char)(w.text[0] - 'a' + 'A');
    const char *const accented =
        number % 8 == 5 ? memchr(w.text, 'e', w.size) : NULL;
    if (!accented) {
        put(n, w.text, w.size);
        return;
    }
    const size_t at = (size_t)(accented - w.text);
    put(n, w.text, at);
    put(n, "é", strlen("é"));
    put(n, w.text + at + 1, w.size - at - 1);
}

void names_person(struct name *out, uint32_t n)
{
    struct dice d = {n};
    out->size = 0;
    put_capitalised(out, dice_below(&d, 400)); /* first names come again */
    if (dice_chance(&d, 160)) {
        put(out, "-", 1);
        put_capitalised(out, dice_below(&d, 400));
    }
    put(out, " ", 1);
    out->last = out->size;
    put_capitalised(out, dice_below(&d, 60000));
    const char *const ending =
        FAMILY_ENDINGS[dice_below(&d, COUNT_OF(FAMILY_ENDINGS))];
    put(out, ending, strlen(ending));
    if (dice_chance(&d, 120)) {
        put(out, "-", 1);
        put_capitalised(out, dice_below(&d, 60000));
    }
}

void names_respell(struct name *n)
{
    if (n->size > 4 && memcmp(n->text + n->size - 4, "enko", 4) == 0)
        n->text[n->size - 1] = 'a';
}

void names_place(struct name *out, uint32_t n)
{
    struct dice d = {~(uint64_t)n};
    out->size = 0;
    out->last = 0;
    put_capitalised(out, dice_below(&d, 60000));
    const char *const ending =
        PLACE_ENDINGS[dice_below(&d, COUNT_OF(PLACE_ENDINGS))];
    put(out, ending, strlen(ending));
}
