#!/bin/sh
# fuzz_queries.sh [SECONDS] [BUILD] -- runs the fuzz target of every dialect for
# SECONDS (default 60), from the examples of docs/dialects.md and from what
# fuzzing found before. BUILD (default build/fuzz) is a build of the preset
# `fuzz`. A finding ends it; the input is then in the folder it names.
set -eu
cd "$(dirname "$0")/.."
seconds=${1:-60}
build=${2:-build/fuzz}
work=$(mktemp -d)

for dialect in websearch native nexis factiva lucene; do
    mkdir "$work/$dialect"
    awk -v dialect="$dialect" -v to="$work/$dialect" '
        /^```/ { inside = $0 == "```" dialect; next }
        inside {
            sub(/ *=>  .*/, "")
            file = sprintf("%s/%03d", to, ++n)
            printf "%s", $0 > file
            close(file)
        }' docs/dialects.md
    echo "$dialect: $(ls "$work/$dialect" | wc -l) examples"
    "$build/tests/fuzz_parse_$dialect" -max_total_time="$seconds" \
        -max_len=1024 -timeout=5 -rss_limit_mb=1024 -print_final_stats=1 \
        -artifact_prefix="$work/" "$work/$dialect" tests/fuzz/corpus/parse \
        2>"$work/$dialect.log" || {
        tail -n 40 "$work/$dialect.log"
        echo "$dialect: found something, in $work"
        exit 1
    }
    grep -E 'number_of_executed_units|average_exec' "$work/$dialect.log"
done
rm -r "$work"
