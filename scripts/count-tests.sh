#!/usr/bin/env bash
# Prints one line about a log of `swift test`: "N passed, N failed, N skipped: N why, N why …".
# Exit status 1 where the run broke off (a crash) or ran no test at all, which `swift test` itself calls a success.
set -euo pipefail

awk '
  # "✔ Test name() passed after 0.1 seconds." and the like; the run and the single cases of a test have lines of their own.
  !/^[^ ]+ Test / || / Test case passing / { next }
  / Test run with [0-9]+ tests? .*(passed|failed) after / { ended = 1; next }
  / skipped(: ".*"|\.)$/ || / was cancelled after [0-9.]+ seconds(: ".*"|\.)$/ { skipped++; reasons[reason($0)]++; next }
  / passed after [0-9.]+ seconds/ { passed++; next }
  / failed after [0-9.]+ seconds/ { failed++; next }

  function reason(line) {
    if (line !~ /"$/) return "without a reason"
    sub(/.*( skipped| seconds): "/, "", line)
    sub(/"$/, "", line)
    return line
  }
  # Most frequent first, then by name: the line is the same for the same outcome.
  function listed(  text, best, key) {
    for (;;) {
      best = ""
      for (key in reasons)
        if (best == "" || reasons[key] > reasons[best] || (reasons[key] == reasons[best] && key < best)) best = key
      if (best == "") return text
      text = text (text == "" ? ": " : ", ") reasons[best] " " best
      delete reasons[best]
    }
  }
  END {
    line = sprintf("%d passed, %d failed, %d skipped", passed, failed, skipped) listed()
    if (!ended) line = line "; the run broke off before its end"
    else if (passed + failed == 0) line = line "; no test ran"
    print line
    exit !(ended && passed + failed > 0)
  }
' "$1"
