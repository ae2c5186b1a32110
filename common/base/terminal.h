/*
 * terminal -- how wide and high the text may be, and of what characters.
 *
 *   Threads  as getenv()
 */
#ifndef BASE_TERMINAL_H
#define BASE_TERMINAL_H

#include <stdbool.h>

/* COLUMNS of the environment, else those of the terminal at `fd`, else 80. */
unsigned terminal_columns(int fd);

/* The same of LINES, rows, 24. */
unsigned terminal_rows(int fd);

/* Whether the locale is one of UTF-8: the first of LC_ALL, LC_CTYPE and LANG
 * that is set and not empty says so. */
bool terminal_is_utf8(void);

#endif
