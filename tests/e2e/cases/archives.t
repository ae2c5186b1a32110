# An archive counts as the folder it holds: the same ids, the same bytes.

$ cp -r "$CORPUS/sample" tree && rm -r tree/unsorted tree/README.md && mkdir tree/.git && echo '{"id":"hidden","body":"hidden"}' >tree/.git/x.jsonl
$ dateline-index build --lang en -j 2 -o tree.idx tree
~ 9\d documents, .*
...
$ tar --sort=name -C tree -cf dot.tar . && tar --sort=name -cf tree.tar tree && for c in zstd gzip xz bzip2; do $c -k tree.tar; done; ls tree.tar.*
> tree.tar.bz2
> tree.tar.gz
> tree.tar.xz
> tree.tar.zst
$ (cd tree && find . -type f | LC_ALL=C sort | python3 -c 'import sys,zipfile; z=zipfile.ZipFile("../tree.zip","w",zipfile.ZIP_DEFLATED); [z.write(p[2:-1]) for p in sorted(sys.stdin, key=lambda p: p[:-1].split("/"))]')
$ for a in dot.tar tree.tar tree.tar.zst tree.tar.gz tree.tar.xz tree.tar.bz2 tree.zip; do dateline-index build --lang en -j 1 -m 64M -o $a.idx $a >/dev/null && cmp tree.idx/000001.seg $a.idx/000001.seg && cmp tree.idx/MANIFEST $a.idx/MANIFEST && echo $a; done
> dot.tar
> tree.tar
> tree.tar.zst
> tree.tar.gz
> tree.tar.xz
> tree.tar.bz2
> tree.zip
$ dateline-index build --lang en -o pipe.idx - <dot.tar >/dev/null && cmp tree.idx/000001.seg pipe.idx/000001.seg

# Below a source its name is that of a folder. Archives nest once.
file in/2019/may/a.txt
| First
|
| lighthouse
$ cd in && tar cf 2019.tar 2019 && rm -r 2019 && gzip -k 2019.tar && tar cf more.tar 2019.tar.gz && tar cf deep.tar more.tar && rm 2019.tar
$ dateline-index build -o nest.idx in
~ 2 documents, 4 words, 2 distinct; .*
...
!> rejected in/deep.tar!/more.tar!/2019.tar.gz: an archive in an archive in an archive
exit 1
$ dateline-query --format ids nest.idx lighthouse
> 2019/may/a
> more/2019/may/a

# One that leads elsewhere, holds what is no file, or is a bomb, is listed.
file evil.py
| import io, sys, tarfile, zlib
| t = tarfile.open("evil.tar", "w")
| def add(name, kind=tarfile.REGTYPE, text=b"Evil\n\nlighthouse", link=""):
|     i = tarfile.TarInfo(name)
|     i.type, i.linkname = kind, link
|     i.size = len(text) if kind == tarfile.REGTYPE else 0
|     t.addfile(i, io.BytesIO(text))
| for name in ("../../up.txt", "/up.txt", "a/../../b.txt", "..txt", "a/..b.txt"):
|     add(name)
| add("link.txt", tarfile.SYMTYPE, link="/etc/passwd")
| add("hard.txt", tarfile.LNKTYPE, link="good.txt")
| add("fifo.txt", tarfile.FIFOTYPE)
| add("dev.txt", tarfile.CHRTYPE)
| add("good.txt")
| add("caf\u00e9.txt")
| t.close()
| z = zlib.compressobj(9, wbits=31)
| with open("bomb.jsonl.gz", "wb") as f:
|     f.write(z.compress(b'{"id":"first","body":"lighthouse"}\n'))
|     for _ in range(300):
|         f.write(z.compress(bytes(1 << 20)))
|     f.write(z.flush())
$ python3 evil.py && dateline-index build -o evil.idx evil.tar bomb.jsonl.gz evil.tar
~ 3 documents, .*
> 2 documents were replaced by a later one with the same id
> 15 documents were rejected
!> rejected evil.tar!/../../up.txt: a name that leads out of the archive
!> rejected evil.tar!//up.txt: a name that leads out of the archive
!> rejected evil.tar!/a/../../b.txt: a name that leads out of the archive
!> rejected evil.tar!/link.txt: symbolic link, not followed
!> rejected evil.tar!/hard.txt: a hard link to another member, which has its text
!> rejected evil.tar!/fifo.txt: not a regular file
!> rejected evil.tar!/dev.txt: not a regular file
!> rejected bomb.jsonl.gz:2: unpacks to over 250 times its size: the rest is not read
!...
exit 1
$ dateline-query --format ids evil.idx lighthouse
> first
> good
> café
$ ls ..txt up.txt ../up.txt 2>/dev/null
exit 2
$ dateline-index build --unpack 1K -o small.idx tree.zip
...
!~ rejected tree\.zip!/.*: unpacks to over 1024 bytes, the most that is read of an archive
exit 1

# Cut off anywhere: what was before is kept, and the next source is read.
$ head -c 20000 tree.tar.gz >cut.tar.gz && dateline-index build -o cut.idx cut.tar.gz in/2019.tar.gz
...
!~ rejected cut\.tar\.gz(!/.*)?: damaged archive: .*
exit 1
$ dateline-query --format ids cut.idx lighthouse
...
> may/a
