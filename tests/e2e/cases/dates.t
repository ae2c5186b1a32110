# The day of a release, by order of trust, and where it is from.
file in/all.jsonl
| {"id":"field","date":"2019-05-28","url":"https://example.org/2001/02/03/a","body":"MINSK, 27 May 2019 - The border is open again, said the ministry."}
| {"id":"dateline","url":"https://example.org/2001/02/03/b","body":"MINSK, 27 May 2019 - The border is open again, said the ministry."}
| {"id":"address","url":"https://example.org/2001/02/03/c","body":"The border is open again, said the ministry."}
| {"id":"none","url":"https://example.org/c","body":"The border is open again, said the ministry."}
file in/2018/2018-01-02-line.txt
| The border opens
| March 4, 2018
|
| The border is open again, said the ministry.
file in/2018/2018-01-02-name.txt
| The border opens
|
| The border is open again, said the ministry.
file in/2018/2018-01-02-town.txt
| The border opens
|
| MINSK, 5 March 2018 - The border is open again, said the ministry.
$ dateline-index build -o idx in > /dev/null 2>&1
$ dateline-query show idx field --format text | grep date
> date    2019-05-28
$ dateline-query show idx dateline | grep date
> id      dateline
> date    2019-05-27, from the dateline
$ dateline-query show idx address | grep date
> date    2001-02-03, from the address
$ dateline-query show idx none | grep date
exit 1
$ dateline-query show idx 2018/2018-01-02-line | grep date
> date    2018-03-04 (March 4, 2018), from a line above the text
$ dateline-query show idx 2018/2018-01-02-name | grep date
> date    2018-01-02, from the name of the file
$ dateline-query show idx 2018/2018-01-02-town | grep date
> date    2018-03-05, from the dateline; elsewhere 2018-01-02
$ dateline-query idx 'date:2018' --format ids
> 2018/2018-01-02-line
> 2018/2018-01-02-name
> 2018/2018-01-02-town
$ dateline-query show idx address --format json | python3 -c 'import json, sys; r = json.load(sys.stdin); print(r["date"], r["date_origin"])'
> 2001-02-03 address
$ dateline-index stats idx | sed -n '/^dates/,/^datelines/p'
> dates          2001-02-03 to 2019-05-28 (6 documents)
>   from fields    1
>   from datelines 2
>   from lines     1
>   from names     1
>   from addresses 1
> datelines      3 with a date (1 not that of the release)
$ dateline-index peek --zones in/2018/2018-01-02-town.txt | sed -n 2p
>     2018-03-05 (dateline) · no source · 2018-01-02-town
