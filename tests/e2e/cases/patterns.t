# Wildcards, expressions and misspellings, and what they may cost.

file releases/a.jsonl
| {"id": "r1", "title": "President Lukashenko visits", "date": "2019-05-28", "source": "Presidency", "body": "The leadership met in Minsk."}
| {"id": "r2", "title": "A partnership", "date": "2019-06-01", "source": "Ministry of Energy", "body": "Mr Lukashenka, as some spell him, spoke of shipping."}
| {"id": "r3", "title": "Women in science", "date": "2020-03-04", "source": "City of Harrow", "body": "The woman of the year is open."}

$ dateline-index build -o idx releases
...

$ dateline-query --syntax native --format ids idx 'luka*' | sort
> r1
> r2
$ dateline-query --syntax native --format ids idx '*ship' | sort
> r1
> r2
$ dateline-query --syntax native --format ids idx 'wom?n'
> r3
$ dateline-query --syntax native --format ids idx 'title:*ship'
> r2
$ dateline-query --syntax native --format ids idx '/lukashenk[ao]/ NOT minsk'
> r2
$ dateline-query --syntax native --format ids idx 'lukaschenko~1'
> r1
$ dateline-query --syntax native --format ids idx 'lukaschenko~2' | sort
> r1
> r2

# A mistake in an expression is shown where it stands.
$ dateline-query --syntax native idx 'woman AND /a(b/'
!> dateline-query: /a(b/, character 2: the parenthesis is not closed; ) is missing
!>   woman AND /a(b/
!>              ^~~
exit 2

# Over the budget nothing is left out in silence.
$ dateline-query --syntax native --count idx 'woman OR s*' --max-work 300
!~ dateline-query: s\* fits 5 words, more than --max-work 300 allows; write more of the word, or take --max-work 13\d\d
!>   woman OR s*
!>            ^~
exit 2

# Nor by any other command that asks.
file topics.tsv
| 7	sp*
$ dateline-query kwic idx 'sp*' --max-work 300 2>&1 >/dev/null
~ dateline-query: sp\* fits 2 words, .*
...
$ dateline-query batch idx -q topics.tsv --syntax websearch --max-work 300 2>&1 >/dev/null
~ dateline-query: topic 7: sp\* fits 2 words, .*
$ dateline-query explain idx 'sp*' r2 --max-work 300 2>&1 >/dev/null
~ dateline-query: sp\* fits 2 words, .*
...
$ dateline-query kwic --syntax native idx 'woman OR s*' --max-work 300
!~ dateline-query: s\* fits 5 words, .*
!>   woman OR s*
!>            ^~
exit 2

# What is asked of a release beside its text.
$ dateline-query --syntax native --format ids idx 'date:2019' | sort
> r1
> r2
$ dateline-query --syntax native --format ids idx 'date:2019-05..2019-05-28 AND minsk'
> r1
$ dateline-query --syntax native --format ids idx 'source:"ministry of energy"'
> r2
$ dateline-query --syntax native --format ids idx 'woman OR (source:pres* AND date:<2020)' | sort
> r1
> r3
$ dateline-query --syntax native --format ids idx 'length:>9 NOT id:r3'
> r2
$ dateline-query --syntax native --count idx 'lang:en'
> 0
exit 1

# What was not found may have been meant otherwise.
$ dateline-query idx lukaschenko minsk
!> dateline-query: no release holds all of: lukaschenko (0), minsk (1); did you mean lukashenko (1)?
exit 1
$ dateline-query --syntax native idx 'luka* AND ministri'
!> dateline-query: no release holds all of: ministri (0), luka* (fits 2 words)
exit 1
$ dateline-query --syntax native idx date:2030
!> dateline-query: no release passes the filters
exit 1

# The words themselves.
$ dateline-query terms idx 'luka*' --format tsv
~ word\treleases\toccurrences
~ lukashenka\t1\t1
~ lukashenko\t1\t1
$ dateline-query terms idx '*ship*' -n 1 --format csv
> word,releases,occurrences
> leadership,1,1
$ dateline-query terms idx 'lukaschenko~2' --format json | python3 -c 'import json, sys; print([w["word"] for w in json.load(sys.stdin)["words"]])'
> ['lukashenka', 'lukashenko']
$ dateline-query terms idx Lukashenko | tail -1
~ lukashenko +1 +1
$ dateline-query terms idx zeppelin
exit 1
$ dateline-query terms idx '/luk(a/'
!> dateline-query: /luk(a/, character 4: the parenthesis is not closed; ) is missing
!...
exit 2
$ dateline-query terms idx 'two words'
!> dateline-query: two words is not one word; try 'luka*', '*ship', '/luka.+/' or 'lukashenko~1'
!...
exit 2

# Counting explains too.
$ dateline-query count idx --syntax native '/luk(a/'
!> dateline-query: /luk(a/, character 4: the parenthesis is not closed; ) is missing
!...
exit 2
$ dateline-query count idx --syntax native 'date:2019' --by month --format tsv
~ month\treleases
~ 2019-05\t1
~ 2019-06\t1
$ dateline-query count idx --syntax native '*ship OR (lang:en AND woman)'
> 2
