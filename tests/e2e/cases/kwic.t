# Every match with the words around it.

$ dateline-index build -o idx --lang en "$CORPUS"/sample > /dev/null 2>&1
exit 1

# What matched begins in one column, also where characters are wide.
$ COLUMNS=60 dateline-query kwic idx president -n 20 2> /dev/null | cut -c 1-60 | grep -ic 'president'
> 20
$ COLUMNS=50 dateline-query kwic idx 大学
~ 2021-10-15 +临州大学图书馆新馆开放
...
$ dateline-query kwic idx president -n 5 --format csv 2> /dev/null | python3 -c 'import csv, sys; r = list(csv.DictReader(sys.stdin)); print(len(r), {x["match"].lower()[:9] for x in r})'
> 5 {'president'}

# No escape sequences into a pipe, red on request.
$ dateline-query kwic idx president -n 1 2> /dev/null | grep -c "$(printf '\033')"
> 0
exit 1
$ dateline-query kwic idx president -n 1 --color always 2> /dev/null | grep -c "$(printf '\033')\[1;31mPresident"
> 1

$ dateline-query kwic idx president --sort up
!~ .*--sort.*rank\|left\|right\|date.*
!...
exit 2
