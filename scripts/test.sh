#!/usr/bin/env bash
# Builds once, tests included, and runs the tests; the last line counts what passed, failed and was skipped, and why.
#
#   scripts/test.sh [--all] [arguments of swift test, as --filter NAME]
#
# --all also runs what takes long (many seeds, long kill loops); the tests see it as NAS_TEST_ALL=1.
set -euo pipefail
source "$(dirname "$0")/environment.sh"

if [ "${1:-}" = --all ]; then
  shift
  export NAS_TEST_ALL=1
fi

scripts/setup.sh --data wanted
scripts/build.sh --tests

export NAS_BINARY="$products/nas"
# All that tests leave in the temporary folder goes with it.
TMPDIR=$(mktemp -d "${TMPDIR:-/tmp}/nas-tests.XXXXXX")
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT

log=.build/test.log
status=0
swift test "${swift_flags[@]}" --skip-build --disable-testable-imports --disable-xctest "$@" 2>&1 | tee "$log" || status=$?
scripts/count-tests.sh "$log" || status=1
exit "$status"
