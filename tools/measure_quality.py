#!/usr/bin/env python3
"""Measures how well each model of ranking, and expansion, answers topics.

usage: measure_quality.py --work DIR BIN-FOLDER COLLECTION...

A COLLECTION is a folder with docs.jsonl, topics.tsv and qrels.txt. It is
indexed without a language and in English, and answered by every way of WAYS;
prints a table of measures for docs/BENCHMARKS.md. --halves prints MAP of the
topics with odd and with even numbers instead: defaults were chosen on the odd
ones.
"""
import argparse
import pathlib
import subprocess

# A name, the language, and the options of batch.
WAYS = [
    ("bm25, no language", "none", []),
    ("bm25 -p k1=1.2 -p b=0.75, no language", "none",
     ["-p", "k1=1.2", "-p", "b=0.75"]),
    ("bm25", "en", []),
    ("bm25 -p k1=1.2 -p b=0.75", "en", ["-p", "k1=1.2", "-p", "b=0.75"]),
    ("bm25f", "en", ["--rank", "bm25f"]),
    ("lm", "en", ["--rank", "lm"]),
    ("dph", "en", ["--rank", "dph"]),
    ("tfidf", "en", ["--rank", "tfidf"]),
    ("bm25 --expand rm3", "en", ["--expand", "rm3"]),
    ("bm25 --expand bo1", "en", ["--expand", "bo1"]),
    ("lm --expand rm3", "en", ["--rank", "lm", "--expand", "rm3"]),
    ("dph --expand bo1", "en", ["--rank", "dph", "--expand", "bo1"]),
    ("tfidf --expand rm3", "en", ["--rank", "tfidf", "--expand", "rm3"]),
]
MEASURES = ["map", "ndcg_cut_10", "P_10", "recall_1000", "recip_rank"]
HEADS = ["MAP", "nDCG@10", "P@10", "R@1000", "MRR"]


def build(bin_folder, collection, lang, work):
    index = work / f"{collection.name}.{lang}"
    subprocess.run([bin_folder / "dateline-index", "build", "--force",
                    "--lang", lang, "-o", index, collection / "docs.jsonl"],
                   check=True, stdout=subprocess.DEVNULL)
    return index


def answer(bin_folder, collection, index, options, work):
    """{topic: {measure: value}}, the means under "all"."""
    run = work / "quality.run"
    query = bin_folder / "dateline-query"
    subprocess.run([query, "batch", index, "-q", collection / "topics.tsv",
                    "-n", "1000", "-j", "2", "-o", run, *options], check=True)
    command = [query, "eval", "-q", run, collection / "qrels.txt"]
    for name in MEASURES:
        command += ["-m", name]
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE,
                          text=True).stdout
    values = {}
    for line in text.splitlines():
        name, topic, value = line.split("\t")
        values.setdefault(topic, {})[name.strip()] = float(value)
    return values


def cell(value):
    return f"{value:.4f}".removeprefix("0")


def halves(values):
    """MAP of the topics with odd numbers, with even ones, and of all."""
    odd = [v["map"] for t, v in values.items() if t != "all" and int(t) % 2]
    even = [v["map"] for t, v in values.items()
            if t != "all" and int(t) % 2 == 0]
    return [sum(odd) / len(odd), sum(even) / len(even), values["all"]["map"]]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--halves", action="store_true")
    parser.add_argument("bin", type=pathlib.Path)
    parser.add_argument("collections", type=pathlib.Path, nargs="+")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    heads = ["odd", "even", "all"] if args.halves else HEADS
    for collection in args.collections:
        indexes = {lang: build(args.bin, collection, lang, args.work)
                   for lang in ("none", "en")}
        print(f"\n| {collection.name} |", " | ".join(heads), "| |")
        print("|---|" + "---|" * (len(heads) + 1))
        base = None
        for name, lang, options in WAYS:
            values = answer(args.bin, collection, indexes[lang], options,
                            args.work)
            row = halves(values) if args.halves else [
                values["all"][m] for m in MEASURES]
            if name == "bm25":
                base = values["all"]["map"]
            gain = values["all"]["map"] / base - 1 if base else None
            note = f"{100 * gain:+.1f} %" if gain else ""
            print(f"| {name} |", " | ".join(map(cell, row)), f"| {note} |")


if __name__ == "__main__":
    main()
