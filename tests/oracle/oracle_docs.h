/*
 * oracle_docs -- documents as plain arrays of word numbers.
 *
 * This is the truth that both sides of a property test start from: the oracle
 * reads the arrays, the engine is fed the text that oracle_doc_title() and
 * oracle_doc_body() write from the same arrays. Words are [a-z0-9]+ only, so
 * that the two agree about words without sharing a tokenizer.
 *
 * Places count words from 0, title first; between two paragraphs, and between
 * title and body, 8 places are left out, so that a phrase (words at consecutive
 * places) cannot cross. Documents that were read elsewhere (oracle_doc_put) may
 * have two words at one place: a part of a compound, and the whole.
 *
 *   Lifetime  a zeroed struct is an empty set; it owns all it points to
 *   Threads   none
 *   Errors    none: without memory the program ends (tests/support/need.h)
 */
#ifndef TESTS_ORACLE_ORACLE_DOCS_H
#define TESTS_ORACLE_ORACLE_DOCS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "tests/oracle/oracle_parts.h"

enum { ORACLE_WORD_SIZE = 64, ORACLE_DATE_SIZE = 12, ORACLE_NAME_SIZE = 64 };

struct oracle_doc {
    uint32_t *words;  /* number of each word: its place in docs->names     */
    uint32_t *places; /* where it stands, ascending                        */
    bool *ends;       /* whether it ends a sentence; the last of a paragraph
                         does so anyway                                    */
    size_t n, n_title, cap; /* the first n_title words are the title       */
    uint32_t length;        /* places with a word                          */
    uint32_t next_place;
    char date[ORACLE_DATE_SIZE];   /* "2019-05-28", or "" when undated     */
    char source[ORACLE_NAME_SIZE]; /* or ""                                */
    char id[ORACLE_NAME_SIZE];     /* or ""                                */
    struct oracle_parts parts;
};

struct oracle_docs {
    struct oracle_doc *docs;
    size_t n, cap;
    char (*names)[ORACLE_WORD_SIZE];
    uint32_t n_names, cap_names;
    uint32_t *stems; /* of each word the first one of its stem; NULL: a word
                        has no other forms                                 */
    bool *unaskable; /* words that no question is about; NULL: none        */
    bool has_parts;  /* questions are about parts of releases, too         */
};

void oracle_docs_release(struct oracle_docs *d);

/* The number of a word, which is added to the names when it is new. */
uint32_t oracle_docs_word(struct oracle_docs *d, const char *name);

/* Appends an empty document; valid until the next is added. */
struct oracle_doc *oracle_docs_add(struct oracle_docs *d);

/* Appends a document from text: words apart by anything else than
 * [A-Za-z0-9], sentences by ! or ?, paragraphs by an empty line. */
struct oracle_doc *oracle_docs_add_text(struct oracle_docs *d,
                                        const char *title, const char *body);

void oracle_doc_add_word(struct oracle_doc *doc, uint32_t word);
/* Adds it at a place, that of the last word or a later one. */
void oracle_doc_put(struct oracle_doc *doc, uint32_t word, uint32_t place);
/* These do nothing when what they end is empty so far. */
void oracle_doc_end_sentence(struct oracle_doc *doc);
void oracle_doc_end_paragraph(struct oracle_doc *doc);
/* What was added until now is the title. */
void oracle_doc_end_title(struct oracle_doc *doc);

/* Appends to `out` a copy of a document of `from`; names must be those of
 * `out` (oracle_docs_copy_names). With `keep`, only words with a true there
 * are copied, those behind a dropped one moving up within the paragraph; no
 * two of them may have one place. */
void oracle_docs_copy_names(struct oracle_docs *out,
                            const struct oracle_docs *from);
void oracle_docs_add_copy(struct oracle_docs *out, const struct oracle_doc *doc,
                          const bool *keep);

/* The text of a document, to free(). Between words stands a space, at times
 * with a comma or a full stop that ends nothing; between sentences a mark, and
 * the next word has a capital; between paragraphs an empty line. */
char *oracle_doc_title(const struct oracle_docs *d, size_t doc);
char *oracle_doc_body(const struct oracle_docs *d, size_t doc);

/* Where each word of a document stands in its title or body. */
struct oracle_bytes {
    size_t from, to;
};

/* The title or body, and of its words, from the first one of it, where they
 * stand. */
char *oracle_doc_title_at(const struct oracle_docs *d, size_t doc,
                          struct oracle_bytes *at);
char *oracle_doc_body_at(const struct oracle_docs *d, size_t doc,
                         struct oracle_bytes *at);

/* Writes the documents for a person, one block each. */
void oracle_docs_print(const struct oracle_docs *d, FILE *out);

#endif
