# shellcheck shell=bash
# Read by the other scripts with `source`: the checkout's root as working directory, the build's flags and paths.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

script=$(basename "$0" .sh)
say() { echo "$script: $*" >&2; }
fail() { say "$*"; exit 1; }

# Where SwiftPM finds libtorch.pc.
export PKG_CONFIG_PATH="$PWD/.deps/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"

# `swift build`, with tests or without, and `swift test` must get the same flags: a differing one compiles all anew.
# shellcheck disable=SC2034
swift_flags=(-c release --explicit-target-dependency-import-check error)
# shellcheck disable=SC2034
products="$PWD/.build/release"

# Replaces file $1 by standard input in one step, so that a reader never sees half of it.
write_atomically() {
  local new="$1.new.$$"
  cat >"$new" && mv -f "$new" "$1"
}
