# dateline-bench times queries and answers the line protocol.

file news.jsonl
| {"id": "a", "title": "Oil", "body": "oil prices rise"}
| {"id": "b", "title": "Gas", "body": "gas prices fall"}
file queries
| {"query": "oil prices", "tags": ["union", "few"]}
| {"query": "\"gas prices\"", "tags": ["phrase"]}
| prices

$ dateline-index build -o news.idx --lang none news.jsonl
...
$ dateline-bench run news.idx -q queries --cmd COUNT,TOP_10 --repeat 2
~ COUNT: 3 queries, 2 rounds, 1 thread, \d+ answers/s, CPU .*
~ best of each query, us +queries +mean +p50 +p90 +p99 +p99.9 +max +ns/posting
~ all +3 .*
~ phrase +1 .*
~ term +1 .*
~ union +1 .*
~ every sample, us .*
...
~ TOP_10: 3 queries, .*
...
$ dateline-bench run news.idx -q queries --classes --format tsv | cut -f 1-5 | sort -u | head -n 4
> TOP_10	all	all	3	best
> TOP_10	all	all	3	every
> TOP_10	kind	phrase	1	best
> TOP_10	kind	phrase	1	every
$ dateline-bench run news.idx -q queries --cmd READ_10,SNIPPETS_10,COUNT_BY_MONTH --format tsv | cut -f 1-5 | grep all
> READ_10	all	all	3	best
> READ_10	all	all	3	every
> SNIPPETS_10	all	all	3	best
> SNIPPETS_10	all	all	3	every
> COUNT_BY_MONTH	all	all	3	best
> COUNT_BY_MONTH	all	all	3	every
$ dateline-bench run news.idx -q queries --cold | head -n 1
> TOP_10: 3 queries, 1 round, cold
$ dateline-bench run news.idx -q queries --threads 3 | head -n 1
~ TOP_10: 3 queries, 10 rounds, 3 threads, .* ratio [0-9.]+
$ dateline-bench run news.idx -q queries --cold --threads 2
!> dateline-bench: --cold asks from one thread only
!...
exit 2
$ dateline-bench run news.idx -q queries --cmd TOP_7
!~ dateline-bench: no command 'TOP_7'; there are COUNT, .*
!...
exit 2
$ dateline-bench run news.idx
!> dateline-bench: run needs the queries: -q FILE
!...
exit 2
$ dateline-bench run news.idx -q queries --format json >run.json; dateline-bench report run.json -o r.html; dateline-bench report run.json | cmp - r.html; tail -n 1 r.html
> </html>
$ dateline-bench report queries
!~ dateline-bench: queries: line 2: .*
!...
exit 2
$ dateline-bench report run.json >/dev/full
!~ dateline-bench: standard output: .*
exit 4
$ printf 'COUNT\tprices\nTOP_10\t+oil\nTOP_7\tx\nCOUNT\toil (\nRANK_10\tgas\n' | dateline-bench serve news.idx
> 2
> 1
> UNSUPPORTED
> UNSUPPORTED
~ b:0\.\d+
$ printf 'COUNT\tprices\n' | dateline-bench serve --timed news.idx
> ready
~ 2	\d+
