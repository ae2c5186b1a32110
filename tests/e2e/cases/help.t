# Every program and command says what it takes, within 80 columns.

$ for p in dateline-index dateline-query dateline-bench; do $p --help || exit; $p --version || exit; done | awk 'length > 80'
$ for c in build peek reorder verify stats dump; do dateline-index $c --help | head -n 1; done
~ Usage: dateline-index build .*
~ Usage: dateline-index peek .*
~ Usage: dateline-index reorder .*
~ Usage: dateline-index verify .*
~ Usage: dateline-index stats .*
~ Usage: dateline-index dump .*
$ for c in show batch parse; do dateline-query $c --help | head -n 1; done
~ Usage: dateline-query show .*
~ Usage: dateline-query batch .*
~ Usage: dateline-query parse .*
$ dateline-query --version
~ dateline-query [0-9]+\.[0-9]+\.[0-9]+
...
$ dateline-index --man | head -n 1
~ \.TH "DATELINE-INDEX" 1 .*
$ dateline-index biuld
!> dateline-index: unknown command 'biuld'; did you mean build?
!...
exit 2
$ dateline-query
!> dateline-query: INDEX is missing
!...
exit 2
$ dateline-query --help >/dev/full
!~ dateline-query: .*
exit 4
$ dateline-query help show | head -n 1
> Usage: dateline-query show [OPTION...] INDEX ID...

# What newcomers type.
$ dateline-query search news.idx minsk
!> dateline-query: search: no such folder; an index is made with dateline-index build -o search SOURCE
!> dateline-query: nor is 'search' a command: 'dateline-query --help' lists those
exit 4
$ dateline-query shwo news.idx r1
!> dateline-query: shwo: no such folder; an index is made with dateline-index build -o shwo SOURCE
!> dateline-query: nor is 'shwo' a command; did you mean show?
exit 4
$ dateline-query news.idx
!> dateline-query: WORD is missing
!> Usage: dateline-query [OPTION...] INDEX WORD...
!> dateline-query: 'dateline-query --help' tells what there is
exit 2
$ dateline-query --jsonl news.idx minsk
!> dateline-query: unknown option --jsonl; did you mean --format jsonl?
!...
exit 2
