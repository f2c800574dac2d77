// Builds heshu.vsix: the bundled extension with the server binary inside.
//   HESHU_BINARY  the server binary; otherwise that of `cargo build --release`
//   HESHU_TARGET  the platform it is for (`vsce --target`); otherwise this machine's
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { createVSIX } from "@vscode/vsce";

const target = process.env.HESHU_TARGET ?? `${process.platform}-${process.arch}`;
const program = target.startsWith("win32") ? "heshu.exe" : "heshu";
const binary = process.env.HESHU_BINARY ?? `../../target/release/${program}`;

if (!existsSync(binary)) {
  console.error(
    `No server binary at ${binary}: run \`cargo build --release\` in the project's root, or set HESHU_BINARY.`,
  );
  process.exit(1);
}
rmSync("server", { recursive: true, force: true });
mkdirSync("server");
copyFileSync(binary, `server/${program}`);
chmodSync(`server/${program}`, 0o755);

await createVSIX({ target, packagePath: "heshu.vsix", dependencies: false });
