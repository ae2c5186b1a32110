#!/usr/bin/env python3
"""Holds `saved run --since last` to a model while an index lives.

usage: saved.py BIN-FOLDER FOLDER [SEED]

In FOLDER, which is to be empty, comes an index that is added to, deleted from,
merged, reordered and built again at random. After each step saved queries are
run, and what is new is compared with what the releases say that are known to
be in it: which of them match, and whether the same one matched at the run
before. Prints what it did, or the first difference.
"""
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys

WORDS = ["river", "bridge", "school", "oil", "gas", "wind", "state", "visit"]
# By name: the question, and the releases it is to find.
QUERIES = {
    "one": ("river", lambda w: "river" in w),
    "both": ("oil AND gas", lambda w: {"oil", "gas"} <= set(w)),
    "either": ("wind OR bridge", lambda w: bool({"wind", "bridge"} & set(w))),
    "without": ("state NOT visit",
                lambda w: "state" in w and "visit" not in w),
    "row": ('"oil gas"', lambda w: ("oil", "gas") in zip(w, w[1:])),
}
ORDERS = ["score", "date:desc", "length:asc", "id:asc"]
STEPS = 60


class Life:
    def __init__(self, binaries, folder, rng):
        self.folder, self.rng = folder, rng
        self.env = {**os.environ, "DATELINE_SAVED": str(folder / "saved"),
                    "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}"}
        self.docs = {}  # by id: its words
        self.last = {}  # by query: what it matched, {(id, words)}
        self.index = folder / "news.idx"

    def run(self, *command, ends=(0,)):
        done = subprocess.run(command, env=self.env, cwd=self.folder,
                              capture_output=True, encoding="utf-8",
                              check=False)
        if done.returncode not in ends:
            raise SystemExit(f"{' '.join(map(str, command))}: ends with "
                             f"{done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def write(self, docs):
        path = self.folder / "docs.jsonl"
        path.write_text("".join(
            json.dumps({"id": i, "title": "", "body": " ".join(words)}) + "\n"
            for i, words in docs.items()))
        return path

    # ---- steps ----

    def build(self):
        self.run("dateline-index", "build", "--lang", "none", "-o", "new.idx",
                 self.write(self.docs))
        shutil.rmtree(self.index, ignore_errors=True)
        (self.folder / "new.idx").rename(self.index)

    def add(self):
        new = {}
        for _ in range(self.rng.randrange(1, 30)):
            words = [self.rng.choice(WORDS)
                     for _ in range(self.rng.randrange(1, 8))]
            new[f"d{self.rng.randrange(200)}"] = words
        self.docs.update(new)
        self.run("dateline-index", "add", self.index, self.write(new))

    def add_the_same(self):
        self.run("dateline-index", "add", self.index, self.write(self.docs))

    def delete(self):
        gone = self.rng.sample(sorted(self.docs),
                               min(len(self.docs), self.rng.randrange(1, 20)))
        for ident in gone:
            del self.docs[ident]
        if gone:
            self.run("dateline-index", "delete", self.index, *gone)

    def merge(self):
        self.run("dateline-index", "merge", self.index)

    def compact(self):
        self.run("dateline-index", "compact", self.index)

    def reorder(self):
        self.run("dateline-index", "reorder", self.index)

    # ---- runs ----

    def look(self, name):
        """Runs a query in one of the ways and compares."""
        matches = {(i, tuple(w)) for i, w in self.docs.items()
                   if QUERIES[name][1](w)}
        since = self.rng.random() < .8
        keep = self.rng.random() < .3
        order = self.rng.choice(ORDERS)
        want = matches - self.last.get(name, set()) if since else matches
        options = ["--sort", order] + ["--since", "last"] * since + \
            ["--keep"] * keep
        top = self.rng.choice([1, 3, 1000])
        # The order of all that matches is that of a search.
        every = [i for i in self.run(
            "dateline-query", self.index, QUERIES[name][0], "--syntax",
            "native", "--sort", order, "-n", "1000", "--format", "ids",
            ends=(0, 1)).split() if i in {i for i, _ in want}]
        if sorted(every) != sorted(i for i, _ in want):
            return f"{name}: a search finds {every}, not {sorted(want)}"
        said = self.run("dateline-query", "saved", "run", name, *options,
                        "-n", str(top), "--format", "json", ends=(0, 1))
        if not keep:
            self.last[name] = matches
        answer = json.loads(said)
        found = [hit["id"] for hit in answer["hits"]]
        if found != every[:top] or answer["total"] != len(want) or (
                since and answer["matching"] != len(matches)):
            return (f"{name} {' '.join(options)}: {answer}\nis not {every[:top]}"
                    f" of {len(want)} of {len(matches)}")
        return None


def main(binaries, folder, seed="1"):
    life = Life(pathlib.Path(binaries).resolve(),
                pathlib.Path(folder).resolve(), random.Random(int(seed)))
    life.docs = {"d0": ["river"]}
    life.build()
    for name, (question, _) in QUERIES.items():
        life.run("dateline-query", "saved", "add", name, life.index, question,
                 "--syntax", "native")
    steps = [life.add, life.add, life.add_the_same, life.delete, life.merge,
             life.compact, life.reorder, life.build]
    for number in range(STEPS):
        step = life.rng.choice(steps)
        if not life.docs:
            step = life.add
        step()
        for name in life.rng.sample(sorted(QUERIES), 2):
            wrong = life.look(name)
            if wrong:
                print(f"seed {seed}, step {number}, {step.__name__}: {wrong}")
                return 1
    print(f"{STEPS} steps: what is new is new")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
