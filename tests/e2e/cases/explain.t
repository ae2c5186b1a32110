# A score as a sum that can be checked by hand.

file releases/a.jsonl
| {"id": "r1", "title": "Oil", "body": "oil prices, a price of oil", "date": "2020-01-01"}
| {"id": "r2", "title": "Gas", "body": "gas and oil"}
| {"id": "r3", "title": "Wind", "body": "wind"}

$ dateline-index build --lang en -o idx releases
...

# A = 13 / 3 = 4.333; idf of oil ln(1 + 1.5 / 2.5) = 0.4700; 3 / (3 + 1.1215).
$ dateline-query explain idx 'oil OR "a price" OR gas' r1
> score 1.26675 by bm25
> 
>   idf * f / (f + K),  K = k1 (1 - b + b L / A)
>     = 0.9 * (1 - 0.4 + 0.4 * 7 / 4.333) = 1.1215
>   idf = ln(1 + (N - n + 0.5) / (n + 0.5)),  N = 3
>   L = 7, the length 7 as scored
> 
~  *0\.3421  oil~: f 3, n 2, idf 0\.4700
~  *0\.9246  "a price": f 1, n 1, idf 0\.9808 \+ n 1, idf 0\.9808
>          -  gas~: not here
~  *1\.2667  in all

$ dateline-query explain idx oil r1 --rank bm25f -p headline=3 | grep oil
~ .*oil~: f 3 \(1 in the title\), n 2, idf 0\.4700
$ dateline-query explain idx oil r1 --rank lm -p mu=10 | tail -3
~  *0\.6806  oil~: f 3, F 4
~  *-0\.5306  1 words \* ln\(mu / \(L \+ mu\)\) = -0\.530628
~  *0\.1499  in all
$ dateline-query explain idx 'oil gas' r1
> does not match
...
>          -  oil~: here, but not all it is asked with
>          -  gas~: not here
exit 1
$ dateline-query explain idx oil r9
!> dateline-query: idx: no release with the id r9
exit 1
$ dateline-query explain idx '"oil' r1 --syntax lucene
!...
exit 2

# For a program: the same, as numbers that add up to the score of a search.
file sum.py
| import json, sys
| hits = {}
| for line in open(sys.argv[1]):
|     hit = json.loads(line)
|     hits[hit["id"]] = hit["score"]
| for line in sys.stdin:
|     x = json.loads(line)
|     parts = sum(p["score"] for p in x["parts"] if p["counted"])
|     total = (parts + x["question_words"] * x["score_a_word"]) * x["decay"]
|     assert x["matches"] == (x["id"] in hits), x
|     assert not x["matches"] or abs(total - x["score"]) < 1e-5 and x["score"] == hits[x["id"]], x
|     print(x["model"]["name"], "adds up" if x["matches"] else "does not match")
$ for rank in bm25 bm25f lm dph tfidf; do dateline-query idx 'oil OR "a price" OR ga*' --rank $rank --format jsonl > hits; for id in r1 r2 r3; do dateline-query explain idx 'oil OR "a price" OR ga*' $id --rank $rank --format json; done | python3 sum.py hits; done | uniq -c | sed 's/^ *//'
> 2 bm25 adds up
> 1 bm25 does not match
> 2 bm25f adds up
> 1 bm25f does not match
> 2 lm adds up
> 1 lm does not match
> 2 dph adds up
> 1 dph does not match
> 2 tfidf adds up
> 1 tfidf does not match
$ dateline-query idx oil --decay 1y --format jsonl > hits; dateline-query explain idx oil r1 --decay 1y --format json | python3 sum.py hits
> bm25 adds up
$ dateline-query explain idx 'zeppelin airship' r3
> does not match
...
>          -  (what no release has): not here
exit 1
