#!/usr/bin/env python3
"""Builds and times search engines side by side, and prints their ratio.

    compare.py build words.jsonl --work DIR [--threads 2] [--reorder]
    compare.py query --queries queries.jsonl --work DIR [--classes]
    compare.py first --queries queries.jsonl --work DIR

README.md says what a peer is and how the whole table is made. `build` prints
megabytes of input a second, peak memory and the size of the index. `query`
first asks all peers to count the matches of every query and says where they
differ. Then, command by command, it asks all queries in rounds. Peers take
turns in every round, so that noise meets all alike. The first rounds warm
caches up, and compilers that work while a program runs, and are not counted.
The figure of a class is the mean, over its queries, of the best time of each
query, in microseconds; the ratio is that of the first peer named to the best of
the others. `first` has the system forget the index, starts the peer and asks for
the ten best, once a query: the medians until it is ready and of its answer.
"""
import argparse
import collections
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
PEERS = "dateline,lucene,tantivy"
COMMANDS = "COUNT,TOP_10,TOP_100,TOP_1000,TOP_10_COUNT,TOP_100_COUNT"
DIFFERENCES_SHOWN = 10


class CompareError(Exception):
    """Ends the program with a message."""


class Peer:
    """An engine: a folder with the programs `setup` and `peer`, one of ours
    by its name or any by its path."""

    def __init__(self, text):
        self.folder = pathlib.Path(text) if "/" in text else HERE / text
        self.name = self.folder.name
        if not (self.folder / "peer").is_file():
            raise CompareError(f"no peer in {self.folder}")

    def program(self, name):
        return str((self.folder / name).resolve())

    def index(self, work, reorder):
        return work / (self.name + ("-bp" if reorder else ""))


# ---- build ----

def run_build(peer, options, index):
    """(last line, seconds, usage, exit code) of a build."""
    command = [peer.program("peer"), "build", options.corpus, index,
               "--threads", str(options.threads),
               "--memory", str(options.memory), "--store", str(options.store)]
    if options.reorder:
        command.append("--reorder")
    start = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE,
                          text=True) as process:
        lines = process.stdout.read().strip().splitlines()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - start
    return lines[-1] if lines else "", seconds, usage, process.returncode


def build_row(peer, last_line, seconds, usage, megabytes):
    row = json.loads(last_line)
    row.update(peer=peer.name, seconds=seconds, mb_per_s=megabytes / seconds,
               peak_mib=usage.ru_maxrss / 1024,
               cpu_seconds=usage.ru_utime + usage.ru_stime)
    return row


def print_build(row, megabytes):
    store = row.get("bytes_store")
    print(f"{row['peer']:12} {row['documents']:8} documents"
          f" {row['seconds']:8.1f} s {row['mb_per_s']:8.1f} MB/s"
          f" {row['cpu_seconds']:8.1f} CPU s"
          f" {row['peak_mib']:8.0f} MiB peak"
          f" {row['mb_total']:8.1f} MB index"
          f" ({row['mb_total'] / megabytes:.2f} of the input), store "
          + ("unknown" if store is None else f"{store / 1e6:.1f} MB"),
          flush=True)


def build(options):
    megabytes = options.corpus.stat().st_size / 1e6
    rows = []
    for peer in options.peers:
        if subprocess.run([peer.program("setup")],
                          stdout=sys.stderr).returncode:
            raise CompareError(f"setup of {peer.name} failed")
        index = peer.index(options.work, options.reorder)
        shutil.rmtree(index, ignore_errors=True)
        last_line, seconds, usage, code = run_build(peer, options, index)
        if code:
            print(f"{peer.name:12} cannot ({code})", flush=True)
            continue
        row = build_row(peer, last_line, seconds, usage, megabytes)
        row["mb_total"] = sum(
            file.stat().st_size for file in index.rglob("*")
            if file.is_file()) / 1e6
        rows.append(row)
        print_build(row, megabytes)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n")


# ---- query ----

class Server:
    """A peer that answers."""

    def __init__(self, peer, index):
        self.name = peer.name
        self.process = subprocess.Popen(
            [peer.program("peer"), "serve", index], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True, bufsize=1)
        if self.process.stdout.readline() != "ready\n":
            raise CompareError(f"{peer.name} does not serve {index}")

    def ask(self, command, query):
        """(number, nanoseconds), or None when the peer knows no such thing."""
        try:
            self.process.stdin.write(f"{command}\t{query}\n")
            answer = self.process.stdout.readline().rstrip("\n")
            if answer == "UNSUPPORTED":
                return None
            number, nanoseconds = answer.split("\t")
            return int(number), int(nanoseconds)
        except (OSError, ValueError) as error:
            raise CompareError(
                f"{self.name}, {command} {query}: {error}") from error

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def count_differences(servers, queries):
    """Asks for all counts; how many queries the engines do not agree on."""
    differ = 0
    for query in queries:
        answers = {server.name: server.ask("COUNT", query["query"])
                   for server in servers}
        counts = {name: answer[0] for name, answer in answers.items()
                  if answer}
        if len(set(counts.values())) > 1:
            differ += 1
            if differ <= DIFFERENCES_SHOWN:
                print(f"counts differ: {query['query']}  {counts}")
    return differ


def best_times(servers, command, queries, warmup, rounds):
    """The smallest nanoseconds of each query in `rounds` rounds that follow
    `warmup` uncounted ones: a dict by name of the peer for each query."""
    best = [{} for _ in queries]
    for number in range(warmup + rounds):
        for server in servers:
            for i, query in enumerate(queries):
                answer = server.ask(command, query["query"])
                if answer and number >= warmup:
                    before = best[i].get(server.name, answer[1])
                    best[i][server.name] = min(before, answer[1])
    return best


def groups(queries, classes):
    """Which queries, by number, are of which tag: the first of each says its
    kind; with `classes` also those with a colon count."""
    found = collections.defaultdict(list)
    for number, query in enumerate(queries):
        kind, *others = query.get("tags") or ["none"]
        found[kind].append(number)
        for tag in others:
            if classes and ":" in tag:
                found[tag].append(number)
    return dict(sorted(found.items()))


def cell(command, tag, numbers, best, names):
    """The figures of one tag. A peer that did not answer all of its queries
    has none: the mean of the others would be of something else."""
    means = {}
    for name in names:
        times = [best[number][name] for number in numbers
                 if name in best[number]]
        if len(times) == len(numbers):
            means[name] = sum(times) / len(times) / 1000
    others = [means[name] for name in names[1:] if name in means]
    ratio = None
    if names[0] in means and others and min(others) > 0:
        ratio = means[names[0]] / min(others)
    return {"command": command, "tag": tag, "queries": len(numbers),
            "mean_us": means, "ratio": ratio}


def print_head(command, names):
    print(f"\n{command:44}" + "".join(f"{name:>12}" for name in names)
          + f"{'ratio':>12}")


def print_cell(figures, names):
    means, ratio = figures["mean_us"], figures["ratio"]
    print(f"{figures['tag']:36} {figures['queries']:7}"
          + "".join(f"{means[name]:12.1f}" if name in means else f"{'-':>12}"
                    for name in names)
          + (f"{'-':>12}" if ratio is None else f"{ratio:12.2f}"), flush=True)


def read_queries(options):
    queries = some_of([json.loads(line) for line in
                       options.queries.read_text().splitlines()],
                      options.limit)
    if not queries:
        raise CompareError(f"{options.queries}: no query in it")
    return queries


def index_of(peer, options):
    """The reordered index where one is asked for and there."""
    index = peer.index(options.work, options.reorder)
    return index if index.exists() else peer.index(options.work, False)


def forget(index):
    """Has the system drop what it holds of the files of an index."""
    for path in index.rglob("*"):
        if path.is_file():
            with open(path, "rb") as file:
                os.fsync(file.fileno())
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def first_answer(peer, index, query):
    """(ms until it is ready, ms of the answer that follows), all cold."""
    forget(index)
    start = time.perf_counter()
    server = Server(peer, index)
    ready = time.perf_counter()
    server.ask("TOP_10", query["query"])
    end = time.perf_counter()
    server.close()
    return (ready - start) * 1e3, (end - ready) * 1e3


def first(options):
    queries = read_queries(options)
    times = {peer.name: [] for peer in options.peers}
    for query in queries:
        for peer in options.peers:
            times[peer.name].append(
                first_answer(peer, index_of(peer, options), query))
    print(f"{len(queries)} queries, median ms"
          f"\n{'':12} {'ready':>9} {'answer':>9} {'both':>9}")
    for name, taken in times.items():
        columns = [*zip(*taken), [sum(pair) for pair in taken]]
        print(f"{name:12} " + " ".join(
            f"{statistics.median(column):9.1f}" for column in columns))


def all_cells(servers, queries, options):
    names = [server.name for server in servers]
    warmup = -(-options.warmup // len(queries))
    cells = []
    for command in options.commands.split(","):
        best = best_times(servers, command, queries, warmup, options.rounds)
        print_head(command, names)
        for tag, numbers in groups(queries, options.classes).items():
            cells.append(cell(command, tag, numbers, best, names))
            print_cell(cells[-1], names)
    return cells


def some_of(queries, limit):
    """At most so many, spread evenly. Not every n-th: files go round the kinds
    in order, and a step that is a multiple of their number meets one only."""
    n = min(limit, len(queries)) or len(queries)
    return [queries[i * len(queries) // n] for i in range(n)]


def query(options):
    queries = read_queries(options)
    servers = [Server(peer, index_of(peer, options))
               for peer in options.peers]
    differ = count_differences(servers, queries)
    print(f"{len(queries)} queries, counts differ for {differ}")
    cells = all_cells(servers, queries, options)
    for server in servers:
        server.close()
    if options.json:
        options.json.write_text(json.dumps(
            {"queries": options.queries.name, "disagreements": differ,
             "cells": cells}, indent=1) + "\n")
    ratios = [figures["ratio"] for figures in cells if figures["ratio"]]
    if ratios:
        print(f"\nworst ratio {max(ratios):.2f}")


# ---- command line ----

def add_common(parser):
    parser.add_argument("--reorder", action="store_true",
                        help="documents ordered by graph bisection, where the "
                        "engine can")
    parser.add_argument("--peers", default=PEERS,
                        help=f"names of peers or paths (default {PEERS})")
    parser.add_argument("--work", type=pathlib.Path, required=True,
                        help="folder of the indexes")


def add_json(parser):
    parser.add_argument("--json", type=pathlib.Path,
                        help="a file for the figures; `dateline-bench report` "
                        "draws those of query")


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    one = verbs.add_parser("build", help="index a corpus with every peer")
    one.add_argument("corpus", type=pathlib.Path)
    one.add_argument("--threads", type=int, default=1)
    one.add_argument("--memory", type=int, default=1024, help="MiB")
    one.add_argument("--store", type=int, choices=(0, 1), default=1,
                     help="0: keep ids only, not the texts")
    one.set_defaults(carry_out=build)
    add_common(one)
    add_json(one)
    two = verbs.add_parser("query", help="time queries with every peer")
    two.add_argument("--commands", default=COMMANDS)
    two.add_argument("--rounds", type=int, default=10)
    two.add_argument("--warmup", type=int, default=6000,
                     help="queries of each command asked before any counts")
    two.add_argument("--classes", action="store_true",
                     help="also the classes within a kind")
    two.set_defaults(carry_out=query)
    add_json(two)
    three = verbs.add_parser("first", help="time every peer's first answer, "
                             "with nothing of its index in memory")
    three.set_defaults(carry_out=first)
    for parser_of_queries in (two, three):
        parser_of_queries.add_argument("--queries", type=pathlib.Path,
                                       required=True)
        parser_of_queries.add_argument("--limit", type=int, default=0,
                                       help="at most so many of the queries")
        add_common(parser_of_queries)
    return parser.parse_args()


def main():
    options = arguments()
    try:
        options.peers = [Peer(text) for text in options.peers.split(",")]
        options.work.mkdir(parents=True, exist_ok=True)
        options.carry_out(options)
    except (CompareError, OSError) as error:
        sys.exit(f"compare: {error}")


if __name__ == "__main__":
    main()
