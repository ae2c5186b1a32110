# Another order of the documents changes no answer, and an index keeps the old
# one until the new one is complete.

file topics.tsv
| 1	the government
| 2	minister and
| 3	transport within
| 4	have been could

$ dateline-generate -n 400 --seed 7 -o releases.jsonl
...
$ dateline-index build --lang en -o plain releases.jsonl | grep -c '400 documents'
> 1
$ dateline-query batch plain -q topics.tsv -n 1000 | cut -d ' ' -f 1,3,5 | sort >plain.run && wc -l <plain.run | tr -d ' '
~ 1[0-9][0-9][0-9]

# Built in an order, or put in it afterwards: the same bytes, the same answers.
$ for by in bp source date; do dateline-index build --lang en --reorder $by -o $by releases.jsonl; cp -r plain $by-later; dateline-index reorder $by-later --by $by; done >log
$ for i in bp source date bp-later source-later date-later; do dateline-query batch $i -q topics.tsv -n 1000 | cut -d ' ' -f 1,3,5 | sort | diff plain.run - && dateline-index verify $i; done | grep -c ': sound: 1 segments, 400 documents'
> 6
$ for by in bp source date; do cmp $by/000001.seg $by-later/000002.seg; done
$ dateline-index reorder date-later --by date
~ 400 documents reordered in .*
$ cmp date/000001.seg date-later/000003.seg
$ dateline-index dump date doc "$(dateline-query --format ids date the -n 1)" | grep -c '^date'
> 1

# The number of threads does not show, nor a spill. Bisection is the default of
# reorder, and goes on from the order it finds: another one, the same answers.
$ dateline-index build -j 1 --lang en --reorder bp -o bp1 releases.jsonl >log && cmp bp/000001.seg bp1/000001.seg
$ cp -r plain bp2 && dateline-index reorder -j 3 -m 64M bp2 >log && cmp bp/000001.seg bp2/000002.seg
$ dateline-index reorder bp2 >log && dateline-query batch bp2 -q topics.tsv -n 1000 | cut -d ' ' -f 1,3,5 | sort | diff plain.run - && dateline-index verify bp2
~ bp2: sound: 1 segments, 400 documents, .*

# Killed half way: the old index is there, and the next writer clears up.
$ sh -c 'ulimit -f 200; dateline-index reorder plain --by date' 2>log || ls plain | grep -c '2[.]seg'
~ [1-9].*
$ dateline-index verify plain | tail -n 1
~ plain: sound: 1 segments, 400 documents, .*
$ dateline-query batch plain -q topics.tsv -n 1000 | cut -d ' ' -f 1,3,5 | sort | diff plain.run -
$ dateline-index reorder plain --by date
~ 400 documents reordered in .*
$ cmp date/000001.seg plain/000002.seg && ls plain
> 000002.seg
> LOCK
> MANIFEST

# What makes no sense.
$ dateline-index reorder nowhere
!~ dateline-index: nowhere: no such folder.*
!...
exit 4
$ dateline-index reorder plain --by size
!~ dateline-index: --by size: .*
!...
exit 2
$ ls
> bp
> bp-later
> bp1
> bp2
> date
> date-later
> log
> plain
> plain.run
> releases.jsonl
> source
> source-later
> topics.tsv
