#!/usr/bin/env python3
"""The checks of tools/ on small trees, good and bad."""
import contextlib
import io
import pathlib
import sys
import tempfile
import unittest
import zipfile

TOOLS = pathlib.Path(__file__).resolve().parents[2] / "tools"
sys.dont_write_bytecode = True
sys.path.insert(0, str(TOOLS))

import check_functions  # noqa: E402
import check_headers  # noqa: E402
import check_layers  # noqa: E402
import check_links  # noqa: E402
import check_spreadsheet  # noqa: E402


class Tree(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def includes(self, name, target):
        self.write(name, f'#include "{target}"\n')
        return list(check_layers.violations(self.root))

    def test_layers_allow_what_points_down(self):
        self.assertEqual([], self.includes("query/a.c", "common/base/err.h"))
        self.assertEqual([], self.includes("query/b.c", "query/parse/ast.h"))
        self.assertEqual([], self.includes("tests/x.c", "indexer/batch.h"))
        self.assertEqual([], self.includes("tests/oracle/o.c",
                                           "tests/support/rng.h"))

    def test_layers_refuse_what_points_up_or_sideways(self):
        for name, target in [("common/base/a.c", "common/codec/varint.h"),
                             ("common/text/a.c", "common/segment/term.h"),
                             ("query/a.c", "indexer/batch.h"),
                             ("bench/a.c", "indexer/batch.h"),
                             ("indexer/a.c", "tests/support/rng.h"),
                             ("tests/oracle/a.c", "common/base/err.h"),
                             ("corpus/generate/a.c", "common/text/fold.h")]:
            self.assertEqual(1, len(self.includes(name, target)), name)
            (self.root / name).unlink()

    def test_layers_refuse_strays_and_includes_beside_the_file(self):
        self.assertEqual(1, len(self.includes("stray.c", "common/base/err.h")))
        self.assertEqual(2, len(self.includes("query/a.c", "plan.h")))

    def test_oracle_stays_apart_even_by_way_of_support(self):
        self.write("tests/support/s.h", '#include "common/base/err.h"\n')
        self.assertEqual(["tests/oracle/o.c: comes to include common/base/err.h"],
                         self.includes("tests/oracle/o.c",
                                       "tests/support/s.h"))

    def test_header_that_needs_another_is_found(self):
        self.write("good.h", "#ifndef G\n#define G\n#include <stddef.h>\n"
                             "struct good {\n    size_t n;\n};\n#endif\n")
        self.assertEqual([], list(check_headers.complaints(self.root, "cc", [])))
        self.write("bad.h", "size_t f(void);\n")
        self.write("unguarded.h", "struct u {\n    int i;\n};\n")
        self.assertEqual(
            2, len(list(check_headers.complaints(self.root, "cc", []))))

    def function_of(self, lines, before=""):
        self.write("a.c", "struct s {\n    int i;\n};\n#define OPEN {\n"
                   "int v[] = {\n" + "    1,\n" * 300 + "};\n" + before +
                   "static int f(char c)\n{\n    /* } */ char q = '}';\n" +
                   "    c++;\n" * (lines - 4) + "}\nint g(void)\n{\n}\n")
        return list(check_functions.too_long(self.root))

    def test_functions_over_the_limit_need_a_reason(self):
        self.assertEqual([], self.function_of(100))
        self.assertEqual(["a.c:307: a function of 101 lines"],
                         self.function_of(101))
        self.assertEqual([], self.function_of(400, "/* long: a table */\n"))
        self.assertEqual(1, len(self.function_of(400, "/* how long: */\n")))

    def test_braces_that_do_not_balance_are_told(self):
        self.write("a.c", "int f(void)\n{\n")
        self.assertEqual(1, len(list(check_functions.too_long(self.root))))

    def test_a_string_in_a_macro_begins_no_comment(self):
        self.write("a.h", '#define GLOB "2019/*"\nint f(void);\n'
                   "struct s {\n    int i; /* one */\n};\n")
        self.assertEqual([], list(check_functions.too_long(self.root)))

    def test_links_must_lead_somewhere(self):
        self.write("docs/a.md", "# A `b` c\n[x](b.md#the-b) [y](#a-b-c)\n"
                   "[web](https://example.org/x) `[no](link)`\n"
                   "```\n[no](link)\n```\n")
        self.write("docs/b.md", "## The b\n")
        self.assertEqual([], list(check_links.complaints(self.root)))
        self.write("docs/b.md", "[x](../gone.md) [y](a.md#gone)\n")
        self.assertEqual(3, len(list(check_links.complaints(self.root))))

    def test_paths_of_a_machine_are_found(self):
        self.write("a.txt", "usr/wo" + "rk/x and at/ho" + "me/x\n")
        self.assertEqual([], list(check_links.complaints(self.root)))
        self.write("b.sh", "cd /" + "work/x\n")
        self.write("c.md", "see `/" + "home/me/x`\n")
        self.assertEqual(["b.sh:1: an absolute local path",
                          "c.md:1: an absolute local path"],
                         list(check_links.complaints(self.root)))

    def sheet(self, *found):
        """Cells of an xlsx file, each in a row of its own, as XML."""
        rows = "".join(f'<row><c r="A{i}"{cell}</c></row>'
                       for i, cell in enumerate(found, 1))
        path = self.root / "a.xlsx"
        with zipfile.ZipFile(path, "w") as book:
            book.writestr("xl/worksheets/sheet1.xml",
                          f'<worksheet xmlns="{check_spreadsheet.SHEET[1:-1]}">'
                          f"<sheetData>{rows}</sheetData></worksheet>")
        return check_spreadsheet.cells(path)

    def compared(self, text, *found):
        with contextlib.redirect_stdout(io.StringIO()):
            return check_spreadsheet.compare("a", text.encode(),
                                             self.sheet(*found))

    def test_spreadsheets_that_show_the_text_are_right(self):
        head = ' t="str"><v>title</v>'
        for text, cell in (
                ("a;b", ' t="str"><v>a;b</v>'),
                ('"a\nb"', ' t="inlineStr"><is><t>a\nb</t></is>'),
                ("'=1", ' t="str"><v>=1</v>'), ("0012", "><v>12</v>"),
                ("2019-05-28", "><v>43613</v>"), ("TRUE", ' t="b"><v>1</v>'),
                ("50%", "><v>0.5</v>")):
            self.assertEqual(0, self.compared(f"title\n{text}\n", head,
                                              cell)["wrong"], text)

    def test_spreadsheets_that_do_not_are_wrong(self):
        head = ' t="str"><v>title</v>'
        for text, cell in (
                ("=1+1", "><f>1+1</f><v>2</v>"), ("=A0", ' t="e"><v>#REF!</v>'),
                ("a;b", ' t="str"><v>a</v>'), ("0012", "><v>13</v>"),
                ("2019-05-28", "><v>43614</v>"), ("x", "><v>1</v>"),
                ("TRUE", ' t="b"><v>0</v>'), ("x", "><v></v>")):
            self.assertEqual(1, self.compared(f"title\n{text}\n", head,
                                              cell)["wrong"], text)
        self.assertEqual(1, self.compared("title\nx\n", head,
                                          ' t="str"><v>x</v>',
                                          ' t="str"><v>more</v>')["wrong"])


if __name__ == "__main__":
    unittest.main()
