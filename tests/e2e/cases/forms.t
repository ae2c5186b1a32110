# The same documents in every form give the same index, byte for byte.
$ python3 -B "$TESTS/forms.py" "$BIN" "$CORPUS/sample" forms
> 97 documents
$ for form in base.jsonl base.json base.csv semicolon.csv base.trec base.mbox beir html eml md; do dateline-index build --lang en -j 2 -o $form.idx forms/$form && cmp base.jsonl.idx/000001.seg $form.idx/000001.seg && cmp base.jsonl.idx/MANIFEST $form.idx/MANIFEST && echo $form; done | grep -v 'documents,\|mojibake'
> base.jsonl
> base.json
> base.csv
> semicolon.csv
> base.trec
> base.mbox
> beir
> html
> eml
> md

# A tab separates columns, so these have no paragraphs; one has no dates.
$ dateline-index build -o base.tsv.idx forms/base.tsv; dateline-index build -f msmarco -o base.msmarco.tsv.idx forms/base.msmarco.tsv
~ 97 documents, (\d+) words, .*
> 1 show mojibake: UTF-8 that was read as Windows-1252 before it got here
~ 97 documents, (\d+) words, .*
> 1 show mojibake: UTF-8 that was read as Windows-1252 before it got here
$ for form in base.jsonl base.tsv base.msmarco.tsv; do dateline-index stats --json $form.idx | grep -o '"words":[0-9]*'; done | uniq -c | grep -c .
> 1

# In UTF-16, and from a pipe, where only the content tells what it is.
$ for form in base.jsonl base.csv base.json base.trec; do (printf '\377\376'; iconv -f UTF-8 -t UTF-16LE forms/$form) >wide-$form && dateline-index build --lang en -o wide-$form.idx wide-$form && cmp base.jsonl.idx/000001.seg wide-$form.idx/000001.seg && echo $form; done | grep -v 'documents,\|mojibake'
~ .* 97 as UTF-16
> base.jsonl
~ .* 97 as UTF-16
> base.csv
~ .* 97 as UTF-16
> base.json
~ .* 97 as UTF-16
> base.trec
$ for form in base.jsonl base.json base.trec base.mbox beir/corpus.jsonl; do rm -rf pipe.idx && dateline-index build --lang en -o pipe.idx - <forms/$form && cmp base.jsonl.idx/000001.seg pipe.idx/000001.seg && echo $form; done | grep -v 'documents,\|mojibake'
> base.jsonl
> base.json
> base.trec
> base.mbox
> beir/corpus.jsonl
$ zstd -qc forms/base.csv | dateline-index build --lang en -f csv -o csv.idx - && cmp base.jsonl.idx/000001.seg csv.idx/000001.seg
...
