#include "corpus/generate/topic.h"

enum {
    MONTH_DAYS = 30,
    TOPICS_OF_MONTH = 12,
    FIRST_BITS = 9, /* words of topics have ranks from 2^9 ...   */
    OCTAVES = 6     /* ... to 2^15: neither common nor very rare */
};

/* Word number `k` of topic `id`: a rank. The octaves are equally likely, so
 * that there are as many frequent as rare ones among the words of a topic. */
static uint32_t topic_word(uint32_t id, uint32_t k)
{
    const uint64_t h = dice_mix(((uint64_t)id << 32 | k) + 1);
    const uint32_t bits = FIRST_BITS + (uint32_t)(h % OCTAVES);
    const uint32_t width = UINT32_C(1) << bits;
    return width + (uint32_t)(h >> 32) % width;
}

void topic_draw(struct topic *t, struct dice *d, int32_t day)
{
    if (dice_chance(d, 768)) {
        const uint64_t month =
            (uint64_t)((int64_t)day + INT32_MAX) / MONTH_DAYS;
        const uint64_t choice = dice_skewed(d, TOPICS_OF_MONTH);
        t->id = (uint32_t)(dice_mix(month << 8 | choice) % TOPICS);
    } else {
        t->id = dice_below(d, TOPICS);
    }
    for (uint32_t k = 0; k < KEYWORDS; k++)
        t->keywords[k] = topic_word(t->id, dice_skewed(d, TOPIC_WORDS));
}
