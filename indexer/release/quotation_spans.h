/*
 * quotation_spans -- what stands between quotation marks.
 *
 * Marks are paired from left to right, with a state that begins anew in each
 * paragraph: no damage goes further. A mark that closes nothing is passed over.
 * One that opens while another of its kind is open is nested when two closing
 * ones follow it, else the first was never closed. A quotation that reaches the
 * end of its paragraph goes on in the next when that begins with an opening
 * mark of the same kind, for SPAN_PARAGRAPHS and SPAN_WORDS at most; else it
 * ends at the last end of a sentence within UNCLOSED_WORDS, and is marked so.
 * What is nested belongs to the outer one.
 *
 * A paragraph that begins with a dash is speech where a verb of speech behind
 * another dash says so: "- Text, - said NAME. - Text."
 *
 *   Lifetime  a zeroed struct is empty; the arrays are its own
 *   Threads   one struct, one thread
 *   Cost      linear in the lexemes
 */
#ifndef INDEXER_RELEASE_QUOTATION_SPANS_H
#define INDEXER_RELEASE_QUOTATION_SPANS_H

#include "indexer/release/lexemes.h"
#include "indexer/release/speech_words.h"

enum { SPAN_PARAGRAPHS = 8, SPAN_WORDS = 800, UNCLOSED_WORDS = 120 };

enum {
    SPAN_UNCLOSED = 1 << 0,  /* no mark closes it, nor does it go on      */
    SPAN_GOES_ON = 1 << 1,   /* the next span continues it                */
    SPAN_CONTINUES = 1 << 2, /* it continues the span before              */
    SPAN_DASH = 1 << 3,      /* between dashes                            */
    SPAN_SINGLE = 1 << 4     /* between single marks                      */
};

/* Lexemes [first, end) between the marks at `first - 1` and `end`; of an
 * unclosed one, `end` is where it was cut. */
struct quotation_span {
    uint32_t first, end;
    uint32_t words;
    uint32_t flags; /* SPAN_* */
};

struct quotation_spans {
    struct quotation_span *v;
    size_t n, cap;
    uint32_t *marks; /* scratch: the marks of a paragraph */
    size_t n_marks, cap_marks;
};

/* Replaces what `s` held by the spans of `x`, ascending, not overlapping.
 * False when memory is out. */
bool quotation_spans_read(struct quotation_spans *s, const struct lexemes *x,
                          const struct speech_words *words) MUST_USE;
void quotation_spans_release(struct quotation_spans *s);

#endif
