#!/bin/sh
# fuzz_queries.sh [SECONDS] [BUILD] -- runs the fuzz target of every dialect for
# SECONDS (default 60), from the examples of docs/dialects.md and from what
# fuzzing found before; then that of patterns, as long with ASCII and as long with
# any bytes. TARGETS="native pattern" runs these alone; those of what is known of
# a release, which no question reaches, are run when they are named: release,
# quotations, signature, names. BUILD (default build/fuzz)
# is a build of the preset `fuzz`. A finding ends it; the input is then in the
# folder it names.
set -eu
cd "$(dirname "$0")/.."
seconds=${1:-60}
build=${2:-build/fuzz}
work=$(mktemp -d)

# run NAME TARGET CORPUS OPTION... -- for the time there is.
run() {
    name=$1 target=$2 corpus=$3
    shift 3
    "$build/tests/fuzz_$target" -max_total_time="$seconds" -timeout=5 \
        -rss_limit_mb=1024 -print_final_stats=1 -artifact_prefix="$work/" \
        "$@" "$work/$name" "$corpus" 2>"$work/$name.log" || {
        tail -n 40 "$work/$name.log"
        echo "$name: found something, in $work"
        exit 1
    }
    grep -E 'number_of_executed_units|average_exec' "$work/$name.log"
}

for dialect in ${TARGETS:-websearch native nexis factiva lucene pattern}; do
    mkdir "$work/$dialect"
    case $dialect in
    pattern)
        echo "patterns"
        run pattern pattern tests/fuzz/corpus/pattern -max_len=256 -only_ascii=1
        run pattern pattern tests/fuzz/corpus/pattern -max_len=256
        continue
        ;;
    release | quotations | signature | names)
        echo "$dialect"
        run "$dialect" "$dialect" "tests/fuzz/corpus/$dialect" -max_len=4096
        continue
        ;;
    esac
    awk -v dialect="$dialect" -v to="$work/$dialect" '
        /^```/ { inside = $0 == "```" dialect; next }
        inside {
            sub(/ *=>  .*/, "")
            file = sprintf("%s/%03d", to, ++n)
            printf "%s", $0 > file
            close(file)
        }' docs/dialects.md
    echo "$dialect: $(ls "$work/$dialect" | wc -l) examples"
    run "$dialect" "parse_$dialect" tests/fuzz/corpus/parse -max_len=1024
done
rm -r "$work"
