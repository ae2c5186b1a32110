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
!> dateline-query: releases: not an index (it holds no file MANIFEST); name the folder that dateline-index build -o made
!> dateline-query: nor is 'releases' a command: 'dateline-query --help' lists those
exit 4
$ dateline-index verify releases
!> dateline-index: releases: not an index (it holds no file MANIFEST); name the folder that dateline-index build -o made
exit 4
$ dateline-query nowhere word
!> dateline-query: nowhere: no such folder; an index is made with dateline-index build -o nowhere SOURCE
!> dateline-query: nor is 'nowhere' a command: 'dateline-query --help' lists those
exit 4
$ dateline-index dump nowhere terms
!> dateline-index: nowhere: no such folder; an index is made with dateline-index build -o nowhere SOURCE
exit 4

# Of a later version: only --force replaces it.
file later/MANIFEST
| dateline-manifest 9
| generation 1
| next 2
| language none
| checksum c955d4525944c204

$ dateline-query later word
!> dateline-query: later: index format 9, this build reads formats 3 to 4; use the version that wrote it or build the index again
exit 3
$ dateline-index verify later
!~ dateline-index: later: index format 9, .*
exit 3
$ dateline-index build -o later releases
!~ dateline-index: later: index format 9, .*; replace it with --force
!...
exit 2
$ dateline-index build --force -o later releases
...
$ dateline-query --format ids later stored
> a

# While another process writes it, it can be read.
$ flock idx/LOCK dateline-index build --force -o idx releases
!~ dateline-index: idx/LOCK: process .* is writing this index; wait for it to end
exit 6
$ flock idx/LOCK dateline-query --format ids idx stored
> a

# A target that is no folder, or has none to stand in.
$ dateline-index build -o releases/a.txt releases
!~ dateline-index: releases/a\.txt.*: Not a directory
exit 4
$ dateline-index build -o nowhere/idx releases
!> dateline-index: nowhere/idx: mkdir: No such file or directory
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

# A segment that is gone.
$ rm idx/*.seg
$ dateline-query idx release
!~ dateline-query: .*000001\.seg.*
!...
exit 3

# A manifest that lost its end.
$ printf 'dateline-manifest 1\ngeneration 1\n' >idx/MANIFEST
$ dateline-query idx release
!~ dateline-query: idx: MANIFEST .*
exit 3
