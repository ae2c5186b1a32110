/*
 * name_distance -- how far two spellings of a name are from each other.
 *
 * An edit distance of sounds, in hundredths of a slip: cheap where houses
 * differ (vowels, y and j, h, w and v, a final ff), dear where names do (other
 * consonants, and more so the first). Jordan and Jordanov, -ov and -ova, -sky
 * and -skaya are two persons and never near.
 *
 *   Threads  none
 *   Source   weighted edit distance after Wagner and Fischer, 1974; classes of
 *            equivalent letters after Freeman, Condon and Ackerman, "Cross
 *            linguistic name matching in English and Arabic", HLT-NAACL 2006
 */
#ifndef QUERY_NAMES_NAME_DISTANCE_H
#define QUERY_NAMES_NAME_DISTANCE_H

#include "query/names/sound.h"
#include "query/names/spelling.h"

#define NAME_FAR UINT32_MAX

/* NAME_FAR when it is over the limit for names of that length. */
uint32_t name_distance(const struct sound_costs *c, const struct name_form *a,
                       const struct name_form *b);

#endif
