#!/usr/bin/env bash
# Whether this tree may be released under a tag: the versions agree, the changelog has an entry, and
# the owner of the repository is set.
#
#   packaging/ready.sh v1.2.3
set -euo pipefail
cd "$(dirname "$0")/.."
version=${1#v}
code=0
wrong() { echo "not ready: $*"; code=1; }
grep -qx "version = \"$version\"" Cargo.toml || wrong "Cargo.toml does not have the version $version"
grep -q "\"hookc==$version\"" packaging/pre-commit-mirror/pyproject.toml ||
  wrong "packaging/pre-commit-mirror/pyproject.toml does not name hookc $version"
grep -q "^## $version\b" CHANGELOG.md || wrong "CHANGELOG.md has no entry \"## $version\""
left=$(grep -rlE 'OWNER/hookc' --include='*.md' --include='*.toml' --include='*.yml' . \
  --exclude-dir=target --exclude-dir=.git --exclude=CONTRIBUTING.md || true)
[ -z "$left" ] || wrong "OWNER stands for whoever owns the repository in:" "$left"
exit "$code"
