/*
 * oracle_filter -- what is asked of a document beside its words.
 *
 * Days are compared as they are written ("2019-05-28"), names of sources
 * without regard to case and to the accents of Latin-1, ids byte by byte; in
 * both of these a * stands for any characters and a ? for one.
 *
 *   Threads  a pure function
 */
#ifndef TESTS_ORACLE_ORACLE_FILTER_H
#define TESTS_ORACLE_ORACLE_FILTER_H

#include "tests/oracle/oracle_docs.h"

enum oracle_field { ORACLE_DATE, ORACLE_LENGTH, ORACLE_SOURCE, ORACLE_ID };

struct oracle_filter {
    enum oracle_field field;
    char from[ORACLE_DATE_SIZE], to[ORACLE_DATE_SIZE]; /* days, both included;
                                                          "": open          */
    bool undated;                                      /* has no date       */
    uint32_t least, most;                              /* words             */
    char name[ORACLE_NAME_SIZE];                       /* or a pattern      */
};

bool oracle_filter_passes(const struct oracle_filter *f,
                          const struct oracle_doc *d);

#endif
