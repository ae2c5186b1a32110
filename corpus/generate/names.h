/*
 * names -- people and places that do not exist.
 *
 * A name is spelled from its number, so the same person turns up again under
 * the same name. Some have hyphens (Kassil-Thoran), some accents, some an end
 * that is transliterated in two ways (Bramenko, Bramenka).
 *
 *   Threads  pure functions
 */
#ifndef CORPUS_GENERATE_NAMES_H
#define CORPUS_GENERATE_NAMES_H

#include <stddef.h>
#include <stdint.h>

enum { NAME_MAX_SIZE = 80 };

struct name {
    char text[NAME_MAX_SIZE]; /* "Kassil-Thoran Bramenko", UTF-8 with a NUL */
    uint8_t size;
    uint8_t last; /* where the family name begins */
};

void names_person(struct name *out, uint32_t n);
/* The family name that ends in -enko ends in -enka: for one who is spelled
 * so now and then. Other names stay as they are. */
void names_respell(struct name *n);
void names_place(struct name *out, uint32_t n);

#endif
