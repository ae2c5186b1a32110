#!/usr/bin/env python3
"""Writes the documents of a folder in every form that can be indexed.

usage: forms.py BIN-FOLDER SOURCE OUT

SOURCE is read with `dateline-index peek --json`, of which only ids, titles,
dates and sources are used, and the bodies from an index; then OUT gets

    base.jsonl  base.json  base.csv  base.tsv  base.trec  base.msmarco.tsv
    base.mbox   beir/corpus.jsonl (with queries.jsonl and qrels beside it)
    html/*.html  eml/*.eml  md/*.md

all with the same documents in the same order: that of the names in html/. White
space is evened out first, for a page cannot keep it. Where a form has no place
for a field the form does without.
"""
import base64
import csv
import html
import json
import pathlib
import quopri
import re
import subprocess
import sys
from email.header import Header

FIELDS = ["id", "title", "date", "source", "body"]


def run(*command):
    return subprocess.run(command, check=False, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL).stdout.decode("utf-8")


def even(text):
    """Paragraphs of one line each, an empty line between."""
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", " ", text)
    paragraphs = re.split(r"\n[ \t]*\n", text)
    lines = [re.sub(r"[ \t\n]+", " ", p).strip(" ") for p in paragraphs]
    return "\n\n".join(line for line in lines if line)


def documents(binaries, source, work):
    """Of an index of `source`, in the order of ids as paths."""
    index = str(work / "first.idx")
    run(f"{binaries}/dateline-index", "build", "--force", "-o", index, source)
    shown = run(f"{binaries}/dateline-index", "peek", "-n", "100000", "--json",
                source)
    found = []
    for line in shown.splitlines():
        d = json.loads(line)
        if "id" not in d:
            continue
        whole = run(f"{binaries}/dateline-query", "show", "--format", "json",
                    index, d["id"])
        body = json.loads(whole).get("body", "") if whole else ""
        found.append({
            "id": re.sub(r"[^a-z0-9/_-]+", "-", d["id"].lower()),
            "title": even(d["title"]).replace("\n", " "),
            "date": d.get("date", ""),
            "source": even(d["source"]).replace("\n", " "),
            "body": even(body)})
    keep = {d["id"]: d for d in found if d["title"] and d["body"]}
    return [keep[i] for i in sorted(keep, key=lambda i: (i + ".html").split("/"))]


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def as_json(d):
    return json.dumps({f: d[f] for f in FIELDS if d[f]}, ensure_ascii=False)


def as_beir(d):
    more = {f: d[f] for f in ("date", "source") if d[f]}
    return json.dumps({"_id": d["id"], "title": d["title"], "metadata": more,
                       "text": d["body"]}, ensure_ascii=False)


def as_html(d):
    def esc(text):
        return html.escape(text, quote=True)
    meta = f'<meta property="og:site_name" content="{esc(d["source"])}">' \
        if d["source"] else ""
    date = f'<meta name="date" content="{d["date"]}">' if d["date"] else ""
    body = "\n".join(f"<p>{esc(p)}</p>" for p in d["body"].split("\n\n"))
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{esc(d["title"])}</title>
{date}{meta}<style>p {{ color: red }}</style><script>var a = "<p>no</p>";</script>
</head><body><nav><a href="/">Home</a> <a href="/news">All news</a></nav>
<header><p>A site's name</p><h1>{esc(d["title"])}</h1></header>
<main><article>
{body}
</article></main><aside>Read also</aside><footer>About us</footer></body></html>
"""


def as_trec(d):
    def esc(text):
        return html.escape(text, quote=False)
    rows = [("DOCNO", d["id"]), ("TITLE", d["title"]), ("DATE", d["date"]),
            ("SOURCE", d["source"])]
    head = "\n".join(f"<{n}> {esc(v)} </{n}>" for n, v in rows if v)
    return f"<DOC>\n{head}\n<TEXT>\n{esc(d['body'])}\n</TEXT>\n</DOC>\n"


def as_mail(d, number):
    """Every kind of encoding in turn."""
    raw = d["body"].encode("utf-8")
    kinds = {
        0: ("base64", base64.encodebytes(raw).decode("ascii")),
        1: ("quoted-printable", quopri.encodestring(raw).decode("ascii")),
        2: ("8bit", re.sub(r"(?m)^(>*From )", r">\1", d["body"])),
    }
    how, text = kinds[number % 3]
    part = f"Content-Type: text/plain; charset=utf-8\n" \
           f"Content-Transfer-Encoding: {how}\n\n{text}\n"
    head = f"Subject: {Header(d['title'], 'utf-8').encode()}\n" \
           f"Message-ID: <{d['id']}>\n"
    if d["source"]:
        sender = Header(d["source"], "utf-8").encode()
        head += f"From: {sender} <press@example.org>\n"
    if d["date"]:
        head += f"Date: {d['date']}\n"
    if number % 2:
        return head + part
    page = "Content-Type: text/html\n\n<p>Not this one.</p>\n"
    return head + f"""MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="=_b"

--=_b
{page}
--=_b
{part}
--=_b--
"""


def as_markdown(d):
    head = "\n".join(f"{f}: {d[f]}" for f in FIELDS[1:4] if d[f])
    body = re.sub(r"([\\`*_\[\]<>#~=-])", r"\\\1", d["body"])
    return f"---\n{head}\n---\n\n{body}\n"


def main(binaries, source, out):
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    docs = documents(binaries, source, out)
    write(out / "base.jsonl", "".join(as_json(d) + "\n" for d in docs))
    write(out / "base.json", "[\n" + ",\n".join(map(as_json, docs)) + "\n]\n")
    write(out / "beir/corpus.jsonl", "".join(as_beir(d) + "\n" for d in docs))
    write(out / "beir/queries.jsonl", '{"_id": "q1", "text": "a question"}\n')
    write(out / "beir/qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\ta\t1\n")
    write(out / "base.trec", "".join(map(as_trec, docs)))
    write(out / "base.msmarco.tsv", "".join(
        f"{d['id']}\thttp://example.org/{d['id']}\t{d['title']}\t" +
        d["body"].replace("\n\n", " ") + "\n" for d in docs))
    write(out / "base.mbox", "".join(
        f"From press@example.org Tue May 28 10:00:00 2019\n{as_mail(d, i)}\n"
        for i, d in enumerate(docs)))
    for name, separator in [("base.csv", ","), ("semicolon.csv", ";")]:
        with open(out / name, "w", encoding="utf-8", newline="") as f:
            rows = csv.DictWriter(f, FIELDS, delimiter=separator)
            rows.writeheader()
            rows.writerows(docs)
    write(out / "base.tsv", "\t".join(FIELDS) + "\n" + "".join(
        "\t".join(d[f].replace("\n\n", " ") for f in FIELDS) + "\n"
        for d in docs))
    for i, d in enumerate(docs):
        write(out / "html" / (d["id"] + ".html"), as_html(d))
        write(out / "eml" / (d["id"] + ".eml"), as_mail(d, i))
        write(out / "md" / (d["id"] + ".md"), as_markdown(d))
    print(f"{len(docs)} documents")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
