#!/usr/bin/env bash
# Prints what the changelog says of a version.
#
#   packaging/notes.sh v1.2.3
set -euo pipefail
cd "$(dirname "$0")/.."
awk -v version="${1#v}" '
  /^## / { inside = ($2 == version); next }
  inside { print }
' CHANGELOG.md
