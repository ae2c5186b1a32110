#!/usr/bin/env python3
"""Compares how many instructions two versions take for the same questions.

usage: compare_instructions.py [--syntax NAME] OLD NEW INDEX QUERIES...

OLD and NEW are builds of dateline-bench; QUERIES are files as `dateline-bench
run` takes them. Each is asked once and three times under valgrind's cachegrind;
what two more rounds took, with every page checked and every buffer grown, is
compared. Unlike times, the counts do not depend on what else the machine does,
but where the C library copies and compares they do on where things lie in
memory, up to 3 % where dictionaries are looked through: so each is run three
times with an environment of another size, and the least counts. valgrind has no
AVX-512, so the kernels are those of AVX2. Prints a line for each file.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

COMMANDS = "TOP_10,COUNT,TOP_10_COUNT"
PADDINGS = (0, 24, 1000)  # bytes of the environment


def instructions(program, arguments, queries, rounds, padding):
    done = subprocess.run(
        ["valgrind", "--tool=cachegrind", "--cache-sim=no",
         "--cachegrind-out-file=/dev/null", program, "run", arguments.index,
         "-q", queries, "--syntax", arguments.syntax, "-r", str(rounds),
         "--cmd", COMMANDS], capture_output=True, text=True, check=False,
        env={**os.environ, "PADDING": "x" * padding})
    counted = re.search(r"I *refs: *([\d,]+)", done.stderr)
    if done.returncode or not counted:
        sys.exit(f"{program}: {done.stderr}")
    return int(counted[1].replace(",", ""))


def warm(program, arguments, queries):
    return min(instructions(program, arguments, queries, 3, padding) -
               instructions(program, arguments, queries, 1, padding)
               for padding in PADDINGS)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--syntax", default="lucene")
    parser.add_argument("old", metavar="OLD")
    parser.add_argument("new", metavar="NEW")
    parser.add_argument("index", metavar="INDEX")
    parser.add_argument("queries", nargs="+", metavar="QUERIES")
    arguments = parser.parse_args()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for queries in arguments.queries:
            old, new = pool.map(lambda program: warm(program, arguments, queries),
                                [arguments.old, arguments.new])
            print(f"{pathlib.Path(queries).name:20} {old:15,} {new:15,} "
                  f"{100 * (new / old - 1):+7.3f} %", flush=True)


if __name__ == "__main__":
    main()
