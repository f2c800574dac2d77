// A real VS Code for a test: code-server with the packaged extension, a workspace of its own, and Chromium looking at it.
//   HESHU_TOOLS  where tests/editors/install.sh put the tools;  HESHU_VSIX  the package;  HESHU_SHOTS  where pictures go
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const tools = process.env.HESHU_TOOLS;
const vsix = process.env.HESHU_VSIX;
export const shots = process.env.HESHU_SHOTS;
const here = import.meta.dirname;
const fixtures = path.join(here, "..");
const entry = path.join(tools, "code-server/node_modules/code-server/out/node/entry.js");
const { chromium } = createRequire(path.join(tools, "playwright/package.json"))("playwright-core");

/** Longer than anything takes on a slow machine. */
const PATIENCE = 60_000;

const SETTINGS = {
  "security.workspace.trust.enabled": false,
  "workbench.startupEditor": "none",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "workbench.enableExperiments": false,
  "chat.disableAIFeatures": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.tips.enabled": false,
  "window.commandCenter": false,
  "editor.wordWrap": "on",
  "editor.minimap.enabled": false,
  "editor.fontSize": 16,
  "editor.lineHeight": 1.8,
  "editor.fontFamily": "'Noto Sans Mono CJK SC', monospace",
  "editor.unicodeHighlight.ambiguousCharacters": false,
  "editor.unicodeHighlight.nonBasicASCII": false,
  "editor.accessibilitySupport": "off",
  "editor.hover.delay": 200,
  // Typed by the test: nothing is to be completed there.
  "editor.autoClosingBrackets": "never",
  "editor.autoClosingQuotes": "never",
  "files.associations": { "**/.vscode/settings.json": "plaintext" },
  "git.enabled": false,
  "files.autoSave": "off",
};

/** A port that nobody listens on. */
async function freePort() {
  const server = net.createServer().listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

const answers = (port) =>
  new Promise((done) => {
    const request = http.get({ host: "127.0.0.1", port, path: "/healthz" }, (response) => {
      response.resume();
      done(response.statusCode === 200);
    });
    request.on("error", () => done(false));
  });

/** Makes the display language Chinese, so that extensions speak it. Microsoft's language pack is in no package registry: of the editor itself
 * only what the pictures show is translated (chinese.json). */
function speakChinese(data, folder) {
  const out = path.join(tools, "code-server/node_modules/code-server/lib/vscode/out");
  const read = (file) => JSON.parse(fs.readFileSync(file, "utf8"));
  const [modules, english, chinese] = [path.join(out, "nls.keys.json"), path.join(out, "nls.messages.json"), path.join(here, "chinese.json")].map(read);
  const contents = {};
  let at = 0;
  for (const [module, keys] of modules) {
    for (const key of keys) {
      const translated = chinese[english[at++]];
      if (translated) (contents[module] ??= {})[key] = translated;
    }
  }
  const file = path.join(folder, "zh-cn.json");
  fs.writeFileSync(file, JSON.stringify({ version: "1.0.0", contents }));
  const extension = { extensionIdentifier: { id: "ms-ceintl.vscode-language-pack-zh-hans" }, version: "1.0.0" };
  const pack = { hash: "heshu", extensions: [extension], translations: { vscode: file }, label: "中文(简体)" };
  fs.writeFileSync(path.join(data, "languagepacks.json"), JSON.stringify({ "zh-cn": pack }));
}

/** Starts an editor in a language (`zh-cn`, `en`) with settings and extensions beside our own. */
export async function startEditor({ language, settings = {}, extensions = [], env = {} }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "heshu-vscode-"));
  const [data, installed, workspace] = ["data", "extensions", "澄江稿件"].map((name) => path.join(folder, name));
  fs.mkdirSync(path.join(data, "User"), { recursive: true });
  fs.writeFileSync(path.join(data, "User/settings.json"), JSON.stringify({ ...SETTINGS, ...settings }));
  // The editor in a browser is a remote one: what belongs to the machine (heshu.server.path) is read from the machine's own settings.
  fs.mkdirSync(path.join(data, "Machine"));
  fs.writeFileSync(path.join(data, "Machine/settings.json"), JSON.stringify(settings));
  if (language === "zh-cn") speakChinese(data, folder);
  fs.cpSync(path.join(fixtures, "articles"), workspace, { recursive: true });
  fs.cpSync(path.join(fixtures, "catalog"), path.join(workspace, ".heshu/catalog"), { recursive: true });
  fs.mkdirSync(path.join(workspace, ".vscode"));
  fs.writeFileSync(path.join(workspace, ".vscode/settings.json"), "{}");
  const environment = { ...process.env, HOME: folder, XDG_CONFIG_HOME: path.join(folder, "c"), XDG_DATA_HOME: path.join(folder, "d"), ...env };
  delete environment.HESHU_PATH;
  const base = [entry, "--user-data-dir", data, "--extensions-dir", installed];
  for (const extension of [vsix, ...extensions])
    execFileSync(process.execPath, [...base, "--install-extension", extension], { env: environment, stdio: "pipe" });

  const port = await freePort();
  const log = fs.openSync(path.join(shots, `code-server-${language}.log`), "w");
  const options = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check", "--locale", language];
  const server = spawn(process.execPath, [...base, ...options, workspace], { env: environment, stdio: ["ignore", log, log], detached: true });
  let browser;
  const stop = async () => {
    await browser?.close().catch(() => undefined);
    try {
      // The group that this test started: the server and its helpers.
      process.kill(-server.pid, "SIGTERM");
    } catch {
      // It is gone already.
    }
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const end = Date.now() + PATIENCE;
    while (!(await answers(port))) {
      if (Date.now() > end) throw new Error("code-server does not answer");
      await sleep(100);
    }
    browser = await chromium.launchPersistentContext(path.join(folder, "chrome"), {
      executablePath: process.env.HESHU_CHROMIUM ?? "/usr/bin/chromium",
      headless: true,
      viewport: { width: 1400, height: 900 },
      locale: language,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
    const page = browser.pages()[0] ?? (await browser.newPage());
    page.setDefaultTimeout(PATIENCE / 2);
    const outside = [];
    page.on("request", (request) => {
      const { hostname } = new URL(request.url());
      if (hostname && !["127.0.0.1", "localhost"].includes(hostname) && !hostname.endsWith("vscode-cdn.net")) outside.push(request.url());
    });
    await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(workspace)}`, { waitUntil: "domcontentloaded" });
    await page.waitForSelector(".explorer-folders-view .monaco-list-row", { timeout: PATIENCE });
    return { page, workspace, data, outside, stop, ...hands(page, workspace) };
  } catch (error) {
    await browser?.pages()[0]?.screenshot({ path: path.join(shots, "FAIL-start.png") }).catch(() => undefined);
    await stop();
    throw error;
  }
}

/** What a user does with hands and eyes. */
function hands(page, workspace) {
  const shot = (name) => page.screenshot({ path: path.join(shots, `${name}.png`) });
  const open = async (file) => {
    await page.locator(".explorer-folders-view .monaco-list-row", { hasText: file }).first().dblclick();
    await page.locator(".tabs-container .tab.active", { hasText: file }).waitFor();
    await page.locator(".editor-instance .view-lines .view-line").first().waitFor();
  };
  /** A command of the palette by a part of its title. */
  const command = async (title) => {
    await page.keyboard.press("F1");
    const input = page.locator(".quick-input-widget input").first();
    await input.waitFor();
    await input.fill(`>${title}`);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click();
  };
  /** Where a piece of text stands on the screen. */
  const place = async (text, within = 0.5) => {
    const find = ([text, within]) => {
      for (const line of document.querySelectorAll(".editor-instance .view-lines .view-line")) {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        const nodes = [];
        while (walker.nextNode()) nodes.push(walker.currentNode);
        const all = nodes.map((node) => node.data).join("");
        const at = all.indexOf(text);
        if (at < 0) continue;
        const range = document.createRange();
        let passed = 0;
        let started = false;
        for (const node of nodes) {
          if (!started && at < passed + node.length) {
            range.setStart(node, at - passed);
            started = true;
          }
          if (started && at + text.length <= passed + node.length) {
            range.setEnd(node, at + text.length - passed);
            const box = range.getClientRects()[0];
            return { x: box.x + box.width * within, y: box.y + box.height / 2 };
          }
          passed += node.length;
        }
      }
      return null;
    };
    const handle = await page.waitForFunction(find, [text, within], { timeout: PATIENCE / 2 });
    return handle.jsonValue();
  };
  const hover = async (text) => {
    const { x, y } = await place(text);
    await page.mouse.move(x - 60, y + 60);
    await page.mouse.move(x, y, { steps: 6 });
    const shown = page.locator(".monaco-hover:not(.hidden) .hover-contents, .monaco-hover .markdown-hover").first();
    await shown.waitFor();
    await sleep(400);
    return (await page.locator(".monaco-hover").allInnerTexts()).join("\n");
  };
  const click = async (text, within = 0.5) => {
    const { x, y } = await place(text, within);
    await page.mouse.click(x, y);
  };
  const problems = async () => {
    const rows = page.locator(".markers-panel .monaco-list-row");
    await rows.first().waitFor();
    return rows.allInnerTexts();
  };
  /** The frame that a panel of ours runs in. */
  const panel = async (selector) => {
    const end = Date.now() + PATIENCE / 2;
    for (;;) {
      for (const frame of page.frames()) {
        if (await frame.locator(selector).count().catch(() => 0)) return frame;
      }
      if (Date.now() > end) throw new Error(`no panel shows ${selector}`);
      await sleep(100);
    }
  };
  const saved = (file) => fs.readFileSync(path.join(workspace, file), "utf8");
  return { shot, open, command, place, hover, click, problems, panel, saved };
}

/** What axe finds wrong for people who do not see the panel, or not well: `rule: element`. */
export async function inaccessible(frame) {
  await frame.evaluate(fs.readFileSync(path.join(tools, "axe/node_modules/axe-core/axe.min.js"), "utf8"));
  const { violations } = await frame.evaluate(() => globalThis.axe.run(document.querySelector("main")));
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.any[0]?.message ?? ""}`));
}

export { sleep, PATIENCE };
