# Answers in the order of a column; their scores are those of the search.

file releases/a.jsonl
| {"id": "r1", "title": "Oil", "body": "oil and more oil", "date": "2020-01-01"}
| {"id": "r2", "title": "Gas", "body": "gas and oil", "date": "2021-01-01"}
| {"id": "r3", "title": "Oil", "body": "oil"}
| {"id": "r4", "title": "Wind", "body": "wind", "date": "2022-01-01"}

$ dateline-index build -o idx releases
...
$ for o in date date:asc length:desc length:asc id:desc; do echo $(dateline-query idx oil --sort $o --format ids); done
> r2 r1 r3
> r1 r2 r3
> r1 r2 r3
> r3 r2 r1
> r3 r2 r1
$ dateline-query idx oil --format trec --sort date | cut -d' ' -f3,5 | sort >by_date; dateline-query idx oil --format trec | cut -d' ' -f3,5 | sort | cmp - by_date
$ dateline-query idx oil --sort date --offset 1 -n 1 --format ids
> r1
$ dateline-query idx oil --sort headline
!~ dateline-query: there is no order headline; .*
!...
exit 2

# Without a date.
$ for q in date:? 'oil -date:?' 'date:? OR gas'; do echo $(dateline-query idx "$q" --sort id:asc --format ids); done
> r3
> r1 r2
> r2 r3
$ dateline-query idx --syntax native 'wind OR date:?' --sort id:asc --format ids
> r3
> r4
$ dateline-query idx --syntax lucene 'date:?'
!~ dateline-query: "\?" is no day; .*
!...
exit 2

# Filters at the top are no part of the tree; counts and orders heed them all the
# same, which they once did not.
$ dateline-query idx oil date:2020.. --sort date --format ids
> r2
> r1
$ dateline-query count idx oil date:2020..
> 2
