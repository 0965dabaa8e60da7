#!/usr/bin/env bash
# Measures whole processes of hookc, their time and their memory, beside other programs on the same
# files in the same run, and prints ratios. What a missing tool would show is skipped, and said.
#
# usage: benches/compare.sh [ROUNDS [DEFINITIONS]]        default: 5 rounds, 10000 definitions
#
# Needs bash, a C compiler and cargo. Further: libyaml with its header (Debian: libyaml-dev), yamllint
# and check-jsonschema (pip). HOOKC=FILE measures another binary than target/release/hookc.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
rounds=${1:-5}
size=${2:-10000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -z "${HOOKC:-}" ]; then
  cargo build --quiet --release --locked --bin hookc
  HOOKC=$root/${CARGO_TARGET_DIR:-target}/release/hookc
fi
if [ -z "${GENERATE:-}" ]; then
  cargo build --quiet --release --locked --example generate
  GENERATE=$root/${CARGO_TARGET_DIR:-target}/release/examples/generate
fi
cc -O2 -o "$work/measure" benches/measure.c
measure=$work/measure
if cc -O2 -o "$work/events" benches/libyaml_events.c -lyaml 2>/dev/null; then
  events=$work/events
else
  events=
  echo 'skipped: libyaml (apt install libyaml-dev)'
fi

generate() { # FOLDER WHAT SIZE
  "$GENERATE" "$work/$1" "$2" "$3" >"$work/$1.size"
  find "$work/$1" -name '*.yaml' | sort >"$work/$1.list"
  sync # what is still on its way to the disk would be measured, too
}

# One line for each: name, least and median time, its ratio to the first, memory.
table() {
  awk -F'\t' '
    NR == 1 { least = $2; median = $3 }
    { printf "  %-34s %10.1f ms %10.1f ms %7.2f x %7.2f x %8.1f MB  exit %s\n",
        $1, $2, $3, $2 / least, $3 / median, $4 / 1024, $5 }'
}

bytes() { sed 's/.* \([0-9]*\) bytes.*/\1/' "$work/$1.size"; }

echo "rows: least, median, both as ratios to the first row, peak memory; $rounds rounds in turn"

generate clean clean "$size"
generate defects defects "$size"
generate tenth clean "$((size / 10))"
for project in clean defects; do
  echo
  echo "$size definitions, $project: $(cat "$work/$project.size")"
  cd "$work/$project"
  rows=(hookc-check "$HOOKC" check --format concise)
  if [ -n "$events" ]; then
    rows=("libyaml, events only" "$events" "../$project.list" -- "${rows[@]}")
  fi
  "$measure" "$rounds" "${rows[@]}" | tee "$work/$project.rows" | table
  awk -F'\t' -v bytes="$(bytes "$project")" '$1 == "hookc-check" {
    printf "  memory above 20 MB: %.1f times the bytes read\n", ($4 * 1024 - 20e6) / bytes }' \
    "$work/$project.rows"
done

echo
echo "other commands, $size clean definitions"
cd "$work/clean"
"$measure" "$rounds" check "$HOOKC" check -- build "$HOOKC" build --out "$work/out" \
  -- "codegen rust" "$HOOKC" codegen rust --out "$work/sdk.rs" \
  -- "fmt --check" "$HOOKC" fmt --check -- graph "$HOOKC" graph | table

echo
echo "$((size / 10)) clean definitions, beside other linters"
cd "$work/tenth"
rows=(hookc-check "$HOOKC" check)
if command -v yamllint >/dev/null; then
  rows+=(-- yamllint yamllint -d relaxed hooks)
else
  echo 'skipped: yamllint (pip install yamllint)'
fi
if command -v check-jsonschema >/dev/null; then
  mapfile -t files < <(find hooks -name '*.yaml' | sort)
  rows+=(-- check-jsonschema check-jsonschema
    --schemafile "$root/schemas/definition.schema.json" "${files[@]}")
else
  echo 'skipped: check-jsonschema (pip install check-jsonschema)'
fi
"$measure" "$(((rounds + 2) / 3))" "${rows[@]}" | table

echo
echo 'one file of about 30 lines'
mkdir -p "$work/small"
cp "$root/benches/small.yaml" "$work/small/one.yaml"
cd "$work/small"
"$measure" "$((rounds * 20))" true true -- hookc-check "$HOOKC" check | table

echo
echo "growth: ten times the definitions (at most 10.5 x)"
generate large clean "$((size * 10))"
cat >"$work/both.sh" <<'END'
cd "$1" && shift && exec "$@"
END
"$measure" "$(((rounds + 1) / 2))" "$size" sh "$work/both.sh" "$work/clean" "$HOOKC" check \
  -- "$((size * 10))" sh "$work/both.sh" "$work/large" "$HOOKC" check | table
rm -rf "$work/large"

echo
echo 'growth of extreme shapes: four times the size (linear: about 4 x)'
shape() { # SHAPE SIZE COMMAND...
  local name=$1 size=$2
  shift 2
  generate "$name.1" "$name" "$size"
  generate "$name.4" "$name" "$((size * 4))"
  "$measure" 3 "$name $size: $1" sh "$work/both.sh" "$work/$name.1" timeout 60 "$HOOKC" "$@" \
    -- "$name $((size * 4)): $1" sh "$work/both.sh" "$work/$name.4" timeout 60 "$HOOKC" "$@" | table
}
shape documents-of-one-file 5000 check
shape webhooks-of-one-trigger 250 check
shape callers-of-one-webhook 250 check
shape prefixes 2500 check
shape mistyped-references 2500 check
shape references-and-callers 10000 check
shape webhooks-of-one-file 1000 fmt --check
shape keys-of-one-body 15000 fmt --check
shape keys-of-one-body 15000 check
