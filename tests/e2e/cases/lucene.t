# The strict syntax of the benchmark queries.

file releases/a.jsonl
| {"id": "r1", "title": "Oil and gas", "body": "oil gas"}
| {"id": "r2", "title": "Oil", "body": "oil"}
| {"id": "r3", "title": "Gas", "body": "gas"}

$ dateline-index build --lang none -o idx releases
...
$ dateline-query --syntax lucene --format ids idx 'oil gas' | sort
> r1
> r2
> r3
$ dateline-query --syntax lucene --format ids idx '+oil +gas'
> r1
$ dateline-query --syntax lucene --format ids idx '+oil -gas'
> r2
$ dateline-query --syntax lucene --format ids idx '"oil gas"'
> r1
$ dateline-query --syntax lucene --format ids idx '(oil AND gas) OR (gas AND NOT oil)' | sort
> r1
> r3

# A mistake is shown where it is.
$ dateline-query --syntax lucene idx '+(oil gas'
!~ dateline-query: .*
!...
!~  *\^+.*
!...
exit 2
