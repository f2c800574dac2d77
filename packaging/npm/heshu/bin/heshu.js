#!/usr/bin/env node
// Runs the program of this platform. npm installs only the one of the optional packages that fits.
"use strict";

const { spawn } = require("node:child_process");

const platform = `${process.platform}-${process.arch}`;
const file = process.platform === "win32" ? "heshu.exe" : "heshu";

let program;
try {
  program = require.resolve(`@heshu/${platform}/bin/${file}`);
} catch {
  console.error(`heshu: 没有适用于 ${platform} 的程序。若安装时用了 --omit=optional，请去掉它重装；否则请用 cargo install heshu。`);
  console.error(`heshu: no program for ${platform}. Install without --omit=optional, or use cargo install heshu.`);
  process.exit(2);
}

const child = spawn(program, process.argv.slice(2), { stdio: "inherit" });
// Ctrl-C reaches the program as well; it says when it is done.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(`heshu: ${error.message}`);
  process.exit(2);
});
child.on("exit", (code, signal) => (signal ? process.kill(process.pid, signal) : process.exit(code ?? 1)));
