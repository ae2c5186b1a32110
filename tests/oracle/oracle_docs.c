#include "tests/oracle/oracle_docs.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/need.h"

/* It counts in distances. */
enum { GAP = 8 };

void oracle_docs_release(struct oracle_docs *d)
{
    for (size_t i = 0; i < d->n; i++) {
        free(d->docs[i].words);
        free(d->docs[i].places);
        free(d->docs[i].ends);
        oracle_parts_release(&d->docs[i].parts);
    }
    free(d->docs);
    free(d->names);
    free(d->stems);
    free(d->unaskable);
    *d = (struct oracle_docs){0};
}

uint32_t oracle_docs_word(struct oracle_docs *d, const char *name)
{
    for (uint32_t i = 0; i < d->n_names; i++)
        if (strcmp(d->names[i], name) == 0)
            return i;
    if (d->n_names == d->cap_names) {
        d->cap_names = d->cap_names ? 2 * d->cap_names : 64;
        d->names = need_resize(d->names, d->cap_names, sizeof(*d->names));
    }
    snprintf(d->names[d->n_names], ORACLE_WORD_SIZE, "%s", name);
    return d->n_names++;
}

struct oracle_doc *oracle_docs_add(struct oracle_docs *d)
{
    if (d->n == d->cap) {
        d->cap = d->cap ? 2 * d->cap : 64;
        d->docs = need_resize(d->docs, d->cap, sizeof(*d->docs));
    }
    struct oracle_doc *const doc = &d->docs[d->n++];
    *doc = (struct oracle_doc){0};
    return doc;
}

void oracle_doc_put(struct oracle_doc *doc, uint32_t word, uint32_t place)
{
    if (doc->n == doc->cap) {
        doc->cap = doc->cap ? 2 * doc->cap : 8;
        doc->words = need_resize(doc->words, doc->cap, sizeof(*doc->words));
        doc->places = need_resize(doc->places, doc->cap, sizeof(*doc->places));
        doc->ends = need_resize(doc->ends, doc->cap, sizeof(*doc->ends));
    }
    doc->words[doc->n] = word;
    doc->length += doc->n == 0 || doc->places[doc->n - 1] != place;
    doc->places[doc->n] = place;
    doc->ends[doc->n] = false;
    doc->n++;
    doc->next_place = place + 1;
}

void oracle_doc_add_word(struct oracle_doc *doc, uint32_t word)
{
    oracle_doc_put(doc, word, doc->next_place);
}

void oracle_doc_end_sentence(struct oracle_doc *doc)
{
    if (doc->n)
        doc->ends[doc->n - 1] = true;
}

void oracle_doc_end_paragraph(struct oracle_doc *doc)
{
    if (doc->n && doc->next_place == doc->places[doc->n - 1] + 1)
        doc->next_place += GAP;
}

void oracle_doc_end_title(struct oracle_doc *doc)
{
    oracle_doc_end_paragraph(doc);
    doc->n_title = doc->n;
}

static void add_words(struct oracle_docs *d, struct oracle_doc *doc,
                      const char *text)
{
    static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyz0123456789"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    while (*text) {
        const size_t n = strspn(text, LETTERS);
        if (n > 0) {
            char name[ORACLE_WORD_SIZE];
            snprintf(name, sizeof(name), "%.*s", (int)n, text);
            for (char *c = name; *c; c++)
                *c = (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
            oracle_doc_add_word(doc, oracle_docs_word(d, name));
        } else if (strncmp(text, "\n\n", 2) == 0) {
            oracle_doc_end_paragraph(doc);
        } else if (*text == '!' || *text == '?') {
            oracle_doc_end_sentence(doc);
        }
        text += n ? n : 1;
    }
}

struct oracle_doc *oracle_docs_add_text(struct oracle_docs *d,
                                        const char *title, const char *body)
{
    struct oracle_doc *const doc = oracle_docs_add(d);
    add_words(d, doc, title);
    oracle_doc_end_title(doc);
    add_words(d, doc, body);
    oracle_doc_end_paragraph(doc);
    return doc;
}

void oracle_docs_copy_names(struct oracle_docs *out,
                            const struct oracle_docs *from)
{
    out->names = need_resize(out->names, from->n_names, sizeof(*out->names));
    out->n_names = out->cap_names = from->n_names;
    out->has_parts = from->has_parts;
    if (from->n_names)
        memcpy(out->names, from->names, from->n_names * sizeof(*out->names));
    if (from->stems) {
        out->stems = need_alloc(from->n_names, sizeof(*out->stems));
        memcpy(out->stems, from->stems, from->n_names * sizeof(*out->stems));
    }
    if (from->unaskable) {
        out->unaskable = need_alloc(from->n_names, sizeof(*out->unaskable));
        memcpy(out->unaskable, from->unaskable,
               from->n_names * sizeof(*out->unaskable));
    }
}

static bool paragraph_begins(const struct oracle_doc *doc, size_t i)
{
    return i > 0 && doc->places[i] != doc->places[i - 1] + 1;
}

static void copy_all(struct oracle_doc *copy, const struct oracle_doc *doc)
{
    for (size_t i = 0; i < doc->n; i++) {
        oracle_doc_put(copy, doc->words[i], doc->places[i]);
        copy->ends[i] = doc->ends[i];
    }
    copy->n_title = doc->n_title;
    copy->next_place = doc->next_place;
}

void oracle_docs_add_copy(struct oracle_docs *out, const struct oracle_doc *doc,
                          const bool *keep)
{
    struct oracle_doc *const copy = oracle_docs_add(out);
    memcpy(copy->date, doc->date, sizeof(copy->date));
    memcpy(copy->source, doc->source, sizeof(copy->source));
    memcpy(copy->id, doc->id, sizeof(copy->id));
    oracle_parts_copy(&copy->parts, &doc->parts, keep, doc->n);
    if (!keep) {
        copy_all(copy, doc);
        return;
    }
    for (size_t i = 0; i < doc->n; i++) {
        if (i == doc->n_title)
            oracle_doc_end_title(copy);
        else if (paragraph_begins(doc, i))
            oracle_doc_end_paragraph(copy);
        if (keep[i])
            oracle_doc_add_word(copy, doc->words[i]);
        if (doc->ends[i])
            oracle_doc_end_sentence(copy);
    }
    if (doc->n_title == doc->n)
        oracle_doc_end_title(copy);
    oracle_doc_end_paragraph(copy);
}

/* Whether a full stop before it would end a sentence. */
static bool begins_lower(const char *name)
{
    return name[0] >= 'a' && name[0] <= 'z';
}

/* What stands before word `i`. Punctuation belongs to the place, so that the
 * same document always has the same text. A full stop or comma always has a
 * space behind it: without one, "w1.w2" would be one word to UAX #29. */
static const char *separator(const struct oracle_docs *d,
                             const struct oracle_doc *doc, size_t i)
{
    static const char *const MARKS[16] = {", ", ". "};
    const char *const mark =
        MARKS[(doc->places[i] * UINT32_C(2654435761)) >> 28];

    if (paragraph_begins(doc, i))
        return "\n\n";
    if (doc->ends[i - 1])
        return doc->places[i] % 3 == 0 ? "? " : "! ";
    if (!mark || (mark[0] == '.' && !begins_lower(d->names[doc->words[i]])))
        return " ";
    return mark;
}

/* Without a stream: a case being shrunk writes its documents over and over. */
static char *text_of(const struct oracle_docs *d, size_t doc, size_t from,
                     size_t to, struct oracle_bytes *at)
{
    enum { SEPARATOR_MAX = 2 };
    const struct oracle_doc *const t = &d->docs[doc];
    char *const text =
        need_alloc((to - from) * (ORACLE_WORD_SIZE + SEPARATOR_MAX) + 1, 1);
    char *end = text;
    for (size_t i = from; i < to; i++) {
        const char *const name = d->names[t->words[i]];
        if (i > from)
            end = stpcpy(end, separator(d, t, i));
        char *const word = end;
        end = stpcpy(end, name);
        if (i > from && t->ends[i - 1] && begins_lower(name))
            *word = (char)(*word - 'a' + 'A');
        if (at)
            at[i - from] = (struct oracle_bytes){(size_t)(word - text),
                                                 (size_t)(end - text)};
    }
    return text;
}

char *oracle_doc_title(const struct oracle_docs *d, size_t doc)
{
    return oracle_doc_title_at(d, doc, NULL);
}

char *oracle_doc_body(const struct oracle_docs *d, size_t doc)
{
    return oracle_doc_body_at(d, doc, NULL);
}

char *oracle_doc_title_at(const struct oracle_docs *d, size_t doc,
                          struct oracle_bytes *at)
{
    return text_of(d, doc, 0, d->docs[doc].n_title, at);
}

char *oracle_doc_body_at(const struct oracle_docs *d, size_t doc,
                         struct oracle_bytes *at)
{
    return text_of(d, doc, d->docs[doc].n_title, d->docs[doc].n, at);
}

/* By the numbers of their words. */
static void print_parts(const struct oracle_doc *doc, FILE *out)
{
    static const char *const ZONES[ORACLE_ZONES] = {
        [ORACLE_SUBHEAD] = "subhead",
        [ORACLE_DATELINE] = "dateline",
        [ORACLE_SIGNATURE] = "signature",
        [ORACLE_BOILERPLATE] = "boilerplate"};
    const struct oracle_parts *const p = &doc->parts;

    for (size_t i = 0; i < p->n; i++)
        fprintf(out, "    %s %zu..%zu\n", ZONES[p->parts[i].zone],
                p->parts[i].at.from, p->parts[i].at.to);
    if (p->place.from < p->place.to)
        fprintf(out, "    place %zu..%zu, region %zu..%zu, agency %zu..%zu\n",
                p->place.from, p->place.to, p->region.from, p->region.to,
                p->agency.from, p->agency.to);
    for (size_t i = 0; i < p->n_quotes; i++)
        fprintf(out, "    quotation %zu..%zu by %zu..%zu, %c\n",
                p->quotes[i].at.from, p->quotes[i].at.to,
                p->quotes[i].speaker.from, p->quotes[i].speaker.to,
                "-ABC"[p->quotes[i].sure]);
}

void oracle_docs_print(const struct oracle_docs *d, FILE *out)
{
    for (size_t i = 0; i < d->n; i++) {
        const struct oracle_doc *const doc = &d->docs[i];
        fprintf(out, "  doc %zu, %zu words, %s, %s, %s:", i, doc->n, doc->id,
                doc->date[0] ? doc->date : "no date",
                doc->source[0] ? doc->source : "no source");
        for (size_t w = 0; w < doc->n; w++) {
            if (w == 0)
                fputs(doc->n_title ? " [title]" : " [body]", out);
            else if (w == doc->n_title)
                fputs(" [body]", out);
            else if (paragraph_begins(doc, w))
                fputs(" [par]", out);
            fprintf(out, " %s%s", d->names[doc->words[w]],
                    doc->ends[w] ? "." : "");
        }
        fputc('\n', out);
        print_parts(doc, out);
    }
}
