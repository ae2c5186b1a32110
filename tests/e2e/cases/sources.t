# Which files are read, and what a look beforehand shows.

file in/a.txt
| A bridge
|
| lighthouse
file in/page.html
| <html><head><title>A page | Site</title><meta name="date" content="2019-05-28"></head>
| <body><nav>Menu</nav><h1>A page</h1><p>lighthouse &amp; harbour<br>caf&eacute;</p><script>no()</script></body></html>
file in/old/b.txt
| Old
|
| lighthouse
file in/README.md
| What is here
file in/.hidden.txt
| lighthouse
file in/notes.dat
| Notes
|
| lighthouse
file in/wrong.txt
| The companyâ€™s â€œlighthouseâ€
file in/table.csv
| name;text
| x;"lighthouse
| in two lines"
file in/empty.csv
| a,b
| 1,2
$ printf 'x' >in/p.png && ln -s ../../in in/old/up && ln -s ../elsewhere in/linked && mkdir elsewhere && cp in/a.txt elsewhere/c.txt && ln -s ../a.txt in/old/same.txt

$ dateline-index peek -n 3 in
>   1 A bridge
>     no date · no source · a
>     text, UTF-8, 3 words
>     in/a.txt
>     | lighthouse
> 
> rejected in/empty.csv: no column is a title or a body: name one with --map
> 
> rejected in/linked: symbolic link, not followed
> 
>   2 Old
>     no date · old · old/b
>     text, UTF-8, 2 words
>     in/old/b.txt
>     | lighthouse
> 
> rejected in/old/same.txt: symbolic link, not followed
> 
> rejected in/old/up: symbolic link, not followed
> 
>   3 A page
>     2019-05-28 (field) · no source · page
>     html, UTF-8, 5 words
>     in/page.html
>     | lighthouse & harbour
>     | café
> 
~ 3 documents shown, of \d files read so far \(.*\)
> 4 rejected
> 4 files or folders skipped: 1 hidden, 1 .md, 1 .dat, 1 .png
exit 1
$ dateline-index peek --json --top 1 in/wrong.txt
~ \{"id":"wrong",.*"mojibake":true,"words":\d+,"path":"in/wrong.txt","body":""\}
> {"documents":1,"rejected":0,"mojibake":1,"files_read":1,"files_skipped":0,"formats":{"text":1},"skipped":{}}
$ dateline-index peek in/table.csv | tail -n +4 | head -3
>     in/table.csv:2
>     | lighthouse
>     | in two lines

# Patterns, links, and formats by force.
$ ids() { dateline-index build --force -o idx "$@" >/dev/null 2>&1; dateline-query --format ids -n 50 idx lighthouse | sort | tr '\n' ' ' | sed 's/ $//'; }; ids in; echo; ids --glob '*.txt' in; echo; ids --exclude old --exclude '*.csv' in; echo; ids --glob '*.dat' --glob 'old/*' in; echo; ids --follow in; echo; ids -f text --exclude '*.csv' --exclude '*.png' in; echo
> a old/b page table:2
> a old/b
> a page
> notes old/b
> a linked/c old/b old/same page table:2
> a notes old/b page
$ dateline-index build --follow -o loops in 2>&1 | grep up
> rejected in/old/up: symbolic link to a folder that it is in

# Programs for what we cannot read. One that fails, is not there, or says
# nothing, is told with what it said.
$ printf 'Lighthouse report\n\nof the harbour' >in/r.doc && dateline-index build --filter '*.doc=cat %s' -o f1 in/r.doc
~ 1 documents, 5 words, .*
$ dateline-index build --filter '*.doc=tr a-z A-Z' -o f2 in/r.doc && dateline-query --format ids f2 harbour
~ 1 documents, 5 words, .*
> r
$ tar cf docs.tar -C in r.doc && dateline-index build --filter '*.doc=cat %s' -o f3 docs.tar && cmp f1/000001.seg f3/000001.seg
~ 1 documents, 5 words, .*
$ dateline-index build --filter '*.doc=sh -c "echo half; echo broken file >&2; exit 3"' -o f4 in/r.doc in/a.txt
~ 1 documents, .*
> 1 documents were rejected
!> rejected in/r.doc: sh failed with 3: broken file
exit 1
$ dateline-index build --filter '*.doc=no-such-program %s' -o f5 in/r.doc
...
!> rejected in/r.doc: cannot run no-such-program: No such file or directory
exit 1
$ dateline-index build --filter '*.doc=sh -c "kill -9 $$"' -o f6 in/r.doc
...
!~ rejected in/r.doc: sh was killed by signal 9
exit 1
$ dateline-index build --filter '*.doc' -o f7 in
!> dateline-index: '*.doc': expected GLOB=COMMAND, such as '*.pdf=pdftotext -enc UTF-8 %s -'
!...
exit 2
$ dateline-index build -o f8 - - </dev/null
!> dateline-index: -: the standard input can be read once
!...
exit 2
