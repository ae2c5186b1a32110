#!/usr/bin/env python3
"""Draws queries from a corpus, in classes by how common their words are.

    queries.py words.jsonl --seed 1 --each 40 > queries.jsonl

reads what normalise.py wrote. A word is high when more than 5 % of the
documents have it, med when more than 0.5 %, low below that and in at least 20
documents. Phrases are words that stand in a row somewhere; those called stop
hold at least one of the 30 commonest words, those called plain none. Same
corpus, seed and options, same queries.

One query a line, in the form of the search-benchmark-game, with its kind and
its class as tags: {"query": "+a +b", "tags": ["intersection",
"intersection:high_med"]}.
"""
import argparse
import collections
import itertools
import json
import pathlib
import random
import sys

STOP_WORDS = 30
HIGH, MED = 0.05, 0.005  # share of documents, exclusive
LOW = 20                 # documents
SHORTEST = 40            # words of a document to take phrases from, exclusive
TRIES = 1000000          # draws after which there is no such thing
KEPT, KEPT_LATER = 20000, 0.05  # documents: all up to, then this share
PAIRS_AND_MORE = ("high high", "high med", "high low", "med med",
                  "high high high", "high med low")


def bodies(path, limit):
    """The words of each of the first `limit` documents."""
    with path.open(encoding="ascii") as lines:
        for line in itertools.islice(lines, limit):
            yield json.loads(line)["body"].split()


class Drawer:
    """Draws words and phrases from a corpus."""

    def __init__(self, corpus, seed):
        self.random = random.Random(seed)
        self.documents = []  # that phrases are taken from
        frequency, total = collections.Counter(), 0
        for words in corpus:
            total += 1
            frequency.update(set(words))
            if len(words) > SHORTEST and self._keeps():
                self.documents.append(words)
        self.stop = {word for word, _ in frequency.most_common(STOP_WORDS)}
        self.bands = {"high": [], "med": [], "low": []}
        for word, documents in sorted(frequency.items()):
            band = self._band(documents, documents / total)
            if band:
                self.bands[band].append(word)

    def _keeps(self):
        return (len(self.documents) < KEPT
                or self.random.random() < KEPT_LATER)

    @staticmethod
    def _band(documents, share):
        if share > HIGH:
            return "high"
        if share > MED:
            return "med"
        return "low" if documents >= LOW else None

    def check(self):
        """LookupError when the corpus is too small to draw from."""
        for band, words in self.bands.items():
            if len(words) < 3:
                raise LookupError(f"under 3 words are {band}")
        if not self.documents:
            raise LookupError(f"no document has over {SHORTEST} words")

    def word(self, band):
        return self.random.choice(self.bands[band])

    def words(self, *bands):
        """Different words, one of each band."""
        for _ in range(TRIES):
            drawn = [self.word(band) for band in bands]
            if len(set(drawn)) == len(drawn):
                return drawn
        raise LookupError(f"no different words that are {', '.join(bands)}")

    def phrase(self, length, wanted=lambda words: True):
        """Different words in a row, of which `wanted` holds."""
        for _ in range(TRIES):
            words = self.random.choice(self.documents)
            start = self.random.randrange(len(words) - length)
            drawn = words[start:start + length]
            if wanted(drawn) and len(set(drawn)) == length:
                return '"' + " ".join(drawn) + '"'
        raise LookupError(f"no such phrase of {length} words")

    def has_stop(self, words):
        return not self.stop.isdisjoint(words)

    def has_no_stop(self, words):
        return self.stop.isdisjoint(words)


def one_of_each(draw):
    """(kind, class, query) for every class."""
    for band in draw.bands:
        yield "term", band, draw.word(band)
    for bands in PAIRS_AND_MORE:
        name = bands.replace(" ", "_")
        every = draw.words(*bands.split())
        yield "intersection", name, " ".join("+" + word for word in every)
        yield "union", name, " ".join(draw.words(*bands.split()))
    yield "union", "many", " ".join(draw.words(
        "high", "high", "med", "med", "med", "low", "low", "low"))
    for length in (2, 3):
        yield "phrase", f"plain_{length}", draw.phrase(
            length, draw.has_no_stop)
        yield "phrase", f"stop_{length}", draw.phrase(length, draw.has_stop)
    yield "phrase", "stop_5", draw.phrase(5, draw.has_stop)
    must, should = draw.words("med", "high")
    yield "mixed", "must_should", f"+{must} {should}"
    must, excluded = draw.words("med", "high")
    yield "mixed", "must_not", f"+{must} -{excluded}"
    phrase = draw.phrase(2)
    yield "mixed", "phrase_and_word", f"+{phrase} +{draw.word('high')}"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=40,
                        help="queries of each class")
    parser.add_argument("--sample", type=int, default=100000,
                        help="documents to read")
    options = parser.parse_args()
    draw = Drawer(bodies(options.corpus, options.sample), options.seed)
    try:
        draw.check()
        for _ in range(options.each):
            for kind, name, query in one_of_each(draw):
                print(json.dumps({"query": query,
                                  "tags": [kind, f"{kind}:{name}"]}))
    except LookupError as error:
        sys.exit(f"queries: the corpus is too small: {error}")


if __name__ == "__main__":
    main()
