# Near copies: found by a build, folded by a search, kept through changes.

# Sixty words and more, six times; one in other words; a short one twice.
$ python3 -c 'import json; w = [f"word{i}" for i in range(90)]; rows = [("first", "Bridge opens", w), ("headline", "A bridge is open", w), ("longer", "Bridge opens", w + ["and", "more"]), ("changed", "Bridge opens", w[:40] + ["new"] + w[41:]), ("other", "Bridge opens", [f"else{i}" for i in range(90)] + ["word1"]), ("cut", "Bridge", w[:65]), ("short", "Bridge closed", ["Until", "word1"]), ("again", "Bridge closed", ["until", "word1."])]; print("\n".join(json.dumps(dict(id=i, title=t, body=" ".join(b), date=f"2020-01-0{n + 1}", source="Press")) for n, (i, t, b) in enumerate(rows)))' > releases.jsonl
$ dateline-index build -o idx releases.jsonl > /dev/null 2>&1
$ dateline-index verify idx > /dev/null
$ dateline-index stats idx | grep copies
> copies         5 (of 3 documents)

$ dateline-query idx word1 --format ids | sort | xargs
> again changed cut first headline longer other short
$ dateline-query count idx word1 --dup fold
> 8 releases in 3 stories
$ dateline-query count idx word1 --dup drop
> 3
$ dateline-query idx word1 --dup drop --format ids | sort | xargs
> first other short
$ dateline-query idx word1 --dup fold --sort date:desc --format ids | xargs
> again cut other
$ dateline-query idx word1 --dup fold --format ids -n 2 | wc -l
> 2
$ dateline-query idx word40 --dup fold:0.99 --format json | python3 -c 'import json, sys; a = json.load(sys.stdin); print(a["total"], a["stories"], [h["cluster"]["id"] for h in a["hits"]], [h["cluster"]["size"] for h in a["hits"]])'
> 4 1 ['first'] [4]
$ dateline-query idx word1 2>&1 >/dev/null --format table
> dateline-query: 5 of these are versions of others: --dup=fold
$ dateline-query idx id:longer --syntax native --dup fold | grep versions
~ .*longer · \+ 4 versions
$ dateline-query idx word1 --dup some
!~ dateline-query: --dup some: say show, fold or drop.*
!...
exit 2
$ dateline-query idx word1 --dup fold:0.5
!~ dateline-query: --dup fold:0.5: .*
!...
exit 2

# The first is gone: the next one leads. What is added is a copy of these still.
$ dateline-index delete idx first > /dev/null 2>&1
$ dateline-query idx word1 --dup drop --format ids | sort | xargs
> headline other short
$ sed -n 's/"first"/"later"/p' releases.jsonl > later.jsonl
$ dateline-index add idx later.jsonl > /dev/null 2>&1
$ dateline-query count idx word1 --dup fold
> 8 releases in 3 stories
$ dateline-index merge idx --all > /dev/null 2>&1
$ dateline-query count idx word1 --dup fold
> 8 releases in 3 stories

$ dateline-index build -o plain --dedup off releases.jsonl > /dev/null 2>&1
$ dateline-query plain word1 --dup fold
!~ dateline-query: plain: copies were not looked for .*
!...
exit 2
$ dateline-query plain word1 --format json | grep -c cluster
> 0
exit 1

# What differs, by date.
$ dateline-index build -o idx --force releases.jsonl > /dev/null 2>&1
$ dateline-query versions idx changed
> 2020-01-01  leads  Press · first
>     Bridge opens
> 2020-01-02  100 %  Press · headline
>     A bridge is open
> 2020-01-03  100 %  Press · longer
>     Bridge opens
>     + and more
> 2020-01-04   94 %  Press · changed
>     Bridge opens
>     + new
>     - word40
> 2020-01-06  100 %  Press · cut
>     Bridge
>     - word65 word66 word67 word68 word69 word70 word71 word72 word73 word74 word75 word76 word77 word78 word79 word80 word81 w …
$ dateline-query versions idx again --format json | python3 -c 'import json, sys; print([(v["id"], v["similarity"], v["leads"]) for v in json.load(sys.stdin)["versions"]])'
> [('short', 1, True), ('again', 1, False)]
$ dateline-query versions idx other
!> dateline-query: there is no other version of it
exit 1
$ dateline-query versions idx none
!~ dateline-query: none: no release with this id.*
!...
exit 2

# By the text itself; of a file too. The score is what both share.
$ dateline-query similar idx first --by signature --format trec
> 1 Q0 headline 1 1.000000 dateline
~ 1 Q0 longer 2 0\.977.* dateline
~ 1 Q0 changed 3 0\.890.* dateline
~ 1 Q0 cut 4 0\.709.* dateline
$ python3 -c 'print(" ".join(f"word{i}" for i in range(90)))' | dateline-query similar idx - --by signature --format ids -n 2
> first
> headline
$ dateline-query similar idx other --by signature --format ids
exit 1
$ dateline-query similar idx short --by signature --format ids
> again

# What both have, word for word.
$ dateline-query similar idx cut --by signature -n 1 --format json | python3 -c 'import json, sys; print([(p["words"], p["text"][:11], p["text"][-6:]) for p in json.load(sys.stdin)["hits"][0]["passages"]])'
> [(65, 'word0 word1', 'word64')]
$ dateline-query similar idx changed --by signature -n 3 --passages 1 | grep words:
~  +\= 49 words: word41 word42 .*
~  +\= 49 words: word41 word42 .*
~  +\= 49 words: word41 word42 .*
$ for n in 0 2; do dateline-query similar idx changed --by signature -n 1 --passages $n --format json | grep -o '"words":[0-9]*' | xargs; done
>
> words:49 words:40
$ dateline-query versions idx changed --passages 2 | grep -A 5 changed | cut -c 1-36
> 2020-01-04   94 %  Press · changed
>     Bridge opens
>     + new
>     - word40
>     = 49 words: word41 word42 word43
>     = 40 words: word0 word1 word2 wo
$ dateline-query versions idx changed --passages 1 --format json | python3 -c 'import json, sys; print([[p["words"] for p in v["shared"]] for v in json.load(sys.stdin)["versions"]])'
> [[], [90], [90], [49], [65]]
$ dateline-query versions idx changed --passages 21
!~ dateline-query: --passages 21: not a whole number from 0 to 20
!...
exit 2

$ dateline-query similar plain first --by signature
!~ dateline-query: plain: there are no signatures; .*
!...
exit 2
