#!/usr/bin/env python3
"""Fails when a header does not compile alone, or not twice.

usage: check_headers.py ROOT COMPILER [FLAG...]
"""
import pathlib
import subprocess
import sys

import tree

FLAGS = ["-std=c17", "-D_GNU_SOURCE", "-DDATELINE_VERSION=\"\"", "-Wall",
         "-Wextra", "-Wundef", "-Wstrict-prototypes", "-Werror",
         "-fsyntax-only", "-x", "c", "-"]


def complaints(root, compiler, flags):
    """One text per header that the compiler refuses."""
    for header in tree.files(root, "*.h"):
        run = subprocess.run(
            [compiler, f"-I{root}", *flags, *FLAGS], text=True,
            input=f'#include "{header}"\n#include "{header}"\nint done;\n',
            capture_output=True, check=False)
        if run.returncode != 0:
            yield f"{header} does not compile alone:\n{run.stderr}"


if __name__ == "__main__":
    bad = list(complaints(pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3:]))
    print("\n".join(bad) or "headers: ok")
    sys.exit(bool(bad))
