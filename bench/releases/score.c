#include "bench/releases/score.h"

#include "common/base/date.h"

static double ratio(uint32_t a, uint32_t b)
{
    return b ? (double)a / b : 1;
}

double tally_precision(const struct tally *t)
{
    return ratio(t->right, t->right + t->wrong);
}

double tally_recall(const struct tally *t)
{
    return ratio(t->right, t->right + t->missed);
}

double tally_f(const struct tally *t)
{
    return ratio(2 * t->right, 2 * t->right + t->wrong + t->missed);
}

/* What is wanted against what was found, either of which may be nothing. */
static bool count(struct tally *t, bool wanted, bool found, bool same)
{
    if (wanted && found && same) {
        t->right++;
        return true;
    }
    t->wrong += found;
    t->missed += wanted;
    return !wanted && !found;
}

static struct bytes part(struct bytes body, struct text_range at)
{
    return bytes_of(body.p + at.from, at.to - at.from);
}

static void differs(FILE *show, const struct label *label, const char *what,
                    struct bytes wanted, struct bytes found)
{
    if (show)
        fprintf(show, "%s\t%.*s\t[%.*s]\t[%.*s]\n", what, (int)label->id.n,
                (const char *)label->id.p, (int)wanted.n,
                (const char *)wanted.p, (int)found.n, (const char *)found.p);
}

static void score_text(struct tally *t, const struct label *label,
                       const char *what, struct bytes wanted,
                       struct bytes found, FILE *show)
{
    if (!count(t, wanted.n > 0, found.n > 0, bytes_equal(wanted, found)))
        differs(show, label, what, wanted, found);
}

static void score_dateline(struct score *s, const struct label *label,
                           struct bytes body, const struct anatomy *a,
                           FILE *show)
{
    const struct text_dateline *const d = &a->dateline;
    if (label->place_judged)
        score_text(&s->place, label, "place", label->place,
                   part(body, d->place), show);
    if (label->agency_judged)
        score_text(&s->agency, label, "agency", label->agency,
                   part(body, d->agency), show);
    if (label->date_judged &&
        !count(&s->date, label->date != DATE_NONE, d->date != DATE_NONE,
               label->date == d->date)) {
        char wanted[DATE_TEXT], found[DATE_TEXT];
        differs(show, label, "date",
                bytes_of_str(date_format(label->date, wanted)),
                bytes_of_str(date_format(d->date, found)));
    }
    if (label->place_judged && label->agency_judged && label->place.n == 0 &&
        label->agency.n == 0 && label->date == DATE_NONE &&
        label->date_judged) {
        s->without++;
        if (!text_range_is_empty(d->at)) {
            s->false_datelines++;
            differs(show, label, "false", bytes_of_str(""), part(body, d->at));
        }
    }
}

/* Bytes of [from, to) in zones of the kind. */
static uint64_t covered(const struct anatomy *a, enum zone_kind kind,
                        struct text_range at)
{
    uint64_t n = 0;
    for (size_t i = 0; i < a->n_zones; i++) {
        const struct text_zone *const z = &a->zones[i];
        const uint32_t from = z->at.from > at.from ? z->at.from : at.from;
        const uint32_t to = z->at.to < at.to ? z->at.to : at.to;
        if (z->kind == kind && from < to)
            n += to - from;
    }
    return n;
}

/* A paragraph of which most is in the zone counts as of it. */
static void score_boilerplate(struct score *s, const struct label *label,
                              struct bytes body, const struct lines *l,
                              const struct anatomy *a, FILE *show)
{
    unsigned number = 1;
    for (size_t i = 0; i < l->n; number++) {
        const size_t next = lines_paragraph_end(l, i);
        const struct text_range at = {l->v[i].from, l->v[next - 1].to};
        const bool found =
            2 * covered(a, ZONE_BOILERPLATE, at) >= at.to - at.from;
        if (!count(&s->boilerplate, label_has_paragraph(label, number), found,
                   true)) {
            struct bytes text = part(body, at);
            text.n = text.n > 90 ? 90 : text.n;
            differs(show, label, found ? "boiler+" : "boiler-", text,
                    bytes_of_str(""));
        }
        i = next;
    }
}

void score_add(struct score *s, const struct label *label, struct bytes body,
               const struct lines *l, const struct anatomy *a, FILE *show)
{
    s->releases++;
    score_dateline(s, label, body, a, show);
    if (label->boilerplate_judged)
        score_boilerplate(s, label, body, l, a, show);
}

static void print(const char *name, const struct tally *t, FILE *out)
{
    fprintf(out, "%-22s %6u %6u %6u  P %.3f  R %.3f  F %.3f\n", name, t->right,
            t->wrong, t->missed, tally_precision(t), tally_recall(t),
            tally_f(t));
}

void score_print(const struct score *s, FILE *out)
{
    fprintf(out, "%-22s %6s %6s %6s\n", "", "right", "wrong", "missed");
    print("dateline place", &s->place, out);
    print("dateline date", &s->date, out);
    print("dateline agency", &s->agency, out);
    print("boilerplate paragraph", &s->boilerplate, out);
    fprintf(out, "%u releases; false datelines in %u of %u without one\n",
            s->releases, s->false_datelines, s->without);
}
