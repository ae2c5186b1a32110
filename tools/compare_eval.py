#!/usr/bin/env python3
"""Holds `dateline-query eval` to ir_measures, topic by topic.

usage: compare_eval.py --work DIR BIN-FOLDER COLLECTION...

A COLLECTION is a folder with docs.jsonl, topics.tsv and qrels.txt. It is
indexed with and without a language, and its topics are answered by every model;
then a run is made worse on purpose (equal scores, topics and judgements left
out), as few real ones have all of that. Both evaluate every run. Fails when a
value of a topic, or a mean, differs by more than 1e-6, and tells the largest
difference.

ir_measures, which asks trec_eval's own code, is installed from PyPI into a
virtual environment in DIR when the Python at hand does not have it.
"""
import argparse
import os
import pathlib
import random
import subprocess
import sys
import venv

MODELS = ["bm25", "bm25f", "lm", "dph", "tfidf"]
# Ours, and the names there.
MEASURES = {
    "map": "AP", "ndcg_cut_10": "nDCG@10", "P_10": "P@10", "P_5": "P@5",
    "recall_1000": "R@1000", "recall_100": "R@100", "recip_rank": "RR",
    "Rprec": "Rprec", "ndcg": "nDCG", "ndcg_cut_100": "nDCG@100",
    "success_5": "Success@5", "num_ret": "NumRet",
    "num_rel_ret": "NumRet(rel=1)", "num_rel": "NumRel",
}
TOLERANCE = 1e-6


def with_ir_measures(work):
    """Runs this script again in an environment that has ir_measures."""
    python = work / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(python.parent.parent, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "ir_measures"],
                       check=True)
    os.execv(python, [str(python), *sys.argv])


def ours(binary, run, qrels):
    """{(measure, topic): value}, the means under the topic "all"."""
    command = [binary, "eval", "-q", "--digits", "12"]
    for name in MEASURES:
        command += ["-m", name]
    text = subprocess.run([*command, run, qrels], check=True,
                          stdout=subprocess.PIPE, text=True).stdout
    values = {}
    for line in text.splitlines():
        name, topic, value = line.split("\t")
        values[name.strip(), topic] = float(value)
    return values


def theirs(run, qrels):
    """The same by ir_measures; means over the topics it has values for."""
    import ir_measures
    parsed = {ir_measures.parse_measure(name): ours
              for ours, name in MEASURES.items()}
    judged = list(ir_measures.read_trec_qrels(str(qrels)))
    answers = list(ir_measures.read_trec_run(str(run)))
    both = {q.query_id for q in judged} & {a.query_id for a in answers}
    values, sums = {}, {}
    for metric in ir_measures.iter_calc(list(parsed), judged, answers):
        if metric.query_id not in both:
            continue
        name = parsed[metric.measure]
        values[name, metric.query_id] = metric.value
        sums[name] = sums.get(name, 0) + metric.value
    for name, total in sums.items():
        values[name, "all"] = total if name.startswith("num_") \
            else total / len(both)
    return values, len(both)


def compare(binary, run, qrels):
    """The largest difference, and a line for each that is too large."""
    mine = ours(binary, run, qrels)
    other, topics = theirs(run, qrels)
    wrong, most = [], 0.0
    if int(mine.pop(("num_q", "all"))) != topics:
        wrong.append("num_q: not %d" % topics)
    if mine.keys() != other.keys():
        wrong.append("values of different topics")
    for key in mine.keys() & other.keys():
        difference = abs(mine[key] - other[key])
        most = max(most, difference)
        if difference > TOLERANCE:
            wrong.append(f"{key}: {mine[key]}, not {other[key]}")
    return most, len(mine), wrong


def spoil(run, qrels, work):
    """Scores of a few steps in no order, and parts of both files missing."""
    draw = random.Random(7)
    lines = [line.split() for line in run.read_text().splitlines()]
    draw.shuffle(lines)
    worse, fewer = work / "worse.run", work / "fewer.qrels"
    with worse.open("w") as out:
        for topic, q0, doc, rank, _, tag in lines:
            if topic[-1] != "3" and draw.random() < 0.7:
                print(topic, q0, doc, rank, draw.randrange(-3, 9) / 4, tag,
                      file=out)
    with fewer.open("w") as out:
        for line in qrels.read_text().splitlines():
            if line.split()[0][-1] != "4" and draw.random() < 0.7:
                print(line, file=out)
    return worse, fewer


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("bin", type=pathlib.Path)
    parser.add_argument("collections", type=pathlib.Path, nargs="+")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    try:
        import ir_measures  # noqa: F401
    except ImportError:
        with_ir_measures(args.work)

    query = args.bin / "dateline-query"
    failed = False

    def check(label, run, qrels):
        nonlocal failed
        most, n, wrong = compare(query, run, qrels)
        print(f"{label:24} {n:6} values, largest difference {most:.1e}")
        for line in wrong[:10]:
            print("   ", line)
        failed = failed or bool(wrong)

    for collection in args.collections:
        qrels = collection / "qrels.txt"
        for lang in "none", "en":
            index = args.work / f"{collection.name}.{lang}"
            subprocess.run([args.bin / "dateline-index", "build", "--force",
                            "--lang", lang, "-o", index,
                            collection / "docs.jsonl"],
                           check=True, stdout=subprocess.DEVNULL)
            for model in MODELS:
                run = args.work / f"{collection.name}.{lang}.{model}.run"
                subprocess.run([query, "batch", index, "-q",
                                collection / "topics.tsv", "--rank", model,
                                "-o", run], check=True)
                check(run.stem, run, qrels)
        check(f"{collection.name}.worse", *spoil(run, qrels, args.work))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
