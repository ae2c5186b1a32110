#!/usr/bin/env python3
"""Fails when an #include points against the direction of the layers.

LAYERS is the architecture: what the files of a folder may include, besides
those of the folder itself. The longest matching folder counts. Nobody lists
bench or tests, so nobody can come to depend on them.
"""
import pathlib
import re
import sys

import tree

LAYERS = {
    "common/base": [],
    "common/codec": ["common/base"],
    "common/text": ["common/base"],
    "common/segment": ["common/base", "common/codec"],
    "indexer": ["common"],
    "query": ["common"],
    "bench": ["common", "query"],
    "bench/micro": ["common", "indexer", "query"],
    "bench/releases": ["common", "indexer"],
    "corpus/generate": ["common/base"],
    "tools": ["common"],
    "tests/support": ["common", "tests/oracle"],
    "tests/oracle": ["tests/support"],
    "tests": ["common", "indexer", "query", "bench", "corpus"],
}
# Who shares nothing with what it checks, not even by way of a third header.
APART = {"tests/oracle": ("common", "indexer", "query")}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+"([^"]+)"', re.M)


def layer_of(path):
    """The folder of LAYERS that `path` lies in, or None."""
    inside = [layer for layer in LAYERS if path.startswith(layer + "/")]
    return max(inside, key=len, default=None)


def reachable(file, includes):
    """All headers that `file` includes, directly or not."""
    found, todo = set(), [file]
    while todo:
        new = set(includes.get(todo.pop(), ())) - found
        found |= new
        todo.extend(new)
    return found


def violations(root):
    includes = {
        str(file): INCLUDE.findall((root / file).read_text(encoding="utf-8"))
        for file in tree.files(root, "*.c", "*.h")}
    for file, targets in includes.items():
        layer = layer_of(file)
        if layer is None:
            yield f"{file}: belongs to no layer"
            continue
        allowed = tuple(folder + "/" for folder in [layer, *LAYERS[layer]])
        for target in targets:
            if "/" not in target:
                yield f"{file}: \"{target}\" is not written from the root"
            elif not target.startswith(allowed):
                yield f"{file}: {layer} may not include {target}"
        for target in sorted(reachable(file, includes)):
            folders = tuple(folder + "/" for folder in APART.get(layer, ()))
            if folders and target.startswith(folders) and target not in targets:
                yield f"{file}: comes to include {target}"


if __name__ == "__main__":
    bad = list(violations(pathlib.Path(sys.argv[1])))
    print("\n".join(bad) or "layers: ok")
    sys.exit(bool(bad))
