# Every JSON text keeps to its schema in docs/schema, and every schema is of one.
$ python3 -B "$TESTS/schema.py" "$BIN" "$CORPUS/sample" work
> answer: some
> build: some
> change: some
> count: some
> explain: some
> hit: some
> kwic: some
> profile: some
> release: some
> stats: some
> terms: some
> versions: some
> who: some
