# Input that is not what it should be is listed, counted, and stops nothing.

file releases/good.txt
| A good release
|
| About lighthouses.
file releases/lines.jsonl
| {"id": "j1", "title": "One", "body": "lighthouse keepers"}
| {"id": "j2", "title": "Two", "body": nothing
| {"id": "j3", "title": "Three", "body": "a lone surrogate \ud800 lighthouse"}
| {"id": "j1", "title": "One again", "body": "lighthouse keepers return"}

$ : >releases/empty.txt
$ printf 'Caf\351 au lait\n\nlighthouse in Latin-1\n' >releases/latin1.txt
$ printf 'Title\000with a NUL\n\nlighthouse\n' >releases/nul.txt
$ mkfifo releases/fifo.txt && ln -s .. releases/loop && ln -s gone.txt releases/dangling.txt

$ dateline-index build --lang en -o idx releases
...
!...
!~ .*lines\.jsonl:2.*
!...
exit 1
$ dateline-index verify idx
...
$ dateline-query --format ids idx café
> latin1
$ dateline-query --format ids idx lighthouse -n 20 | sort
> good
> j1
> latin1
> nul
$ dateline-query --format ids idx keepers return
> j1

# A record with empty texts was meant: it is a document, of no words.
file empty.jsonl
| {"id": "e1", "title": "", "body": ""}
| {"id": "e2", "title": " ", "body": "..."}
| {"id": "e3", "body": "one word"}
| {"id": "e4", "title": null}
| {"id": "e5", "lang": "en"}

$ dateline-index build --lang en -o idx-empty empty.jsonl
...
!> rejected empty.jsonl:4: no text
!> rejected empty.jsonl:5: no text
exit 1
$ dateline-index verify idx-empty
...
$ dateline-index stats idx-empty
...
~ documents +3 \(1 with words\)
...
$ dateline-query --format ids idx-empty -- -word
> e1
> e2
$ dateline-query idx-empty -- -word
...
~ .*e1.*
...
$ dateline-query show idx-empty e1
> id      e1
$ dateline-query show idx-empty e2
...
~ id      e2
...
