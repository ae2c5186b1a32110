#!/usr/bin/env python3
"""Fails when a relative link of a .md file leads nowhere, or when any file
holds an absolute path of the machine it was written on."""
import pathlib
import re
import sys
import urllib.parse

import tree

FENCE = re.compile(r"^(```|~~~).*?^\1", re.S | re.M)
CODE = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)[^)]*\)|^\[[^\]]+\]:\s+(\S+)", re.M)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.M)
LOCAL_PATH = re.compile(r"(?<![\w.~/-])/(?:work|farm|home|root|Users)\b[-/]?")
# Releases and golden files may say what they like.
FREE = ("corpus/sample/", "corpus/queries/", "tests/golden/")


def anchors(text):
    """The fragments that the headings of a page can be reached by."""
    for heading in HEADING.findall(FENCE.sub("", text)):
        plain = re.sub(r"[^\w\- ]", "", heading.replace("`", "")).lower()
        yield plain.replace(" ", "-")


def dead_links(root, page):
    text = (root / page).read_text(encoding="utf-8")
    prose = CODE.sub("", FENCE.sub("", text))
    for inline, reference in LINK.findall(prose):
        link = urllib.parse.unquote(inline or reference)
        if re.match(r"[a-z][a-z+.-]*:", link):
            continue
        name, _, fragment = link.partition("#")
        target = root / page.parent / name if name else root / page
        if not target.exists():
            yield f"{page}: {link} does not exist"
        elif fragment and target.suffix == ".md" and fragment not in anchors(
                target.read_text(encoding="utf-8")):
            yield f"{page}: {link} has no such heading"


def local_paths(root, file):
    text = (root / file).read_bytes().decode("utf-8", "replace")
    for number, line in enumerate(text.split("\n"), 1):
        if LOCAL_PATH.search(line):
            yield f"{file}:{number}: an absolute local path"


def complaints(root):
    for file in tree.files(root):
        if str(file).startswith(FREE):
            continue
        if file.suffix == ".md":
            yield from dead_links(root, file)
        yield from local_paths(root, file)


if __name__ == "__main__":
    bad = list(complaints(pathlib.Path(sys.argv[1])))
    print("\n".join(bad) or "links: ok")
    sys.exit(bool(bad))
