/* pos_range -- positions of words, as the analyzer counts them: [from, to). An
 * empty one stands for what is not there. */
#ifndef BASE_POS_RANGE_H
#define BASE_POS_RANGE_H

#include <stdint.h>

struct pos_range {
    uint32_t from, to;
};

#endif
