#!/usr/bin/env bash
# Builds and measures; prints a table and leaves .build/bench.json.
#
#   scripts/bench.sh [PREFIX]   only the measurements whose names begin so
#
# Optuna, which the searches are compared with, is installed into .deps/bench where Python can; without it that column stays empty.
set -euo pipefail
source "$(dirname "$0")/environment.sh"

[ $# -le 1 ] || fail "use: scripts/bench.sh [PREFIX]"

install_optuna() {
  local folder="$PWD/.deps/bench" log=.deps/bench-install.log
  export PYTHONPATH="$folder${PYTHONPATH:+:$PYTHONPATH}"
  python3 -c 'import optuna' 2>/dev/null && return 0
  say "installing Optuna into .deps/bench to compare with"
  mkdir -p "$folder"
  python3 -m pip install --quiet --disable-pip-version-check --target "$folder" optuna==5.0.0 >"$log" 2>&1 \
    || say "Optuna could not be installed (no network, or no pip; see $log): its figures will be missing."
}

scripts/build.sh
install_optuna
exec "$products/nas-bench-suite" "$@"
