#!/usr/bin/env python3
"""Opens answers in csv form in a real spreadsheet, and compares every cell.

usage: check_spreadsheet.py [--keep DIR] BIN-FOLDER

Releases whose ids, sources, titles and texts hold what may break a table, or
run in one, are indexed, and every command that has a csv form prints them.
ssconvert of Gnumeric opens each file as a double click would, guessing what
parts the columns, and writes it as xlsx. Fails when a cell became a formula or
an error, when the table has another shape, or when a cell does not show the
text that the csv has. Two things are no failure, as no csv can say otherwise,
and are counted: a single quote before a text may be taken for the mark that it
is text, and a text that reads as a number, a day, TRUE or #N/A may become that.
"""
import argparse
import csv
import datetime
import io
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree
import zipfile

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TEXTS = [
    "Harbour opens", 'The "Old" Quay, "new"', "One, two, three", "a;b;c;d;e;f;g",
    "tab\there\tand\there", "line one\nline two\n\nline four", "a\r\nb\rc",
    "=1+1", "=HYPERLINK(\"http://example.org\",\"x\")", "+441234567", "-5 degrees",
    "@SUM(A1:A9)", "=cmd|' /C calc'!A0", "\uff1d1+1", "\uff0b1", "\uff0d1",
    "\uff201", "\t=1+1", "\n=1+1", "\r=1+1", " =1+1", "'=1+1", "'Tis the season",
    "''", "\"=1+1\"", ";=1+1", ",=1+1", "a\n=1+1", "a\n+1;=2", "\u200b=1+1",
    "\ufeff=1+1", "\u202e=1+1", "\x00=1+1", "\x1b=1+1", "0012", "1e5", "50%",
    "2019-05-28", "1/2", "3-4", "TRUE", "#N/A", "$5.00", "1,234", "10:30",
    "Президент посетил порт", "市长为港口揭幕", "رئيس يزور الميناء",
    "นายกเทศมนตรีเปิดท่าเรือ", "Ağrı; İzmir, \"liman\"", "e\u0301te\u0301", "🚢 sails",
    "x" * 5000, "|pipe|d|", "sep=;", "a\u2028b\u2029c", "\\t \\n \\\"",
]
# Columns of numbers and days of our own.
OURS = {"rank", "score", "date", "day", "releases", "occurrences", "topic"}
# The days that spreadsheets count from.
EPOCH = datetime.date(1899, 12, 30)


def releases():
    """Each text is once an id, a title, a source and the beginning of a body."""
    n = len(TEXTS)
    for i, text in enumerate(TEXTS):
        yield {"id": f"{TEXTS[(i + 7) % n]} {i}" if i % 3 else f"{i:04}",
               "title": text, "source": TEXTS[(i + 13) % n],
               "date": f"2019-05-{i % 28 + 1:02}" if i % 4 else "",
               "body": f"{TEXTS[(i + 29) % n]} harbour {TEXTS[(i + 31) % n]}"}


def prints(binaries, folder):
    """Pairs: what was asked, and the csv it answered."""
    query, indexer = binaries / "dateline-query", binaries / "dateline-index"
    source, index = folder / "releases.jsonl", folder / "idx"
    source.write_text("".join(json.dumps(r) + "\n" for r in releases()),
                      encoding="utf-8")
    (folder / "topics.tsv").write_text("1\tharbour\n2\tport\n")
    subprocess.run([indexer, "build", "-o", index, source], check=True,
                   capture_output=True)
    commands = [
        [index, "harbour", "-n", "1000"],
        [index, "harbour", "-n", "1000", "--snippet", "3x40"],
        ["kwic", index, "harbour", "-n", "1000"],
        ["similar", index, "0000", "-n", "1000"],
        ["count", index, "--by", "source"],
        ["count", index, "--by", "day"],
        ["terms", index, "/[0-9a-z].*/", "-n", "10000"],
        ["batch", index, "-q", folder / "topics.tsv"],
    ]
    for command in commands:
        done = subprocess.run([query, *command, "--format", "csv"], check=False,
                              capture_output=True)
        yield " ".join(str(part) for part in command
                       if not isinstance(part, pathlib.Path)), done.stdout


def column(reference):
    """The number of a column, from 0: of "AB12"."""
    number = 0
    for letter in re.match(r"[A-Z]+", reference)[0]:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def cells(path):
    """Of the one sheet of an xlsx file: {(row, column): (type, text)}. The type
    is "formula" for what is one, else that of the file; n is a number."""
    found = {}
    with zipfile.ZipFile(path) as book:
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            table = xml.etree.ElementTree.fromstring(
                book.read("xl/sharedStrings.xml"))
            shared = ["".join(t.text or "" for t in item.iter(SHEET + "t"))
                      for item in table]
        sheet = xml.etree.ElementTree.fromstring(
            book.read("xl/worksheets/sheet1.xml"))
    for cell in sheet.iter(SHEET + "c"):
        kind = cell.get("t", "n")
        value = cell.findtext(SHEET + "v") or ""
        if kind == "s":
            value = shared[int(value)]
        elif kind == "inlineStr":
            value = "".join(t.text or "" for t in cell.iter(SHEET + "t"))
        if cell.find(SHEET + "f") is not None:
            kind = "formula"
        if value or kind == "formula":
            row = int(re.search(r"\d+", cell.get("r"))[0]) - 1
            found[row, column(cell.get("r"))] = kind, value
    return found


def same_number(text, value):
    """Whether a text reads as this number: also 50%, $5.00, 1/2, 10:30, a day."""
    text = unicodedata.normalize("NFKC", text).strip().lower()
    value = float(value)
    plain = text.replace(",", "").replace("$", "")
    if re.fullmatch(r"[-+]?[\d.]+(e[-+]?\d+)?", plain):
        return abs(float(plain) - value) < 1e-6 * max(1, abs(value))
    if re.fullmatch(r"[\d.]+%", plain):
        return abs(float(plain[:-1]) / 100 - value) < 1e-9
    if match := re.fullmatch(r"(\d+):(\d+)", text):
        return abs((int(match[1]) + int(match[2]) / 60) / 24 - value) < 1e-9
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        return EPOCH + datetime.timedelta(value) == datetime.date(
            *map(int, match.groups()))
    if match := re.fullmatch(r"(\d{4})-(\d\d)", text):
        return EPOCH + datetime.timedelta(value) == datetime.date(
            int(match[1]), int(match[2]), 1)
    if match := re.fullmatch(r"(\d+)[-/](\d+)", text):
        day = EPOCH + datetime.timedelta(value) if value >= 1 else None
        return (not day and int(match[1]) / int(match[2]) == value) or (
            day and {day.day, day.month} == {int(match[1]), int(match[2])})
    return False


def verdict(text, kind, value):
    """"same", "mark" or "value", as said above; or what is wrong."""
    if kind == "formula":
        return "became a formula"
    if kind == "e":
        return "value" if value == text else "became a fault"
    if kind == "b":
        return "value" if text.lower() == (
            "true" if value == "1" else "false") else "another truth"
    if kind == "n":
        return "value" if same_number(text, value) else "another number"
    if value == text:
        return "same"
    return "mark" if text.startswith("'") and value == text[1:] else "other text"


def compare(name, data, found):
    """Counts of verdicts; prints those that are wrong."""
    table = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    counts = dict.fromkeys(("cells", "texts", "mark", "value", "wrong"), 0)
    if len(table) < 2:
        sys.exit(f"{name}: answered nothing")
    for row, line in enumerate(table):
        if len(line) != len(table[0]):
            sys.exit(f"{name}: row {row + 1} of the csv has {len(line)} cells")
        for at, text in enumerate(line):
            kind, value = found.pop((row, at), ("str", ""))
            said = verdict(text, kind, value)
            of_others = row > 0 and table[0][at] not in OURS
            counts["cells"] += 1
            counts["texts"] += of_others
            if said in ("mark", "value"):
                counts[said] += of_others
            elif said != "same":
                counts["wrong"] += 1
                print(f"{name}: row {row + 1}, column {at + 1}: {said}: "
                      f"{text!r} shows {value!r}")
    for (row, at), (_, value) in found.items():
        counts["wrong"] += 1
        print(f"{name}: row {row + 1}, column {at + 1}: too many: {value!r}")
    return counts


def check(binaries, folder):
    sums = dict.fromkeys(
        ("files", "cells", "texts", "mark", "value", "wrong"), 0)
    for name, data in prints(binaries, folder):
        path = folder / f"{sums['files']}.csv"
        path.write_bytes(data)
        done = subprocess.run(
            ["ssconvert", path, path.with_suffix(".xlsx")], check=False,
            capture_output=True, text=True)
        if done.returncode or not path.with_suffix(".xlsx").exists():
            sys.exit(f"{name}: ssconvert: {done.stderr}")
        for key, n in compare(name, data, cells(path.with_suffix(".xlsx"))).items():
            sums[key] += n
        sums["files"] += 1
    print("{files} files, {cells} cells: {wrong} wrong. Of {texts} texts {mark} "
          "lost the quote that marks text, {value} became a number, day or the "
          "like of the same value".format(**sums))
    return sums["wrong"] == 0


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("binaries", type=pathlib.Path, metavar="BIN-FOLDER")
    arguments.add_argument("--keep", type=pathlib.Path, metavar="DIR",
                           help="leave the files in DIR, which is to be empty")
    given = arguments.parse_args()
    if not shutil.which("ssconvert"):
        sys.exit("check_spreadsheet.py: there is no ssconvert, so nothing was "
                 "checked; it comes with Gnumeric (apt-get install "
                 "--no-install-recommends gnumeric)")
    version = subprocess.run(["ssconvert", "--version"], check=True,
                             capture_output=True, text=True).stdout
    print(version.splitlines()[0])
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
        return check(given.binaries, given.keep)
    with tempfile.TemporaryDirectory() as folder:
        return check(given.binaries, pathlib.Path(folder))


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
