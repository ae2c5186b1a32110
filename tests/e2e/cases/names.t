# Names in all spellings and alphabets, with what was added always said.

file releases/a.jsonl
| {"id": "r1", "title": "Visit", "body": "In Minsk Alexander Lukashenko spoke of the bank."}
| {"id": "r2", "title": "Visit", "body": "In Minsk Aleksandr Lukashenka spoke of a python."}
| {"id": "r3", "title": "Besuch", "body": "\"We want more transit through our border this year\", Alexander Lukaschenko said."}
| {"id": "r4", "title": "Визит", "body": "В Минске Токаев и Лукашенко."}
| {"id": "r5", "title": "Talks", "body": "The talks with Tokayev in Lviv. The petition of Putin."}

$ dateline-index build -o idx releases
...

$ dateline-query --format ids idx '~~lukashenko' | sort
!> dateline-query: names: lukashenko 1 + lukaschenko 1, lukashenka 1, лукашенко 1
> r1
> r2
> r3
> r4
$ dateline-query --format ids idx 'name(alexander lukashenko)' 2>/dev/null | sort
> r1
> r2
> r3
$ dateline-query --format ids idx 'said:~~lukashenko(transit)' 2>/dev/null
> r3
$ dateline-query --format ids idx '~~Токаев' | sort
!> dateline-query: names: токаев 1 + tokayev 1
> r4
> r5

# Only words that are written with a capital are added, and two persons stay two.
$ dateline-query --format ids idx '~~putin'
!> dateline-query: names: putin 1, no variants
> r5

# A list of exonyms adds; nothing is ever replaced.
file mine.txt
| # as we write them
| Lviv, Leopolis
$ dateline-query --format ids idx '~~leopolis' --exonyms mine.txt
!> dateline-query: names: leopolis 0 + lviv 1 (other name)
> r5
$ dateline-query --format ids idx '~~leopolis'
!> dateline-query: names: leopolis 0, no variants
exit 1
$ dateline-query --format ids idx '~~leopolis' --exonyms nosuch.txt
!> dateline-query: --exonyms: nosuch.txt: No such file or directory
exit 4

# Words with a capital, when asked for.
$ dateline-query --format ids idx Tokayev --names show
!> dateline-query: names: tokayev 1 (not added: токаев 1)
> r5
$ dateline-query --format ids idx Tokayev --names on | sort
!> dateline-query: names: tokayev 1 + токаев 1
> r4
> r5

$ dateline-query names idx Lukashenko
> 1	0.00	as typed	lukashenko
> 1	0.00	spelling	lukaschenko
> 1	0.35	spelling	lukashenka
> 1	0.00	spelling	лукашенко
$ dateline-query names idx Nobody
exit 1

# A search box never fails; the strict language says what is missing.
$ dateline-query parse '~~ name( name() ~~x'
> (name AND name AND name(x))
$ dateline-query parse --syntax native 'name(a'
!> dateline-query: this name is never closed by a )
!>   name(a
!>       ^
!>   try: name(a)
exit 2

# An index that has not counted capitals adds what is near.
$ dateline-index build -o plain --no-names releases
...
$ dateline-query --format ids plain '~~lukashenko' 2>/dev/null | sort
> r1
> r2
> r3
> r4
$ dateline-index verify plain
...
