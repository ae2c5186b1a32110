#!/bin/sh
# check_units.sh ROOT BIN -- are the units of docs/systemd and the commands of
# docs/overnight.md what systemd and dateline-index take? Ends with 77 where
# systemd-analyze is missing, once the commands were looked at.
set -eu
root=$1
program=$2/dateline-index
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Every command line, its end made --help: what comes before is read first, so a
# misspelt option or value shows, and nothing is built.
grep -hE '^ExecStart=|^(    )?[0-9* ]* *dateline .*dateline-index build|^    dateline-index build' \
    -A 4 "$root/docs/systemd/dateline-index.service" "$root/docs/overnight.md" |
    sed -e ':a' -e '/\\$/N; s/\\\n//; ta' |
    sed -nE 's/.*dateline-index (build .*)/\1/p' |
    sed -e 's/%%/%/g' -e 's/\\%/%/g' >"$work/commands"
[ "$(wc -l <"$work/commands")" -ge 3 ] || {
    echo "units: commands are missing"
    exit 1
}
while read -r arguments; do
    # Unquoted: one word an argument.
    "$program" $arguments --help >/dev/null || {
        echo "units: dateline-index $arguments"
        exit 1
    }
done <"$work/commands"

if ! command -v systemd-analyze >/dev/null; then
    echo "units: SKIPPED, systemd-analyze is missing"
    exit 77
fi
for unit in "$root"/docs/systemd/*; do
    sed "s|/usr/bin/dateline-index|$program|" "$unit" >"$work/${unit##*/}"
done
systemd-analyze verify --man=no "$work"/*.service "$work"/*.timer 2>"$work/said" ||
    {
        cat "$work/said"
        exit 1
    }
# Of a unit of ours it says nothing, not even a warning.
if grep "dateline-index" "$work/said"; then
    exit 1
fi
echo "units: ok"
