#!/usr/bin/env python3
"""The harness itself: does it notice?"""
import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import run  # noqa: E402


class Harness(unittest.TestCase):
    def wrong(self, text):
        with tempfile.TemporaryDirectory() as folder:
            case = pathlib.Path(folder, "case.t")
            case.write_text(text, encoding="utf-8")
            return run.run_case(pathlib.Path(folder), case)

    def test_what_is_as_listed_passes(self):
        self.assertEqual([], self.wrong(
            "# remark\nfile a/b\n| one\n|\n| two\n\n$ cat a/b\n> one\n> \n> two\n"
            "$ echo x >&2; exit 3\n!~ [a-z]\nexit 3\n"
            "$ seq 9\n> 1\n...\n~ \\d\n> 9\n$ seq 2\n...\n"))

    def test_every_kind_of_difference_is_told(self):
        for text in ["$ true\n> x\n", "$ echo x\n", "$ echo x\n> y\n",
                     "$ echo xy\n~ x\n", "$ exit 1\n", "$ true\nexit 1\n",
                     "$ echo x >&2\n!> y\n", "$ printf x\n> x\n",
                     "$ seq 3\n...\n> 4\n", "$ seq 3\n> 1\n...\n> 2\n"]:
            self.assertNotEqual([], self.wrong(text), text)

    def test_a_line_of_no_kind_is_refused(self):
        with self.assertRaises(SystemExit):
            self.wrong("$ true\nwhat\n")


if __name__ == "__main__":
    unittest.main()
