#!/usr/bin/env python3
"""Holds kinds of questions to the times they may take, warm.

usage: measure_latency_kinds.py [--repeat N] [--folder DIR] QUERIES INDEX BIN-FOLDER

QUERIES is what bench/peers/queries.py drew from the corpus of the index;
tools/operator_queries.py makes a file for each kind of it. BARS says what is
asked of each (dateline-bench run --cmd), and the p99 of all samples that is
allowed. An OR of 10,000 words takes the most frequent ones of the index.

Prints a row for each, and fails when one takes longer. Run it on a machine that
does nothing else. docs/BENCHMARKS.md has the last result.
"""
import argparse
import csv
import json
import pathlib
import subprocess
import sys
import tempfile

OR_WORDS = 10000
# what, query file, command, p99 allowed in milliseconds
BARS = [
    ("NEAR/5", "near", "TOP_10_COUNT", 10),
    ("`/s`", "sentence", "TOP_10_COUNT", 10),
    ("`/p`", "paragraph", "TOP_10_COUNT", 10),
    ("`luka*` and other beginnings", "prefix", "TOP_10_COUNT", 5),
    ("`*ship` and other endings", "suffix", "TOP_10_COUNT", 5),
    ("`word~1`", "fuzzy", "TOP_10_COUNT", 10),
    ("`count --by month` of all releases", "all", "COUNT_BY_MONTH", 30),
    ("OR of 10,000 words", "or", "TOP_10_COUNT", 1000),
    ("snippets of 10 hits of two words", "words", "SNIPPETS_10", 2),
    ("... of NEAR/5", "near", "SNIPPETS_10", 2),
    ("... of `/s`", "sentence", "SNIPPETS_10", 2),
    ("... of beginnings", "prefix", "SNIPPETS_10", 2),
    ("... of endings", "suffix", "SNIPPETS_10", 2),
    ("... of `word~1`", "fuzzy", "SNIPPETS_10", 2),
]


def output(*command):
    return subprocess.run(list(map(str, command)), check=True, text=True,
                          stdout=subprocess.PIPE).stdout


def write_queries(args, folder):
    """A file for each kind, in `folder`."""
    tools = pathlib.Path(__file__).resolve().parent
    subprocess.run([sys.executable, str(tools / "operator_queries.py"),
                    args.queries, str(folder)], check=True)
    rows = output(args.bin / "dateline-query", "terms", args.index,
                  "/[a-z]{2,}/", "-n", OR_WORDS, "--format", "tsv")
    words = [row.split("\t")[0] for row in rows.splitlines()[1:]]
    if len(words) < OR_WORDS:
        raise SystemExit(f"{args.index}: only {len(words)} words")
    for kind, query in (("all", "*:*"), ("or", " OR ".join(
            word if word not in ("and", "or", "not") else f'"{word}"'
            for word in words))):
        line = json.dumps({"query": query, "tags": [kind]})
        (folder / f"{kind}.jsonl").write_text(line + "\n", encoding="utf-8")


def measure(args, folder, kind, command):
    """The line of all samples of all queries."""
    rows = output(args.bin / "dateline-bench", "run", args.index, "-q",
                  folder / f"{kind}.jsonl", "--syntax", "native", "--cmd",
                  command, "--repeat", args.repeat, "--format", "tsv")
    for row in csv.DictReader(rows.splitlines(), delimiter="\t"):
        if row["group"] == "all" and row["of"] == "every":
            return row
    raise SystemExit(f"{kind}: no query could be asked")


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n")[2][7:])
    parser.add_argument("queries")
    parser.add_argument("index")
    parser.add_argument("bin", type=pathlib.Path)
    parser.add_argument("--repeat", type=int, default=10)
    parser.add_argument("--folder", type=pathlib.Path)
    args = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory(dir=args.folder) as name:
        folder = pathlib.Path(name)
        write_queries(args, folder)
        print("| | queries | mean | p50 | p99 | max | p99 allowed | |\n"
              "|---|---|---|---|---|---|---|---|")
        for what, kind, command, allowed in BARS:
            row = measure(args, folder, kind, command)
            times = [float(row[column]) / 1000 for column in
                     ("mean_us", "p50_us", "p99_us", "max_us")]
            kept = times[2] < allowed
            good = good and kept
            cells = " | ".join(f"{ms:.2f}" for ms in times)
            print(f"| {what} | {row['queries']} | {cells} | {allowed} "
                  f"| {'ok' if kept else 'over'} |", flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
