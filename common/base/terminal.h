/*
 * terminal -- how wide the text may be.
 *
 *   Threads  as getenv()
 */
#ifndef BASE_TERMINAL_H
#define BASE_TERMINAL_H

/* COLUMNS of the environment, else those of the terminal at `fd`, else 80. */
unsigned terminal_columns(int fd);

#endif
