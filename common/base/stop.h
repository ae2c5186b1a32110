/*
 * stop -- a flag that ends a long piece of work between two steps of it.
 *
 * Who works looks at it now and then; who waits, or a signal handler, sets it.
 *
 *   Threads  any may set it, one works
 */
#ifndef BASE_STOP_H
#define BASE_STOP_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

/* NULL: nobody will stop it. */
typedef const volatile sig_atomic_t *stop_flag;

static inline bool stop_asked(stop_flag stop)
{
    return stop && __atomic_load_n(stop, __ATOMIC_RELAXED);
}

#endif
