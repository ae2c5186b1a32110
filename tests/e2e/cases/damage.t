# A folder that is no index, an index that is damaged: one line, exit code 3.

file releases/a.txt
| A release
|
| Its body, which is stored.

$ dateline-index build -o idx releases
...
$ dateline-index verify idx
...
$ dateline-query releases word
!~ dateline-query: .*releases.*
exit 4
$ dateline-query nowhere word
!~ dateline-query: .*nowhere.*
exit 4

# One byte in the middle of the segment, flipped.
$ python3 -c 'import pathlib; p = next(pathlib.Path("idx").glob("*.seg")); b = bytearray(p.read_bytes()); b[200] ^= 1; p.write_bytes(b)'
$ dateline-index verify idx
...
~ .*\.seg.*
...
!~ dateline-index: idx: .*findings?; .*
exit 3

# A file that lost its end.
$ python3 -c 'import pathlib; p = next(pathlib.Path("idx").glob("*.seg")); p.write_bytes(p.read_bytes()[:100])'
$ dateline-query idx release
!~ dateline-query: .*\.seg.*
!...
exit 3

# A manifest that lost its end.
$ printf 'dateline-manifest 1\ngeneration 1\n' >idx/MANIFEST
$ dateline-query idx release
!~ dateline-query: idx: MANIFEST .*
exit 3
