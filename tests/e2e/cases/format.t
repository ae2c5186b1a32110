# The index of two documents in docs/FORMAT.md is what is written.
$ python3 -B "$TESTS/format_appendix.py" "$BIN" "$TESTS/../../docs/FORMAT.md"
> the appendix shows what is written
