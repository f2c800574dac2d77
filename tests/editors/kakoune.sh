#!/usr/bin/env bash
# The configuration for Kakoune in the real editor, without kakoune-lsp (which takes minutes to build; kakoune-lsp.sh runs both):
# a .txt file gets its filetype, and kakoune-lsp's option the server's entry, which is TOML with the server's command.
#   tests/editors/kakoune.sh ROOT
set -euo pipefail
root=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '质量通报\n\n抽检合格率102%%。\n' >"$work/a.txt"
printf 'int main() {}\n' >"$work/a.c"
# kakoune-lsp declares the option; nothing else of it is needed to load the file.
cat >"$work/kakrc" <<KAK
declare-option -hidden str lsp_servers ''
source "$root/editors/kakoune/heshu.kak"
KAK
open() {
  # shellcheck disable=SC2016 # Kakoune fills these in, not the shell
  (cd "$work" && timeout 20 kak -n -ui dummy -e 'source kakrc
    try %{ edit '"$1"' } catch %{ echo -to-file error %val{error} }
    evaluate-commands %sh{ printf "%s" "$kak_opt_filetype" >filetype; printf "%s" "$kak_opt_lsp_servers" >servers.toml }
    quit!') </dev/null
}
open a.txt
[ ! -e "$work/error" ] || { cat "$work/error" >&2; exit 1; }
[ "$(cat "$work/filetype")" = text ] || { echo "filetype of a.txt: $(cat "$work/filetype")" >&2; exit 1; }
python3 - "$work/servers.toml" <<'PY'
import sys, tomllib
with open(sys.argv[1], "rb") as file:
    server = tomllib.load(file)["heshu"]
assert server["args"] == ["lsp"] and "heshu.toml" in server["root_globs"], server
assert server["settings_section"] in server["settings"], server
PY
open a.c
[ ! -s "$work/servers.toml" ] || { echo "the server starts for C files" >&2; exit 1; }
echo "ok    Kakoune takes the configuration: text gets the server, other files do not"
