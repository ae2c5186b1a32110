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
