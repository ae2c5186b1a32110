/*
 * english -- plain words, by what they are about: lines of words with a space
 * between, each word once in all of them. Questions that people put to texts
 * find something in those that are written with them.
 */
#ifndef CORPUS_GENERATE_ENGLISH_H
#define CORPUS_GENERATE_ENGLISH_H

extern const char *const ENGLISH_WORDS[]; /* NULL ends them */

#endif
