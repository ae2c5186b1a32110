# What a build does with an index that is there, and with sources that are not.

file releases/a.txt
| A release
|
| Its body.

$ dateline-index build -o idx releases
...
$ dateline-index build -o idx releases
!~ dateline-index: .*--force.*
!...
exit 2
$ dateline-index build --force -o idx releases
...
$ dateline-index verify idx
...
$ dateline-index stats idx
...
~ documents +1 \(1 with words\)
~ words +4 .*
...
$ dateline-index dump idx terms | cut -f 1
> a
> body
> its
> release
$ dateline-index dump idx postings body
...
$ dateline-index dump idx doc a
...
~ .*Its body\..*
...

$ dateline-index build -o idx2 nowhere
!~ dateline-index: .*nowhere.*
!...
exit 4
$ dateline-index build -o idx2
!~ dateline-index: SOURCE is missing
!...
exit 2
$ dateline-index build -o idx2 --stroe full releases
!~ dateline-index: unknown option --stroe; did you mean --store\?
!...
exit 2
$ dateline-index build -o idx2 -m 1X releases
!~ dateline-index: --memory 1X: not a size.*
!...
exit 2
$ ls
> idx
> releases

# The same input gives the same bytes, with one thread and with two.
$ dateline-index build -j 1 -o one releases >log && dateline-index build -j 2 -o two releases >log && diff -r -x LOCK one two
