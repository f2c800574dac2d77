// What the manifest promises is kept by the texts, the source and the package.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";
import { promisify } from "node:util";
import yauzl from "yauzl";

const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const manifest = JSON.parse(read("package.json"));
const { commands, configuration } = manifest.contributes;
const TEXT_KEY = /^%(.+)%$/;

test("every setting and command takes its text from the nls files", () => {
  for (const [name, setting] of Object.entries(configuration.properties)) {
    for (const text of [setting.markdownDescription, ...(setting.enumDescriptions ?? [])])
      assert.match(text ?? "", TEXT_KEY, name);
  }
  for (const { command, title } of commands) assert.match(title, TEXT_KEY, command);
});

for (const file of ["package.nls.json", "package.nls.zh-cn.json"]) {
  test(`${file} has exactly the texts that the manifest uses`, () => {
    const used = [...read("package.json").matchAll(/"%(.+?)%"/g)].map((match) => match[1]);
    const texts = JSON.parse(read(file));
    assert.deepEqual(Object.keys(texts).sort(), used.sort());
    for (const [key, text] of Object.entries(texts)) assert.ok(text.trim(), key);
  });
}

test("the source registers exactly the contributed commands", () => {
  const table = [...read("src/extension.ts").matchAll(/"(heshu\.\w+)":/g)];
  const single = [...read("src/cleaning.ts").matchAll(/registerCommand\("(heshu\.\w+)"/g)];
  const registered = [...table, ...single].map((match) => match[1]);
  assert.deepEqual(registered.sort(), commands.map(({ command }) => command).sort());
});

const vsix = new URL("../heshu.vsix", import.meta.url);
test("heshu.vsix holds the bundle and an executable server", async () => {
  assert.ok(existsSync(vsix), "run `npm run package` first");
  const modes = await unixModes(vsix.pathname);
  for (const path of ["package.json", "package.nls.json", "package.nls.zh-cn.json", "icon.png", "dist/extension.js", "dist/panel.js", "media/panel.css"])
    assert.ok(modes.has(`extension/${path}`), path);
  const server = [...modes.keys()].filter((path) => path.startsWith("extension/server/"));
  assert.equal(server.length, 1);
  assert.match(server[0], /\/heshu(\.exe)?$/);
  assert.equal(modes.get(server[0]) & 0o111, 0o111);
  assert.ok(![...modes.keys()].some((path) => /node_modules|\/src\/|\/test\//.test(path)));
});

test("the pictures of the walkthrough are in the package", async () => {
  const modes = await unixModes(vsix.pathname);
  for (const { media } of manifest.contributes.walkthroughs[0].steps) assert.ok(modes.has(`extension/${media.image}`), media.image);
});

test("panels may run their own script and style only", () => {
  const policy = /const policy = `(.+)`/.exec(read("src/panels.ts"))[1];
  assert.equal(policy, "default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'");
  assert.doesNotMatch(read("dist/panel.js"), /\beval\(|new Function\(/);
});

/** The Unix file mode of every entry of a zip file, by path. */
async function unixModes(path) {
  const zip = await promisify(yauzl.open)(path, { autoClose: true });
  const modes = new Map();
  zip.on("entry", (entry) => modes.set(entry.fileName, entry.externalFileAttributes >>> 16));
  await new Promise((done, failed) => zip.once("end", done).once("error", failed));
  return modes;
}
