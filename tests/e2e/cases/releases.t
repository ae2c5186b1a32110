# Releases as such: who said it, in the marks that say so.

file three.jsonl
| {"id":"a","date":"2021-03-04","source":"press","title":"Talks on trade","body":"Anna Lis met the buyers today.\n\n\u201cTrade across the border will grow this year,\u201d said Anna Lis, the minister.\n\n\u201cWe need more transit and less paper at every crossing,\u201d Lis added."}
| {"id":"b","date":"2021-05-06","source":"press","title":"Border opens","body":"MINSK, 6 May (BelTA) - The border is open again.\n\n\u201cThe transit of goods is as quick as it ever was,\u201d said Karim Osei."}
| {"id":"c","date":"2022-01-02","source":"desk","title":"Karim Osei on trade","body":"Trade, border and transit are in the news. Karim Osei said nothing of them; Anna Lis neither."}

$ dateline-index build -o idx three.jsonl > /dev/null 2>&1

# What was said, and by whom; not what is told.
$ dateline-query idx 'quote:transit' --format ids --sort date
> b
> a
$ dateline-query idx 'said:lis' --format ids
> a
$ dateline-query idx 'said:osei' --format ids
> b
$ dateline-query idx 'said:lis(transit)' --format ids
> a
$ dateline-query idx 'said:osei(trade)' --format ids
exit 1
$ dateline-query idx --syntax native 'said("anna lis", border OR paper)' --format ids
> a

# Two words in two quotations do not match; in one they do.
$ dateline-query idx 'quote:(trade transit)' --format ids
exit 1
$ dateline-query idx 'quote:(trade border)' --format ids
> a
$ dateline-query idx --syntax native 'quote:(trade NEAR/3 border) AND NOT said:osei' --format ids
> a
$ dateline-query idx 'transit -quote:transit' --format ids
> c

$ dateline-query who idx
> speaker     quotations  releases  sure       first        last
> Anna Lis             2         1     1  2021-03-04  2021-03-04
> Karim Osei           1         1     1  2021-05-06  2021-05-06
>
> 3 quotations in 2 releases by 2 speakers
$ dateline-query who idx transit date:2021-05.. --format csv
> speaker,quotations,releases,sure,first,last
> Karim Osei,1,1,1,2021-05-06,2021-05-06
$ dateline-query who idx 'said:lis' --format json
~ .*"quotations":2,"releases":1,"unknown":0,"total":1,"speakers":\[\{"name":"Anna Lis".*
$ dateline-query who idx 'zeppelin'
> 0 quotations in 0 releases by 0 speakers
exit 1

$ dateline-query count idx --by speaker --format csv
> speaker,releases
> Anna Lis,1
> Karim Osei,1
> ,1

$ dateline-query idx 'place:minsk agency:belta' --format ids
> b
$ dateline-query idx 'place:belta' --format ids
exit 1
$ dateline-query count idx --by place --format csv
> place,releases
> MINSK,1
> ,2

$ dateline-query show --zones idx b | tail -n 4
> dateline, lead  MINSK, 6 May (BelTA) - The border is open again.
>
> quotation       “The transit of goods is as quick as it ever was,” said Karim Osei.
>                 who: Karim Osei (A, cue)
$ dateline-query show --zones idx b --format json | python3 -c 'import json, sys; r = json.load(sys.stdin); q = r["quotes"][0]; print(r["body"].encode()[q["from"]:q["to"]].decode(), "|", q["speaker"], q["sure"], q["why"])'
> The transit of goods is as quick as it ever was | Karim Osei A cue

# Only who is named beside the quotation.
$ dateline-query idx --sure A 'said:lis(paper)' --format ids
exit 1

# An index without.
$ dateline-index build --zones none -o plain three.jsonl > /dev/null 2>&1
$ dateline-query plain --syntax native 'said:lis'
!> dateline-query: said: asks for a part of releases, and this index was built without them; build it again, without --zones none
!>   said:lis
!>   ^~~~~~~~
exit 2
$ dateline-query plain 'said:lis' --format ids
!~ .*said: asks for a part of releases.*
exit 1

# What is added is read as what is there.
file more.jsonl
| {"id":"d","title":"On ships","body":"\u201cOur ships will sail on time this summer,\u201d said Anna Lis."}

$ dateline-index add idx more.jsonl > /dev/null 2>&1 && dateline-index add plain more.jsonl > /dev/null 2>&1
$ dateline-query idx 'said:lis(ships)' --format ids
> d
$ dateline-index verify idx > /dev/null && dateline-index verify plain > /dev/null
$ dateline-index compact idx > /dev/null 2>&1 && dateline-query idx 'said:lis' --count
> 2

# What the issuer says of itself, found or not.
file house.jsonl
| {"id":"e","title":"A ferry for the bay","body":"OSLO, Norway, 3 May 2021 - A ferry crosses the bay twice a day.\n\n\u201cThe harbour needs a ferry every hour,\u201d said Anna Lis.\n\nAbout Loom Lines\n\nLoom Lines runs ships and a harbour in the north."}

$ dateline-index build -o house house.jsonl > /dev/null 2>&1
$ for q in ships harbour; do for how in keep skip; do dateline-query house $q --count --boilerplate=$how; done; done
> 1
> 0
> 1
> 1
$ for how in keep skip; do dateline-query house 'harbour OR loom OR lines' --boilerplate $how --format json --snippet 1x12 | grep -c '"snippet":"[^"]*Loom'; done
> 1
> 0
exit 1
$ dateline-query count house ships --boilerplate skip
> 0
exit 1
$ dateline-query house 'ferry boilerplate:ships' --boilerplate skip --format ids
> e
$ dateline-query who house 'harbour -ships' --boilerplate skip --format csv | tail -n 1
> Anna Lis,1,1,1,2021-05-03,2021-05-03
$ printf '1\tships\n2\tferry\n' > topics && dateline-query batch house -q topics --boilerplate skip | cut -d ' ' -f 1-4
> 2 Q0 e 1
$ dateline-query explain house 'harbour ships' e --boilerplate skip | tail -n 2
>          -  text:harbour: here, but not all it is asked with
>          -  text:ships: not here
$ dateline-query explain house harbour e --boilerplate skip --format json | grep -o '"zones":[^,]*'
> "zones":["text"]
$ dateline-query kwic house ships --boilerplate skip
exit 1
$ for how in '--boilerplate keep' '--boilerplate skip'; do dateline-query kwic house harbour $how --format tsv | cut -f 7; done
> match
> harbour
> harbour
> match
> harbour
$ dateline-query kwic house 'harbour boilerplate:ships' --boilerplate skip --format tsv | wc -l
> 4
$ dateline-query plain ships --boilerplate skip --syntax native
!> dateline-query: --boilerplate skip asks for a part of releases, and this index was built without them; build it again, without --zones none
!...
exit 2
$ dateline-query plain ships --boilerplate skip --count
!~ .*--boilerplate skip asks for a part of releases.*
> 0
exit 1

# The quotation is what is shown, and who said it.
$ COLUMNS=72 dateline-query idx 'said:osei' | tail -n 2
>     “The transit of goods is as quick as it ever was,” said Karim Osei.
>     who: Karim Osei (A)

# Before a build, too.
$ dateline-index peek --zones -n 2 three.jsonl | tail -n 8 | head -n 6
>     dateline    MINSK, 6 May (BelTA) -
>     place       MINSK
>     agency      BelTA
>     lead        The border is open again.
>     quotation   The transit of goods is as quick as it ever was,
>                 who: Karim Osei (A, cue)
$ dateline-index peek --zones --json -n 1 three.jsonl | head -n 1 | python3 -c 'import json, sys; print([(p["speaker"], p["sure"]) for p in json.load(sys.stdin)["parts"] if p["part"] == "quotation"])'
> [('Anna Lis', 'A'), ('Anna Lis', 'B')]
