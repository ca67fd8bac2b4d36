#!/usr/bin/env bash
# Checks what the compiler does not: formatting, documentation, and which module imports which.
set -euo pipefail
source "$(dirname "$0")/environment.sh"

command -v swift >/dev/null || scripts/setup.sh
roots=()
for root in Sources Plugins Tests templates Package.swift; do
  [ ! -e "$root" ] || roots+=("$root")
done
[ ${#roots[@]} -gt 0 ] || fail "there is no Swift source in $PWD; run this in a complete checkout."

status=0
# Build folders inside templates hold other people's sources.
find "${roots[@]}" -name '.build*' -prune -o -name '*.swift' -type f -print0 | xargs -0 -r swift format lint --strict --parallel || status=1
scripts/check-layers.sh || status=1
[ "$status" = 0 ] && say "nothing to complain about"
exit "$status"
