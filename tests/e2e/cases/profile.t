# What an answer took, in numbers that fit together.

$ dateline-index build -o idx --lang en "$CORPUS"/sample > /dev/null 2>&1
exit 1

# Behind the answer, on standard error, in every form for people and pipes.
$ dateline-query idx president --profile -n 1 --format ids
~ .+
!>         ms
!~  +[0-9.]+  open
!~  +[0-9.]+  parse
!~  +[0-9.]+  plan
!~  +[0-9.]+  match
!~  +[0-9.]+  read
!~  +[0-9.]+  print
!~  +[0-9.]+  in all
!~ releases: (\d+) match, (\d+) scored
!~ pages checked: \d+ of \d+: META 1, .*LENG 1.*
!>   releases opened   blocks     read  skipped    freqs positions  list
!~  +\d+ +1 +\d+ +1 +0 +\d+ +0  presid~
$ for form in table lines csv tsv trec null; do dateline-query idx president --profile --format $form 2>&1 >/dev/null | grep -c 'in all'; done | uniq -c | sed 's/^ *//'
> 6 1
$ dateline-query idx president --count --profile 2>/dev/null
~ \d+
$ dateline-query idx zeppelin --profile
!> dateline-query: no release holds: zeppelin (0)
!>         ms
!...
exit 1

# In JSON it is a member; of JSON lines the last. Of each list the blocks were
# read or skipped, phases are whole times, and the sums are those of the parts.
file fits.py
| import json, sys
| for line in sys.stdin:
|     p = json.loads(line)["profile"]
|     us, lists, every, pages = p["us"], p["lists"], p["all_lists"], p["pages"]
|     assert all(us[k] > 0 for k in ("open", "parse", "plan", "match", "read", "print")), p
|     assert ("facets" in json.loads(line)) == (us["expand"] > 0) == (us["facets"] > 0), p
|     assert p["scored"] > 0 and p["matched"] > 0, p
|     assert len(lists) == min(every["n"], 20) > 0, p
|     for of in lists + [every]:
|         assert of["read"] + of["skipped"] == of["blocks"], p
|     for k in ("opened", "blocks", "read", "freqs", "positions"):
|         parts = sum(of[k] for of in lists)
|         assert parts <= every[k] and (every["n"] > 20 or parts == every[k]), p
|     assert pages["checked"] == sum(pages["chunks"].values()) <= pages["of"], p
|     print("fits")
$ for q in president '"first president"' 'presid* OR minsk' 'kazakhstan -telephone' 'title:president OR (oil gas)'; do dateline-query idx "$q" --profile --format json --facets source --expand rm3 2>/dev/null; dateline-query idx "$q" --profile --format jsonl --sort date | tail -1; done | python3 fits.py | uniq -c | sed 's/^ *//'
> 10 fits

# Of a batch the sums of all topics, whatever the threads; the run is the same.
file topics.tsv
| 1	president minsk
| 2	oil
| 3	president of kazakhstan
$ dateline-query batch idx -q topics.tsv --profile >run 2>told; dateline-query batch idx -q topics.tsv | cmp - run
$ head -n 2 told
~ topics: 3, the slowest [123] with [0-9.]+ ms
>         ms
$ grep -c 'match, ' told
> 0
exit 1
$ for j in 1 3; do dateline-query batch idx -q topics.tsv --profile -j $j 2>&1 >/dev/null | sed -n '/scored/p; /^ .* list/,$p'; done | sort | uniq -c | awk '$1 != 2'
$ dateline-query batch idx -q topics.tsv --profile -j 3 --expand rm3 2>&1 >/dev/null | grep -c expand
> 1
$ dateline-query batch idx -q topics.tsv --profile 2>&1 >/dev/null | grep presid
~  +\d+ +2 +\d+ +\d+ +\d+ +\d+ +0  presid~.*

# Who did not ask, gets none.
$ dateline-query idx president --format json | grep -c profile
> 0
exit 1
