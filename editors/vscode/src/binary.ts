// Which program is the server: the setting, HESHU_PATH, the one inside the package, the PATH. Nothing is ever downloaded.
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { texts } from "./texts";

export type Found = { program: string } | { problem: string; isSetting: boolean };

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Looks for the program; what the user named and is wrong is told, not passed over. */
export function findServer(setting: string, extensionPath: string): Found {
  const name = process.platform === "win32" ? "heshu.exe" : "heshu";
  if (setting) return canRun(setting) ? { program: setting } : { problem: texts().badServerSetting(setting), isSetting: true };
  const variable = process.env["HESHU_PATH"];
  if (variable) return canRun(variable) ? { program: variable } : { problem: texts().badServerVariable(variable), isSetting: false };
  const bundled = join(extensionPath, "server", name);
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  const program = [bundled, ...folders.map((folder) => join(folder, name))].find(canRun);
  return program ? { program } : { problem: texts().noServer(`heshu.server.path, HESHU_PATH, ${bundled}, PATH`), isSetting: true };
}
