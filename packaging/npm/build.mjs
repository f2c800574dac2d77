// Makes the npm packages of one platform: node build.mjs BINARY OUT [PLATFORM-ARCH]
// OUT then holds `heshu` (the launcher) and `@heshu/PLATFORM-ARCH` (the binary), both with the version of Cargo.toml.
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const [binary, out, target = `${process.platform}-${process.arch}`] = process.argv.slice(2);
if (!binary || !out) {
  console.error("node build.mjs BINARY OUT [PLATFORM-ARCH]");
  process.exit(2);
}
const version = /^version = "(.+)"$/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))[1];
const [os, cpu] = target.split("-");
const licences = ["LICENSE", "LICENSE-MIT", "LICENSE-APACHE", "NOTICE.md"];

/** Writes a package's description and the licences that go with every package. */
function finish(folder, description) {
  writeFileSync(join(folder, "package.json"), JSON.stringify(description, null, 2) + "\n");
  for (const name of licences) cpSync(join(root, name), join(folder, name));
}

const launcher = JSON.parse(readFileSync(join(here, "heshu/package.json"), "utf8"));
if (!launcher.optionalDependencies[`@heshu/${target}`]) {
  console.error(`packaging/npm/heshu/package.json does not know @heshu/${target}`);
  process.exit(2);
}
launcher.version = version;
for (const name of Object.keys(launcher.optionalDependencies)) launcher.optionalDependencies[name] = version;
const main = join(out, "heshu");
cpSync(join(here, "heshu"), main, { recursive: true });
cpSync(join(root, "README.md"), join(main, "README.md"));
finish(main, launcher);

const native = join(out, "@heshu", target);
const file = os === "win32" ? "heshu.exe" : "heshu";
mkdirSync(join(native, "bin"), { recursive: true });
cpSync(binary, join(native, "bin", file));
chmodSync(join(native, "bin", file), 0o755);
const { description, license, repository } = launcher;
finish(native, { name: `@heshu/${target}`, version, description: `${description} (${target})`, license, repository, os: [os], cpu: [cpu], files: ["bin"] });
console.log(`${basename(main)} and @heshu/${target} ${version} in ${out}`);
