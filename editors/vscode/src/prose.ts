// Whether a text is Chinese prose: the server is for nothing else, and must not be started for anything else.
import { type TextDocument, Range, workspace } from "vscode";

/** How much of a document is looked at, in UTF-16 units. */
const SAMPLE = 4000;
/** Fewer Han characters than this are a word or two, not yet prose. */
const FEWEST = 5;
/** The least share of Han among all letters and digits. */
const SHARE = 0.3;
/** More kana than this beside the Han, and it is Japanese. */
const KANA = 0.05;

export const LANGUAGES = ["plaintext", "markdown"];
export const SCHEMES = ["file", "untitled", "vscode-remote"];

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** Whether the beginning of a text reads like Chinese. */
export function isChineseProse(text: string): boolean {
  const han = count(text, /\p{Script=Han}/gu);
  const kana = count(text, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const letters = count(text, /[\p{L}\p{N}]/gu);
  return han >= FEWEST && han >= letters * SHARE && kana <= han * KANA;
}

/** Whether heshu reads a document: by its kind, the setting, and its text. */
export function isOurs(document: TextDocument): boolean {
  if (!LANGUAGES.includes(document.languageId) || !SCHEMES.includes(document.uri.scheme)) return false;
  const mode = workspace.getConfiguration("heshu", document).get<string>("enable", "auto");
  if (mode !== "auto") return mode === "always";
  const end = document.positionAt(SAMPLE);
  return isChineseProse(document.getText(new Range(0, 0, end.line, end.character)));
}
