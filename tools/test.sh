#!/bin/sh
# test.sh -- from a fresh Debian 12 to every test run: installs the packages
# that are missing, builds, tests.
set -eu
cd "$(dirname "$0")/.."
. tools/setup.sh

need $PACKAGES
build release
say "Testing build/release"
ctest --preset release
