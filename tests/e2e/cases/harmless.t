# A release that holds escape sequences, BEL, NUL, C1 controls, U+202E and what a
# spreadsheet would run prints harmlessly in every form there is.
$ python3 -B "$TESTS/harmless.py" "$BIN" work
> table lines json jsonl csv tsv trec ids text json table csv tsv json table csv tsv json text json table csv tsv json lines csv tsv json table lines json jsonl csv tsv trec ids text json ids ids lines table lines text text table table table lines json jsonl csv tsv trec ids text text peek peek-json peek peek-json dump dump
