#include "indexer/release/uncased_speech.h"

#include "common/base/compiler.h"

enum {
    HAN_NAME = 60,   /* bytes of a name with its office, 20 characters */
    HAN_CLAUSE = 12, /* lexemes that are looked back over              */
    ARABIC_WORDS = 7 /* words of a name with its office                */
};

static const struct uncased_mention NONE = {.kind = MENTION_NONE};

static bool starts_with(struct bytes b, const char *s)
{
    const size_t n = strlen(s);
    return b.n >= n && memcmp(b.p, s, n) == 0;
}

static bool ends_with(struct bytes b, const char *s)
{
    const size_t n = strlen(s);
    return b.n >= n && memcmp(b.p + b.n - n, s, n) == 0;
}

static bool is(const struct clause_reader *r, size_t i, enum lexeme_kind kind)
{
    return lexeme_is(r->x, i, kind);
}

/* Where one of `words` first stands in `b`, or b.n. */
static size_t find_first(struct bytes b, const char *const *words, size_t n)
{
    for (size_t at = 0; at < b.n; at++)
        for (size_t i = 0; i < n; i++)
            if (starts_with(bytes_of(b.p + at, b.n - at), words[i]))
                return at;
    return b.n;
}

/* ---- Chinese ---- */

/* The size of `b` without the verb of speech that ends it, or b.n. */
static size_t without_verb(struct bytes b)
{
    static const char *const VERBS[] = {
        "评论道", "评论说", "补充说", "介绍说", "强调说", "告诉记者",
        "表示",   "指出",   "强调",   "強調",   "认为",   "認為",
        "写道",   "回应",   "透露",   "坦言",   "宣布",   "说道",
        "回答",   "介绍",   "说",     "說",     "称",     "稱",
        "補充說", "補充",   "补充",   "呼吁",   "重申",
    };
    for (size_t i = 0; i < COUNT_OF(VERBS); i++)
        if (ends_with(b, VERBS[i]))
            return b.n - strlen(VERBS[i]);
    return b.n;
}

static struct uncased_mention chinese_name(const struct clause_reader *r,
                                           struct bytes b)
{
    static const char *const ENDS[] = {
        "在",   "对",   "對",     "向",   "就",   "于",   "於",
        "还",   "還",   "也",     "则",   "接受", "今天", "今日",
        "昨日", "当日", "进一步", "同时", "特别", "明确", "最后"};
    struct uncased_mention m = {.kind = MENTION_NAME};
    const size_t n = find_first(b, ENDS, COUNT_OF(ENDS));
    m.from = (uint32_t)(b.p - r->x->text.p);
    m.to = m.from + (uint32_t)n;
    b.n = n;
    if (bytes_equal_str(b, "他") || bytes_equal_str(b, "她")) {
        m.kind = MENTION_PRONOUN;
        m.classes = bytes_equal_str(b, "他") ? HE : SHE;
    } else if (n == 0) {
        m.kind = MENTION_OMITTED;
        m.classes = HE | SHE;
    } else if (n < 6 || n > HAN_NAME) {
        return NONE;
    }
    return m;
}

/* James Li 表示：“Q” */
static struct uncased_mention latin_name(const struct clause_reader *r,
                                         size_t end, size_t least)
{
    const size_t first = name_run_start(r->x, r->words, least, end);
    return (struct uncased_mention){MENTION_NAME, r->x->v[first].from,
                                    r->x->v[end - 1].to, 0};
}

/* 王毅表示：“Q” */
static struct uncased_mention chinese_before(const struct clause_reader *r,
                                             size_t e, size_t least)
{
    if (e <= least + 1 || !(is(r, e - 1, LEX_COLON) || is(r, e - 1, LEX_COMMA)))
        return NONE;
    for (size_t i = e - 1; i-- > least && i + HAN_CLAUSE > e;) {
        if (!is(r, i, LEX_UNCASED))
            break;
        struct bytes b = lexeme_bytes(r->x, i);
        const size_t n = without_verb(b);
        if (n == 0 && i > least && is(r, i - 1, LEX_CAPITAL))
            return latin_name(r, i, least);
        if (n < b.n)
            return chinese_name(r, bytes_of(b.p, n));
    }
    return NONE;
}

/* “Q，”王毅说。 */
static struct uncased_mention chinese_after(const struct clause_reader *r,
                                            size_t i)
{
    if (is(r, i, LEX_COMMA))
        i++;
    if (!is(r, i, LEX_UNCASED) || is(r, i + 1, LEX_COLON))
        return NONE;
    struct bytes b = lexeme_bytes(r->x, i);
    const size_t n = without_verb(b);
    return n < b.n ? chinese_name(r, bytes_of(b.p, n)) : NONE;
}

/* ---- Japanese ---- */

/* 田中社長は「Q」と述べた */
static struct uncased_mention japanese(const struct clause_reader *r,
                                       const struct quotation_span *q,
                                       size_t least)
{
    static const char *const VERBS[] = {
        "述べ", "語", "話", "コメント", "説明", "強調", "発言", "答え", "言"};
    static const char *const TOPICS[] = {"は", "が", "も"};
    const size_t behind = quotation_behind(r->x, q);
    size_t i = quotation_opening(q);
    if (!is(r, behind, LEX_UNCASED))
        return NONE;
    const struct bytes verb = lexeme_bytes(r->x, behind);
    if (!starts_with(verb, "と") ||
        find_first(verb, VERBS, COUNT_OF(VERBS)) > 24)
        return NONE;
    if (i > least && is(r, i - 1, LEX_COMMA))
        i--;
    if (i <= least || !is(r, i - 1, LEX_UNCASED))
        return NONE;
    const struct bytes b = lexeme_bytes(r->x, i - 1);
    const size_t n = find_first(b, TOPICS, COUNT_OF(TOPICS));
    if (n == b.n || n < 6 || n > HAN_NAME)
        return NONE;
    const uint32_t from = r->x->v[i - 1].from;
    return (struct uncased_mention){MENTION_NAME, from, from + (uint32_t)n, 0};
}

/* ---- Arabic ---- */

static struct bytes without_particle(struct bytes w)
{
    if (w.n > 6 && (starts_with(w, "و") || starts_with(w, "ف")))
        return bytes_of(w.p + 2, w.n - 2);
    return w;
}

static bool is_arabic_verb(const struct clause_reader *r, size_t i)
{
    const struct bytes w = lexeme_bytes(r->x, i);
    return is(r, i, LEX_UNCASED) &&
           (speech_word_classes(r->words, w) & SAYS ||
            speech_word_classes(r->words, without_particle(w)) & SAYS);
}

static bool ends_arabic_name(const struct clause_reader *r, size_t i)
{
    static const char *const WORDS[] = {
        "في",  "على", "إن",   "أن",  "خلال", "من", "عن",  "إلى", "بعد",
        "قبل", "إنه", "إنها", "أنه", "أنها", "مع", "كما", "ل",   "بأن",
    };
    const struct bytes w = lexeme_bytes(r->x, i);
    for (size_t k = 0; k < COUNT_OF(WORDS); k++)
        if (bytes_equal_str(w, WORDS[k]))
            return true;
    return !is(r, i, LEX_UNCASED);
}

/* The words behind the verb at i. */
static struct uncased_mention arabic_name(const struct clause_reader *r,
                                          size_t i, size_t end)
{
    size_t k = ++i;
    while (k < end && k < i + ARABIC_WORDS && !ends_arabic_name(r, k))
        k++;
    const unsigned classes =
        k == i + 1 ? clause_classes(r, i) & (HE | SHE) : 0u;
    struct uncased_mention m = {.kind = MENTION_NAME};
    if (k == i) {
        m.kind = MENTION_OMITTED;
        m.classes = HE | SHE;
        return m;
    }
    if (k < end && is(r, k, LEX_UNCASED) && k == i + ARABIC_WORDS)
        return NONE;
    m.kind = classes ? MENTION_PRONOUN : MENTION_NAME;
    m.classes = classes;
    m.from = r->x->v[i].from;
    m.to = r->x->v[k - 1].to;
    return m;
}

static struct uncased_mention arabic(const struct clause_reader *r,
                                     const struct quotation_span *q,
                                     size_t least, size_t next)
{
    size_t e = quotation_opening(q), i = quotation_behind(r->x, q);
    const size_t floor = e > least + 24 ? e - 24 : least;
    if (is(r, e - 1, LEX_COLON) || is(r, e - 1, LEX_UNCASED)) {
        for (size_t k = e; k-- > floor;) {
            if (is(r, k, LEX_STOP) || is(r, k, LEX_PARAGRAPH))
                break;
            if (is_arabic_verb(r, k))
                return arabic_name(r, k, e);
        }
    }
    if (is(r, i, LEX_COMMA))
        i++;
    return i < next && is_arabic_verb(r, i) ? arabic_name(r, i, next) : NONE;
}

/* ---- which of them ---- */

static unsigned first_byte(const struct clause_reader *r, size_t i)
{
    return is(r, i, LEX_UNCASED) ? r->x->text.p[r->x->v[i].from] : 0u;
}

struct uncased_mention uncased_speaker(const struct clause_reader *r,
                                       const struct quotation_span *q,
                                       size_t least, size_t next)
{
    const unsigned lead = first_byte(r, q->first);
    struct uncased_mention m = NONE;
    if (lead >= 0xd8 && lead <= 0xdb)
        return arabic(r, q, least, next);
    if (lead < 0xe3 || lead > 0xe9)
        return m;
    m = japanese(r, q, least);
    if (m.kind == MENTION_NONE)
        m = chinese_before(r, quotation_opening(q), least);
    if (m.kind == MENTION_NONE)
        m = chinese_after(r, quotation_behind(r->x, q));
    return m;
}
