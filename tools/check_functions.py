#!/usr/bin/env python3
"""Fails on a function of over 100 lines, unless a comment before it, or
between its head and its body, says why: /* long: reason */

A function is what stands between braces at the top level of a file behind a
closing parenthesis. That is enough for this code base and needs no parser of
C; macros that open a body (START_TEST) count like any head.
"""
import pathlib
import re
import sys

import tree

LIMIT = 100
NOT_CODE = re.compile(
    r"""/\*.*?\*/ | //[^\n]* | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'
      | ^[ \t]*\#(?:\\\n|"(?:\\.|[^"\\\n])*"|/\*.*?\*/|[^\n])*""",
    re.S | re.M | re.X)


def blank(match):
    """The matched text with all but its line breaks made spaces."""
    return re.sub(r"[^\n]", " ", match.group())


def functions(text):
    """(first line, lines, text before the body) of each function."""
    code = NOT_CODE.sub(blank, text)
    depth, head, body = 0, 0, None
    for brace in re.finditer(r"[{};]", code):
        at, kind = brace.start(), brace.group()
        if kind == "{":
            if depth == 0 and code[head:at].rstrip().endswith(")"):
                body = at
            depth += 1
        elif kind == "}":
            depth -= 1
        if depth < 0:
            raise ValueError(f"line {code.count(chr(10), 0, at) + 1}: "
                             "a brace closes nothing")
        if depth > 0 or kind == "{":
            continue
        if kind == "}" and body is not None:
            start = head + len(code[head:]) - len(code[head:].lstrip())
            yield (text.count("\n", 0, start) + 1,
                   text.count("\n", start, at) + 1, text[head:body])
            body = None
        head = at + 1
    if depth != 0:
        raise ValueError("the braces do not balance")


def too_long(root):
    for file in tree.files(root, "*.c", "*.h"):
        text = (root / file).read_text(encoding="utf-8")
        try:
            for line, lines, before in functions(text):
                if lines > LIMIT and not re.search(r"/\*\s*long: \w", before):
                    yield f"{file}:{line}: a function of {lines} lines"
        except ValueError as error:
            yield f"{file}: {error}"


if __name__ == "__main__":
    bad = list(too_long(pathlib.Path(sys.argv[1])))
    print("\n".join(bad) or "functions: ok")
    sys.exit(bool(bad))
