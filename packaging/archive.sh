#!/usr/bin/env bash
# Packs the program of one target, with its checksum. The names are those that `cargo binstall`
# (Cargo.toml) and the GitHub Action look for.
#
#   packaging/archive.sh TARGET EXTRAS FOLDER
set -euo pipefail
target=$1
extras=$2
mkdir -p "$3"
folder=$(cd "$3" && pwd)
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
name=hookc-$version-$target
stage=$(mktemp -d)
mkdir "$stage/$name"
cp -R "$extras/." "$stage/$name"
built=${CARGO_TARGET_DIR:-target}/$target/release
case $target in
  *-windows-*)
    cp "$built/hookc.exe" "$stage/$name"
    archive=$name.zip
    (cd "$stage" && 7z a -bso0 "$folder/$archive" "$name")
    ;;
  *)
    cp "$built/hookc" "$stage/$name"
    archive=$name.tar.gz
    tar -C "$stage" -czf "$folder/$archive" "$name"
    ;;
esac
cd "$folder"
{ sha256sum "$archive" 2> /dev/null || shasum -a 256 "$archive"; } > "$archive.sha256"
cat "$archive.sha256"
