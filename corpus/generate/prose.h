/*
 * prose -- sentences and paragraphs of a release, appended to a buffer.
 *
 *   Lifetime  a struct of borrowed pointers, nothing to release
 *   Threads   one struct, one thread
 *   Errors    the buffer's sticky `failed`
 */
#ifndef CORPUS_GENERATE_PROSE_H
#define CORPUS_GENERATE_PROSE_H

#include "common/base/buf.h"
#include "corpus/generate/publisher.h"
#include "corpus/generate/topic.h"
#include "corpus/generate/vocabulary.h"
#include "corpus/generate/zipf.h"

struct prose {
    const struct vocabulary *vocabulary;
    const struct zipf *zipf;
    const struct publisher *publisher;
    struct topic topic;
    struct dice dice;
    struct buf *out;
    uint32_t words;       /* written so far; the caller may reset */
    uint32_t last_quoted; /* speaker whose full name was given, or SPEAKERS */
};

/* A line of 5 to 11 words that names the topic. */
void prose_headline(struct prose *p);

/* 1 to 4 sentences of narration. */
void prose_paragraph(struct prose *p);

/* “Sentence,” said NAME, TITLE of PUBLISHER. “Sentence.” */
void prose_quotation(struct prose *p);

/* Three to six points, a line each. */
void prose_list(struct prose *p);

/* "BAROLVILLE, 28 May – ", in the publisher's manner, which may be none. */
void prose_dateline(struct prose *p, int32_t day);

#endif
