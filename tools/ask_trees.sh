#!/bin/bash
# ask_trees.sh [SEED [trees|sample|zones ...]] -- random trees of all operators,
# asked of the engine and of the oracle (tests/oracle): over random releases
# (trees), over such with random parts and speakers (zones) and over corpus/sample
# (sample), or over all of these; with stems and without, in one segment and in
# several. Says how many there were, how many of them different, and how many
# answers were wrong; some 340,000 trees in a quarter of an hour on two
# processors. ROUNDS= and QUERIES= make it more or less, BUILD= names another
# build than build/release. A wrong answer is printed as small as
# it goes, and what was printed is kept.
set -uo pipefail
cd "$(dirname "$0")/.."
seed=${1:-1}
over=" ${*:2} "
export CK_FORK=no CK_VERBOSITY=silent
tests=${BUILD:-build/release}/tests
work=$(mktemp -d)

# One test of a program, with a seed of its own.
ask() {
    local program=$1 name=$2 rounds=$3 queries=$4
    seed=$((seed + 1))
    [[ $over == "  " || $over == *" ${program%%_*} "* ]] || return 0
    echo "env CK_RUN_CASE=$name SEED=$seed TREES=$work/$seed.trees" \
        "ROUNDS=${ROUNDS:-$rounds} QUERIES=${QUERIES:-$queries}" \
        "$tests/test_property_$program >$work/$seed.log 2>&1"
}

{
    for what in of_all_operators_answer_as_the_oracle \
        answer_as_the_oracle_over_segments \
        answer_as_the_oracle_with_stems \
        answer_as_the_oracle_with_stems_over_segments; do
        ask trees_vs_oracle "trees_$what" 48 700
    done
    for what in answer_as_the_oracle \
        answer_as_the_oracle_over_segments \
        answer_as_the_oracle_with_stems \
        answer_as_the_oracle_with_stems_over_segments; do
        ask sample_vs_oracle "sample_releases_$what" 10 2200
    done
    for what in answer_as_the_oracle \
        answer_as_the_oracle_over_segments \
        answer_as_the_oracle_with_stems \
        answer_as_the_oracle_with_stems_over_segments; do
        ask zones_vs_oracle "trees_in_parts_$what" 48 700
    done
} | tr '\n' '\0' | xargs -0 -P2 -n1 sh -c
failed=$?

grep -h ' trees, ' "$work"/*.log
awk '/ trees, / { n += $(NF - 8); wrong += $(NF - 1) }
     END { printf "%d trees, ", n; if (wrong) printf "%d wrong, ", wrong }' \
    "$work"/*.log
echo "$(sort -u "$work"/*.trees | wc -l) different"
if [ "$failed" -ne 0 ]; then
    echo "answers differ, or a test ended early: see $work"
    exit 1
fi
rm -r "$work"
