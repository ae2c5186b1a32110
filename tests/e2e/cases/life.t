# The life of an index: add, update, delete, merge, compact.

file releases/bridge.txt
| The bridge opens
|
| Trains cross the river again.
file releases/school.txt
| A school closes
|
| The river rose over its doors.

$ dateline-index build -o idx --lang en releases
...

# Nothing new: nothing is written.
$ cp idx/MANIFEST before
$ dateline-index add idx releases
~ 0 documents added, 0 replaced, 2 unchanged; .*; 2 documents in the index
$ cmp before idx/MANIFEST

# One new, one changed.
file releases/bridge.txt
| The bridge opens
|
| Trains cross the valley again.
file releases/tunnel.txt
| The tunnel opens
|
| Trains pass below the river.
$ dateline-index add idx releases
~ 1 documents added, 1 replaced, 1 unchanged; .*; 3 documents in the index
$ dateline-query idx river --format ids | sort
> school
> tunnel
$ dateline-query idx valley --format ids
> bridge
$ dateline-index verify idx
~ idx: sound: 2 segments, 3 documents, 0 of them deleted, .*

# Update adds none.
$ mkdir more
$ printf 'A port opens\n\nShips come.\n' >more/port.txt
$ printf 'The tunnel opens\n\nTrains pass below the sea.\n' >more/tunnel.txt
$ dateline-index update idx more --json
~ \{"added":0,"replaced":1,"unchanged":0,"unknown":1,.*
$ dateline-query idx sea --format ids
> tunnel
$ dateline-query idx ships
!> dateline-query: no release holds: ships (0)
exit 1

# Delete by id, by file, by query.
$ dateline-index delete idx
!~ dateline-index: delete: name the ids.*
!...
exit 2
$ dateline-index delete idx nobody school
> 1 documents deleted
!> no document nobody
exit 1
$ dateline-query show idx school
!...
exit 1
$ dateline-query idx trains --format ids -n 1000000 | dateline-index delete idx --ids -
> 2 documents deleted
$ dateline-query idx "river OR opens"
!~ dateline-query: no release .*
exit 1
$ dateline-index verify idx
~ idx: sound: .*
$ printf 'school\n' >ids
$ dateline-index add idx releases
~ 3 documents added, 0 replaced, 0 unchanged; .*; 3 documents in the index
$ dateline-index delete idx --ids ids
> 1 documents deleted

$ dateline-index merge idx
~ . -> . segments, .*
$ dateline-index compact idx
~ . -> 1 segments, .*
$ dateline-index verify idx
~ idx: sound: 1 segments, 2 documents, 0 of them deleted, .*
$ dateline-query idx opens --format ids | sort
> bridge
> tunnel
$ ls idx | grep -c del
> 0
exit 1

# Not without an index, and not two at once.
$ dateline-index add nowhere releases
!~ dateline-index: nowhere: no such folder.*
!...
exit 4
$ flock idx/LOCK dateline-index delete idx bridge
!~ dateline-index: idx/LOCK: process .* is writing this index; wait for it to end
exit 6
