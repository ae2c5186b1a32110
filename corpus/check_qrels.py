#!/usr/bin/env python3
"""Checks that judgements, queries and sample belong together.

Every judged document is in sample/, every judged query in queries/sample.tsv,
none is judged twice, grades are 0, 1 or 2, and each query has at least one
document of grade 2. The id of a text file is its path below sample/ without
the ending, that of a line of JSONL its key "id".
"""

import collections
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent


def sample_ids():
    sample = HERE / "sample"
    ids = [path.relative_to(sample).with_suffix("").as_posix()
           for path in sample.rglob("*.txt")]
    for path in sample.rglob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            ids.append(json.loads(line)["id"])
    return collections.Counter(ids)


def read_queries():
    lines = (HERE / "queries" / "sample.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in lines.splitlines())


def main():
    complaints = []
    documents = sample_ids()
    queries = read_queries()
    complaints += [f"{doc}: {n} documents have this id"
                   for doc, n in documents.items() if n > 1]

    judged = {}
    lines = (HERE / "qrels" / "sample.qrels").read_text(encoding="utf-8")
    for number, line in enumerate(lines.splitlines(), start=1):
        query, _, document, grade = line.split(" ")
        where = f"sample.qrels:{number}"
        if query not in queries:
            complaints.append(f"{where}: no query {query}")
        if document not in documents:
            complaints.append(f"{where}: no document {document}")
        if grade not in ("0", "1", "2"):
            complaints.append(f"{where}: grade {grade}")
        if (query, document) in judged:
            complaints.append(f"{where}: {document} judged twice")
        judged[query, document] = grade
    answered = {query for (query, _), grade in judged.items() if grade == "2"}
    complaints += [f"{query}: no document of grade 2"
                   for query in queries if query not in answered]

    for complaint in complaints:
        print(f"check_qrels: {complaint}", file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
