#!/usr/bin/env python3
"""Keeps manifest.tsv true: a line for each file under sample/ but its README.

    make_manifest.py            rewrites sizes and hashes, adds new files
    make_manifest.py --check    changes nothing; exit code 1 when a file is
                                missing, unlisted, changed or not described

Sizes and hashes are computed. Language, layout, note and licence are written
by hand, into the manifest itself: a new file gets "?" there, which --check
refuses until somebody has said what the file is. The hash is XXH3, 64 bits,
from the same library that the engine links.
"""

import argparse
import ctypes
import ctypes.util
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
MANIFEST = HERE / "manifest.tsv"
COLUMNS = ["path", "bytes", "xxh3", "language", "layout", "note", "licence"]
BY_HAND = COLUMNS[3:]
UNKNOWN = "?"


def load_xxh3():
    """The function bytes -> 16 hexadecimal digits."""
    name = ctypes.util.find_library("xxhash") or "libxxhash.so.0"
    try:
        xxh3 = ctypes.CDLL(name).XXH3_64bits
    except (OSError, AttributeError) as error:
        sys.exit(f"make_manifest: needs libxxhash 0.8 or later: {error}")
    xxh3.restype = ctypes.c_uint64
    xxh3.argtypes = [ctypes.c_char_p, ctypes.c_size_t]
    return lambda data: f"{xxh3(data, len(data)):016x}"


def read_manifest():
    """path -> row, a dict by column."""
    if not MANIFEST.exists():
        return {}
    lines = MANIFEST.read_text(encoding="utf-8").splitlines()
    if not lines or lines[0].split("\t") != COLUMNS:
        sys.exit(f"make_manifest: {MANIFEST} does not start with the columns"
                 f" {' '.join(COLUMNS)}")
    rows = {}
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            sys.exit(f"make_manifest: {MANIFEST}:{number}: {len(cells)} cells,"
                     f" not {len(COLUMNS)}")
        if cells[0] in rows:
            sys.exit(f"make_manifest: {MANIFEST}:{number}: {cells[0]} twice")
        rows[cells[0]] = dict(zip(COLUMNS, cells))
    return rows


def scan(described):
    """The rows as they should be, sorted by the bytes of the path."""
    xxh3 = load_xxh3()
    rows = []
    for path in (HERE / "sample").rglob("*"):
        if not path.is_file() or path == HERE / "sample" / "README.md":
            continue
        name = path.relative_to(HERE).as_posix()
        data = path.read_bytes()
        row = {"path": name, "bytes": str(len(data)), "xxh3": xxh3(data)}
        for column in BY_HAND:
            row[column] = described.get(name, {}).get(column, UNKNOWN)
        rows.append(row)
    return sorted(rows, key=lambda row: row["path"].encode())


def check(listed, actual):
    """Says what is wrong, a line each; returns how much that was."""
    complaints = []
    for row in actual:
        known = listed.pop(row["path"], None)
        if known is None:
            complaints.append(f"{row['path']}: not in the manifest")
            continue
        for column in ("bytes", "xxh3"):
            if known[column] != row[column]:
                complaints.append(f"{row['path']}: {column} is {row[column]},"
                                  f" the manifest says {known[column]}")
        for column in BY_HAND:
            if known[column] in ("", UNKNOWN):
                complaints.append(f"{row['path']}: no {column}")
    complaints += [f"{path}: no such file" for path in listed]
    for complaint in complaints:
        print(f"make_manifest: {complaint}", file=sys.stderr)
    return len(complaints)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true",
                        help="compare only, exit code 1 on any difference")
    arguments = parser.parse_args()

    listed = read_manifest()
    actual = scan(listed)
    if arguments.check:
        return 1 if check(listed, actual) else 0
    lines = ["\t".join(COLUMNS)]
    lines += ["\t".join(row[column] for column in COLUMNS) for row in actual]
    MANIFEST.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
