/*
 * machine -- what figures depend on besides the program: where they were
 * measured, and which build of it.
 *
 *   Lifetime  by value; texts of the build are constants
 *   Errors    none: what cannot be found out is empty
 */
#ifndef BENCH_MACHINE_H
#define BENCH_MACHINE_H

struct machine {
    char cpu[128];    /* model, as the system names it               */
    char kernel[192]; /* "Linux 6.1.0 x86_64"                        */
    long cores;       /* that are there for us                       */
    const char *version;
    const char *commit; /* git describe when it was configured, or "" */
    const char *build;  /* the type of build, with its sanitizers     */
};

struct machine machine_here(void);

#endif
