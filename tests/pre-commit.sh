#!/usr/bin/env bash
# The hooks as people use them: pre-commit installs them, and commits pass or are refused. Needs
# pre-commit and maturin (pip install pre-commit maturin), a Rust toolchain, git, and a package index
# for pip. Without them it says so and does nothing.
#
#   tests/pre-commit.sh             with wheels, by both ways that need no Rust toolchain
#   tests/pre-commit.sh source      from the source of this repository, too, which is compiled
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
for program in pre-commit maturin cargo git python3; do
  command -v "$program" > /dev/null || { echo "skipped: there is no $program"; exit 0; }
done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target}
export PRE_COMMIT_HOME=$scratch/cache GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com
export GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.com
unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE

fail() { echo "FAILED ($way): $*"; [ ! -f "$scratch/log" ] || cat "$scratch/log"; exit 1; }
passes() { git commit -qm "$1" > "$scratch/log" 2>&1 || fail "refused: $1"; echo "  passes: $1"; }
refused() { # what, then texts that the refusal has to hold
  local what=$1; shift
  if git commit -qm "$what" > "$scratch/log" 2>&1; then fail "not refused: $what"; fi
  for text in "$@"; do
    grep -qF -- "$text" "$scratch/log" || fail "\`$text\` is not said: $what"
  done
  echo "  refused: $what"
}

# Where there is no cargo, nothing can be compiled by accident.
without_cargo=
while IFS= read -r -d : folder; do
  [ -x "$folder/cargo" ] || without_cargo=${without_cargo:+$without_cargo:}$folder
done <<< "$PATH:"

project() { # a repository with a bot, and with files that are other people's
  rm -rf "$scratch/repo"
  mkdir -p "$scratch/repo/bot/hooks" "$scratch/repo/.github/workflows" "$scratch/repo/bot/schemas"
  cd "$scratch/repo"
  git init -q
  cat > bot/hookc.yaml <<'YAML'
project: bot
default_platform: verboo
environments:
  staging: { erp_url: https://staging.erp.example }
  production: { erp_url: https://erp.example }
YAML
  cat > bot/hooks/orders.yaml <<'YAML'
kind: webhook
name: get_order
url: ${erp_url}/api/orders/$order_number
method: GET
response_directive: Tell the customer the status of the order.
response:
  example: { status: shipped }
  schema: ../schemas/order.json
YAML
  cat > bot/hooks/track.yaml <<'YAML'
kind: trigger
name: track_order
description: Call when the customer asks where an order is.
parameters:
  type: object
  properties:
    order_number: { type: string, description: The number of the order }
  required: [order_number]
webhooks: [get_order]
YAML
  echo '{ "type": "object", "properties": { "status": { "type": "string" } } }' > bot/schemas/order.json
  printf 'on: push\njobs: {}\n' > .github/workflows/ci.yml
  echo '{ "name": "site" }' > package.json
  cp "$scratch/config.yaml" .pre-commit-config.yaml
  "$CARGO_TARGET_DIR/debug/hookc" -q --project bot build --env production
  pre-commit install > "$scratch/log"
  git add .
}

scenario() {
  way=$1
  echo "$way"
  project
  passes "a project with its bundle"

  sed -i.old 's/get_order/get_ordre/' bot/hooks/track.yaml && rm bot/hooks/track.yaml.old
  git add bot/hooks/track.yaml
  refused "a name that nothing has, in another file than the changed one" \
    "error[unresolved-reference]" "bot/hooks/track.yaml:9:12" "did you mean \`get_order\`"
  git checkout -q HEAD bot

  sed -i.old 's/response_directive/responseDirective/' bot/hooks/orders.yaml && rm bot/hooks/*.old
  git add bot/hooks/orders.yaml
  refused "what can be mended" "files were modified by this hook" "fixed bot/hooks/orders.yaml:5:1"
  git diff --quiet HEAD -- bot || fail "the fix is not what stood there"
  git add bot && git reset -q --hard

  sed -i.old 's/^method: GET$/method:   GET/' bot/hooks/orders.yaml && rm bot/hooks/*.old
  git add bot/hooks/orders.yaml
  refused "what can be formatted" "files were modified by this hook"
  git diff --quiet HEAD -- bot || fail "formatted is not what stood there"
  git add bot && git reset -q --hard

  echo '{ "type": "object", "properties": { "status": { "type": "integer" } } }' > bot/schemas/order.json
  git add bot/schemas
  refused "a schema that the definitions do not fit" "error[invalid-example]" "bot/hooks/orders.yaml:7"
  git reset -q --hard

  sed -i.old 's/api/v2/' bot/hooks/orders.yaml && rm bot/hooks/orders.yaml.old
  git add bot
  refused "a bundle that is left behind" "hookc build --check" \
    "+  \"url\": \"https://erp.example/v2/orders/\$order_number\""
  git commit -qnm "drift"
  echo 'concurrency: one' >> .github/workflows/ci.yml
  echo '{ "name": "page" }' > package.json
  git add .github package.json
  passes "other people's files, whatever the state of the bot"
  "$CARGO_TARGET_DIR/debug/hookc" -q --project bot build --env production
  git add bot
  passes "the bundle that follows"

  # Staged is what can be mended; not staged is a line far from it, and one beside it.
  sed -i.old 's/response_directive/responseDirective/' bot/hooks/orders.yaml && rm bot/hooks/*.old
  git add bot
  printf '# not staged\n%s\n' "$(cat bot/hooks/orders.yaml)" > bot/hooks/orders.yaml
  refused "a fix in a file that is staged in part" "files were modified by this hook"
  grep -q '^# not staged' bot/hooks/orders.yaml || fail "what was not staged is lost"
  grep -q '^response_directive' bot/hooks/orders.yaml || fail "the fix is lost"
  git reset -q --hard
  sed -i.old 's/response_directive/responseDirective/' bot/hooks/orders.yaml && rm bot/hooks/*.old
  git add bot
  sed -i.old 's/^responseDirective.*/responseDirective: Mine./' bot/hooks/orders.yaml
  rm bot/hooks/*.old
  refused "a fix that meets what is not staged" "conflicted with hook auto-fixes"
  grep -q '^responseDirective: Mine' bot/hooks/orders.yaml || fail "what was not staged is lost"
  git reset -q --hard
  git status --porcelain | { ! grep . ; } || fail "something is left behind"
  cd "$root"
}

hooks_of() { # a repository
  cat > "$scratch/config.yaml" <<YAML
repos:
  - repo: $1
    rev: v0.1.0
    hooks:
      - id: hookc-fix
      - id: hookc-fmt
      - id: hookc-check
        args: [--deny, warnings]
      - id: hookc-build-check
        args: [--env, production]
YAML
}

as_repository() { # a folder
  git -C "$1" init -q && git -C "$1" add . && git -C "$1" commit -qm all && git -C "$1" tag v0.1.0
}

cd "$root"
way=wheel
cargo build -q --locked
maturin build -q --profile dev --out "$scratch/wheels" > "$scratch/log" 2>&1 || fail "no wheel"
wheel=$(echo "$scratch"/wheels/*.whl)

cat > "$scratch/config.yaml" <<YAML
repos:
  - repo: local
    hooks:
YAML
sed -n '/^- id/,$p' .pre-commit-hooks.yaml | awk -v wheel="$wheel" '
  { print "      " $0 }
  /entry: hookc build --check/ { print "        args: [--env, production]" }
  /language: python/ { print "        additional_dependencies: [\"hookc @ file://" wheel "\"]" }
' >> "$scratch/config.yaml"
PATH=$without_cargo scenario "a wheel, without a repository of hooks"

mkdir "$scratch/mirror"
cp .pre-commit-hooks.yaml packaging/pre-commit-mirror/pyproject.toml "$scratch/mirror"
sed -i.old "s#\"hookc==[^\"]*\"#\"hookc @ file://$wheel\"#" "$scratch/mirror/pyproject.toml"
rm "$scratch/mirror/pyproject.toml.old"
as_repository "$scratch/mirror"
hooks_of "$scratch/mirror"
PATH=$without_cargo scenario "a repository of hooks that installs the wheel"

if [ "${1-}" = source ]; then
  mkdir "$scratch/source"
  git ls-files -z --cached --others --exclude-standard | tar -c --null -T - | tar -x -C "$scratch/source"
  as_repository "$scratch/source"
  hooks_of "$scratch/source"
  # Compiled as tests are, which takes less long.
  export MATURIN_PEP517_ARGS="--profile dev"
  scenario "this repository, compiled by maturin"
  sed -i.old 's/^      - id: .*/&\n        language: rust/' "$scratch/config.yaml"
  CARGO_PROFILE_RELEASE_OPT_LEVEL=0 scenario "this repository, compiled by cargo (language: rust)"
fi
echo "the hooks work"
