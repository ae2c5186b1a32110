# What people see on terminals of 40, 80 and 160 columns, and in a pipe.
$ python3 -B "$TESTS/terminal.py" "$BIN" work
> 40: as it was
> 80: as it was
> 160: as it was
> piped: as it was
> pager: ok
