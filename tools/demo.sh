#!/bin/sh
# demo.sh -- from a fresh Debian 12 to a ranked answer: installs the packages
# that are missing, builds, indexes corpus/sample, asks.
set -eu
cd "$(dirname "$0")/.."
. tools/setup.sh

need $PACKAGES
build release
bin=build/release/bin
demo=build/demo
mkdir -p "$demo"

# Runs a command after showing it as a person would type it. The sample holds
# an empty and a broken file on purpose, so a build ends with 1: some rejected.
show() {
    printf '\n$ %s\n' "$*"
    "$bin/$@" || [ $? -eq 1 ]
}

say "Indexing the sample releases"
show dateline-index build --force --lang en -o "$demo/releases" corpus/sample
show dateline-index build --force -o "$demo/desk" \
    --map title=headline,date=published,source=newsroom,body=text \
    corpus/sample/mapped.jsonl
show dateline-index verify "$demo/releases"

say "Asking"
show dateline-query -n 3 "$demo/releases" kassym-jomart tokayev kazakhstan
show dateline-query "$demo/releases" '"good and kind relations"'
show dateline-query "$demo/releases" -n 3 hospital opens -children
show dateline-query "$demo/desk" cannery ground lease

say "Done. Your own: $bin/dateline-index build -o INDEX FOLDER"
