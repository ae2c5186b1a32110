#!/usr/bin/env python3
"""measure_copies.py [--plain] BIN CORPUS.jsonl [N] -- what a build finds of the
copies in the first N releases, against a comparison of all with all.

Builds an index without zones, reads who leads whom from its segment as
docs/FORMAT.md has it, and compares with the pairs whose rows of five words are
alike: found by an inverted list of the rarest rows of each text (a pair of
Jaccard similarity T shares one of the rarest 1 - T of each), then counted
exactly. Words are those of a regular expression, folded: nothing of the programs
is used. So both may cut a word otherwise; with --plain the corpus is reduced to
words of a-z and 0-9 first, one space between two, paragraphs kept, which everybody
cuts the same way: an edge below the threshold is a fault then. Prints

  recall   of the pairs of at least T whose earlier text leads in the index: how
           many later texts are copies of it, or of an earlier leader
  below    edges of the index that share less than 80 % by this count of words
"""
import array
import collections
import json
import math
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import unicodedata

LEAST, ROW, DOC_END = 60, 5, 0xFFFFFFFF
WORD = re.compile(r"\w+(?:['’.]\w+)*")


def words(text):
    text = "".join(c for c in unicodedata.normalize("NFKD", text.casefold())
                   if not unicodedata.combining(c))
    return [re.sub(r"['’]s?$|['’.]", "", w) for w in WORD.findall(text)]


def plain(body):
    """The words of a text and its paragraphs, and nothing else."""
    folded = unicodedata.normalize("NFKD", body.casefold())
    lines = (" ".join(re.findall("[a-z0-9]+", line))
             for line in folded.splitlines())
    return "\n\n".join(line for line in lines if line)


def rows(body):
    """The different rows of a text, as numbers; none of a short one."""
    w = words(body)
    if len(w) < LEAST:
        return array.array("q")
    return array.array("q", {hash(" ".join(w[i:i + ROW]))
                             for i in range(len(w) - ROW + 1)})


def chunks(segment):
    at, _, n = struct.unpack_from("<QQI", segment, len(segment) - 64)
    out = {}
    for i in range(n):
        name, _, start, size, _ = struct.unpack_from("<4sIQQQ", segment,
                                                     at + 32 * i)
        out[name.decode()] = segment[start:start + size]
    return out


def stars(index):
    """id of a copy -> (id of its leader, percent)."""
    segment, = pathlib.Path(index).glob("*.seg")
    c = chunks(segment.read_bytes())
    ends = struct.unpack(f"<{len(c['IDOF']) // 8}Q", c["IDOF"])
    ids = [c["IDTX"][a:b].decode() for a, b in zip(ends, ends[1:])]
    n, m = struct.unpack_from("<II", c["CLUS"])
    leaders = struct.unpack_from(f"<{n}I", c["CLUS"], 8 + 8 * n)
    docs = struct.unpack_from(f"<{m}I", c["CLUS"], 8 + 16 * n)
    numbers = struct.unpack_from(f"<{m}I", c["CLUS"], 8 + 16 * n + 4 * m)
    percent = c["CLUS"][8 + 16 * n + 8 * m:][:m]
    return {ids[d]: (ids[leaders[k]], p)
            for d, k, p in zip(docs, numbers, percent)}


def alike(sets, least):
    """Pairs (earlier, later, Jaccard) of at least `least`."""
    df = collections.Counter()
    for s in sets:
        df.update(s)
    lists = collections.defaultdict(list)
    for later, s in enumerate(sets):
        rarest = sorted(s, key=lambda row: (df[row], row))
        rarest = rarest[:len(s) - math.ceil(least * len(s)) + 1]
        seen = set()
        for row in rarest:
            if df[row] > 1:
                seen.update(lists[row])
                lists[row].append(later)
        own = set(s)
        for earlier in seen:
            a, b = len(sets[earlier]), len(s)
            if min(a, b) < least * max(a, b):
                continue
            shared = len(own.intersection(sets[earlier]))
            if shared >= least * (a + b - shared):
                yield earlier, later, shared / (a + b - shared)


def main():
    args = [a for a in sys.argv[1:] if a != "--plain"]
    programs, corpus = pathlib.Path(args[0]), args[1]
    most = int(args[2]) if len(args) > 2 else sys.maxsize
    releases = {}
    with tempfile.TemporaryDirectory() as folder:
        part = pathlib.Path(folder, "part.jsonl")
        with open(corpus, encoding="utf-8") as f, part.open("w") as out:
            for line, _ in zip(f, range(most)):
                r = json.loads(line)
                body = r.get("body") or ""
                if "--plain" in sys.argv:
                    body = plain(body)
                    line = json.dumps({"id": r["id"], "body": body}) + "\n"
                releases.pop(r["id"], None)
                releases[r["id"]] = body
                out.write(line)
        index = f"{folder}/index"
        subprocess.run([programs / "dateline-index", "build", "--zones", "none",
                        "-o", index, part], check=True, capture_output=True)
        found = stars(index)
    ids = list(releases)
    sets = [rows(releases[i]) for i in ids]
    place = {i: k for k, i in enumerate(ids)}

    totals = {t: [0, 0] for t in (.7, .8, .9)}
    for earlier, later, j in alike(sets, .7):
        if ids[earlier] in found:
            continue
        leader = found.get(ids[later])
        good = leader is not None and place[leader[0]] <= earlier
        for t, counts in totals.items():
            if j >= t:
                counts[0] += good
                counts[1] += 1
    for t, (good, n) in totals.items():
        print(f"recall at {t}: {good / n if n else 1:.4f} of {n} pairs")
    edges = below = 0
    worst = 1.0
    for copy, (leader, _) in found.items():
        a, b = sets[place[copy]], sets[place[leader]]
        if not len(a) or not len(b):
            continue
        share = len(set(a).intersection(b)) / min(len(a), len(b))
        edges += 1
        below += share < .8
        worst = min(worst, share)
    print(f"{len(found)} copies, {edges} of long texts, {below} below 0.8, the "
          f"least {worst:.3f}")


if __name__ == "__main__":
    main()
