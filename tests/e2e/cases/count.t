# Counts by what is known of releases.

$ dateline-index build -o idx --lang en "$CORPUS"/sample > /dev/null 2>&1
exit 1

$ dateline-query count idx kazakhstan
~ [1-9][0-9]*
$ test $(dateline-query count idx kazakhstan) = $(dateline-query idx kazakhstan --count)

$ for q in 'president date:2019' 'president OR date:2019' 'NOT source:presidency*' 'title:president AND NOT date:2019' 'presid*'; do test "$(dateline-query count idx --syntax native "$q")" = "$(dateline-query idx --syntax native "$q" --count)" || echo "$q"; done

# All bars together are all releases.
$ dateline-query count idx --by year --format tsv | awk 'NR > 1 {sum += $NF} END {print sum}'
> 98
$ dateline-query count idx '*' --by source --format csv | awk -F, 'NR > 1 {sum += $NF} END {print sum}'
> 98
$ dateline-query count idx --by month --format json | python3 -c 'import json, sys; a = json.load(sys.stdin); print(a["total"], a["by"], sum(c["releases"] for c in a["counts"]))'
> 98 month 98

# A bar fits the line, in ASCII and in eighths.
$ COLUMNS=40 LC_ALL=C dateline-query count idx --by year | awk 'length > 40'
$ COLUMNS=40 LC_ALL=C dateline-query count idx --by year | LC_ALL=C grep -c '#'
~ [1-9][0-9]*
$ COLUMNS=40 LC_ALL=C.UTF-8 dateline-query count idx --by year | python3 -c 'import sys; print(max(len(l.rstrip("\n")) for l in sys.stdin.buffer.read().decode().splitlines()))'
> 40

$ dateline-query count idx zeppelins
> 0
exit 1
$ dateline-query count idx --by week
!~ .*--by.*year\|month\|day\|source.*
!...
exit 2

# The same beside the hits.
$ COLUMNS=70 dateline-query idx president -n 1 --facets year,source | tail -n 5
...
~ year: .*2019 [0-9]+.*
...
$ dateline-query idx president -n 1 --facets year,source --format json | python3 -c 'import json, sys; a = json.load(sys.stdin); y = a["facets"]["year"]; print(a["total"] == sum(c["releases"] for c in y["counts"]), y["more"], list(a["facets"]))'
> True 0 ['year', 'source']
$ dateline-query idx president --facets year,week
!> dateline-query: "week" is no facet; there are year, month, day, source, speaker and place
!...
exit 2
$ dateline-query idx president --facets year,year
!> dateline-query: the facet year is asked for twice
!...
exit 2
