# What a build tells while nobody looks, and when it gives up.

file releases/a.txt
| A release
|
| Its body.
file releases/b.jsonl
| {"id": "b1", "title": "B", "body": "b"}
| this is no JSON
| {"id": "b3"}

# Rejects in a file, and everything in a log.
$ dateline-index build -o idx --rejects bad.tsv --log log releases
~ 2 documents, .*
> 2 documents were rejected; listed in bad.tsv
!...
exit 1
$ cut -f 1,2 bad.tsv
> source	line
> releases/b.jsonl	2
> releases/b.jsonl	3
$ awk -F '\t' 'NF != 3' bad.tsv
$ sed 's/^[-0-9]*T[:0-9]*Z //' log
~ dateline-index [0-9.]+: .*dateline-index build -o idx --rejects bad.tsv --log log releases
> reading the sources
> writing the segment
~ 2 documents, .*
> 2 documents were rejected; listed in bad.tsv
> done
$ grep -vc '^[0-9]*-[0-9]*-[0-9]*T[0-9]*:[0-9]*:[0-9]*Z ' log
> 0
exit 1

# Without a file they are told on stderr.
$ dateline-index build --force -o idx releases
...
!> rejected releases/b.jsonl:2: not JSON: no JSON object, at column 1
!~ rejected releases/b.jsonl:3: .*
exit 1

# More than is allowed: nothing is committed, and it says so in the log too.
$ grep generation idx/MANIFEST
> generation 2
$ dateline-index build --force -o idx --max-bad 1 --log log releases
!> rejected releases/b.jsonl:2: not JSON: no JSON object, at column 1
!~ rejected releases/b.jsonl:3: .*
!~ dateline-index: 2 documents were rejected, more than 1: given up; .*
exit 5
$ dateline-index build --force -o idx --max-bad 10% --rejects bad.tsv releases
!~ dateline-index: 2 of 4 documents were rejected, more than 10 %: .*
exit 5
$ wc -l <bad.tsv
> 3
$ grep generation idx/MANIFEST
> generation 2
$ tail -n 1 log | cut -d ' ' -f 2-
~ failed: 2 documents were rejected, more than 1: .*
$ dateline-index build --force -o idx --max-bad 2 releases
...
exit 1

# The same of an add; of what was committed on the way nothing is taken back.
$ dateline-index add idx --rejects added.tsv --log log releases
~ 0 documents added, 0 replaced, 2 unchanged; .*
> 2 documents were rejected; listed in added.tsv
exit 1
$ wc -l <added.tsv; tail -n 1 log | cut -d ' ' -f 2-
> 3
> done
$ dateline-index add idx --max-bad 0 releases
!...
!~ dateline-index: 2 documents were rejected, more than 0: .*
exit 5

# JSON on stderr is JSON alone, whatever is told.
$ dateline-index build --force -o idx --progress json --finish-by 06:00 releases 2>err >out; python3 -c 'import json; [print(*sorted(json.loads(l))) for l in open("err")]'
> bytes_found bytes_per_second bytes_read documents eta_seconds phase phase_done rejected seconds segments time
...
> reject
> reject
> bytes_found bytes_per_second bytes_read documents eta_seconds phase phase_done rejected seconds segments time
$ dateline-index build --force -o idx --json releases 2>err | python3 -c 'import json, sys; o = json.load(sys.stdin); print(*(o[k] > 0 for k in ["bytes_per_second", "documents_per_second", "cpu_seconds", "peak_rss_bytes"]))'
> True True True True

# Nothing rejected, nothing read: the list is there all the same.
$ mkdir empty; dateline-index build -o none --rejects none.tsv empty && cat none.tsv
~ 0 documents, .*
> source	line	reason

# A second writer is refused, with the number of the first, and leaves alone what
# the first one writes.
$ echo 'of the first' >bad.tsv; (flock 9; echo 4711 >idx/LOCK; dateline-index build --force -o idx --rejects bad.tsv --log log releases) 9>>idx/LOCK
!~ dateline-index: idx/LOCK: process 4711 is writing this index; .*
exit 6
$ cat bad.tsv; ls | grep tmp; tail -n 1 log | cut -d ' ' -f 2-
> of the first
~ failed: idx/LOCK: process 4711 .*

# What cannot be done is refused before anything is read.
$ dateline-index build --force -o idx --finish-by tomorrow releases
!~ dateline-index: --finish-by: tomorrow: not a time; .*
!...
exit 2
$ dateline-index build --force -o idx --max-bad many releases
!~ dateline-index: --max-bad many: .*
!...
exit 2
$ dateline-index build --force -o idx --log nowhere/log releases
!~ dateline-index: nowhere/log: No such file or directory
!...
exit 4
$ mkdir folder; dateline-index build --force -o idx --rejects folder releases
!~ dateline-index: folder: not a regular file
!...
exit 2
