# Questions that no person types, in each of the strict languages: one message with
# the place and, where there is one, the nearest form that is right. Never another
# meaning, and never long.

$ dateline-index build -o idx "$CORPUS"/sample > /dev/null 2>&1
exit 1

# What is no UTF-8, or cannot be seen.
$ for d in native lucene nexis factiva; do timeout 10 dateline-query idx --syntax $d "$(printf 'caf\351 \377 oil')"; echo $?; done 2>&1 | LC_ALL=C sort | uniq -c | sed 's/^ *//'
> 4      ^
> 4   caf� � oil
> 4   try: café   oil
> 4 2
> 4 dateline-query: a query is UTF-8, and the byte E9 here is not
$ for d in native lucene nexis factiva; do timeout 10 dateline-query idx --syntax $d "$(printf 'minsk A\342\200\256ND N\342\200\213OT oil')"; echo $?; done 2>&1 | LC_ALL=C sort | uniq -c | sed 's/^ *//'
> 4          ^
> 4   minsk A�ND N�OT oil
> 4   try: minsk AND N OT oil
> 4 2
> 4 dateline-query: here is a character that cannot be seen, U+202E
$ timeout 10 dateline-query idx "$(printf '\377min\342\200\256sk\376')" --format ids -n 1
~ .+

# NULs can only come in files. They are white space, as any control character.
$ printf '1\tkazakhstan\0belarus\n' > nul.tsv
$ printf '1\tkazakhstan belarus\n' > blank.tsv
$ for d in native lucene nexis factiva; do for q in nul blank; do timeout 10 dateline-query batch idx -q $q.tsv --syntax $d > $q.run; echo $?; done; cmp nul.run blank.run; done | sort -u
~ [01]
$ printf '1\tcaf\351\n' > bad.tsv
$ for d in native lucene nexis factiva; do timeout 10 dateline-query batch idx -q bad.tsv --syntax $d; echo $?; done 2>&1 | LC_ALL=C sort | uniq -c | sed 's/^ *//'
> 4      ^
> 4   caf�
> 4   try: café
> 4 2
> 4 dateline-query: topic 1: a query is UTF-8, and the byte E9 here is not

# Too deep, and never closed.
$ for d in native lucene nexis factiva; do timeout 10 dateline-query idx --syntax $d "$(python3 -c 'print("(" * 10000 + "oil" + ")" * 10000)')"; echo $?; done 2>&1 | grep -v '^  ' | uniq -c | sed 's/^ *//'
> 1 dateline-query: parentheses nest deeper than 200
> 1 2
> 1 dateline-query: parentheses nest deeper than 200
> 1 2
> 1 dateline-query: parentheses nest deeper than 200
> 1 2
> 1 dateline-query: parentheses nest deeper than 200
> 1 2

# 10,000 words, all of them, any of them, and as one phrase.
$ python3 -c 'print(" ".join(f"word{i}" for i in range(10000)), "minsk")' > words
$ for d in native lucene nexis factiva; do timeout 10 dateline-query idx --syntax $d --format ids -n 1 "$(cat words)" | wc -l; done
> 0
> 1
> 0
> 0
$ sed 's/ / OR /g' words > any
$ for d in native lucene nexis factiva; do timeout 10 dateline-query idx --syntax $d --format ids -n 1 "$(cat any)" | wc -l; done
> 1
> 1
> 1
> 1

# Every word.
$ for d in native lucene nexis factiva; do for q in '*' '?' '***?'; do timeout 10 dateline-query idx --syntax $d "$q"; done; done 2>&1 | grep -v '^  ' | LC_ALL=C sort | uniq -c | sed 's/^ *//'
> 6 dateline-query: a pattern needs a letter or a digit
> 6 dateline-query: a pattern needs a letter or a digit; every release is *:*

# An expression that explodes, where there are any.
$ for d in native lucene; do timeout 10 dateline-query idx --syntax $d '/(a{1000}){1000}/'; done 2>&1 | grep -v '^  '
> dateline-query: the pattern is too long, or repeats too much; write a simpler one
> dateline-query: the pattern is too long, or repeats too much; write a simpler one

# Fields that are none, and those of other languages.
$ timeout 10 dateline-query idx --syntax native titel:oil
!> dateline-query: there is no field titel; do you mean title? (for the character : write \:)
!>   titel:oil
!>   ^~~~~
!>   try: title:oil
exit 2
$ timeout 10 dateline-query idx --syntax lucene titel:oil
!> dateline-query: there is no field titel; do you mean title? (for the character : write \:)
!>   titel:oil
!>   ^~~~~
!>   try: title:oil
exit 2
$ timeout 10 dateline-query idx --syntax nexis 'titel(oil)'
!~ dateline-query: there is no segment of this name, only headline, .*
!>   titel(oil)
!>   ^~~~~
!...
exit 2
$ timeout 10 dateline-query idx --syntax factiva titel=oil
!~ dateline-query: this has no counterpart here: the index knows hd=, .*
!>   titel=oil
!>   ^~~~~~
exit 2
$ for d in nexis factiva; do timeout 10 dateline-query idx --syntax $d 'oil and title:minsk'; done 2>&1 | LC_ALL=C sort | uniq -c | sed 's/^ *//'
> 2           ^~~~~~
> 2   oil and title:minsk
> 2   try: oil and "title:minsk"
> 2 dateline-query: title: is a field in other languages; words in quotes may have a colon

# A day that never was, as each of them writes days.
$ timeout 10 dateline-query idx --syntax native date:2019-02-30
!> dateline-query: there is no day 30 in February 2019; its last is 2019-02-28
!>   date:2019-02-30
!>   ^~~~~~~~~~~~~~~
exit 2
$ timeout 10 dateline-query idx --syntax lucene 'date:[2019-02-30 TO *]'
!> dateline-query: there is no day 30 in February 2019; its last is 2019-02-28
!...
exit 2
$ timeout 10 dateline-query idx --syntax nexis 'date(is 2/30/2019)'
!> dateline-query: there is no day 30 in February 2019; its last is 2019-02-28
!...
exit 2
$ timeout 10 dateline-query idx --syntax factiva 'date after 20190230'
!> dateline-query: there is no day 30 in February 2019; its last is 2019-02-28
!...
exit 2
