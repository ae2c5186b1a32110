# What a hit looks like in every format.

file releases/a.jsonl
| {"id": "r1", "title": "Oil prices rise", "date": "2020-01-02", "source": "Ministry of Energy", "body": "Oil prices rose on Thursday."}

$ dateline-index build -o idx --json releases | tail -n 1 | python3 -c 'import json, sys; print(json.load(sys.stdin)["documents"])'
> 1

$ dateline-query idx oil
...
~ .*Oil prices rise.*
...
~ .*2020-01-02.*Ministry of Energy.*
...

# No colours into a pipe.
$ dateline-query idx oil | grep -c "$(printf '\033')"
> 0
exit 1

$ dateline-query --format json idx oil | python3 -c 'import json, sys; a = json.load(sys.stdin); h = a["hits"][0]; print(a["total"], h["rank"], h["id"], h["title"], h["date"], h["source"], sorted(h)[3:])'
> 1 1 r1 Oil prices rise 2020-01-02 Ministry of Energy ['score', 'snippet', 'source', 'title']

$ dateline-query --format trec idx oil
~ \S+ Q0 r1 1 [0-9.]+ \S+

$ dateline-query show idx r1
...
~ .*Oil prices rose on Thursday\..*
...
$ dateline-query show idx r2
!~ dateline-query: .*r2.*
!...
exit 4
