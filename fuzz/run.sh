#!/usr/bin/env bash
# Fuzzes every target in turn, prints what came of it as a table in Markdown, and exits with 1 if
# something was found. Needs `rustup toolchain install nightly`, `cargo install cargo-fuzz` and a C++
# compiler.
#
#   fuzz/run.sh [SECONDS_PER_TARGET] [TARGET…]
#
# What is found stands in fuzz/artifacts/TARGET, what libFuzzer says in fuzz/logs/TARGET, the inputs
# that it learnt in fuzz/corpus/TARGET; the last are kept for the next run.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-200}
shift || true
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
  mapfile -t targets < <(sed -n '/^\[\[bin\]\]/{n;s/^name = "\(.*\)"/\1/p}' fuzz/Cargo.toml)
fi

# The crate forbids unsafe code, so an address sanitizer would watch the libraries alone, at half the
# speed; debug assertions and overflow checks are on.
cargo +nightly fuzz build --sanitizer none >&2
host=$(rustc +nightly -vV | sed -n 's/^host: //p')
programs=${CARGO_TARGET_DIR:-fuzz/target}/$host/release

# One thread, so that a run is what its input makes it.
export RAYON_NUM_THREADS=1
found=0
sum_runs=0
sum_seconds=0
echo '| target | executions | time | inputs kept | findings |'
echo '|---|---:|---:|---:|---|'
for target in "${targets[@]}"; do
  case $target in
    yaml | format) dictionary=yaml most=4096 ;;
    check | outputs | fix | diff | manifest) dictionary=yaml most=4096 ;;
    validate | baseline | index) dictionary=json most=4096 ;;
    import) dictionary=shell most=2048 ;;
    schema) dictionary=schema most=2048 ;;
    pattern) dictionary=pattern most=256 ;;
    comments) dictionary=comments most=1024 ;;
    *) dictionary=$target most=512 ;;
  esac
  corpus=fuzz/corpus/$target seeds=fuzz/seeds/$target artifacts=fuzz/artifacts/$target
  log=fuzz/logs/$target
  mkdir -p "$corpus" "$seeds" "$artifacts" fuzz/logs
  folders=("$corpus" "$seeds")
  if [ -d "tests/fuzz/found/$target" ]; then
    folders+=("tests/fuzz/found/$target")
  fi
  status=0
  HOOKC_FUZZ_SEEDS=$seeds nice -n 10 "$programs/$target" "${folders[@]}" \
    -dict="fuzz/dictionaries/$dictionary.dict" -artifact_prefix="$artifacts/" -max_len="$most" \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    >"$log" 2>&1 || status=$?
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  took=$(sed -n 's/^Done .* in \([0-9]*\) second.*/\1/p' "$log")
  kept=$(find "$corpus" -type f | wc -l)
  said=none
  if [ "$status" -ne 0 ]; then
    found=1
    said=$(sed -n 's/.*Test unit written to //p' "$log" | tail -1)
    said="\`${said:-see $log}\`"
  fi
  echo "| $target | ${runs:-?} | ${took:-?} s | $kept | $said |"
  sum_runs=$((sum_runs + ${runs:-0}))
  sum_seconds=$((sum_seconds + ${took:-0}))
done
echo "| **all** | **$sum_runs** | **$sum_seconds s** | | |"
exit "$found"
