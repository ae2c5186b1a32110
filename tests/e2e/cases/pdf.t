# A real PDF, read through pdftotext: the same words as its text.
# needs pdftotext
file text/talks.txt
| Talks on the bridge
| 28 May 2019
| The Mayor of Harrow Bay (centre) met the engineers of the café bridge.
| They will meet again.
$ mkdir pdf && python3 -B "$TESTS/pdf.py" pdf/talks.pdf 'Talks on the bridge' '28 May 2019' 'The Mayor of Harrow Bay (centre) met the engineers of the café bridge.' 'They will meet again.'
$ dateline-index build -o text.idx text && dateline-index build --filter '*.pdf=pdftotext -enc UTF-8 %s -' -o pdf.idx pdf
~ 1 documents, 24 words, .*
~ 1 documents, 24 words, .*
$ cmp text.idx/000001.seg pdf.idx/000001.seg
$ zip -qr pdf.zip pdf && dateline-index build --filter '*.pdf=pdftotext -enc UTF-8 %s -' -o zip.idx pdf.zip && cmp text.idx/000001.seg zip.idx/000001.seg
~ 1 documents, 24 words, .*
$ head -c 300 pdf/talks.pdf >pdf/cut.pdf; dateline-index build --filter '*.pdf=pdftotext -enc UTF-8 %s -' -o cut.idx pdf
~ 1 documents, 24 words, .*
> 1 documents were rejected
!~ rejected pdf/cut\.pdf: (pdftotext failed with 1: .*|no text)
exit 1
