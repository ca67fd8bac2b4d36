#!/usr/bin/env bash
# Brings libtorch to where the build looks for it. Safe to run again: what is already there is kept.
#
#   NAS_LIBTORCH=DIR   use this libtorch (a folder with lib/ and include/) instead of installing one
#
# Leaves .deps/pkgconfig/libtorch.pc (read by SwiftPM through PKG_CONFIG_PATH)
# and    .deps/libtorch.path         (one line: the folder that holds lib/ and include/).
set -euo pipefail
cd "$(dirname "$0")/.."

version=2.13.0
deps="$PWD/.deps"
python="$deps/python"
wheel="$python/torch"

say() { echo "setup-libtorch: $*" >&2; }
fail() { say "$*"; exit 1; }
is_libtorch() { [ -f "$1/lib/libtorch_cpu.so" ] && [ -f "$1/include/torch/csrc/api/include/torch/torch.h" ]; }

# The CPU-only wheel is a tenth of the size of the plain one, but not every package index carries it.
install_wheel() {
  command -v python3 >/dev/null || fail "python3 is missing; install it (Debian: apt-get install python3 python3-pip) or set NAS_LIBTORCH to a libtorch folder."
  python3 -m pip --version >/dev/null 2>&1 || fail "pip is missing; install it (Debian: apt-get install python3-pip) or set NAS_LIBTORCH to a libtorch folder."
  rm -rf "$python.new"
  local log="$deps/libtorch-install.log"
  say "installing torch $version (CPU) into .deps/python; this takes a few minutes once"
  if ! pip_install "torch==$version+cpu" >"$log" 2>&1; then
    # Its libtorch_cpu.so needs the CUDA runtime and profiler even where no GPU is, so it comes with what it names.
    say "no CPU-only wheel here; taking the plain one with its CUDA libraries (some gigabytes)"
    pip_install "torch==$version" >>"$log" 2>&1 \
      || fail "torch $version could not be installed (no network, or no wheel for this Python; see .deps/libtorch-install.log); set NAS_LIBTORCH to a libtorch folder."
  fi
  rm -rf "$python"
  mv "$python.new" "$python"
}

pip_install() { python3 -m pip install --quiet --disable-pip-version-check --no-warn-script-location --target "$python.new" "$@"; }

mkdir -p "$deps/pkgconfig"
if [ -n "${NAS_LIBTORCH:-}" ]; then
  torch=$(cd "$NAS_LIBTORCH" 2>/dev/null && pwd) || fail "NAS_LIBTORCH names '$NAS_LIBTORCH', which is not a folder."
  is_libtorch "$torch" || fail "NAS_LIBTORCH names '$NAS_LIBTORCH', which holds no lib/libtorch_cpu.so and headers; point it at the folder with lib/ and include/."
else
  torch="$wheel"
  is_libtorch "$torch" || install_wheel
  is_libtorch "$torch" || fail "the installed wheel holds no libtorch at .deps/python/torch; remove .deps/python and run this again."
fi

# Written only when they change, so that a second run does not make SwiftPM build again.
write_if_changed() {
  local text; text=$(cat)
  [ -f "$1" ] && [ "$(cat "$1")" = "$text" ] || printf '%s\n' "$text" >"$1"
}

write_if_changed "$deps/libtorch.path" <<<"$torch"
write_if_changed "$deps/pkgconfig/libtorch.pc" <<PC
prefix=$torch
Name: libtorch
Description: Tensors, operators and automatic differentiation
Version: $version
Cflags: -I\${prefix}/include -I\${prefix}/include/torch/csrc/api/include
Libs: -L\${prefix}/lib -ltorch -ltorch_cpu -lc10
PC
say "libtorch is at $torch"
