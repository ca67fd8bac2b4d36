#!/usr/bin/env bash
# Removes what was built. Keeps .deps (libtorch takes minutes to install) and studies.
set -euo pipefail
source "$(dirname "$0")/environment.sh"

rm -rf .build .build-* templates/*/.build
say "removed .build; .deps and studies are kept"
