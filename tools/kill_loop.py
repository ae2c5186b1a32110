#!/usr/bin/env python3
"""Kills writers of an index at random moments and looks at what is left.

usage: kill_loop.py [--kills N] [--seed S] [--folder DIR] BIN-FOLDER

An index is built, built again from other sources, reordered, added to, deleted
from, compacted; each time by a process that gets SIGKILL: half of them at any
time of their run, half close to the commit, when the files of it appear in the
folder. After each kill

  - the index passes `verify`, and
  - finds for every question the documents of before the command or of after
    it, whole, as its number says, and
  - the next command succeeds, ends with the right answers and leaves no file
    behind that the manifest does not name.

Prints what it did and fails at the first thing that is wrong, leaving the
folder. docs/faults.md has the last long run.
"""
import argparse
import collections
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

WORDS = ("state university kazakhstan budget minister river flood bridge rail "
         "energy wind school hospital museum harbour treaty relations wheat "
         "export engine").split()
TOPICS = ["state budget", "minister of energy", "river flood bridge",
          "wheat export", "hospital school museum", "treaty relations"]


def documents(seed, first, n, filler):
    """{id: line}: n releases of some `filler` words each."""
    rng = random.Random(seed)
    docs = {}
    for i in range(first, first + n):
        body = " ".join(rng.choice(WORDS) if rng.random() < .3 else
                        f"w{int(rng.paretovariate(.6)) % 20000}"
                        for _ in range(rng.randrange(filler, 3 * filler)))
        docs[f"d{i}"] = json.dumps({
            "id": f"d{i}", "title": f"Release {i} {rng.choice(WORDS)}",
            "source": f"s{rng.randrange(9)}", "body": body})
    return docs


class Loop:
    """One folder with sources, an index, and what the index should hold."""

    def __init__(self, folder, binaries, rng):
        self.folder, self.rng = folder, rng
        self.index = folder / "index"
        self.binaries = binaries
        self.docs = {}     # every release there is: id -> line
        self.known = {}    # what is right: documents -> answers
        self.seconds = {}  # how long a command takes
        self.topics = folder / "topics.tsv"
        self.topics.write_text(
            "".join(f"{i}\t{t}\n" for i, t in enumerate(TOPICS)))
        sources = {}
        for name, seed, first, n, filler in [("a", 1, 0, 900, 40),
                                             ("b", 2, 500, 700, 60),
                                             ("large", 3, 5000, 8000, 220)]:
            new = documents(seed, first, n, filler)
            # An id means the same text everywhere.
            self.docs.update({k: v for k, v in new.items()
                              if k not in self.docs})
            sources[name] = self.write(name, new)
        build = ["build", "--force", "-m", "64M", "-o", self.index]
        # name: arguments, documents before -> documents after. A command that
        # writes is to have its line here.
        self.commands = {
            name: ([*build, *options, path], lambda _, ids=ids: ids)
            for (path, ids), name, options in [
                (sources["a"], "build a", ["--lang", "en"]),
                (sources["b"], "build b", ["--lang", "en"]),
                (sources["b"], "build b in order",
                 ["--lang", "en", "--reorder", "bp"]),
                (sources["large"], "build large", ["--lang", "en"])]}
        gone = frozenset(sorted(sources["b"][1])[::7])
        listed = folder / "gone.txt"
        listed.write_text("".join(f"{i}\n" for i in sorted(gone)))
        self.commands |= {
            "reorder": (["reorder", self.index], lambda ids: ids),
            "add b": (["add", "-m", "64M", self.index, sources["b"][0]],
                      lambda ids: ids | sources["b"][1]),
            "delete": (["delete", self.index, "--ids", listed],
                       lambda ids: ids - gone),
            "compact": (["compact", self.index], lambda ids: ids)}

    def write(self, name, new):
        """A source of releases; its path and their ids."""
        path = self.folder / f"{name}.jsonl"
        path.write_text("".join(self.docs[i] + "\n" for i in sorted(new)))
        return path, frozenset(new)

    def program(self, name, *arguments, **options):
        return subprocess.Popen([self.binaries / name, *arguments],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                **options)

    def run(self, name, *arguments):
        process = self.program(name, *arguments)
        out, err = process.communicate()
        # 1: some ids to delete were not there.
        if process.returncode not in (0, arguments[0] == "delete"):
            raise SystemExit(f"{name} {' '.join(map(str, arguments))} ends with "
                             f"{process.returncode}: {err.decode()}\n"
                             f"left in {self.folder}")
        return out.decode()

    def answers(self, index):
        """Every document found for every topic, in an order of our own. Scores
        depend on documents that are deleted but not gone yet."""
        run = self.run("dateline-query", "batch", "-q", self.topics, "-n",
                       "100000", index)
        return "\n".join(sorted(" ".join(line.split()[0:3:2])
                                for line in run.splitlines()))

    def right(self, ids):
        """The answers of an index of just these documents."""
        if ids not in self.known:
            path, _ = self.write("reference", ids)
            index = self.folder / "reference"
            self.run("dateline-index", "build", "--force", "--lang", "en",
                     "-o", index, path)
            self.known[ids] = self.answers(index)
        return self.known[ids]

    def fail(self, what):
        raise SystemExit(f"{what}; left in {self.folder}")

    def generation(self):
        """Number of the commit that is there; 0: none yet."""
        path = self.index / "MANIFEST"
        return int(path.read_text().split()[3]) if path.exists() else 0

    def check(self, ids, what):
        """Looks at the index, which must hold just these documents."""
        self.run("dateline-index", "verify", self.index)
        if self.answers(self.index) != self.right(ids):
            self.fail(f"{what}: not the answers of commit {self.generation()}")

    def check_files(self, what):
        manifest = (self.index / "MANIFEST").read_text()
        named = set()
        for n, deleted in re.findall(
                r"^segment (\d+)(?:.* deleted \d+ (\d+))?", manifest, re.M):
            named.add(f"{int(n):06}.seg")
            if deleted:
                named.add(f"{int(n):06}.{deleted}.del")
        there = set(os.listdir(self.index)) - {"MANIFEST", "LOCK"}
        if there != named:
            self.fail(f"{what}: {there ^ named} left behind or gone")

    def whole(self, name, state):
        """Runs a command to its end."""
        arguments, after = self.commands[name]
        began = time.monotonic()
        self.run("dateline-index", *arguments)
        self.seconds[name] = time.monotonic() - began
        self.check(after(state), name)
        self.check_files(name)
        return after(state)

    def wait_for_commit(self, process):
        """Until a file of a new commit is in the folder, then a moment."""
        before = set(os.listdir(self.index))
        stamp = os.stat(self.index / "MANIFEST").st_mtime_ns
        wanted = self.rng.choice([r"\d+\.seg$", r"MANIFEST\.tmp$", None])
        while process.poll() is None:
            if wanted is None:
                if os.stat(self.index / "MANIFEST").st_mtime_ns != stamp:
                    break
            elif any(re.match(wanted, name)
                     for name in set(os.listdir(self.index)) - before):
                break
        time.sleep(self.rng.choice([0, .0005, .002, .01]) * self.rng.random())

    def kill(self, name, state):
        """Starts a command and kills it; the documents that are then there,
        and what came of it."""
        arguments, after = self.commands[name]
        before = self.generation()
        process = self.program("dateline-index", *arguments)
        if self.rng.random() < .5:
            time.sleep(self.rng.random() * self.seconds[name])
        else:
            self.wait_for_commit(process)
        process.send_signal(signal.SIGKILL)
        _, err = process.communicate()
        killed = process.returncode == -signal.SIGKILL
        if not killed and process.returncode not in (0, name == "delete"):
            self.fail(f"{name} ends with {process.returncode}: {err.decode()}")
        # A merge behind the commit is a commit too, of the same documents.
        old = killed and self.generation() == before
        now = state if old else after(state)
        self.check(now, f"{name}, killed")
        return now, ("done before the kill" if not killed else
                     "left the old commit" if old else "left the new commit")


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n")[2][7:])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--folder", type=pathlib.Path, default=None)
    parser.add_argument("binaries", type=pathlib.Path)
    args = parser.parse_args()
    seed = args.seed if args.seed is not None else time.time_ns() % 1000000
    print(f"seed {seed}", flush=True)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="kills", dir=args.folder))
    loop = Loop(folder, args.binaries.resolve(), random.Random(seed))
    state = frozenset()
    for name in loop.commands:
        state = loop.whole(name, state)
    count = collections.Counter()
    while count.total() - count["done before the kill"] < args.kills:
        state, outcome = loop.kill(loop.rng.choice(list(loop.commands)), state)
        count[outcome] += 1
        # The next one comes to its end.
        state = loop.whole(loop.rng.choice(list(loop.commands)), state)
    print(f"{args.kills} killed:", ", ".join(
        f"{n} {what}" for what, n in sorted(count.items())))
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
