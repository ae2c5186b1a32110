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

$ dateline-query --format json idx oil | python3 -c 'import json, sys; a = json.load(sys.stdin); h = a["hits"][0]; print(a["total"], h["rank"], h["id"], h["title"], h["date"], h["source"], sorted(h))'
> 1 1 r1 Oil prices rise 2020-01-02 Ministry of Energy ['date', 'id', 'marks', 'rank', 'score', 'snippet', 'source', 'title']

$ dateline-query --format trec idx oil --tag mine
~ 1 Q0 r1 1 [0-9]+\.[0-9]{6,} mine
$ dateline-query --color always idx oil | grep -c "$(printf '\033\\[1;31mOil')"
> 2
$ COLUMNS=24 dateline-query idx oil
~ 1 release matches \(took [0-9.]+ ms\):
>
>  1  Oil prices rise
>     2020-01-02 ·
>     Ministry of Energy ·
~     [0-9.]+ · r1
>     Oil prices rose on
>     Thursday.

# Nothing found: why, and not on stdout.
$ dateline-query idx oil zeppelins
!> dateline-query: no release holds all of: oil (1), zeppelins (0)
exit 1
$ dateline-query idx oil --offset 1
~ 1 release matches \(took [0-9.]+ ms\), none after number 1\.
exit 1
$ dateline-query --format json idx zeppelin
~ \{"version":1,"query":"zeppelin","total":0,"took_us":[0-9]+,"hits":\[\],"no_hits":\{"all_needed":true,"filtered":false,"words":\[\{"text":"zeppelin","releases":0,"fits":null,"nearest":null\}\]\}\}
exit 1

$ dateline-query show idx r1
> Oil prices rise
>
> id      r1
> date    2020-01-02
> source  Ministry of Energy
>
> Oil prices rose on Thursday.
$ dateline-query show idx r2 r1 --format json
> {"version":1,"id":"r1","date":"2020-01-02","date_origin":"field","source":"Ministry of Energy","title":"Oil prices rise","url":null,"date_text":"2020-01-02","body":"Oil prices rose on Thursday.","other":[]}
!> dateline-query: idx: no release with the id r2
exit 1

# An index of ids only: hits, but no texts.
$ dateline-index build --store ids -o ids releases | wc -l
> 1
$ dateline-query ids oil
~ 1 release matches .*
>
~  1  2020-01-02 · Ministry of Energy · [0-9.]+ · r1
$ dateline-query show ids r1
!~ dateline-query: ids/.*--store ids.*
!...
exit 2

# A disk that is full, and a reader that leaves.
$ dateline-query idx oil >/dev/full
!> dateline-query: cannot write the output: No space left on device
exit 4
$ (dateline-query idx oil; echo $? >code) | true; cat code
> 0

# A folder with the name of a command.
$ cp -r idx show && dateline-query ./show oil --format ids
> r1

# Passages of so many words.
$ dateline-query idx oil --snippet 1x2 --format json | python3 -c 'import json, sys; print(json.load(sys.stdin)["hits"][0]["snippet"])'
> Oil prices …
$ dateline-query idx oil --snippet 0x2
!> dateline-query: --snippet 0x2: say passages x words, such as 2x30: 1 to 16 passages of 1 to 9999 words
!...
exit 2
