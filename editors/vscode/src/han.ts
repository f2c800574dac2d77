// Whether a text reads like Chinese prose. It knows nothing of VS Code.

/** Fewer Han characters than this are a word or two, not yet prose. */
const FEWEST = 5;
/** The least share of Han among all letters and digits. */
const SHARE = 0.3;
/** More kana than this beside the Han, and it is Japanese. */
const KANA = 0.05;

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
