# Help, man pages and completions of all programs say the same; and the test
# notices when they do not.
$ python3 -B "$TESTS/pages.py" "$BIN" dateline-query dateline-index dateline-bench
> dateline-query: ok
> dateline-index: ok
> dateline-bench: ok

file bin/forgetful
| #!/bin/sh
| case $1 in
| --man) dateline-query "$@" | sed 's/DATELINE-QUERY/FORGETFUL/; s/dateline\\-query/forgetful/g; s/offset/onset/; s/^\.SH NAME/.SHH/' ;;
| --completion) dateline-query "$@" | sed 's/dateline\([-_]\)query/forgetful/g; s/json jsonl/json/; s/offset/onset/' ;;
| *) dateline-query "$@" ;;
| esac
$ chmod +x bin/forgetful; python3 -B "$TESTS/pages.py" bin forgetful
> forgetful:
...
~ mandoc: .*
...
> man page:  --offset is missing
...
~ bash: .*: lacks \{'--offset'\}, has \{'--onset'\}
...
~ bash: .*--format : lacks \{'jsonl'\}, has set\(\)
...
~ fish: .*: lacks \{'--offset'\}, has \{'--onset'\}
...
~ fish: .*--format : lacks \{'jsonl'\}, has set\(\)
...
~ zsh: .*: lacks \{'--offset'\}, has \{'--onset'\}
...
~ zsh: .*--format : lacks \{'jsonl'\}, has set\(\)
