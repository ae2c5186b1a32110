#include "query/commands/line_reader.h"

#include <errno.h>
#include <histedit.h>
#include <locale.h>
#include <stdlib.h>
#include <unistd.h>
#include <wchar.h>

#include "common/base/file.h"
#include "common/base/mem.h"
#include "common/base/utf8.h"

enum { HISTORY_LINES = 2000, HISTORY_BYTES = 1 << 24, NO_BYTE = -1 };

struct line_reader {
    struct line_options options;
    EditLine *edit;
    History *history;
    struct buf line; /* the last one, NUL behind it */
    int kept;        /* a byte that was read too early, or NO_BYTE */
};

/* ---- keys ---- */

/* False at the end of input, or when ^C came. libedit by itself tries again
 * after a signal, so that ^C would do nothing. */
static bool read_byte(struct line_reader *r, char *out)
{
    if (r->kept != NO_BYTE) {
        *out = (char)r->kept;
        r->kept = NO_BYTE;
        return true;
    }
    for (;;) {
        const ssize_t n = read(STDIN_FILENO, out, 1);
        if (n >= 0 || errno != EINTR || stop_asked(r->options.interrupt))
            return n > 0;
    }
}

/* A character of the terminal, for bytes that are none U+FFFD; 0 at the end. */
static int read_key(EditLine *edit, wchar_t *out)
{
    struct line_reader *r;
    mbstate_t state = {0};
    char byte;
    bool begun = false;
    el_get(edit, EL_CLIENTDATA, &r);
    while (read_byte(r, &byte)) {
        switch (mbrtowc(out, &byte, 1, &state)) {
        case (size_t)-2: /* more bytes to come */
            begun = true;
            break;
        case (size_t)-1:
            /* What ends a character too early begins the next one. */
            if (begun)
                r->kept = (unsigned char)byte;
            *out = UTF8_REPLACEMENT;
            return 1;
        case 0: /* a NUL would end the line; it is a blank in any question */
            *out = L' ';
            return 1;
        default:
            return 1;
        }
    }
    *out = UTF8_REPLACEMENT;
    return begun; /* the input ends within a character */
}

static char *prompt_of(EditLine *edit)
{
    const struct line_reader *r;
    el_get(edit, EL_CLIENTDATA, &r);
    return (char *)(uintptr_t)r->options.prompt;
}

/* ---- completion ---- */

static bool ends_word(char c)
{
    return strchr(" \t\"()|:=+-<>/~*?", c) != NULL;
}

static unsigned char complete(EditLine *edit, int key)
{
    const struct line_reader *r;
    struct buf out = BUF_INIT, list = BUF_INIT;
    unsigned char result = CC_ERROR;
    (void)key;
    el_get(edit, EL_CLIENTDATA, &r);
    const LineInfo *const line = el_line(edit);
    const char *from = line->cursor;
    while (from > line->buffer && !ends_word(from[-1]))
        from--;
    const struct bytes word = bytes_of(from, (size_t)(line->cursor - from));
    if (word.n > 0)
        r->options.complete(r->options.ctx, word, &out, &list);
    if (out.n > 0 && !bytes_equal(buf_bytes(&out), word)) {
        mbstate_t state = {0};
        const char *at = from;
        /* Characters, not bytes, are deleted. */
        char copy[256];
        if (word.n < sizeof(copy)) {
            memcpy(copy, from, word.n);
            copy[word.n] = '\0';
            at = copy;
            const size_t n = mbsrtowcs(NULL, &at, 0, &state);
            if (n != (size_t)-1) {
                el_deletestr(edit, (int)n);
                el_insertstr(edit, buf_str(&out));
                result = CC_REFRESH;
            }
        }
    } else if (list.n > 0) {
        printf("\n%s\n", buf_str(&list));
        fflush(stdout);
        result = CC_REDISPLAY;
    }
    buf_release(&out);
    buf_release(&list);
    return result;
}

/* ---- history ---- */

static void enter_line(struct line_reader *r, const char *line)
{
    HistEvent event;
    history(r->history, &event, H_ENTER, line);
}

static enum st read_history(struct line_reader *r, struct err *e)
{
    struct buf text = BUF_INIT;
    struct file_info info;
    enum st st = file_stat(r->options.history, true, &info, e);
    if (st == ST_OK && info.kind != FILE_NONE)
        st = file_read(r->options.history, HISTORY_BYTES, &text, e);
    char *at = (char *)(uintptr_t)buf_str(&text);
    for (char *end; st == ST_OK && (end = strchr(at, '\n')); at = end + 1) {
        *end = '\0';
        enter_line(r, at);
    }
    buf_release(&text);
    return st;
}

enum st line_reader_remember(struct line_reader *r, struct bytes line,
                             struct err *e)
{
    struct file_out out = {.open = false};
    enter_line(r, (const char *)line.p); /* a NUL is behind it */
    if (!r->options.history)
        return ST_OK;
    enum st st = file_out_open_end(&out, r->options.history, e);
    if (st == ST_OK)
        st = file_out_append(&out, line.p, line.n, e);
    if (st == ST_OK)
        st = file_out_append(&out, "\n", 1, e);
    if (st == ST_OK)
        st = file_out_flush(&out, e);
    file_out_close(&out);
    return st;
}

/* ---- all ---- */

static void set_up(struct line_reader *r)
{
    HistEvent event;
    history(r->history, &event, H_SETSIZE, HISTORY_LINES);
    history(r->history, &event, H_SETUNIQUE, 1);
    el_set(r->edit, EL_CLIENTDATA, r);
    el_set(r->edit, EL_PROMPT, prompt_of);
    el_set(r->edit, EL_EDITOR, "emacs");
    el_set(r->edit, EL_HIST, history, r->history);
    el_set(r->edit, EL_GETCFN, read_key);
    el_set(r->edit, EL_ADDFN, "dateline-complete", "complete a word", complete);
    el_set(r->edit, EL_BIND, "^I", "dateline-complete", NULL);
    el_set(r->edit, EL_BIND, "^R", "em-inc-search-prev", NULL);
}

enum st line_reader_open(struct line_reader **out, const struct line_options *o,
                         struct err *e)
{
    struct line_reader *r = mem_zalloc(sizeof(*r));
    enum st st = ST_OK;
    *out = NULL;
    if (!r)
        return err_set(e, ST_NOMEM, "out of memory");
    r->options = *o;
    r->kept = NO_BYTE;
    setlocale(LC_CTYPE, "");
    if (MB_CUR_MAX == 1) /* questions are UTF-8 all the same */
        setlocale(LC_CTYPE, "C.UTF-8");
    r->edit = el_init("dateline-query", stdin, stdout, stderr);
    r->history = history_init();
    if (!r->edit || !r->history) {
        st = err_set(e, ST_NOMEM, "out of memory");
        goto done;
    }
    set_up(r);
    if (o->history && (st = read_history(r, e)) != ST_OK)
        goto done;
    *out = r;
    r = NULL; /* now the caller's */

done:
    line_reader_close(r);
    return st;
}

void line_reader_close(struct line_reader *r)
{
    if (!r)
        return;
    if (r->edit)
        el_end(r->edit);
    if (r->history)
        history_end(r->history);
    buf_release(&r->line);
    mem_free(r);
}

enum line_end line_reader_next(struct line_reader *r, struct bytes *line)
{
    int n = 0;
    const char *const typed = el_gets(r->edit, &n);
    if (stop_asked(r->options.interrupt)) {
        el_reset(r->edit);
        return LINE_GIVEN_UP;
    }
    if (!typed || n <= 0)
        return LINE_NONE;
    buf_clear(&r->line);
    buf_append_str(&r->line, typed);
    while (r->line.n && strchr("\r\n", r->line.p[r->line.n - 1]))
        r->line.n--;
    const char *const text = buf_str(&r->line);
    *line = bytes_of(text, r->line.n);
    return LINE_READ;
}
