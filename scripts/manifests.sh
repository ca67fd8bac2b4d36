#!/usr/bin/env bash
# Writes, beside every plugin library of this checkout, the manifest that the host reads before it opens the library.
# A manifest is made by asking the library itself, in a throw-away process, whenever the library or the asking program is newer.
set -euo pipefail
source "$(dirname "$0")/environment.sh"

worker="$products/nas-worker"
list="$products/plugins.list"
[ -x "$worker" ] || fail "$worker is missing; run make build first."

describe() {
  local name=$1 library="$products/lib$1.so" manifest="$products/lib$1.plugin.json" text
  [ -f "$library" ] || fail "Plugins/$name has no library $library; give it a dynamic library product named $name in Package.swift."
  [ "$manifest" -nt "$library" ] && [ "$manifest" -nt "$worker" ] && return 0
  text=$(timeout 60 "$worker" --describe-plugin "$library") || fail "the plugin $name could not be described; the lines above say why."
  [ -n "$text" ] || fail "the plugin $name described itself by nothing; look at its entry point."
  say "described the plugin $name"
  write_atomically "$manifest" <<<"$text"
}

# A plugin that left the checkout would be listed for ever, since SwiftPM keeps what it once built.
forget_removed() {
  local name
  [ -f "$list" ] || return 0
  while read -r name; do
    [ -z "$name" ] || [ -d "Plugins/$name" ] || rm -f "$products/lib$name.plugin.json" "$products/lib$name.so"
  done <"$list"
}

names=()
for folder in Plugins/*/; do
  [ -d "$folder" ] && names+=("$(basename "$folder")")
done
forget_removed
for name in "${names[@]}"; do describe "$name"; done
printf '%s\n' "${names[@]}" | write_atomically "$list"
