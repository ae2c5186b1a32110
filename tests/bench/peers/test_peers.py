#!/usr/bin/env python3
"""Tests of bench/peers without any engine: fake/ stands for them."""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
PEERS = HERE.parents[2] / "bench" / "peers"
sys.path.insert(0, str(PEERS))

import compare  # noqa: E402
import normalise  # noqa: E402
import queries  # noqa: E402


class Normalise(unittest.TestCase):
    def test_words_are_lower_case_ascii(self):
        self.assertEqual(normalise.plain_words("AT&T's 10:30, Über-Öl"),
                         ["at", "t", "s", "10", "30", "ber", "l"])

    def test_letters_that_only_lower_to_ascii_part_words(self):
        self.assertEqual(normalise.plain_words("a\u212ab \u0130c"),
                         ["a", "b", "c"])

    def test_word_of_over_40_bytes_is_left_out(self):
        self.assertEqual(normalise.plain_words(f"{'a' * 40} {'b' * 41} c"),
                         ["a" * 40, "c"])

    def test_title_comes_first_and_may_be_missing(self):
        line = normalise.normalised(
            {"id": 'q"1', "title": "Oil", "body": "Prices"})
        self.assertEqual(json.loads(line), {
            "id": 'q"1', "title": "", "body": "oil prices"})
        line = normalise.normalised({"id": 7, "title": None, "body": "x"})
        self.assertEqual(line, '{"id":"7","title":"","body":"x"}\n')


def corpus():
    """100 documents: 30 stop words and 6 words in all, 5 in 3 of 100 each,
    and 3 in 20 of 6000 would be low; here bands are as the shares say."""
    for number in range(6000):
        words = [f"the{i}" for i in range(30)]
        words += [f"high{i}" for i in range(6) if number % 10 == i]
        words += [f"med{i}" for i in range(6) if number % 100 == i]
        words += [f"low{i}" for i in range(6) if number % 300 == i]
        words += ["x", "y"] * 8
        yield words


class Queries(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.draw = queries.Drawer(corpus(), 1)

    def test_bands_are_shares_of_documents(self):
        bands = self.draw.bands
        self.assertIn("high0", bands["high"])
        self.assertEqual(bands["med"], [f"med{i}" for i in range(6)])
        self.assertEqual(bands["low"], [f"low{i}" for i in range(6)])
        self.draw.check()

    def test_words_drawn_together_differ(self):
        for _ in range(100):
            drawn = self.draw.words("low", "low", "low", "med")
            self.assertEqual(len(set(drawn)), 4)

    def test_phrase_is_words_in_a_row(self):
        texts = {" ".join(words) for words in corpus()}
        phrase = self.draw.phrase(3, self.draw.has_stop).strip('"')
        self.assertTrue(any(phrase in text for text in texts))

    def test_too_small_a_corpus_is_refused(self):
        small = queries.Drawer([["a"] * 50], 1)
        self.assertRaises(LookupError, small.check)
        self.assertRaises(LookupError, small.words, "high", "high")

    def test_file_is_the_same_for_the_same_seed(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "words.jsonl")
            with path.open("w") as out:
                for words in self.varied():
                    print(json.dumps({"body": " ".join(words)}), file=out)
            first, again, other = (subprocess.run(
                [sys.executable, "-B", PEERS / "queries.py", path, "--seed",
                 seed, "--each", "2"], check=True, capture_output=True,
                text=True).stdout for seed in "778")
        self.assertEqual(first, again)
        self.assertNotEqual(first, other)
        lines = [json.loads(line) for line in first.splitlines()]
        self.assertEqual(len(lines), 2 * 24)
        for line in lines:
            kind, name = line["tags"]
            self.assertTrue(name.startswith(kind + ":"))

    @staticmethod
    def varied():
        """Longer than the stop words in a row, so that plain phrases exist."""
        for number, words in enumerate(corpus()):
            yield words[:30] + [f"w{(number + i) % 50}" for i in range(20)] \
                + words[30:]


class FixedServer:
    """Answers with times from a list, one for each time it is asked."""

    def __init__(self, name, times):
        self.name, self.times = name, list(times)

    def ask(self, command, query):
        time = self.times.pop(0)
        return None if time is None else (1, time)


class Statistics(unittest.TestCase):
    def test_best_is_the_smallest_of_the_counted_rounds(self):
        servers = [FixedServer("a", [1, 9, 5, 8, 7, 6]),
                   FixedServer("b", [1, None, 4, None, 2, None])]
        entries = [{"query": "x"}, {"query": "y"}]
        self.assertEqual(
            compare.best_times(servers, "COUNT", entries, 1, 2),
            [{"a": 5, "b": 2}, {"a": 6}])

    def test_cell_is_the_mean_and_its_ratio_to_the_best_other(self):
        best = [{"a": 1000, "b": 4000, "c": 8000},
                {"a": 3000, "b": 4000, "c": 6000}]
        self.assertEqual(
            compare.cell("COUNT", "term", [0, 1], best, ["a", "b", "c"]),
            {"command": "COUNT", "tag": "term", "queries": 2,
             "mean_us": {"a": 2.0, "b": 4.0, "c": 7.0}, "ratio": 0.5})

    def test_peer_that_skipped_a_query_has_no_mean(self):
        best = [{"a": 1000, "b": 1}, {"a": 3000}]
        figures = compare.cell("COUNT", "x", [0, 1], best, ["a", "b"])
        self.assertEqual(figures["mean_us"], {"a": 2.0})
        self.assertIsNone(figures["ratio"])

    def test_classes_are_the_tags_with_a_colon(self):
        entries = [{"tags": ["union", "global", "union:few"]},
                   {"tags": ["term"]}, {}]
        self.assertEqual(compare.groups(entries, False),
                         {"none": [2], "term": [1], "union": [0]})
        self.assertEqual(list(compare.groups(entries, True)),
                         ["none", "term", "union", "union:few"])

    def test_some_of_the_queries_are_of_all_kinds(self):
        """Every ninth of three kinds in turn was once of one kind only."""
        drawn = compare.some_of([i % 3 for i in range(962)], 100)
        self.assertEqual(len(drawn), 100)
        self.assertEqual(set(drawn), {0, 1, 2})
        self.assertEqual(compare.some_of([1, 2], 0), [1, 2])
        self.assertEqual(compare.some_of([1, 2], 5), [1, 2])


class Programs(unittest.TestCase):
    """compare.py with fake peers."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        for name in ("fast", "slow", "wrong"):
            shutil.copytree(HERE / "fake", self.folder / name)
        (self.folder / "words.jsonl").write_text("{}\n{}\n{}\n")
        (self.folder / "queries").write_text("".join(
            json.dumps({"query": query, "tags": tags}) + "\n"
            for query, tags in (("a", ["term"]), ("a b", ["union", "union:2"]),
                                ("a -b", ["negated"]))))

    def run_compare(self, verb, peers, *arguments, code=0):
        names = ",".join(str(self.folder / name) for name in peers)
        done = subprocess.run(
            [sys.executable, "-B", PEERS / "compare.py", verb, *arguments,
             "--peers", names, "--work", self.folder / "work", "--json",
             self.folder / "json"], capture_output=True, text=True)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def build(self, *peers):
        self.run_compare("build", peers, self.folder / "words.jsonl")

    def figures(self):
        return json.loads((self.folder / "json").read_text())

    def test_build_says_documents_times_and_bytes(self):
        done = self.run_compare("build", ["fast", "slow"],
                                self.folder / "words.jsonl", "--reorder")
        self.assertIn("slow         cannot (3)", done.stdout)
        self.assertIn("store unknown", done.stdout)
        [row] = self.figures()
        self.assertEqual((row["peer"], row["documents"]), ("fast", 3))
        self.assertEqual(row["mb_total"], 0.001)
        self.assertGreater(row["peak_mib"], 1)
        self.assertTrue((self.folder / "work" / "fast-bp").is_dir())

    def test_query_gives_cells_and_the_worst_ratio(self):
        self.build("fast", "slow")
        done = self.run_compare(
            "query", ["fast", "slow"], "--queries", self.folder / "queries",
            "--commands", "COUNT,TOP_1000", "--warmup", "3", "--rounds", "2",
            "--classes")
        self.assertIn("3 queries, counts differ for 0", done.stdout)
        self.assertIn("worst ratio 0.10", done.stdout)
        figures = self.figures()
        self.assertEqual(figures["disagreements"], 0)
        cells = {(cell["command"], cell["tag"]): cell
                 for cell in figures["cells"]}
        self.assertEqual(len(cells), 2 * 4)
        self.assertEqual(cells["COUNT", "union:2"]["mean_us"],
                         {"fast": 2.0, "slow": 20.0})
        self.assertAlmostEqual(cells["COUNT", "term"]["ratio"], 0.1)
        self.assertEqual(cells["TOP_1000", "negated"]["mean_us"], {})
        self.assertIsNone(cells["TOP_1000", "negated"]["ratio"])

    def test_reordered_index_is_served_where_there_is_one(self):
        self.build("fast")
        self.run_compare("query", ["fast"], "--queries",
                         self.folder / "queries", "--commands", "COUNT",
                         "--rounds", "1", "--warmup", "0", "--reorder")
        self.assertEqual(self.figures()["disagreements"], 0)

    def test_counts_that_differ_are_shown(self):
        self.build("fast", "wrong")
        done = self.run_compare(
            "query", ["fast", "wrong"], "--queries", self.folder / "queries",
            "--commands", "COUNT", "--warmup", "0", "--rounds", "1")
        self.assertIn("counts differ: a b  {'fast': 2, 'wrong': 3}",
                      done.stdout)
        self.assertEqual(self.figures()["disagreements"], 3)

    def test_index_that_is_missing_is_said(self):
        done = self.run_compare("query", ["fast"], "--queries",
                                self.folder / "queries", code=1)
        self.assertIn("compare: fast does not serve ", done.stderr)

    def test_unknown_peer_is_said(self):
        done = self.run_compare("query", ["none"], "--queries",
                                self.folder / "queries", code=1)
        self.assertIn("compare: no peer in ", done.stderr)


class Dateline(unittest.TestCase):
    """bench/peers/dateline with programs that print how they were called."""

    def call(self, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("dateline-index", "dateline-bench"):
                program = pathlib.Path(folder, name)
                program.write_text(f'#!/bin/sh\necho {name} "$@"\n')
                program.chmod(0o755)
            return subprocess.run(
                [PEERS / "dateline" / "peer", *arguments],
                env={"DATELINE": folder, "PATH": "/usr/bin:/bin"},
                capture_output=True, text=True)

    def test_build_passes_the_options_on(self):
        done = self.call("build", "c.jsonl", "ix", "--threads", "2",
                         "--memory", "99", "--store", "0", "--reorder")
        self.assertEqual(
            done.stdout, "dateline-index build -o ix --force --lang none -j 2"
            " -m 99M --store ids --reorder bp --json c.jsonl\n")

    def test_serve_is_timed(self):
        self.assertEqual(self.call("serve", "ix").stdout,
                         "dateline-bench serve --timed ix\n")

    def test_anything_else_is_refused(self):
        for wrong in ([], ["build", "c"], ["build", "c", "i", "--store", "2"],
                      ["build", "c", "i", "--threads"], ["serve"]):
            self.assertEqual(self.call(*wrong).returncode, 2, wrong)


if __name__ == "__main__":
    unittest.main()
