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
