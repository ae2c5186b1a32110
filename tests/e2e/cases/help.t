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
