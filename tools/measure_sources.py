#!/usr/bin/env python3
"""Holds builds to their promises on input that nobody means well, or that is
too large for the tests.

usage: measure_sources.py [--documents N] [--tree FILE.jsonl] [--folder DIR] BIN-FOLDER

  line    a file of 1 GB in one line, as .txt, .jsonl, .csv and .html
  bomb    a zip of 10 GB of zeros in 10 MB, a .jsonl.gz of 5 GB
  tiny    ten million documents of a few words, and a folder of 100,000 files
  tree    with --tree, the documents of FILE.jsonl as a folder of files: a
          .tar.zst of it, made with --sort=name, must give the same bytes

Each build runs with -m 256M and must end, list what it refused, index the
document that stands behind the trouble, and stay within 64 MiB over its budget.
Prints a row for each; fails when one does not hold. Wants some 4 GB of disk, and
zstd and tar.
"""
import argparse
import filecmp
import gzip
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile

MIB = 1 << 20
ALLOWED = (256 + 64) * MIB
CHUNK = b"lighthouse " * (MIB // 11)


def build(binaries, index, *sources, jobs=2):
    """One build: its summary, its peak of memory, seconds, first rejects."""
    shutil.rmtree(index, ignore_errors=True)
    command = [str(binaries / "dateline-index"), "build", "--json", "-m",
               "256M", "-j", str(jobs), "-o", str(index), *map(str, sources)]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.monotonic()
        child = subprocess.Popen(command, stdout=out, stderr=err)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - began
        out.seek(0)
        err.seek(0)
        said = err.read(4096).decode("utf-8", "replace")
        if child.returncode not in (0, 1):
            raise SystemExit(f"{command}: {child.returncode}: {said}")
        return (json.loads(out.read()), usage.ru_maxrss * 1024, seconds,
                said.splitlines())


def row(name, result, expected):
    """Prints it; whether the number of documents and the memory are right."""
    summary, peak, seconds, rejects = result
    good = summary["documents"] == expected and peak <= ALLOWED
    print(f"{'ok' if good else 'BAD':3} {name:14} {summary['documents']:>9} "
          f"documents {summary['rejected']:>3} rejected {seconds:7.1f} s "
          f"{peak / MIB:6.0f} MiB")
    for line in rejects[:2]:
        print(f"      {line[:100]}")
    return good


def long_line(path, before, after):
    with open(path, "wb") as f:
        f.write(before)
        for _ in range(1000):
            f.write(CHUNK)
        f.write(after)


def lines(work):
    last = work / "behind.txt"
    last.write_text("Behind\n\nstill read\n")
    for ending, before, after, more in [
            (".txt", b"", b"", 0), (".html", b"<p>", b"</p>", 0),
            (".jsonl", b'{"id":"a","body":"', b'"}\n{"id":"b","body":"x"}\n', 1),
            (".csv", b'id,text\na,"', b'"\nb,x\n', 1)]:
        path = work / ("line" + ending)
        long_line(path, before, after)
        yield "line" + ending, [path, last], 1 + more
        path.unlink()


def bombs(work):
    last = work / "behind.txt"
    zeros = bytes(16 * MIB)
    with zipfile.ZipFile(work / "bomb.zip", "w", zipfile.ZIP_DEFLATED,
                         compresslevel=9) as z:
        z.writestr("first.txt", "First\n\nread\n")
        with z.open("zeros.jsonl", "w", force_zip64=True) as f:
            for _ in range(640):
                f.write(zeros)
    yield "bomb.zip", [work / "bomb.zip", last], 2
    with gzip.open(work / "bomb.jsonl.gz", "wb", compresslevel=9) as f:
        for _ in range(320):
            f.write(zeros)
    yield "bomb.jsonl.gz", [work / "bomb.jsonl.gz", last], 1


def tiny(work, documents):
    path = work / "tiny.jsonl"
    with open(path, "w", encoding="ascii") as f:
        for i in range(documents):
            f.write(f'{{"id":"{i}","title":"release {i % 997}"}}\n')
    yield "tiny.jsonl", [path], documents
    path.unlink()
    folder = work / "tiny"
    for i in range(100000):
        part = folder / f"{i // 1000:03}"
        if i % 1000 == 0:
            part.mkdir(parents=True)
        (part / f"{i % 1000:03}.txt").write_text(f"Release {i % 997}\n")
    yield "tiny folder", [folder], 100000
    shutil.rmtree(folder)


def same_tree(binaries, work, corpus):
    """The tree and its .tar.zst: the same bytes."""
    tree = work / "tree"
    with open(corpus, encoding="utf-8") as f:
        for number, text in enumerate(f):
            d = json.loads(text)
            name = re.sub(r"[^A-Za-z0-9_-]+", "-", d.get("source") or "none")
            path = tree / name / f"{number:06}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{d.get('title') or ''}\n{d.get('date') or ''}\n\n"
                            f"{d.get('body') or ''}\n", encoding="utf-8")
    packed = work / "tree.tar.zst"
    subprocess.run(["tar", "--sort=name", "--zstd", "-C", str(tree), "-cf",
                    str(packed), "."], check=True)
    plain = build(binaries, work / "a.idx", tree)
    other = build(binaries, work / "b.idx", packed, jobs=1)
    good = row("tree", plain, plain[0]["documents"])
    good &= row("tree.tar.zst", other, plain[0]["documents"])
    same = all(filecmp.cmp(work / "a.idx" / f, work / "b.idx" / f, False)
               for f in ("MANIFEST", "000001.seg"))
    print("ok  the same bytes" if same else "BAD other bytes")
    return good and same


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("binaries", type=pathlib.Path)
    parser.add_argument("--documents", type=int, default=10 * 1000 * 1000)
    parser.add_argument("--tree", type=pathlib.Path)
    parser.add_argument("--folder")
    o = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory(dir=o.folder) as folder:
        work = pathlib.Path(folder)
        for cases in (lines(work), bombs(work), tiny(work, o.documents)):
            for name, sources, expected in cases:
                good &= row(name, build(o.binaries, work / "idx", *sources),
                            expected)
        shutil.rmtree(work / "idx", ignore_errors=True)
        if o.tree:
            good &= same_tree(o.binaries, work, o.tree)
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
