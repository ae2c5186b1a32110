#include "tests/oracle/oracle_query.h"

const char *oracle_syntax_name(enum oracle_syntax syntax)
{
    static const char *const NAMES[] = {[ORACLE_LUCENE] = "lucene",
                                        [ORACLE_LUCENE_OPERATORS] =
                                            "lucene, operators spelled",
                                        [ORACLE_WEBSEARCH] = "websearch",
                                        [ORACLE_TREE] = "tree"};
    return NAMES[syntax];
}

struct writer {
    const struct oracle_docs *docs;
    enum oracle_syntax syntax;
    FILE *out;
};

static void write_node(const struct writer *w, const struct oracle_query *q);

static void write_clause(const struct writer *w, const struct oracle_query *q)
{
    if (q->kind == ORACLE_BOOL)
        fputc('(', w->out);
    write_node(w, q);
    if (q->kind == ORACLE_BOOL)
        fputc(')', w->out);
}

/* AND, OR and NOT can say a bool in which no SHOULD stands beside a MUST or a
 * MUST_NOT; of one clause alone they cannot say that it is a MUST. */
static bool operators_can_say(const struct oracle_query *q)
{
    const size_t optional = oracle_query_count(q, ORACLE_SHOULD);
    if (q->n == 1)
        return oracle_query_count(q, ORACLE_MUST) == 0;
    return optional == 0 || optional == q->n;
}

static void write_bool(const struct writer *w, const struct oracle_query *q)
{
    static const char *const SIGNS[] = {
        [ORACLE_SHOULD] = "", [ORACLE_MUST] = "+", [ORACLE_MUST_NOT] = "-"};
    const bool web = w->syntax == ORACLE_WEBSEARCH;
    const bool spell =
        w->syntax == ORACLE_LUCENE_OPERATORS && operators_can_say(q);
    const char *between = " ";

    if (web && q->clauses[0]->occur == ORACLE_SHOULD)
        between = " OR ";
    else if (spell)
        between = q->clauses[0]->occur == ORACLE_SHOULD ? " OR " : " AND ";

    for (size_t i = 0; i < q->n; i++) {
        const enum oracle_occur occur = q->clauses[i]->occur;
        if (i > 0)
            fputs(between, w->out);
        if (spell)
            fputs(occur == ORACLE_MUST_NOT ? "NOT " : "", w->out);
        else if (!web || occur == ORACLE_MUST_NOT)
            fputs(SIGNS[occur], w->out);
        write_clause(w, q->clauses[i]);
    }
}

/* No syntax says these: NEAR/3/ordered/sentence(a, b). */
static void write_operator(const struct writer *w, const struct oracle_query *q)
{
    static const char *const NAMES[] = {
        [ORACLE_QUORUM] = "OF",         [ORACLE_NEAR] = "NEAR",
        [ORACLE_NOT_NEAR] = "NOT-NEAR", [ORACLE_ROW] = "ROW",
        [ORACLE_MOVED] = "MOVED",       [ORACLE_RUN] = "RUN",
        [ORACLE_FIRST] = "FIRST"};
    static const char *const UNITS[] = {"", "/sentence", "/paragraph"};

    fprintf(w->out, "%s/%u%s%s(", NAMES[q->kind], q->count,
            q->ordered ? "/ordered" : "", UNITS[q->unit]);
    for (size_t i = 0; i < q->n; i++) {
        if (i > 0)
            fputs(", ", w->out);
        if (q->gaps[i].most > 0)
            fprintf(w->out, "[%u-%u] ", q->gaps[i].least, q->gaps[i].most);
        if (q->kind == ORACLE_MOVED)
            fputs(w->docs->names[q->words[i]], w->out);
        else
            write_clause(w, q->clauses[i]);
    }
    fputc(')', w->out);
}

/* luka*, /luka.+/, luka~2. */
static void write_pattern(const struct writer *w, const struct oracle_query *q)
{
    const char *const slash = q->pattern == ORACLE_EXPRESSION ? "/" : "";

    fprintf(w->out, "%s%s%s", slash, q->text, slash);
    if (q->pattern == ORACLE_SLIPS)
        fprintf(w->out, "~%u", q->count);
}

static void write_filter(const struct writer *w, const struct oracle_filter *f)
{
    static const char *const FIELDS[] = {"date", "length", "source", "id"};

    fprintf(w->out, "%s:", FIELDS[f->field]);
    if (f->undated)
        fputc('?', w->out);
    else if (f->field == ORACLE_DATE)
        fprintf(w->out, "%s..%s", f->from, f->to);
    else if (f->field == ORACLE_LENGTH)
        fprintf(w->out, "%u..%u", f->least, f->most);
    else
        fprintf(w->out, "\"%s\"", f->name);
}

/* Where it has to be told from a bare one, a word has a =. */
static void write_word(const struct writer *w, const struct oracle_query *q)
{
    if (w->syntax == ORACLE_TREE && w->docs->stems && !q->fits)
        fputc('=', w->out);
    fputs(w->docs->names[q->words[0]], w->out);
}

/* said/A:(name)(content) */
static void write_said(const struct writer *w, const struct oracle_query *q)
{
    fprintf(w->out, "said/%c:", "-ABC"[q->sure]);
    for (size_t i = 0; i < q->n; i++) {
        fputc('(', w->out);
        write_node(w, q->clauses[i]);
        fputc(')', w->out);
    }
}

static void write_field(const struct writer *w, const struct oracle_query *q)
{
    static const char *const ZONES[] = {"title",     "lead",        "hlead",
                                        "body",      "subhead",     "dateline",
                                        "signature", "boilerplate", "text"};
    static const char *const FIELDS[] = {
        [ORACLE_PLACE] = "place", [ORACLE_AGENCY] = "agency"};

    fprintf(w->out, "%s:",
            q->kind == ORACLE_QUOTE  ? "quote"
            : q->kind == ORACLE_ZONE ? ZONES[q->zone]
                                     : FIELDS[q->field]);
    write_clause(w, q->clauses[0]);
}

static void write_node(const struct writer *w, const struct oracle_query *q)
{

    switch (q->kind) {
    case ORACLE_WORD:
        write_word(w, q);
        break;
    case ORACLE_PATTERN:
        write_pattern(w, q);
        break;
    case ORACLE_FILTER:
        write_filter(w, &q->filter);
        break;
    case ORACLE_ALL:
        fputs("*:*", w->out);
        break;
    case ORACLE_BOOST:
    case ORACLE_CONSTANT:
        fputc('(', w->out);
        write_node(w, q->clauses[0]);
        fprintf(w->out, ")^%s%g", q->kind == ORACLE_CONSTANT ? "=" : "",
                q->factor);
        break;
    case ORACLE_SKIP:
        fputs("skip(", w->out);
        write_node(w, q->clauses[0]);
        fputc(')', w->out);
        break;
    case ORACLE_PHRASE:
        for (size_t i = 0; i < q->n; i++)
            fprintf(w->out, "%s%s", i ? " " : "\"",
                    w->docs->names[q->words[i]]);
        fputc('"', w->out);
        break;
    case ORACLE_ZONE:
    case ORACLE_FIELD:
    case ORACLE_QUOTE:
        write_field(w, q);
        break;
    case ORACLE_SAID:
        write_said(w, q);
        break;
    case ORACLE_ANYBODY:
        fputs("any", w->out);
        break;
    case ORACLE_NOBODY:
        fputs("none", w->out);
        break;
    case ORACLE_BOOL:
        write_bool(w, q);
        break;
    default:
        write_operator(w, q);
        break;
    }
}

void oracle_query_write(const struct oracle_query *q,
                        const struct oracle_docs *d, enum oracle_syntax syntax,
                        FILE *out)
{
    write_node(&(struct writer){d, syntax, out}, q);
}
