// What heshu starts for, and what it leaves alone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { transformSync } from "esbuild";

const { code } = transformSync(readFileSync(new URL("../src/han.ts", import.meta.url), "utf8"), { loader: "ts", format: "esm" });
const { isChineseProse } = await import(`data:text/javascript,${encodeURIComponent(code)}`);

const CHINESE = {
  "a sentence": "全市工业总产值860亿元，同比增长7.8%。",
  "Traditional with readings": "走進(jìn)雲嶺經(jīng)濟(jì)開發(fā)區(qū),,銅箔車間的燈從早亮到晚,,",
  "a name beyond the basic plane": "技術員𠮷田指着屏幕說，這裡的項目已經投產。",
  "Markdown with a table": "# 一季度工业简报\n\n| 行业 | 产值（亿元） |\n|---|---:|\n| 有色金属 | 46.2 |\n| 装备制造 | 33.5 |",
};
const OTHER = {
  nothing: "",
  English: "This is a plain English note with 120 figures and no Chinese prose at all.",
  "English with a Chinese word": "The word 核数 (heshu) means to check figures; the rest of this page is English.",
  Japanese: "澄江市の工業生産額は前年同期比で七・八パーセント増加しました。これからも続きます。",
  Korean: "청강시의 공업 생산액은 작년 같은 기간보다 7.8% 증가했다.",
  "a log": "2025-06-18 09:12:01 INFO server started on 127.0.0.1:8080\n".repeat(20),
  "two characters": "核数",
};

for (const [name, text] of Object.entries(CHINESE)) test(`${name} is Chinese prose`, () => assert.equal(isChineseProse(text), true));
for (const [name, text] of Object.entries(OTHER)) test(`${name} is not`, () => assert.equal(isChineseProse(text), false));

test("the sample of any text is looked at quickly", () => {
  const began = performance.now();
  for (const text of ["核".repeat(4000), "a".repeat(4000), "𠮷".repeat(2000), "か".repeat(4000)]) isChineseProse(text);
  assert.ok(performance.now() - began < 50);
});
