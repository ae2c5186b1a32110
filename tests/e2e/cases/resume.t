# A build that is killed, or told to stop, and resumed ends with the same bytes.

$ dateline-generate -n 4000 --seed 7 -o releases.jsonl
...
$ dateline-index build --lang en -j 2 -o plain releases.jsonl | grep -c '4000 documents'
> 1

file killed.sh
| # Ten times: starts or resumes a build, and kills it after a while.
| build="dateline-index build --lang en --commit-every 300 -o $1 -j $2 releases.jsonl"
| for i in 1 2 3 4 5 6 7 8 9 10; do
|     $build --resume >/dev/null 2>&1 &
|     sleep 0.0$i
|     kill -$3 $!
|     wait $!
| done
| $build --resume >$1.out 2>&1
| cmp plain/000001.seg $1/000001.seg && dateline-index verify $1 | cut -d , -f 1,2
| ls $1 | grep -v LOCK | xargs

$ sh killed.sh k1 1 KILL
> k1: sound: 1 segments, 4000 documents
> 000001.seg MANIFEST
$ sh killed.sh k2 2 KILL
> k2: sound: 1 segments, 4000 documents
> 000001.seg MANIFEST
$ sh killed.sh k7 7 KILL
> k7: sound: 1 segments, 4000 documents
> 000001.seg MANIFEST

# A checkpoint can be searched, and says what to do next.
$ (yes '{"body":"a release of many"}' | head -n 1000000) >many.jsonl
$ dateline-index build -o t many.jsonl & sleep 0.3; kill -TERM $!; wait $!
~ interrupted after [0-9]+ documents, which are safe; go on with the same command and --resume
exit 1
$ dateline-index verify t
~ note: CHECKPOINT: .* --resume goes on with it
~ t: sound: 1 segments, [0-9]+ documents, .*
$ dateline-query t release --count | grep -c .
> 1
$ dateline-index add t releases.jsonl
!~ dateline-index: t: the build of it was interrupted; go on with build --resume .*
!...
exit 2
$ dateline-index build -o t many.jsonl
!~ dateline-index: t: the build of it was interrupted; go on with build --resume .*
!...
exit 2
$ dateline-index build --resume --lang en -o t many.jsonl
!~ dateline-index: t: the build was begun with other options or sources; .*
!...
exit 2

# Sources that changed are noticed.
$ sed -i 1s/many/few/ many.jsonl
$ dateline-index build --resume -o t many.jsonl
!~ dateline-index: the sources are not what they were when the build was interrupted; .*
!...
exit 2
$ head -n 10 many.jsonl >few.jsonl
$ dateline-index build --force -o t few.jsonl
~ 10 documents, .*
$ dateline-index build --resume -o t few.jsonl
!~ dateline-index: t: holds an index already; .*
!...
exit 2
$ ls t | grep -c CHECKPOINT
> 0
exit 1

# Rejects of a build that was killed and resumed are those of one that was not.
$ seq 200000 | awk '{ if ($1 % 1000 == 7) print "no JSON " $1; else print "{\"body\":\"release " $1 "\"}" }' >bad.jsonl
$ dateline-index build -o v --rejects all.tsv bad.jsonl >/dev/null; wc -l <all.tsv
> 201
$ for i in 1 2 3; do dateline-index build --resume --commit-every 3000 -o w --rejects some.tsv bad.jsonl >/dev/null & sleep 0.$i; kill -$((i % 2 ? 9 : 15)) $!; wait $!; done 2>/dev/null; dateline-index build --resume --commit-every 3000 -o w --rejects some.tsv bad.jsonl >/dev/null; cmp all.tsv some.tsv && cmp v/000001.seg w/000001.seg
