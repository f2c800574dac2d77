#!/usr/bin/env bash
# What a user of Kakoune with kakoune-lsp does, in both real programs, with the configuration that ships.
#   tests/editors/kakoune-lsp.sh ROOT SERVER      kak and kak-lsp are on the PATH
set -euo pipefail
root=$(realpath "$1") server=$(realpath "$2")
work=$(mktemp -d)
session=heshu-$$
mkdir "$work/bin" "$work/run"
ln -s "$server" "$work/bin/heshu"
export PATH=$work/bin:$PATH XDG_RUNTIME_DIR=$work/run
trap 'echo "kill!" | kak -p $session 2>/dev/null || true; wait; rm -rf "$work"' EXIT

cp "$root"/tests/editors/articles/0[12]*.txt "$work"
touch "$work/heshu.toml"
cat >"$work/kakrc" <<KAK
eval %sh{kak-lsp}
source "$root/editors/kakoune/heshu.kak"
lsp-enable
KAK
cd "$work"
timeout 90 kak -n -s "$session" -ui dummy -e 'source kakrc; edit 01-report.txt' </dev/null >kak.log 2>&1 &

fail() { echo "FAIL  $*" >&2; cat "$work"/kak.log "$work"/out >&2 2>/dev/null || true; exit 1; }
# Runs commands in the client, and waits until a shell condition holds.
client() { printf '%s\n' "evaluate-commands -client client0 %§ $1 §" | kak -p "$session"; }
until_() {
  local what=$1
  shift
  for _ in $(seq 200); do
    if "$@" 2>/dev/null; then echo "ok    $what"; return; fi
    sleep 0.1
  done
  fail "$what"
}
asked() { client "buffer $1; echo -to-file out $2" && sleep 0.1; }

two_errors() { asked 01-report.txt '%opt{lsp_diagnostic_error_count}' && [ "$(cat out)" = 2 ]; }
until_ "diagnostics arrive" two_errors
# 860亿元 in line 8, in Kakoune's bytes: 8.37 to 8.45.
on_the_figure() { asked 01-report.txt '%opt{lsp_inline_diagnostics}' && grep -q '^.*8\.37,8\.45|DiagnosticError' out; }
until_ "and cover the figure" on_the_figure

# 约480亿元 in line 14.
client 'buffer 01-report.txt; select 14.45,14.45; lsp-hover-buffer client0'
explained() { client 'buffer *hover*; write -force hover.txt' && sleep 0.1 && grep -q '可取值：456亿元至504亿元' hover.txt; }
until_ "hover explains a figure" explained

client 'buffer 01-report.txt; select 8.186,8.188; lsp-code-action-sync .*“14家”.*; write'
corrected() { grep -q '298家增加14家' 01-report.txt; }
until_ "a code action changes the text" corrected

client 'edit 02-scraped.txt; lsp-formatting-sync; write'
cleaned() { ! grep -q '(jìn)' 02-scraped.txt && grep -q '記者走進河南' 02-scraped.txt; }
until_ "formatting cleans a scraped article" cleaned
