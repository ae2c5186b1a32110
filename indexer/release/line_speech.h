/* line_speech -- whether somebody speaks in a line: a longer quotation.
 *
 *   Threads  pure functions
 */
#ifndef INDEXER_RELEASE_LINE_SPEECH_H
#define INDEXER_RELEASE_LINE_SPEECH_H

#include <stdbool.h>

#include "common/base/bytes.h"

bool line_has_speech(struct bytes line);

#endif
