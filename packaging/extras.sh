#!/usr/bin/env bash
# Writes what every archive holds beside the program: completions, manual pages, texts.
#
#   packaging/extras.sh PROGRAM FOLDER
set -euo pipefail
program=$1
folder=$2
mkdir -p "$folder/completions"
for shell in bash zsh fish powershell elvish; do
  case $shell in
    bash) file=hookc.bash ;;
    zsh) file=_hookc ;;
    fish) file=hookc.fish ;;
    powershell) file=_hookc.ps1 ;;
    elvish) file=hookc.elv ;;
  esac
  "$program" completions "$shell" > "$folder/completions/$file"
done
"$program" --quiet man --out "$folder/man"
cp README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE "$folder"
