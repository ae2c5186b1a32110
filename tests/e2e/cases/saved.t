# Questions that are saved, and what is new since they were last run.

file releases/bridge.txt
| The bridge opens
|
| Trains cross the river again.
file releases/school.txt
| A school closes
|
| The river rose over its doors.
$ dateline-index build -o news.idx --lang en releases >/dev/null 2>&1

# Nothing is there yet, and nothing is made by looking.
$ dateline-query saved list; ls -d .local
!~ dateline-query: no query is saved in .*/\.local/share/dateline/saved
!...
exit 2
$ dateline-query saved run river
!~ dateline-query: no query is saved as river; 'dateline-query saved list' names those that are
!...
exit 2
$ dateline-query saved run --all
!~ dateline-query: no query is saved in .*
exit 1

# A question gets a name; what does not parse, or an index that is not there, gets none.
$ dateline-query saved add river news.idx river -sport --sort id
> river is saved; 2 releases match now
$ cat .local/share/dateline/saved/river.json | sed "s:$HOME:HOME:"
> {
>   "version": 1,
>   "index": "HOME/news.idx",
>   "query": "river -sport",
>   "options": "--sort=id"
> }
$ dateline-query saved add wrong news.idx 'river NEAR/' --syntax native
!> dateline-query: NEAR needs a number of words, 1 to 10000; for the word write \ before it
!>   river NEAR/
!>         ^~~~~
!>   try: river NEAR/10
exit 2
$ dateline-query saved add wrong nes.idx river
!~ dateline-query: nes.idx: no such folder; .*
exit 4
$ dateline-query saved add river news.idx school
!> dateline-query: river is saved already; --replace puts this in its place
!...
exit 2
$ dateline-query saved add a/b news.idx river
!~ dateline-query: 'a/b' is no name for a query: .*
!...
exit 2
$ dateline-query saved add ../river news.idx river
!~ dateline-query: '../river' is no name for a query: .*
!...
exit 2
$ dateline-query saved add --river news.idx river
!~ dateline-query: unknown option --river.*
!...
exit 2
$ dateline-query saved add two news.idx opens --format ids
> two is saved; 1 release matches now
$ dateline-query saved list
> river  river -sport
> two    opens
$ stat -c %a .local/share/dateline/saved
> 700
$ dateline-query saved show river | sed "s:$HOME:HOME:"
> name      river
> query     river -sport
> index     HOME/news.idx
> options   --sort=id
> last run  never
> file      HOME/.local/share/dateline/saved/river.json
$ dateline-query saved run rivr
!> dateline-query: no query is saved as rivr; did you mean river?
!...
exit 2

# The same from any folder, in any form; options go before those that are saved.
$ cd releases && dateline-query saved run river --format ids --sort id:desc --keep
> school
> bridge
$ dateline-query saved run river --count --keep
> 2

# The first run, then nothing, then what was added, changed, deleted.
$ dateline-query saved run river --since last --format ids
> bridge
> school
!> dateline-query: everything is new: this is the first run
$ dateline-query saved run river --since last
!~ dateline-query: 0 new of 2 releases that match, since 20..-..-.. ..:..
exit 1
$ dateline-query saved run river --since last --format json
~ \{"version":1,"saved":"river","query":"river -sport","total":0,"since":"20..-..-..T..:..:..Z","matching":2,"took_us":[0-9]+,"hits":\[\]\}
exit 1
file releases/tunnel.txt
| The tunnel opens
|
| Trains pass below the river.
file releases/school.txt
| A school closes
|
| The river stands in its doors.
$ dateline-index add news.idx releases
~ 1 documents added, 1 replaced, 1 unchanged.*
$ dateline-query saved run river --since last --keep
~ 2 new of 3 releases that match, since 20..-..-.. ..:.. \(took .* ms\), 1-2:
>
>  1  A school closes
~     .* · school
>     The river stands in its doors.
>
>  2  The tunnel opens
~     .* · tunnel
>     Trains pass below the river.
$ dateline-query saved run river --since last --format ids -n 1 --offset 1
> tunnel
$ dateline-index delete news.idx school && dateline-index compact news.idx && dateline-index reorder news.idx >/dev/null 2>&1
...
$ dateline-query saved run river --since last --format ids
exit 1
$ dateline-index add news.idx releases
~ 1 documents added, 0 replaced, 2 unchanged.*
$ dateline-query saved run --all --since last --format lines
> river:
>  1              A school closes  school
>
> two:
>  1              The bridge opens  bridge
>  2              The tunnel opens  tunnel
!> dateline-query: two: everything is new: this is the first run

# An index that is built again is the same, whatever its folder was in between.
$ mv news.idx old.idx; dateline-query saved run river --since last
!~ dateline-query: .*/news.idx: no such folder.*
exit 4
$ dateline-index build -o news.idx --lang none releases >/dev/null 2>&1; dateline-query saved run river --since last --format ids
exit 1

# What is not what was saved is refused.
$ dateline-query saved run river --since last --boilerplate skip
!> dateline-query: --since last is about the question that is saved; with --boilerplate=skip it is another, which can have a name of its own
!...
exit 2
$ dateline-query saved run river --since last --exact
!> dateline-query: --since last is about the question that is saved; with --exact it is another, which can have a name of its own
!...
exit 2
$ dateline-query saved run river --since yesterday
!> dateline-query: --since yesterday: it is --since last; a day is part of the question, as date:>=2019-05-28
!...
exit 2
$ dateline-query saved run --all --format csv
!> dateline-query: river: the rows of several queries are no table; run one of them, or --format jsonl
!> dateline-query: two: the rows of several queries are no table; run one of them, or --format jsonl
!> dateline-query: not every query that is saved could be answered
!...
exit 2
$ dateline-query saved list --since last
!> dateline-query: --since, --all and --keep are for saved run
!...
exit 2
$ dateline-query saved remove two -n 3
!> dateline-query: saved remove takes no --top=3
!...
exit 2

# What was not taken is new again: a disk that is full, a reader that leaves.
file releases/ferry.txt
| The ferry
|
| It crosses the river.
$ dateline-index add news.idx releases
...
$ dateline-query saved run river --since last >/dev/full
!> dateline-query: cannot write the output: No space left on device
exit 4
$ dateline-query saved run river --since last --format ids
> ferry

# Many at once: each ends well, and the record is whole.
$ for i in 1 2 3 4 5 6 7 8; do dateline-query saved run river two --since last >/dev/null & p="$p $!"; done; for i in $p; do wait $i; echo $?; done >codes; sort -u codes
> 1
$ for i in 1 2 3 4; do dateline-query saved add c$i news.idx river >/dev/null & done; wait; dateline-query saved list | wc -l
> 6
$ dateline-query saved remove c1 c2 c3 c4; dateline-query saved run river --since last --format ids
exit 1

# Another folder; one that cannot be read or written; damage.
$ DATELINE_SAVED=own dateline-query saved add x news.idx river; ls own
> x is saved; 4 releases match now
> LOCK
> x.json
$ touch file; DATELINE_SAVED=file/own dateline-query saved add x news.idx river
!~ dateline-query: .*file.*: Not a directory.*
exit 4
$ DATELINE_SAVED=file dateline-query saved list
!~ dateline-query: .*file.*: Not a directory.*
exit 4
$ HOME= dateline-query saved list
!~ dateline-query: there is no home to keep queries in; set DATELINE_SAVED to a folder
!...
exit 2
$ echo '{"version": 7}' >own/x.json; DATELINE_SAVED=own dateline-query saved run x
!~ dateline-query: own/x.json: version 7, of a newer dateline-query; .*
exit 3
$ echo '{' >own/x.json; DATELINE_SAVED=own dateline-query saved show x
!~ dateline-query: own/x.json: .*; mend the file, or remove the query and add it again
exit 3
$ DATELINE_SAVED=own dateline-query saved remove x; ls own
> LOCK
$ printf x >>.local/share/dateline/saved/river.seen; dateline-query saved run river --since last
!~ dateline-query: .*/river.seen: .*; a run without --since last writes it anew
exit 3
$ dateline-query saved run river --format ids >/dev/null; dateline-query saved run river --since last --format ids
exit 1

# A life of many steps, held to a model.
$ mkdir life && python3 -B "$TESTS/saved.py" "$BIN" life
> 60 steps: what is new is new

# A reader that leaves in the middle: no run.
$ dateline-generate -n 2000 | dateline-index build --lang none -f jsonl -o big.idx - >/dev/null 2>&1
$ dateline-query saved add big big.idx the
~ big is saved; .* releases match now
$ (dateline-query saved run big -n 2000 --format jsonl 2>said; echo $? >code) | head -n 1 | wc -l; cat code said
> 1
> 0
> dateline-query: not all of it was read, so this counts as no run
$ dateline-query saved show big | grep last
> last run  never

# Shells complete what to do, and the names.
$ dateline-query --completion bash >c.bash; bash --norc -c 'source c.bash; COMP_WORDS=(dateline-query saved run ""); COMP_CWORD=3; _dateline_query; echo ${COMPREPLY[*]}; COMP_WORDS=(dateline-query saved r); COMP_CWORD=2; _dateline_query; echo ${COMPREPLY[*]}'
> big river two
> run remove
$ dateline-query --completion fish >c.fish; fish --no-config -c 'source c.fish; complete -C "dateline-query saved run r"'
> remove
> river
> run
$ dateline-query --completion zsh >c.zsh; zsh -f -c 'compdef() { }; _arguments() { for a; do case $a in (\*:NAME*:\{*) eval ${${a#*\{}%\}};; esac; done }; compadd() { shift; echo $@ }; source c.zsh; words=(dateline-query saved run "") CURRENT=4; _dateline_query'
> big river two
