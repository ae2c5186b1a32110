#include "query/commands/question_arguments.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/base/date.h"
#include "query/commands/stopper.h"

enum {
    FEEDBACK_MAX = 1000, /* documents, and words, that expansion takes */
    TIMEOUT_MAX = 86400  /* seconds                                    */
};

/* Sets a parameter that has an option of its own. */
static enum st take_number(const struct options *o, double max, float *out,
                           struct err *e)
{
    double value = 0;
    const enum st st = options_double(o, 0, max, &value, e);

    if (st == ST_OK)
        *out = (float)value;
    return st;
}

static enum st take_count(const struct options *o, uint32_t *out, struct err *e)
{
    int64_t n = 0;
    const enum st st = options_int(o, 1, FEEDBACK_MAX, &n, e);

    if (st == ST_OK)
        *out = (uint32_t)n;
    return st;
}

int32_t question_today(void)
{
    const time_t now = time(NULL);
    struct tm tm;
    int32_t day = 0;
    if (localtime_r(&now, &tm))
        date_from_civil(
            (struct civil){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday}, &day);
    return day;
}

/* "30d", "8w", "1y"; without a letter days. */
static enum st take_decay(const struct options *o, struct decay *d,
                          struct err *e)
{
    static const struct {
        const char *unit;
        double days;
    } units[] = {{"", 1}, {"d", 1}, {"w", 7}, {"y", 365.25}};
    char *end;
    const double n = strtod(o->value, &end);

    for (size_t i = 0; end != o->value && i < COUNT_OF(units); i++) {
        if (strcmp(end, units[i].unit) != 0 || !(n > 0 && n <= 1e6))
            continue;
        d->half_life = n * units[i].days;
        d->today = question_today();
        return ST_OK;
    }
    return err_set(e, ST_USAGE,
                   "--decay: a time after which a score is half, as 30d, 8w "
                   "or 1y");
}

/* "fold", "drop:0.9" */
static enum st take_dup(const struct options *o, struct dup_choice *out,
                        struct err *e)
{
    static const char *const names[] = {"show", "fold", "drop"};
    const size_t n = strcspn(o->value, ":");
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char *end = NULL;
        if (n != strlen(names[i]) || strncmp(o->value, names[i], n) != 0)
            continue;
        out->how = (enum dup)i;
        if (o->value[n] == '\0')
            return ST_OK;
        const double share = strtod(o->value + n + 1, &end);
        if (end == o->value + n + 1 || *end ||
            !(share * 100 >= SIMILARITY_LEAST && share <= 1))
            break;
        out->least = (unsigned)(share * 100 + .5);
        return ST_OK;
    }
    return err_set(e, ST_USAGE,
                   "--dup %.64s: say show, fold or drop, with a share from 0.8 "
                   "to 1 or without: fold:0.9",
                   o->value);
}

enum st question_arguments_take(const struct options *o, int id,
                                struct question_arguments *a, struct err *e)
{
    static const enum syntax syntaxes[] = {SYNTAX_WEBSEARCH, SYNTAX_NATIVE,
                                           SYNTAX_NEXIS, SYNTAX_FACTIVA,
                                           SYNTAX_LUCENE};
    int choice = 0;
    enum st st = ST_OK;

    switch (id) {
    case OPTION_SYNTAX:
        if ((st = options_choice(o, &choice, e)) == ST_OK)
            a->syntax = syntaxes[choice];
        break;
    case OPTION_EXACT:
        a->exact = true;
        break;
    case OPTION_RANK:
        if ((st = options_choice(o, &choice, e)) == ST_OK)
            a->rank.kind = (enum rank_kind)choice;
        break;
    case OPTION_PARAMETER:
        return rank_choice_set(&a->rank, o->value, e);
    case OPTION_K1:
        return take_number(o, 1000, &a->rank.k1, e);
    case OPTION_B:
        return take_number(o, 1, &a->rank.b, e);
    case OPTION_EXPAND:
        if ((st = options_choice(o, &choice, e)) == ST_OK)
            a->expand.kind = (enum expand_kind)choice;
        break;
    case OPTION_FEEDBACK_DOCS:
        return take_count(o, &a->expand.docs, e);
    case OPTION_FEEDBACK_TERMS:
        return take_count(o, &a->expand.terms, e);
    case OPTION_FEEDBACK_WEIGHT:
        return options_double(o, 0.01, 1, &a->expand.weight, e);
    case OPTION_DECAY:
        return take_decay(o, &a->decay, e);
    case OPTION_TIMEOUT:
        return options_int(o, 1, 1000 * TIMEOUT_MAX, &a->timeout, e);
    case OPTION_NAMES:
        if ((st = options_choice(o, &choice, e)) == ST_OK)
            a->names = (enum names_mode)choice;
        break;
    case OPTION_EXONYMS:
        a->exonyms = o->value;
        break;
    case OPTION_MAX_WORK:
        return options_int(o, 1, INT64_MAX, &a->max_work, e);
    case OPTION_DUP:
        return take_dup(o, &a->dup, e);
    case OPTION_SURE:
        if ((st = options_choice(o, &choice, e)) == ST_OK)
            a->sure = (enum sureness)(SURE_A + choice);
        break;
    case OPTION_BOILERPLATE:
        if ((st = options_choice(o, &choice, e)) == ST_OK)
            a->skip_boilerplate = choice == 1;
        break;
    default:
        break;
    }
    return st;
}

void question_arguments_arm(struct question_arguments *a)
{
    if (a->timeout)
        a->stop = stopper_after(a->timeout);
}

struct search_options
question_arguments_search(const struct question_arguments *a, uint32_t k,
                          bool count)
{
    return (struct search_options){.k = k,
                                   .count = count,
                                   .stems = !a->exact,
                                   .dup = a->dup,
                                   .rank = a->rank,
                                   .decay = a->decay,
                                   .max_work = (uint64_t)a->max_work,
                                   .sure = a->sure,
                                   .skip_boilerplate = a->skip_boilerplate,
                                   .names = a->names,
                                   .exonyms = a->exonyms,
                                   .lenient = a->syntax == SYNTAX_WEBSEARCH,
                                   .stop = a->stop};
}
