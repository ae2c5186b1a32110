# A TREC run: each topic a bag of words.

file releases/a.jsonl
| {"id": "r1", "title": "Oil", "body": "oil and more oil"}
| {"id": "r2", "title": "Gas", "body": "gas and oil"}
| {"id": "r3", "title": "Wind", "body": "wind"}

file topics.tsv
| 7	oil gas
| 8	zeppelin
| 9	wind (power

$ dateline-index build -o idx releases
...
$ dateline-query batch idx -q topics.tsv -n 1000 --tag mine
~ 7 Q0 r[12] 1 [0-9.]+ mine
~ 7 Q0 r[12] 2 [0-9.]+ mine
~ 9 Q0 r3 1 [0-9.]+ mine
