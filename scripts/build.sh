#!/usr/bin/env bash
# Builds everything into .build/release: nas, nas-worker, the plugins and, beside each plugin, its manifest.
#
#   scripts/build.sh           programs and plugins
#   scripts/build.sh --tests   the tests too (the rest is not compiled a second time)
set -euo pipefail
source "$(dirname "$0")/environment.sh"

case "${*:-}" in
  "" ) more=() ;;
  --tests) more=(--build-tests) ;;
  *) fail "unknown arguments '$*'; use: scripts/build.sh [--tests]" ;;
esac

# Fetching is a step of its own, so that a machine without network gets one sentence.
resolve_packages() {
  local stamp=.build/resolved.stamp log=.deps/resolve.log
  [ ! "$stamp" -nt Package.swift ] || return 0
  say "fetching the Swift packages that Package.swift names"
  if ! swift package resolve >"$log" 2>&1; then
    if grep -qiE "git command|failed to clone|couldn.t (fetch|update)|unable to access|resolve host|repository.*(unreachable|could not)" "$log"; then
      fail "the Swift packages that Package.swift names could not be fetched (no network, or no access to $(last_address "$log"); see $log)."
    fi
    cat "$log" >&2
    fail "Package.swift could not be resolved; the lines above say why."
  fi
  touch "$stamp"
}

last_address() {
  local address
  address=$(grep -oE 'https?://[^ :'"'"']+' "$1" | tail -n 1)
  echo "${address:-their addresses}"
}

[ -f Package.swift ] || fail "there is no Package.swift in $PWD; run this in a complete checkout."
scripts/setup.sh
resolve_packages
swift build "${swift_flags[@]}" "${more[@]}" >&2
cmp -s .deps/libtorch.path "$products/libtorch.path" || write_atomically "$products/libtorch.path" <.deps/libtorch.path
scripts/manifests.sh
