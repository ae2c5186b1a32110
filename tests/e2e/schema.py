#!/usr/bin/env python3
"""Holds the JSON that the programs print to docs/schema/.

usage: schema.py BIN-FOLDER CORPUS-FOLDER FOLDER

In FOLDER, which is to be empty, come indexes of the sample releases, of a
hostile one, of ids only and of nothing; every form of JSON is printed of each
and validated. The schemas leave room for members to come. Here they do not: a
member that no schema describes is a failure as well.
"""
import itertools
import json
import os
import pathlib
import subprocess
import sys

try:
    import jsonschema
except ImportError:  # another Python may be first on the PATH than the system's
    if sys.executable == "/usr/bin/python3":
        raise
    os.execv("/usr/bin/python3", ["/usr/bin/python3", "-B", *sys.argv])

SCHEMAS = pathlib.Path(__file__).resolve().parents[2] / "docs" / "schema"


# Members that are not always there.
OPTIONAL = {"first_date", "last_date", "notice", "facets", "by", "counts",
            "profile", "no_hits", "saved", "since", "matching",
            "first", "last", "dateline", "zones", "quotes", "place", "agency",
            "date", "speaker", "mention", "sure", "why", "said_by",
            "stories", "passages", "repeated", "date_origin"}


def load(name):
    return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))


def strict(part, file):
    """Part of a schema without room for members it does not name. What it
    refers to is put in its place, which every version of the validator takes."""
    if isinstance(part, list):
        return [strict(item, file) for item in part]
    if not isinstance(part, dict):
        return part
    own = {key: strict(value, file) for key, value in part.items()
           if key not in ("$ref", "$defs")}
    if "$ref" in part:
        target, name = part["$ref"].split("#/$defs/")
        there = strict(load(target or file)["$defs"][name], target or file)
        for key in ("required", "properties"):
            if key in own:
                own[key] = own[key] + there[key] if key == "required" else {
                    **own[key], **there[key]}
        own = {**there, **own}
    if "object" in own.get("type", ()):
        own.setdefault("additionalProperties", False)
    return own


def validators():
    """By name: a validator of each file of docs/schema."""
    found = {}
    for path in sorted(SCHEMAS.glob("*.schema.json")):
        jsonschema.Draft202012Validator.check_schema(load(path.name))
        found[path.name.split(".")[0]] = jsonschema.Draft202012Validator(
            strict(load(path.name), path.name))
    return found


def lines(*command):
    done = subprocess.run(command, check=False, capture_output=True)
    return done.stdout.decode("utf-8").splitlines()


def printed(binaries, corpus, folder):
    """Pairs: the name of a schema, and a line that is to keep to it."""
    query, index = f"{binaries}/dateline-query", f"{binaries}/dateline-index"
    nasty = {"id": "n\x1b\0\u202e", "title": "a\x07\n\u2028 \"\\", "body":
             "lighthouse \ud83d\ude00".encode("utf-16", "surrogatepass").decode(
                 "utf-16") + "\x9b", "source": "\x00", "author": "\udb40".encode(
                     "utf-16", "surrogatepass").decode("utf-16", "replace")}
    (folder / "nasty.jsonl").write_text(json.dumps(nasty) + "\n")
    (folder / "none").mkdir()
    sources = {"full": [corpus], "nasty": [str(folder / "nasty.jsonl")],
               "ids": ["--store", "ids", corpus], "none": [str(folder / "none")]}
    saved = ["env", f"DATELINE_SAVED={folder}/saved", query, "saved"]
    for name, options in sources.items():
        path = str(folder / f"{name}.idx")
        yield "build", lines(index, "build", "--json", "-o", path, *options)[-1]
        for command in ("add", "update"):
            yield "change", lines(index, command, "--json", path,
                                  options[-1])[-1]
        for line in lines(index, "stats", "--json", path):
            yield "stats", line
        for question in ("lighthouse", "minsk OR the", "nothing-of-this", "",
                         "lighthuose minsk*zz date:1850 -the"):
            ask = [query, path, question, "-n", "50", "--format"]
            for more in ([], ["--facets", "source,year,month,day"],
                         ["--profile"]):
                for line in lines(*ask, "json", *more):
                    yield "answer", line
            if question:
                name = f"{name}-{len(question)}"
                lines(*saved, "add", name, path, question)
                for more in ([], ["--since", "last"], ["--since", "last"]):
                    for line in lines(*saved, "run", name, *more, "--format",
                                      "json"):
                        yield "answer", line
                for line in lines(*saved, "run", name, "--format", "jsonl"):
                    yield "hit", line
            for by in ([], *(["--by", by] for by in
                             ("year", "month", "day", "source", "speaker",
                              "place"))):
                for line in lines(query, "count", path, question, *by,
                                  "--format", "json"):
                    yield "count", line
            for line in lines(query, path, "said:any OR said:none", "--format",
                              "json"):
                yield "answer", line
            for line in lines(query, "who", path, question, "--format",
                              "json"):
                yield "who", line
            for line in lines(*ask, "jsonl"):
                yield "hit", line
            yield "profile", lines(*ask, "jsonl", "--profile")[-1]
            for line in lines(query, "kwic", path, question, "-n", "50",
                              "--format", "json"):
                yield "kwic", line
        for pattern in ("l*", "/.*/", "nothing-of-this"):
            for line in lines(query, "terms", path, pattern, "--format",
                              "json"):
                yield "terms", line
        null = subprocess.run([query, path, "the OR lighthouse", "-n", "50",
                               "--format", "null"], check=False,
                              capture_output=True).stdout
        idents = null.split(b"\0")[:-1]
        for ident in idents:
            for more in ([], ["--zones"]):
                for line in lines(query, "show", "--format", "json", *more,
                                  path, ident):
                    yield "release", line
        for ident in idents[:5]:
            for model in ("bm25", "bm25f", "lm", "dph", "tfidf"):
                for line in lines(query, "explain", path, "the OR ligh* OR "
                                  "title:minsk", ident, "--rank", model,
                                  "--format", "json"):
                    yield "explain", line
            for form, name in (("json", "answer"), ("jsonl", "hit")):
                for line in lines(query, "similar", path, ident, "--format",
                                  form):
                    yield name, line


def printed_of_copies(binaries, folder):
    """The same of an index of two releases that are copies."""
    query, index = f"{binaries}/dateline-query", f"{binaries}/dateline-index"
    text = " ".join(f"word{i}" for i in range(90))
    (folder / "two.jsonl").write_text("".join(
        json.dumps({"id": i, "body": text + i}) + "\n" for i in "ab"))
    path = str(folder / "two.idx")
    lines(index, "build", "-o", path, str(folder / "two.jsonl"))
    for how in ("show", "fold", "drop"):
        ask = [query, path, "word1", "--dup", how, "--format"]
        yield "answer", lines(*ask, "json")[0]
        yield "hit", lines(*ask, "jsonl")[0]
        yield "count", lines(query, "count", path, "word1", "--dup", how,
                             "--format", "json")[0]
    for passages in "02":
        yield "versions", lines(query, "versions", path, "b", "--format",
                                "json", "--passages", passages)[0]
    for form, name in (("json", "answer"), ("jsonl", "hit")):
        yield name, lines(query, "similar", path, "b", "--by", "signature",
                          "--format", form)[0]


def mutants(line):
    """What is no longer as it should be: a member more, one less, one of
    another type."""
    text = json.loads(line)
    yield {**text, "more": 1}
    for name in text:
        if name not in OPTIONAL:
            yield {key: text[key] for key in text if key != name}
        yield {**text, name: {"of": "no such type"}}


def main(binaries, corpus, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(exist_ok=True)
    known, seen = validators(), {}
    for name, line in itertools.chain(printed(binaries, corpus, folder),
                                      printed_of_copies(binaries, folder)):
        if name not in seen and any(map(known[name].is_valid, mutants(line))):
            print(f"{name}: the schema lets everything pass")
        seen[name] = seen.get(name, 0) + 1
        for error in known[name].iter_errors(json.loads(line)):
            print(f"{name}: {error.json_path}: {error.message}\n  {line}")
    for name in known:
        print(f"{name}: " + ("some" if seen.get(name) else "none"))
    print(sum(seen.values()), "texts", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
