#!/usr/bin/env python3
"""Holds builds to their memory, on input too large for the tests.

usage: measure_memory.py [--releases N] [--folder DIR] BIN-FOLDER

Two promises are checked, each with the peak of resident memory as the kernel
tells it (ru_maxrss, pages of mapped files included; beside it the peak without
those, sampled):

  line    a line of 300 MB is passed over, and what is behind it is read
  corpus  a generated corpus is built with -m 64M, without a language and with
          one, on one thread and on two, and in another order, within 64 MiB
          over its budget

Prints a row of a table for each build and fails when one is over. Wants free
disk of about three times the corpus (3 KB a release). docs/BENCHMARKS.md has
the last result.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

MIB = 1 << 20
BUDGET = 64 * MIB
ALLOWED = BUDGET + 64 * MIB
LINE = 300 * 1000 * 1000


def own_memory(pid):
    """What the process has now in pages of no file, in bytes."""
    try:
        status = pathlib.Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"RssAnon:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0


class Build:
    """One run of dateline-index build: what it took, and what it said."""

    def __init__(self, binaries, index, source, *options):
        command = [str(binaries / "dateline-index"), "build", "--json", "-m",
                   "64M", "-o", str(index), *options, str(source)]
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = subprocess.Popen(command, stdout=out, stderr=err)
            self.own = pid = 0
            while pid == 0:
                time.sleep(0.02)
                self.own = max(self.own, own_memory(child.pid))
                pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            self.code = child.returncode = os.waitstatus_to_exitcode(status)
            self.peak = usage.ru_maxrss * 1024
            out.seek(0)
            err.seek(0)
            self.said = err.read().decode()
            lines = out.read().decode().splitlines()
        self.summary = json.loads(lines[-1]) if lines else {}

    def report(self, what):
        """Prints its row; whether it kept within its memory."""
        s = self.summary
        seconds = s.get("seconds_index", 0) + s.get("seconds_merge", 0)
        print(f"| {what} | {s.get('bytes_read', 0) / 1e6:.0f} MB "
              f"| {s.get('terms', 0)} | {s.get('spills', 0)} "
              f"| {seconds:.0f} s | {self.peak / MIB:.0f} MiB "
              f"| {self.own / MIB:.0f} MiB "
              f"| {'ok' if self.peak <= ALLOWED else 'over'} |", flush=True)
        return self.peak <= ALLOWED


def long_line(binaries, folder):
    source = folder / "line.jsonl"
    with open(source, "w", encoding="ascii") as f:
        f.write('{"id":"before","body":"lighthouse"}\n{"id":"long","body":"')
        for _ in range(LINE // 1000):
            f.write("lighthouse and harbour, " * 41 + "and a buoy. \\n\\n")
        f.write('"}\n{"id":"after","body":"lighthouse"}\n')
    b = Build(binaries, folder / "line.idx", source)
    good = b.report("a line of 300 MB")
    if (b.code != 1 or b.summary.get("documents") != 2 or
            f"rejected {source}:2: 300000" not in b.said):
        print(f"a line of 300 MB: exit code {b.code}, {b.said}")
        good = False
    source.unlink()
    return good


def corpus(binaries, folder, releases):
    source = folder / "corpus.jsonl"
    subprocess.run([str(binaries / "dateline-generate"), "-n", str(releases),
                    "-o", str(source)], check=True)
    good = True
    for number, options in enumerate([("-j", "1"), ("-j", "2"),
                                      ("-j", "1", "--lang", "en"),
                                      ("-j", "2", "--lang", "en"),
                                      ("-j", "2", "--reorder", "bp")]):
        index = folder / f"corpus{number}.idx"
        b = Build(binaries, index, source, *options)
        good &= b.report("`" + " ".join(options) + "`")
        if b.code != 0 or b.summary.get("documents") != releases:
            print(f"corpus: exit code {b.code}, {b.said}")
            good = False
        for file in index.iterdir():
            file.unlink()
    return good


def main():
    arguments = argparse.ArgumentParser(usage=__doc__.split("\n")[2][7:])
    arguments.add_argument("--releases", type=int, default=100000)
    arguments.add_argument("--folder", default=None)
    arguments.add_argument("binaries", type=pathlib.Path)
    a = arguments.parse_args()
    print("| build with -m 64M | input | distinct words | spills | time "
          "| peak RSS | without files | of 128 MiB |\n" + 8 * "|---" + "|")
    with tempfile.TemporaryDirectory(dir=a.folder) as folder:
        good = long_line(a.binaries, pathlib.Path(folder))
        good &= corpus(a.binaries, pathlib.Path(folder), a.releases)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
