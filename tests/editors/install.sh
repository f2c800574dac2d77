#!/usr/bin/env bash
# Real editors for the tests, from package registries only: into FOLDER (target/tools/editors), kept from run to run.
#   tests/editors/install.sh FOLDER [node]     "node" installs nothing but Node
# Node 24, code-server (VS Code in a browser), Playwright's driver without its browsers and axe (a checker of accessibility) come
# from npm.
# Chromium, Emacs with Eglot and a Chinese font come from Debian: .ci/run installs them where it may.
set -euo pipefail
mkdir -p "$1"
cd "$1"
export npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false npm_config_loglevel=error

# A package of npm in a folder of its own; nothing is done where this very version is there already.
package() { # FOLDER NAME VERSION [NPM OPTIONS]
  local folder=$1 name=$2 version=$3
  shift 3
  if [ -f "$folder/.done-$version" ]; then return 1; fi
  rm -rf "$folder"
  mkdir -p "$folder"
  echo '{"private":true}' >"$folder/package.json"
  npm install --prefix "$folder" "$@" "$name@$version" >/dev/null
}

if package node24 node 24.21.0; then touch node24/.done-24.21.0; fi
if [ "${2:-}" = node ]; then exit; fi
export PATH=$PWD/node24/node_modules/.bin:$PATH
if package playwright playwright-core 1.65.1 --ignore-scripts; then touch playwright/.done-1.65.1; fi
if package axe axe-core 4.14.1 --ignore-scripts; then touch axe/.done-4.14.1; fi
if package code-server code-server 4.139.1 --ignore-scripts; then
  (
    cd code-server/node_modules/code-server/lib/vscode
    npm install --omit=dev --ignore-scripts >/dev/null
    # Built here (20 s, g++ and python3); without spdlog it does not serve.
    npm rebuild @vscode/spdlog @vscode/native-watchdog --foreground-scripts >build.log 2>&1 || { tail -50 build.log >&2; exit 1; }
    ln -sf code-linux.sh bin/remote-cli/code-server
    ln -sf browser-linux.sh bin/helpers/browser.sh
  )
  touch code-server/.done-4.139.1
fi
