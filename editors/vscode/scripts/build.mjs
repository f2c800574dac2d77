// Bundles the extension (Node) and the panels (browser) into dist/.
import { build } from "esbuild";

const common = { bundle: true, minify: true, legalComments: "none", logLevel: "warning" };
await build({
  ...common,
  entryPoints: ["src/extension.ts"],
  platform: "node",
  target: "node18",
  format: "cjs",
  external: ["vscode"],
  // Activation begins when the bundle is read, not when `activate` is called.
  banner: { js: "const heshuLoading=performance.now();" },
  outfile: "dist/extension.js",
});
await build({ ...common, entryPoints: ["src/webview/panel.ts"], platform: "browser", target: "es2022", format: "iife", outfile: "dist/panel.js" });
