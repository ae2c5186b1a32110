# Whatever is in the folder: listed with its path, line and reason, counted,
# and the rest is indexed.

file in/good.txt
| A good release
|
| About lighthouses.

# Bytes that are no UTF-8 or no JSON, NULs, surrogates alone and in pairs, keys
# that are missing or of the wrong kind, ids that come twice.
$ printf '%b\n' '{"id":"u1","body":"caf\0351"}' '{"id":"u2","body":"overlong \0300\0257"}' >in/lines.jsonl
$ printf '%s\n' '{"id":"u3","body":"NUL \u0000 lighthouse"}' '{"id":"u4","title":"\udc00 low alone"}' '{"id":"u5","title":"high alone \ud83d"}' '{"id":"u6","title":"\ud83d\ude00 lighthouse"}' >>in/lines.jsonl
$ printf '{"id":"u7","body":"NUL \000 itself"}\n' >>in/lines.jsonl
$ printf '%s\n' '{"id":"k1"}' '{"body":"no id, lighthouse"}' '{"id":7,"body":"lighthouse"}' '{"id":["x"],"body":"x"}' '{"id":"k2","body":5}' '[1]' '"x"' '' >>in/lines.jsonl
$ printf '%s\n' '{"id":"d","body":"first copy"}' '{"id":"d","body":"second copy, lighthouse"}' '{"id":"t","body":"x"} trailing' >>in/lines.jsonl
$ printf '{"id":"end","body":"a last line without its end, lighthouse"}' >>in/lines.jsonl

# Files that are none, or of no text.
$ mkdir in/folder.txt in/more && mkfifo in/fifo.txt && ln -s . in/loop && ln -s ../good.txt in/more/up && ln -s nowhere in/dangling.jsonl && ln -s /dev/zero in/device.txt
$ printf '\000\000\000' >in/nuls.txt && printf 'no zstd' >in/none.jsonl.zst && printf '\377\376l\000i\000t\000' >in/wide.txt

$ timeout 60 dateline-index build -o idx in
~ 8 documents, .*
> 1 documents were replaced by a later one with the same id
> 0 were read as Windows-1252, 1 as UTF-16
> 18 documents were rejected
!> rejected in/dangling.jsonl: symbolic link, not followed
!> rejected in/device.txt: symbolic link, not followed
!> rejected in/fifo.txt: not a regular file
!> rejected in/lines.jsonl:1: not JSON: not UTF-8, at column 23
!> rejected in/lines.jsonl:2: not JSON: not UTF-8, at column 29
!> rejected in/lines.jsonl:4: not JSON: half a surrogate pair, at column 21
!> rejected in/lines.jsonl:5: not JSON: half a surrogate pair, at column 32
!> rejected in/lines.jsonl:7: not JSON: a control character in a string, at column 24
!> rejected in/lines.jsonl:8: no text
!> rejected in/lines.jsonl:11: the id (key "id") is a list, no string
!> rejected in/lines.jsonl:12: the body (key "body") is a number, no string
!> rejected in/lines.jsonl:13: not JSON: no JSON object, at column 1
!> rejected in/lines.jsonl:14: not JSON: no JSON object, at column 1
!> rejected in/lines.jsonl:18: not JSON: text behind the object, at column 23
!> rejected in/loop: symbolic link, not followed
!> rejected in/more/up: symbolic link, not followed
!> rejected in/none.jsonl.zst: not compressed, as its name says it is
!> rejected in/nuls.txt: no text
exit 1
$ dateline-index verify idx
...
$ dateline-query --format ids idx lighthouse | sort
> 7
> d
> end
> lines:9
> u3
> u6
$ dateline-query --format ids idx copy
> d
$ dateline-query --format ids idx lit
> wide

# Lines and files of several MB: within the memory they are read, else they are
# passed over, with what is behind them read. (tools/measure_memory.py does the
# same with a line of 300 MB.)
$ mkdir long && python3 -c 'print("{\"id\":\"long\",\"body\":\"" + "lighthouse " * 400000 + "\"}\n{\"id\":\"after\",\"body\":\"lighthouse\"}")' >long/a.jsonl
$ python3 -c 'print("One word\n\n" + "a" * 3000000 + " lighthouse")' >long/word.txt
$ python3 -c 'print("{\"id\":\"deep\",\"body\":\"lighthouse\",\"x\":" + "[" * 100000 + "]" * 100000 + "}")' >long/deep.jsonl
$ dateline-index build -o idx-long long
...
!> rejected long/deep.jsonl:1: not JSON: nested too deeply, at column 550
exit 1
$ dateline-query --format ids idx-long lighthouse
> long
> after
> word
$ dateline-index build -m 64M -j 2 -o idx-64 long
...
!> rejected long/a.jsonl:1: 4400023 bytes, more than the 2097152 a document may have
!> rejected long/deep.jsonl:1: not JSON: nested too deeply, at column 550
!> rejected long/word.txt: 3000022 bytes, more than the 2097152 a document may have
exit 1
$ dateline-query --format ids idx-64 lighthouse
> after

# Names of files: one line each, and nothing that a terminal would obey. They
# once went to the terminal as they are.
$ mkdir names && : >"$(printf 'names/two\nlines \033[31m.txt')" && : >"$(printf 'names/\351.txt')"
$ dateline-index build -o idx-names names
...
!> rejected names/two\nlines \u{1b}[31m.txt: no text
!> rejected names/\xe9.txt: no text
exit 1

# No permission. Root has them all.
$ cp in/good.txt secret.txt && chmod 0 secret.txt && mkdir closed && mv secret.txt closed
$ if [ "$(id -u)" = 0 ]; then echo "rejected as root"; else dateline-index build -o idx-closed closed 2>&1; fi | grep -o '^rejected.*'
~ rejected (as root|closed/secret\.txt: .*Permission denied)

# Sources that are none: nothing is built.
$ dateline-index build -o idx-none in/fifo.txt
!> dateline-index: in/fifo.txt: neither a file nor a folder
!...
exit 2
$ dateline-index build -o idx-none /dev/zero
!> dateline-index: /dev/zero: neither a file nor a folder
!...
exit 2
$ ln -s self self; dateline-index build -o idx-none self
!> dateline-index: self: stat: Too many levels of symbolic links
exit 4
$ dateline-index build -o idx-none in/good.txt gone.txt
!> dateline-index: gone.txt: no such file or folder
exit 4
$ ls -d idx-none
!...
exit 2
