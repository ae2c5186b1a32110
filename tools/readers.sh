#!/bin/sh
# Sixteen reader processes ask an index for a minute while a writer adds,
# replaces, deletes and merges: no error, no second try, every answer of one
# snapshot. Needs a build: cmake --preset release && cmake --build --preset release
#
# usage: tools/readers.sh [SECONDS [READERS]]
set -eu
cd "$(dirname "$0")/.."
SECONDS=${1:-60} READERS=${2:-16} CK_DEFAULT_TIMEOUT=0 \
    exec "${BUILD:-build/release}/tests/test_property_snapshots"
