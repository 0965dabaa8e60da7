#!/usr/bin/env bash
# Installs hookc for the GitHub Action: the binary of a release or, where there is none for this
# machine or commit, what cargo builds from the action's own source.
#
#   HOOKC_VERSION     such as 0.1.0; empty: that of the source; `installed`: what is there
#   HOOKC_REPOSITORY  owner and name of the repository with the releases
#   HOOKC_SERVER      https://github.com, or a server of one's own
set -euo pipefail
source=$(cd "$(dirname "$0")/../.." && pwd)

if [ "${HOOKC_VERSION:-}" = installed ]; then
  hookc --version || { echo '::error::version is "installed", and there is no hookc'; exit 2; }
  exit
fi

own=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$source/Cargo.toml" | head -n 1)
version=${HOOKC_VERSION:-$own}
version=${version#v}
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]] ||
  { echo '::error::version has to be like 0.1.0'; exit 2; }

end=tar.gz
case "${RUNNER_OS:-$(uname -s)}-${RUNNER_ARCH:-$(uname -m)}" in
  # Without a C library of its own, one binary does for every distribution.
  Linux-X64 | Linux-x86_64) target=x86_64-unknown-linux-musl ;;
  Linux-ARM64 | Linux-aarch64) target=aarch64-unknown-linux-musl ;;
  macOS-X64 | Darwin-x86_64) target=x86_64-apple-darwin ;;
  macOS-ARM64 | Darwin-arm64) target=aarch64-apple-darwin ;;
  Windows-X64 | MINGW*-x86_64) target=x86_64-pc-windows-msvc end=zip ;;
  *) target= ;;
esac

bin=${RUNNER_TEMP:-$(mktemp -d)}/hookc-$version/bin
mkdir -p "$bin"

download() { # fails where there is no such release
  [ -n "$target" ] && [ -n "${HOOKC_REPOSITORY:-}" ] || return 1
  local name=hookc-$version-$target
  local from=${HOOKC_SERVER:-https://github.com}/$HOOKC_REPOSITORY/releases/download/v$version
  local folder
  folder=$(mktemp -d)
  cd "$folder"
  curl -fsSL --retry 3 -o "$name.$end" "$from/$name.$end" || return 1
  curl -fsSL --retry 3 -o "$name.$end.sha256" "$from/$name.$end.sha256" || return 1
  local sum
  sum=$(sha256sum "$name.$end" 2> /dev/null || shasum -a 256 "$name.$end")
  if [ "${sum%% *}" != "$(cut -d ' ' -f 1 < "$name.$end.sha256")" ]; then
    echo "::error::the checksum of $from/$name.$end is not the published one"
    exit 2
  fi
  case "$end" in
    zip) unzip -q "$name.$end" || exit 2 ;;
    *) tar -xzf "$name.$end" || exit 2 ;;
  esac
  cp "$name"/hookc* "$bin/" || exit 2
}

if (download); then
  echo "hookc $version from the release"
else
  code=$?
  [ "$code" -ne 2 ] || exit 2
  if [ "$version" != "$own" ]; then
    echo "::error::there is no release of hookc $version for this machine"
    exit 2
  fi
  command -v cargo > /dev/null ||
    { echo '::error::there is no release of hookc for this machine, and no cargo to build it'; exit 2; }
  echo "there is no release of hookc $version for this machine; cargo builds it"
  cargo install --quiet --locked --path "$source" --root "${bin%/bin}"
fi
echo "$bin" >> "$GITHUB_PATH"
"$bin/hookc" --version
