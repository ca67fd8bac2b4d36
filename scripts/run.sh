#!/usr/bin/env bash
# A first architecture search, from nothing: sets up, builds, searches on Fashion-MNIST and trains the winner.
# An interrupted search goes on where it was; a finished one is started over.
set -euo pipefail
source "$(dirname "$0")/environment.sh"

study=studies/quickstart
scripts/setup.sh --data required
scripts/build.sh

is_finished() { "$products/nas" status "$1" --format json | tr -d ' \t\n' | grep -q '"finished":true'; }

if [ -e "$study" ]; then
  if is_finished "$study"; then
    say "removing the finished study in $study to start over"
    rm -rf "$study"
  else
    say "going on with the unfinished study in $study (remove that folder to start over)"
    exec "$products/nas" resume "$study"
  fi
fi
exec "$products/nas" run examples/quickstart.yaml --study "$study"
