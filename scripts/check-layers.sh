#!/usr/bin/env bash
# Checks by the import lines that the modules' arrows point down only, and that plugins see the protocol module alone.
set -euo pipefail
source "$(dirname "$0")/environment.sh"

# Lowest first; a module may import its own layer and those below. C modules are beneath all, programs (lower-case names) above.
layers=(
  "NASPlugin"
  "Safetensors"
  "NASPluginTesting Storage Workers Planning Datasets Tables Tensors NativeFunctions"
  "Training PluginHosting Engine Reports"
  "WorkerHost"
  "NASCommands NASBench"
)
# What no layer expresses: MODULE:IMPORT pairs that are refused although the arrow points down or sideways.
refused=(Engine:PluginHosting Engine:Tensors Engine:Training)
plugin_imports=" NASPlugin CNASPlugin Glibc "

level() {
  local i
  case $1 in C[A-Z]* | [a-z]*) [[ $1 == C* ]] && echo 0 || echo 99; return ;; esac
  for i in "${!layers[@]}"; do
    [[ " ${layers[$i]} " == *" $1 "* ]] && { echo $((i + 1)); return; }
  done
  echo none
}

# "FILE:LINE MODULE" for each import of the Swift files below $1.
imports() {
  # shellcheck disable=SC2016 # those are awk's dollars
  find "$1" -name '.build*' -prune -o -name '*.swift' -type f -print0 | sort -z | xargs -0 -r awk '
    match($0, /^[ \t]*(@[A-Za-z_]+(\([^)]*\))?[ \t]+)*((public|package|internal|private|fileprivate)[ \t]+)?import[ \t]+/) {
      module = substr($0, RLENGTH + 1)
      sub(/^(struct|class|enum|protocol|actor|func|var|let|typealias)[ \t]+/, "", module)
      sub(/[^A-Za-z0-9_].*/, "", module)
      print FILENAME ":" FNR " " module
    }'
}

bad=0
complain() { echo "$1: $2" >&2; bad=1; }

check_module() {
  local module=$1 own place import
  own=$(level "$module")
  [ -n "$(find "Sources/$module" -name '*.swift' -print -quit)" ] || return 0
  [ "$own" != none ] || { complain "Sources/$module" "has no layer; name it in scripts/check-layers.sh."; return; }
  while read -r place import; do
    case $import in
      Foundation*) [ "$module" != NASPlugin ] || complain "$place" "NASPlugin imports $import: it is linked into every plugin, so it uses the standard library and Glibc only." ;;
      Testing | XCTest) complain "$place" "$module imports $import: test libraries belong to Tests." ;;
    esac
    [ -d "Sources/$import" ] || continue
    [[ " ${refused[*]} " != *" $module:$import "* ]] || { complain "$place" "$module must not import $import: it is handed what it needs by NASCommands."; continue; }
    [ "$(level "$import")" = none ] || [ "$(level "$import")" -le "$own" ] || complain "$place" "$module imports $import, which lies above it."
  done < <(imports "Sources/$module")
}

check_plugin() {
  local place import
  while read -r place import; do
    [[ "$plugin_imports" == *" $import "* ]] || complain "$place" "a plugin imports NASPlugin (or CNASPlugin, Glibc) and nothing else, not $import."
  done < <(imports "$1")
}

for folder in Sources/*/; do [ ! -d "$folder" ] || check_module "$(basename "$folder")"; done
for folder in Plugins/*/ templates/*/Sources/; do [ ! -d "$folder" ] || check_plugin "$folder"; done
exit "$bad"
