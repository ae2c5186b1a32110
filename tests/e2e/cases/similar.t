# Releases like one, or like a text.

$ dateline-index build -o idx --lang en "$CORPUS"/sample > /dev/null 2>&1
exit 1
$ dateline-query similar idx presidency-kz/28May2019presidency12 --format ids -n 100 | grep -c 28May2019presidency12
> 0
exit 1
$ dateline-query similar idx presidency-kz/28May2019presidency12 --format ids -n 1
> presidency-by/2019-05-28-nur-sultan
!~ dateline-query: words: .*belarus.*
$ echo 'A new library of the university' | dateline-query similar idx - --format ids -n 1
~ .+
$ dateline-query similar idx no/such/thing
!> dateline-query: no/such/thing: neither the id of a release nor a file
!...
exit 2
