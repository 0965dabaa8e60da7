#!/usr/bin/env bash
# Runs hookc for the GitHub Action. Never fails itself: the exit code is an output, so that reports
# can be uploaded before the job fails.
set -euo pipefail

paths=()
while IFS= read -r path; do
  [ -z "$path" ] || paths+=("$path")
done <<< "${HOOKC_PATHS:-}"

arguments=(--format github)
if [ -n "${HOOKC_SARIF_FILE:-}" ]; then
  arguments+=(--format "sarif=$HOOKC_SARIF_FILE")
  rm -f -- "$HOOKC_SARIF_FILE"
fi
[ "${HOOKC_DENY_WARNINGS:-}" != true ] || arguments+=(--deny warnings)
[ -z "${HOOKC_ENVIRONMENT:-}" ] || arguments+=(--env "$HOOKC_ENVIRONMENT")

code=0
worst() { [ "$1" -le "$code" ] || code=$1; }

hookc check "${arguments[@]}" -- ${paths[@]+"${paths[@]}"} || worst $?

if [ "${HOOKC_BUILD_CHECK:-}" = true ]; then
  environments=()
  while IFS= read -r environment; do
    [ -z "$environment" ] || environments+=("$environment")
  done <<< "${HOOKC_BUILD_ENVIRONMENTS:-}"
  for environment in "${environments[@]:-}"; do
    echo "::group::hookc build --check${environment:+ --env $environment}"
    compared=0
    hookc build --check ${environment:+--env "$environment"} -- ${paths[@]+"${paths[@]}"} || compared=$?
    echo '::endgroup::'
    if [ "$compared" -eq 1 ]; then
      echo "::error::the committed bundle${environment:+ of $environment} is not what the definitions" \
        "say: run hookc build${environment:+ --env $environment} and commit it"
    fi
    worst "$compared"
  done
fi

echo "exit-code=$code" >> "$GITHUB_OUTPUT"
if [ -n "${HOOKC_SARIF_FILE:-}" ] && [ -f "$HOOKC_SARIF_FILE" ]; then
  echo "sarif-file=$HOOKC_SARIF_FILE" >> "$GITHUB_OUTPUT"
fi
