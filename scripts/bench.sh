#!/usr/bin/env bash
# Builds and measures; prints a table and leaves .build/bench.json.
#
#   scripts/bench.sh [PREFIX]   only the measurements whose names begin so
set -euo pipefail
source "$(dirname "$0")/environment.sh"

[ $# -le 1 ] || fail "use: scripts/bench.sh [PREFIX]"
scripts/build.sh
exec "$products/nas-bench-suite" "$@"
