#!/usr/bin/env python3
"""Reduces releases to plain words, so that all engines index the same terms.

usage: normalise.py < releases.jsonl > words.jsonl

Tokenizers differ in how they take accents, hyphens and addresses apart, and a
benchmark of engines is not one of tokenizers. What is left is lower case words
of a-z and 0-9 with a blank between them: the title's, then the body's, all in
the body. Other characters part words. Words of over 40 bytes are left out, as
tantivy does by itself. Documents keep their order and id.
"""
import json
import re
import sys

LONGEST = 40
WORD = re.compile("[a-z0-9]+")


def plain_words(text):
    """The words of a text. Only A to Z have lower case here: what str.lower
    does to the Kelvin sign or to a dotted capital I would make letters."""
    ascii_lower = text.encode("utf-8", "replace").lower()
    words = WORD.findall(ascii_lower.decode("latin-1"))
    return [word for word in words if len(word) <= LONGEST]


def normalised(document):
    """The line that stands for a document, a dict of JSON."""
    text = f"{document.get('title') or ''}\n{document.get('body') or ''}"
    name = json.dumps(str(document["id"]))
    body = " ".join(plain_words(text))
    return f'{{"id":{name},"title":"","body":"{body}"}}\n'


def main():
    for line in sys.stdin.buffer:
        sys.stdout.write(normalised(json.loads(line)))


if __name__ == "__main__":
    main()
