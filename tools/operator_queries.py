#!/usr/bin/env python3
"""Writes queries of operators in the native language, for dateline-bench run.

usage: operator_queries.py QUERIES.jsonl FOLDER

Takes the words of the queries (bench/peers/compare.py's form), draws pairs of
them with a fixed seed, and writes FOLDER/near.jsonl, sentence.jsonl,
paragraph.jsonl, prefix.jsonl, suffix.jsonl, fuzzy.jsonl and words.jsonl, which
has the pairs as they are.
"""
import json
import pathlib
import random
import re
import sys

PAIRS, WORDS = 100, 50
SUFFIXES = ["*ship", "*ness", "*hood", "*ology", "*berg", "*ville"]


def write(path, kind, queries):
    with open(path / f"{kind}.jsonl", "w", encoding="utf-8") as file:
        for query in queries:
            file.write(json.dumps({"query": query, "tags": [kind]}) + "\n")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    words = set()
    with open(source, encoding="utf-8") as file:
        for line in file:
            words.update(re.findall(r"[a-z]+", json.loads(line)["query"]))
    words = sorted(words)
    long = [word for word in words if len(word) > 5]
    draw = random.Random(7)
    pairs = [(draw.choice(words), draw.choice(words)) for _ in range(PAIRS)]
    folder.mkdir(parents=True, exist_ok=True)
    for kind, operator in (("near", "NEAR/5"), ("sentence", "/s"),
                           ("paragraph", "/p")):
        write(folder, kind, (f"{a} {operator} {b}" for a, b in pairs))
    write(folder, "prefix", ["luka*"] + [word[:4] + "*" for word in
                                         draw.sample(long, WORDS - 1)])
    write(folder, "suffix", SUFFIXES)
    write(folder, "words", (f"{a} {b}" for a, b in pairs))
    write(folder, "fuzzy", [word + "~1" for word in draw.sample(long, WORDS)])


main()
