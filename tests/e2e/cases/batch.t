# A TREC run: each topic a bag of words.

file releases/a.jsonl
| {"id": "r1", "title": "Oil", "body": "oil and more oil"}
| {"id": "r2", "title": "Gas", "body": "gas and oil"}
| {"id": "r3", "title": "Wind", "body": "wind"}

file topics.tsv
| 7	oil gas
| 8	zeppelin
| 9	wind (power

$ dateline-index build -o idx releases
...
$ dateline-query batch idx -q topics.tsv -n 1000 --tag mine
~ 7 Q0 r[12] 1 [0-9.]+ mine
~ 7 Q0 r[12] 2 [0-9.]+ mine
~ 9 Q0 r3 1 [0-9.]+ mine

# Into a file, which is there when it is complete.
$ dateline-query batch idx -q topics.tsv -o run.txt && wc -l <run.txt
> 3
$ ls
> idx
> releases
> run.txt
> topics.tsv

file wrong.tsv
| 7	oil
| 8 gas

$ dateline-query batch idx -q wrong.tsv -o run2.txt
!~ dateline-query: wrong\.tsv:2: no tab.*
!...
exit 2
$ dateline-query batch idx
!> dateline-query: batch: name the file of topics with -q
!...
exit 2
$ ls run2*
!...
exit 2

# Topics of other forms, and the run as a table.
file beir.jsonl
| {"_id": "b1", "text": "wind"}
| {"_id": "b2", "text": "oil"}

$ dateline-query batch idx -q beir.jsonl --format csv -j 2 -n 1
> topic,rank,id,score
~ b1,1,r3,[0-9.]+
~ b2,1,r[12],[0-9.]+

file trec.topics
| <top>
| <num> Number: 301
| <title> zeppelin
| <desc> Description:
| wind
| </top>

$ dateline-query batch idx -q trec.topics
exit 1
$ dateline-query batch idx -q trec.topics --parts title,desc --tag t
~ 301 Q0 r3 1 [0-9.]+ t

# Topics in a syntax; expansion.
file lucene.tsv
| 1	+oil -more
| 2	oil AND (

$ dateline-query batch idx -q lucene.tsv --syntax lucene -j 2
~ 1 Q0 r2 1 [0-9.]+ dateline
!~ dateline-query: topic 2: .*
!...
exit 2
$ dateline-query batch idx -q lucene.tsv --syntax klingon
!> dateline-query: --syntax: there is no syntax klingon
!...
exit 2
$ dateline-query batch idx -q beir.jsonl --expand rm3 >expanded && cut -d' ' -f1 expanded | uniq -c | wc -l
> 2

# As TREC's later tracks have them: each part finds what it asks for.
file later.xml
| <?xml version="1.0"?>
| <topics>
|   <topic number="7">
|     <query>oil</query>
|     <question>why wind &amp; gas</question>
|   </topic>
| </topics>
$ dateline-query batch idx -q later.xml | cut -d' ' -f 3 | sort
> r1
> r2
$ dateline-query batch idx -q later.xml --parts desc | cut -d' ' -f 3 | sort
> r2
> r3
$ dateline-query batch idx -q later.xml --parts narr
!> dateline-query: later.xml:3: topic 7 has no narr
!...
exit 2
