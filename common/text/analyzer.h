/*
 * analyzer -- bytes of UTF-8 to terms, the same for documents and for queries.
 *
 * Words are the segments between UAX #29 word boundaries that hold a letter
 * or a digit. A word is folded (text/fold.h) and becomes a token at the next
 * position. A hyphenated compound is its parts at consecutive positions plus
 * one more token, the parts joined, at the position of the first:
 *
 *     Kassym-Jomart Tokayev’s   ->   kassym@0 jomart@1 kassymjomart@0 tokayev@2
 *
 * Positions count words. A paragraph ends with PARAGRAPH_GAP unused ones, so
 * that no phrase crosses it. Sentence and paragraph ends are positions too:
 * the position that follows the last word of the sentence or paragraph.
 *
 *   Lifetime  open/close; a token_list is the caller's and may be reused
 *   Threads   one analyzer, one thread
 *   Errors    no input is an error: only ST_NOMEM and ST_LIMIT (a text over
 *             ANALYZER_MAX_TEXT bytes)
 *   Source    UAX #29 (Unicode text segmentation), tables generated from ICU
 */
#ifndef TEXT_ANALYZER_H
#define TEXT_ANALYZER_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/bytes.h"
#include "common/base/err.h"

enum {
    PARAGRAPH_GAP = 8,           /* unused positions after a paragraph     */
    TERM_MAX = 255,              /* bytes of a folded word; more is cut    */
    ANALYZER_MAX_TEXT = 1 << 30, /* bytes of one text                     */
    LONG_LINE = 120 /* bytes; text with longer lines is not hard-wrapped  */
};

/* One word of the text as the index knows it. */
struct token {
    uint32_t term;       /* first byte of the folded word in list->terms   */
    uint16_t term_size;  /* 1..TERM_MAX                                    */
    uint8_t parts;       /* 1, or for a joined compound how many words it
                            joins: it stands for [pos, pos + parts)        */
    int8_t capital;      /* within a sentence, 1: it begins with a capital,
                            -1: with a small letter; else 0                */
    uint32_t pos;        /* position, counted from 0 at the list's start   */
    uint32_t start, end; /* bytes of the text it came from                 */
};

/* What analyzing produced. A zeroed struct is an empty list. */
struct token_list {
    struct token *tokens; /* in order of the text; a joined compound comes
                             behind its last part                          */
    size_t n, cap;
    struct buf terms; /* folded words, one after the other, not separated;
                         a joined compound is the bytes of its parts       */

    uint32_t *sentence_ends, *paragraph_ends; /* positions, ascending      */
    size_t n_sentence_ends, cap_sentence_ends;
    size_t n_paragraph_ends, cap_paragraph_ends;

    uint32_t words;    /* positions that hold a word: the document's length */
    uint32_t next_pos; /* where the next word would stand                   */
    uint32_t cut;      /* words cut at TERM_MAX                             */
};

static inline struct bytes token_term(const struct token_list *l,
                                      const struct token *t)
{
    return bytes_of(l->terms.p + t->term, t->term_size);
}

/* Empties, keeping the memory. */
void token_list_clear(struct token_list *l);
void token_list_release(struct token_list *l);

/* Whether a line ends with `cp`. A paragraph ends with a line that is blank,
 * longer than LONG_LINE, or ended by a form feed or U+2029. */
static inline bool analyzer_is_break(uint32_t cp)
{
    return (cp >= '\n' && cp <= '\r') || cp == 0x85 || cp == 0x2028 ||
           cp == 0x2029;
}

struct analyzer;

enum st analyzer_open(struct analyzer **out, struct err *e) MUST_USE;
void analyzer_close(struct analyzer *a);

/* Appends the words of `text` to `out`, going on at out->next_pos, and ends
 * the last sentence and paragraph. Call it once per field of a document (the
 * title, then the body): each call starts a paragraph of its own. Bytes that
 * are not UTF-8 separate words (text/decode.h makes documents UTF-8 first).
 * A text without a word changes nothing. On failure `out` is unspecified but
 * may be cleared or released. */
enum st analyzer_run(struct analyzer *a, struct bytes text,
                     struct token_list *out, struct err *e) MUST_USE;

/* Folds one word as analyzer_run() does, into `out` (replaced): for a reader
 * of a term list, who has no sentence around it. */
enum st analyzer_fold(struct analyzer *a, struct bytes word, struct buf *out,
                      struct err *e) MUST_USE;

#endif
