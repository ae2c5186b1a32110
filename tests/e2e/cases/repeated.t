# Paragraphs that are printed again.
file three.jsonl
| {"id":"a","title":"On borders","body":"Trains run again.\n\nThe press office answers questions on working days from 9 to 17, call 1."}
| {"id":"b","title":"On prices","body":"Bread is dear.\n\nThe press office answers questions, on working days\nfrom 8 to 16; call 20-30!"}
| {"id":"c","title":"On ships","body":"Ships sail on time.\n\nQuestions are answered by nobody, as the office is closed for good."}
$ dateline-index build -o idx three.jsonl > /dev/null 2>&1
$ dateline-query idx 'repeated:>0' --format ids
> a
> b
$ dateline-query idx 'repeated:0' --format ids
> c
$ dateline-query idx 'ships -repeated:1' --format ids
> c
$ dateline-query show --zones idx c | tail -n 1
>                 Questions are answered by nobody, as the office is closed for good.
$ dateline-query show --zones idx b | tail -n 2
>                 from 8 to 16; call 20-30!
>                 in 1 other too
$ dateline-query show --zones idx b --format json | python3 -c 'import json, sys; r = json.load(sys.stdin); p = r["repeated"][0]; print(r["body"].encode()[p["from"]:p["to"]].decode().replace("\n", " "), "|", p["others"])'
> The press office answers questions, on working days from 8 to 16; call 20-30 | 1

# What is added counts with what is there; what is deleted no longer.
file more.jsonl
| {"id":"d","title":"On roads","body":"THE PRESS OFFICE ANSWERS QUESTIONS ON WORKING DAYS FROM 9 TO 17, CALL 1."}
$ dateline-index add idx more.jsonl > /dev/null 2>&1
$ dateline-query idx 'repeated:2' --format ids
> a
> b
> d
$ dateline-index delete idx a > /dev/null 2>&1
$ dateline-query idx 'repeated:1' --format ids
> b
> d

# An index without.
$ dateline-index build --zones none -o plain three.jsonl > /dev/null 2>&1
$ dateline-query plain --syntax native 'repeated:>0'
!> dateline-query: repeated: asks for a part of releases, and this index was built without them; build it again, without --zones none
!>   repeated:>0
!>   ^~~~~~~~~~~
exit 2
$ dateline-query plain 'repeated:>0' --format ids
!~ .*repeated: asks for a part of releases.*
exit 1
