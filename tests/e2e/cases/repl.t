# Questions at a prompt, through a pseudo terminal.

$ dateline-index build -o idx --lang en "$CORPUS"/sample > /dev/null 2>&1
exit 1
$ dateline-generate -n 20000 --words 100 | dateline-index build --lang none -f jsonl -o long.idx - > /dev/null
$ python3 -B -c 'w = "the and of to in a for with be have on that is at by from as it was has".split(); print("title:the OR " + " OR ".join(f"\"{x} {y}\"" for x in w for y in w if x != y))' > question
$ python3 -B "$TESTS/repl.py" idx long.idx "$(cat question)"
> a prompt comes first
> a question is answered
> a word is completed from the index
> history gives the line before
> what is typed is seen
> ^C drops the line
> a command is taken
> and holds from then on
> an unknown command is said
> ^D ends with 0
> again
> history outlives the session
> ^C stops a long search
> at once
> ^D ends with 0

# The same from a pipe, without a prompt; a wrong question ends nothing.
$ printf 'kazakhstan\n\\top 1\n\\nope\n(a\nkazakhstan\n' | dateline-query repl idx --history h --format ids --syntax native | wc -l
~ 1[0-9]
$ cat h
> kazakhstan
> \top 1
> \nope
> (a
> kazakhstan

# What is no UTF-8, and NULs, in a pipe and whatever the locale: a line ends where
# it ends. (The end of one with a broken character was once lost.)
$ printf 'minsk\303\nkazakhstan\n' | LC_ALL=C dateline-query repl idx --history h2 --format ids -n 1 | wc -l
> 2
$ printf 'caf\351\nA\342\200\256ND minsk\nkazakhstan\0OR\0zeppelin\nminsk\303' | LC_ALL=C dateline-query repl idx --history h2 --syntax native --format ids -n 1 | cat
> here is U+FFFD, which stands for what was no UTF-8
>   caf�
>      ^
>   try: caf 
> here is a character that cannot be seen, U+202E
>   A�ND minsk
>    ^
>   try: AND minsk
~ [a-z0-9-]+
> here is U+FFFD, which stands for what was no UTF-8
>   minsk�
>        ^
>   try: minsk 
$ tail -n 2 h2
> kazakhstan OR zeppelin
> minsk�

# So much time and no more.
$ dateline-query long.idx "$(cat question)" --timeout 20 --format json | python3 -c 'import json, sys; print(json.load(sys.stdin)["partial"])'
> True
$ dateline-query long.idx "$(cat question)" --timeout 20 --format ids | head -n 0
$ dateline-query long.idx "$(cat question)" --timeout 20 --format ids > /dev/null
!> dateline-query: stopped before the end: there may be better releases, and more of them
exit 5
$ dateline-query kwic long.idx "$(cat question)" --timeout 20 > /dev/null
!...
!> dateline-query: stopped before the end: there may be better releases, and more of them
!...
exit 5
$ dateline-query count long.idx "$(cat question)" --timeout 1
!> dateline-query: stopped before all were counted
exit 5
$ { printf '1\t'; cat question; printf '2\tthe\n'; } > topics
$ dateline-query batch long.idx -q topics --syntax websearch --timeout 20 -j 2 > run
!> dateline-query: topic 1: stopped before the end: there may be better releases
exit 5
$ grep -c '^2 ' run
> 1000
