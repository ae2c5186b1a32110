# A run measured by judgements, and the models of ranking.

file releases/a.jsonl
| {"id": "r1", "title": "Oil", "body": "the price of gas and of wind", "date": "2020-01-01"}
| {"id": "r2", "title": "Gas", "body": "the price of oil and oil and more", "date": "2010-01-01"}

file topics.tsv
| 7	oil

file qrels.txt
| 7 0 r1 2
| 7 0 r2 0
| 9 0 r2 1

$ dateline-index build -o idx releases
...
$ dateline-query batch idx -q topics.tsv -o run.txt && dateline-query eval run.txt qrels.txt -m map -m P@1 -m num_ret
~ num_q\s+all\s1
~ map\s+all\s0\.5000
~ P_1\s+all\s0\.0000
~ num_ret\s+all\s2

# A word in the headline counts ten times.
$ dateline-query batch idx -q topics.tsv --rank bm25f -p headline=10 -o run.txt && dateline-query eval -q -c --digits 2 run.txt qrels.txt -m mrr
~ recip_rank\s+7\s1\.00
~ recip_rank\s+9\s0\.00
~ num_q\s+all\s2
~ recip_rank\s+all\s0\.50

# Recency does it too.
$ dateline-query idx oil --format ids
> r2
> r1
$ dateline-query idx oil --format ids --decay 1y
> r1
> r2
$ dateline-query idx oil --rank dph --decay 1y
!~ dateline-query: scores of dph can be negative.*
!...
exit 2

$ for m in lm dph tfidf; do dateline-query idx oil --rank $m --format ids -n 1; done
> r2
> r2
> r2
$ dateline-query idx oil --rank best
!~ dateline-query: --rank.*
!...
exit 2
$ dateline-query idx oil -p b=2
!~ dateline-query: b: a number from 0 to 1, as b=1
!...
exit 2

$ dateline-query eval run.txt run.txt
!> dateline-query: run.txt:1: 6 columns, not 4: topic iteration document relevance
!...
exit 2
file others.txt
| 8 0 r1 1
$ dateline-query eval run.txt others.txt -m map
!> dateline-query: no topic of the run has a judgement
~ num_q\s+all\s0
~ map\s+all\s0\.0000
exit 1
