#!/usr/bin/env python3
"""Looks at every form of a hostile release, as a terminal would get it.

usage: harmless.py BIN-FOLDER FOLDER

In FOLDER, which is to be empty, comes an index of a release whose id, title,
source, body and every other field hold what could move a cursor, ring, turn or
hide text, and begin as a formula. Each command prints it in each of its forms,
which it is asked for, so a form that is added is looked at too; none may print
a control but the line ends and separators of its form, nor a hidden character.
"""
import json
import pathlib
import re
import subprocess
import sys

# ESC with a title for the window, BEL, NUL, DEL, C1 CSI, U+202E, U+2066, tags,
# a byte order mark, line and paragraph separators, CR, backspace.
NASTY = ("\x1b]0;owned\x07 \x1b[2J\x00 \x7f \x9b31m \u202egnp.exe \u2066x\u2069"
         "\U000e0041 \ufeff \u2028 \u2029 \r over \b\b\b \x1bc")
# What turns and hides text within a word, which keeps it.
TURNED = "light\u202ehou\u2066se\u200b"
HIDDEN = re.compile("[\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
                    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
# Separators of a form besides the line end.
ALLOWED = {"dump": "\n\t", "csv": "\n\t", "tsv": "\n\t", "null": "\0", "text": "\n\t"}
TOLD = re.compile("dateline-query: (words|added): |dateline-query: \\d+ of these| +ms\n")
COLOUR = re.compile("\x1b\\[[0-9;]*m")


def run(*command):
    done = subprocess.run(command, check=False, capture_output=True)
    return done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def forms(*command):
    """What the command says that --format may be."""
    said = run(*command, "--format", "?")[1]
    return re.search(r"not one of ([a-z|]+)", said)[1].split("|")


def harm(text, allowed="\n"):
    """What in the text is not to be there."""
    for found in [*CONTROL.findall(text), *HIDDEN.findall(text)]:
        if found not in allowed:
            yield f"U+{ord(found):04X}"


def calls(binaries, source, index, ident):
    query, indexer = f"{binaries}/dateline-query", f"{binaries}/dateline-index"
    for form in forms(query, index, "lighthouse"):
        # On a terminal a null form shows its ids as ids does; a pipe gets them
        # as they are, and is no terminal.
        if form != "null":
            yield form, [query, index, "lighthouse", "--format", form]
    for form in forms(query, "show", index, ident):
        yield form, [query, "show", index, ident, "--format", form]
    for form in forms(query, "count", index):
        yield form, [query, "count", index, "--by", "source", "--format", form]
    for form in forms(query, "who", index):
        yield form, [query, "who", index, "--format", form]
    for form in forms(query, "show", index, ident):
        yield form, [query, "show", "--zones", index, ident, "--format", form]
    for form in forms(query, "terms", index, "l*"):
        yield form, [query, "terms", index, "l*", "--format", form]
    for form in forms(query, "kwic", index, "lighthouse"):
        yield form, [query, "kwic", index, "lighthouse", "--format", form]
    for form in forms(query, "similar", index, ident):
        if form != "null":
            yield form, [query, "similar", index, ident, "--format", form]
    for form in forms(query, "explain", index, "lighthouse", ident):
        yield form, [query, "explain", index, TURNED + " OR =lighthouse", ident,
                     "--format", form]
    for option in (["--profile"], ["--expand", "rm3"]):
        yield "ids", [query, index, TURNED, "--format", "ids", *option]
    yield "lines", [query, "kwic", index, "lighthouse", "--color", "always"]
    yield "table", [query, index, "lighthouse", "--color", "always",
                    "--facets", "source"]
    yield "lines", [query, index, "lighthouse", "--color", "always",
                    "--format", "lines"]
    yield "text", [query, "show", index, ident, "--color", "always"]
    yield "text", [query, "show", "--zones", index, ident, "--color", "always"]
    yield "table", [query, "count", index, "--by", "speaker"]
    yield "table", [query, index, "said:any"]
    saved = ["env", f"DATELINE_SAVED={index}.saved", query, "saved"]
    run(*saved, "add", "nasty", index, "lighthouse -" + NASTY.replace("\0", ""))
    for form in forms(*saved, "run", "nasty"):
        if form != "null":
            yield form, [*saved, "run", "nasty", "--format", form]
    yield "text", [*saved, "list"]
    yield "text", [*saved, "show", "nasty"]
    yield "peek", [indexer, "peek", source]
    yield "peek-json", [indexer, "peek", "--json", source]
    yield "peek", [indexer, "peek", "--zones", source]
    yield "peek-json", [indexer, "peek", "--zones", "--json", source]
    yield "dump", [indexer, "dump", index, "doc", ident]
    yield "dump", [indexer, "dump", index, "terms"]


def main(binaries, folder):
    folder = pathlib.Path(folder)
    ident = "=id\x1b[31m\u202e"
    release = {"id": ident, "title": "=cmd " + NASTY, "source": NASTY,
               "body": f"=lighthouse {TURNED} {NASTY}\n\nMIN\u202eSK (=Bel\x07TA) - "
                       "\u201cThe lamp \x1b[2J burns at night,\u201d said Ann "
                       "\u202eLis\x9b.", "url": NASTY,
               "author" + NASTY: NASTY}
    folder.mkdir(exist_ok=True)
    source, index = str(folder / "r.jsonl"), str(folder / "idx")
    # No argument can hold a NUL, so this id is only told.
    other = {**release, "id": "=id\0\x07\x1b[31m\u202e"}
    pathlib.Path(source).write_text("".join(
        json.dumps(text) + "\n" for text in (release, other)), encoding="utf-8")
    run(f"{binaries}/dateline-index", "build", "-o", index, source)
    seen = []
    for form, command in calls(binaries, source, index, ident):
        out, err = run(*command)
        if "--color" in command:
            out = COLOUR.sub("", out)
        # What else is told, which only some do, is as harmless.
        if not out or err and not TOLD.match(err):
            print(f"{command[1:]}: {err or 'printed nothing'}")
        for found in harm(err):
            print(f"{form}: {found} in {err!r} on standard error")
        for found in harm(out, ALLOWED.get(form, "\n")):
            print(f"{form}: {found} in {out!r}")
        if re.search(r"(?m)(^|[,\t])\"?[=+@-]", out) and form in ("csv", "tsv"):
            print(f"{form}: a formula in {out!r}")
        seen.append(form)
    print(" ".join(seen))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
