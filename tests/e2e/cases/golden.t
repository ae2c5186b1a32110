# An index of format 4 as it was written once answers for ever.

$ cp -r "$TESTS/../golden/v4" v4 && dateline-index verify v4
> v4: sound: 2 segments, 4 documents, 0 of them deleted, 136 terms, 10856 bytes, 61 pages

$ dateline-query v4 bridge --format ids
> wire/1
> press/1
$ dateline-query v4 bridge --dup fold --format ids
> wire/1
$ dateline-query versions v4 wire/1 --format json | python3 -c 'import json, sys; print([(r["id"], r["similarity"]) for r in json.load(sys.stdin)["versions"]])'
> [('press/1', 1), ('wire/1', 1)]
$ dateline-query v4 'said:lis' --format ids
> press/1
> press/3
!> dateline-query: the parts of releases were found by rules 1, now there are 3: build the index again
$ dateline-query who v4 --format csv
> speaker,quotations,releases,sure,first,last
> Anna Lis,3,2,3,2021-03-04,2022-01-02
$ dateline-query v4 'place:minsk date:2019-05-28' --format ids
> press/2
$ dateline-query v4 'place:"port esker" agency:coastal' --format ids
> press/1
$ dateline-query v4 'boilerplate:town' --format ids
> press/1
$ dateline-query v4 'name(tokaev)' --format ids
> press/2
!> dateline-query: names: tokaev 1 + tokayev 1, токаев 1

# It goes on as it was built.
$ printf '{"id":"a","body":"“The ferry is late again today,” said Anna Lis."}\n' > more.jsonl && dateline-index add v4 more.jsonl > /dev/null 2>&1; dateline-query v4 'said:lis(late)' --format ids
> a
