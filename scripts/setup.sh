#!/usr/bin/env bash
# Brings what the build needs: a Swift toolchain is asked for, Debian packages and libtorch are installed where missing.
# Says what it does; is silent where everything is there.
#
#   scripts/setup.sh                   what the build needs
#   scripts/setup.sh --data wanted     the Fashion-MNIST images too, and a note where they cannot be had
#   scripts/setup.sh --data required   the same, but their lack is an error
set -euo pipefail
source "$(dirname "$0")/environment.sh"

swift_needed=6.3
images=/usr/share/datasets/fashion-mnist
data=${2:-none}
case "${1:-}:$data" in
  :none | --data:wanted | --data:required) ;;
  *) fail "unknown arguments '$*'; use: scripts/setup.sh [--data wanted|required]" ;;
esac

check_swift() {
  local where="get one from https://www.swift.org/install/linux and put its usr/bin on PATH"
  command -v swift >/dev/null || fail "no Swift toolchain was found; swift-nas needs Swift $swift_needed or newer: $where."
  local answer version
  answer=$(swift --version 2>&1) || fail "$(command -v swift) does not start ($(head -n 1 <<<"$answer")); the packages a toolchain needs are listed at https://www.swift.org/install/linux."
  version=$(sed -nE 's/.*Swift version ([0-9]+(\.[0-9]+)*).*/\1/p' <<<"$answer" | head -n 1)
  [ -n "$version" ] || fail "$(command -v swift) does not tell its version; swift-nas needs Swift $swift_needed or newer: $where."
  [ "$(printf '%s\n' "$swift_needed" "$version" | sort -V | head -n 1)" = "$swift_needed" ] \
    || fail "this is Swift $version, and swift-nas needs $swift_needed or newer: $where."
}

# A package counts as there when dpkg says so or when what it is needed for is found: compilers and Python come in many ways.
installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
found() { compgen -G "$1" >/dev/null; }
library() { pkg-config --exists "$1" 2>/dev/null || found "/usr/include/$2"; }

missing_for_build() {
  command -v git >/dev/null || echo git
  command -v pkg-config >/dev/null || echo pkg-config
  installed zlib1g-dev || library zlib zlib.h || echo zlib1g-dev
  installed libjpeg-dev || library libjpeg jpeglib.h || echo libjpeg-dev
  installed libpng-dev || library libpng png.h || echo libpng-dev
  installed libsqlite3-dev || library sqlite3 sqlite3.h || echo libsqlite3-dev
  installed libstdc++-12-dev || found '/usr/include/c++/*/vector' || echo g++
  libtorch_is_there || [ -n "${NAS_LIBTORCH:-}" ] || python3 -m pip --version >/dev/null 2>&1 || echo python3-pip
}

missing_data() {
  [ "$data" = none ] || installed dataset-fashion-mnist || found "$images/train-images-idx3-ubyte.gz" || echo dataset-fashion-mnist
}

# On failure leaves in `reason` why, in words that end a sentence; the details are in the log.
reason=
index_is_fresh=no
install_packages() {
  local root=() log=.deps/apt.log
  reason="this machine has no apt-get"
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" != 0 ]; then
    reason="you are not root and there is no sudo"
    command -v sudo >/dev/null || return 1
    root=(sudo)
  fi
  say "installing Debian packages: $*"
  reason="apt-get could not install it (no network, or no such package here; see $log)"
  local get=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::Retries=1 -o DPkg::Lock::Timeout=120)
  if [ "$index_is_fresh" = no ]; then
    "${get[@]}" update >"$log" 2>&1 || return 1
    index_is_fresh=yes
  fi
  "${get[@]}" install -y --no-install-recommends "$@" >>"$log" 2>&1 || return 1
  reason="apt-get installed it, but it is still not found"
}

other_names() {
  sed -e 's/^pkg-config$/pkgconf-pkg-config/' -e 's/^zlib1g-dev$/zlib-devel/' -e 's/^libsqlite3-dev$/sqlite-devel/' \
    -e 's/^libjpeg-dev$/libjpeg-turbo-devel/' -e 's/^libpng-dev$/libpng-devel/' \
    -e 's/^g++$/gcc-c++/' -e "s|^dataset-fashion-mnist\$|Fashion-MNIST's four .gz files in $images|"
}
in_a_row() { paste -sd, - | sed 's/,/, /g'; }

refuse() {
  fail "missing: $(in_a_row <<<"$1") (so named on Debian; on Fedora: $(other_names <<<"$1" | in_a_row)), and $reason; install what is missing, then run this again."
}

# The images come second: where they cannot be had, the rest is still worth installing.
require_packages() {
  local missing images_missing
  missing=$(missing_for_build)
  images_missing=$(missing_data)
  # shellcheck disable=SC2086 # one word a package
  if [ -n "$missing" ] && ! { install_packages $missing && [ -z "$(missing_for_build)" ]; }; then
    refuse "$missing${images_missing:+$'\n'$images_missing}"
  fi
  [ -z "$images_missing" ] || install_packages "$images_missing" && return 0
  [ "$data" != required ] || refuse "$images_missing"
  say "Fashion-MNIST is not here, and $reason; the tests that train on it will be skipped."
}

# The stamp ties an installation to this checkout, to NAS_LIBTORCH and to the script that made it.
libtorch_stamp() { echo "$PWD ${NAS_LIBTORCH:-} $(cksum <scripts/setup-libtorch.sh)"; }
libtorch_is_there() {
  [ -f .deps/libtorch.stamp ] && [ -f .deps/pkgconfig/libtorch.pc ] && [ -f .deps/libtorch.path ] \
    && [ -f "$(<.deps/libtorch.path)/lib/libtorch_cpu.so" ] && [ "$(<.deps/libtorch.stamp)" = "$(libtorch_stamp)" ]
}

mkdir -p .deps
check_swift
require_packages
if ! libtorch_is_there; then
  scripts/setup-libtorch.sh
  libtorch_stamp | write_atomically .deps/libtorch.stamp
fi
