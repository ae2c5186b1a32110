# The default syntax: what people type into a search box.

file releases/oil.jsonl
| {"id": "r1", "title": "Oil prices rise", "date": "2020-01-02", "source": "Ministry of Energy", "body": "Oil and gas prices rose in the North."}
| {"id": "r2", "title": "Gas prices fall", "date": "2020-02-03", "source": "Ministry of Energy", "body": "The price of gas fell; wind power grew."}
| {"id": "r3", "title": "A new bridge", "date": "2020-03-04", "source": "City of Harrow", "body": "The bridge over the northern arm is open."}

$ dateline-index build --lang en -o idx releases
...

# Words are ANDed, a dash excludes, OR and parentheses do as they say.
$ dateline-query --format ids idx oil gas
> r1
$ dateline-query --format ids idx gas -oil
> r2
$ dateline-query --format ids idx 'bridge OR wind' | sort
> r2
> r3
$ dateline-query --format ids idx 'prices (oil OR wind)' | sort
> r1
> r2
$ dateline-query --format ids idx title:gas
> r2

# Stems: "price" finds "prices"; quotes ask for the word as it stands.
$ dateline-query --format ids idx bridges
> r3
$ dateline-query --format ids idx '"bridges"'
exit 1

# Options behind the question; how many; and none at all.
$ dateline-query idx gas --format ids -n 1 | wc -l
> 1
$ dateline-query idx gas --count
> 2
$ dateline-query idx zeppelin --count
> 0
exit 1

# Any input is a question.
$ dateline-query --format ids idx '((("' OR OR ')'
exit 1
$ dateline-query --format ids idx '"oil" (('
> r1
