// Whether a text is Chinese prose: the server is for nothing else, and must not be started for anything else.
import { type TextDocument, Range, workspace } from "vscode";
import { isChineseProse } from "./han";

/** How much of a document is looked at, in UTF-16 units. */
const SAMPLE = 4000;
export const LANGUAGES = ["plaintext", "markdown"];
export const SCHEMES = ["file", "untitled", "vscode-remote"];

/** Whether heshu reads a document: by its kind, the setting, and its text. */
export function isOurs(document: TextDocument): boolean {
  if (!LANGUAGES.includes(document.languageId) || !SCHEMES.includes(document.uri.scheme)) return false;
  const mode = workspace.getConfiguration("heshu", document).get<string>("enable", "auto");
  if (mode !== "auto") return mode === "always";
  const end = document.positionAt(SAMPLE);
  return isChineseProse(document.getText(new Range(0, 0, end.line, end.character)));
}
