// What a user does in VS Code, done in a real VS Code: run by tests/editors/run.sh.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { PATIENCE, inaccessible, shots, sleep, startEditor } from "./session.mjs";

const REPORT = "01-report.txt";
const SCRAPED = "02-scraped.txt";
const ENGLISH = "03-english.txt";
const FOIL = "04-foil.txt";
const UNDATED = "05-undated.txt";

/** Waits until something holds. */
async function until(what, holds, patience = PATIENCE / 2) {
  const end = Date.now() + patience;
  let last;
  for (;;) {
    last = await holds();
    if (last) return last;
    if (Date.now() > end) throw new Error(`never came: ${what}`);
    await sleep(100);
  }
}

/** Steps that share one editor: each failure leaves a picture. */
async function steps(t, editor, list) {
  for (const [name, step] of Object.entries(list)) {
    await t.test(name, async () => {
      try {
        await step();
      } catch (error) {
        await editor.shot(`FAIL-${name.replace(/\W+/g, "-")}`);
        await editor.page.keyboard.press("Escape");
        throw error;
      }
    });
  }
}

const squiggles = (page, kind) => page.locator(`.editor-instance .squiggly-${kind}`).count();

/** The text of the log that the extension writes. */
function log(editor) {
  const found = fs.globSync(path.join(editor.data, "logs/**/*heshu*.log"));
  return found.map((file) => fs.readFileSync(file, "utf8")).join("\n");
}

/** Whether a canvas of a frame shows more than one colour. */
const isDrawn = (frame, at) =>
  frame.evaluate((at) => {
    const canvas = document.querySelectorAll("figure canvas").item(at);
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const colours = new Set();
    for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 200) colours.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
    return colours.size > 2;
  }, at);

/** Elements of a frame whose text is cut off or that lie outside the page. */
const cutTexts = (frame) =>
  frame.evaluate(() =>
    [...document.querySelectorAll("button, td, th, p, li, dd, h1, h2, figcaption, select")]
      .filter((element) => element.offsetParent && !element.closest(".scroll"))
      .filter((element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline")
      .map((element) => element.textContent.slice(0, 40)),
  );

test("VS Code in Chinese", async (t) => {
  const editor = await startEditor({ language: "zh-cn" });
  const { page } = editor;
  const status = () => page.locator(".statusbar-item[aria-label*='核数']");
  /** Writes the settings of the folder as a user does, and comes back to an article. */
  const set = async (settings, article = REPORT) => {
    const file = page.locator(".explorer-folders-view .monaco-list-row", { hasText: "settings.json" });
    if (!(await file.count())) await page.locator(".explorer-folders-view .monaco-list-row", { hasText: ".vscode" }).click();
    await editor.open("settings.json");
    await page.locator(".editor-instance .view-lines").first().click();
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    await page.keyboard.insertText(JSON.stringify(settings));
    await page.keyboard.press("Control+S");
    await until("saved settings", () => editor.saved(".vscode/settings.json") === JSON.stringify(settings));
    await editor.open(article);
  };
  try {
    await steps(t, editor, {
      "an English file is left alone": async () => {
        await editor.open(ENGLISH);
        await sleep(1500);
        assert.equal(await status().count(), 0);
        assert.ok(!log(editor).includes("server/heshu"), "the server was started");
      },
      "an article gets squiggles and the status bar counts them": async () => {
        await editor.open(REPORT);
        await until("two contradictions", async () => (await squiggles(page, "error")) >= 2);
        await until("a doubt", async () => (await squiggles(page, "warning")) >= 1);
        const label = await until("the counts", () => status().first().getAttribute("aria-label"));
        assert.match(await until("the counts", async () => /数字\d+个，已核对\d+个，矛盾3处/.exec((await status().first().getAttribute("aria-label")) ?? "")?.[0]), /矛盾3处/, label);
      },
      "the problems show the arithmetic": async () => {
        await page.keyboard.press("Control+Shift+M");
        const problems = (await editor.problems()).join("\n");
        assert.match(problems, /各项合计885亿元，总数写作“860亿元”，相差25亿元/);
        assert.match(problems, /“增加16家”与前后两个数不符：由298家到312家，相差14家/);
        assert.match(problems, /写明“四个重点”，后面列出3条/);
        await sleep(300);
        await editor.shot("problems");
        await page.keyboard.press("Control+J");
      },
      "the outline has the sections": async () => {
        await page.locator(".pane-header", { hasText: "大纲" }).click();
        const rows = page.locator(".outline-tree .monaco-list-row");
        await rows.first().waitFor();
        const names = await until("the sections", async () => {
          const texts = (await rows.allInnerTexts()).join("\n");
          return texts.includes("一、工业稳中有进") && texts;
        });
        for (const name of ["澄江市前三季度经济运行情况发布", "二、投资结构优化", "三、下一步打算"]) assert.ok(names.includes(name), names);
        await editor.shot("outline");
      },
      "hover on a company and on a figure": async () => {
        const company = await editor.hover("澄江铜业集团");
        assert.match(company, /澄江铜业集团有限公司/);
        assert.match(company, /102亿元/);
        await editor.shot("hover-company");
        await page.keyboard.press("Escape");
        const figure = await editor.hover("约480亿元");
        assert.match(figure, /可取值/);
        await editor.shot("hover-figure");
        const wrong = await editor.hover("16家");
        assert.match(wrong, /相差14家/);
        assert.match(wrong, /change-mismatch/);
      },
      "the figures panel has contradictions, charts and a table": async () => {
        await editor.open(REPORT);
        await editor.command("显示数字表");
        const panel = await editor.panel("table.figures tbody tr");
        assert.equal(await panel.locator(".finding").count(), 3);
        assert.match(await panel.locator(".finding .formula").first().innerText(), /510 \+ 320 \+ 55 = 885 ≠ 860亿元/);
        await until("three charts", async () => (await panel.locator("figure canvas").count()) === 3);
        for (const at of [0, 1, 2]) await until(`chart ${at}`, () => isDrawn(panel, at));
        assert.match(await panel.locator("figure canvas").first().getAttribute("aria-label"), /新材料 510亿元；装备制造 320亿元/);
        assert.deepEqual(await cutTexts(panel), []);
        const own = (await panel.locator("body").innerText()).replaceAll("CSV", "").match(/[A-Za-z]{2,}/g);
        assert.equal(own, null, "English in the Chinese panel");
        assert.deepEqual(await inaccessible(panel), []);
        await editor.shot("figures-beside");
      },
      "the table sorts, filters and leads to the text": async () => {
        const panel = await editor.panel("table.figures tbody tr");
        const first = () => panel.locator("table.figures tbody tr th").first().innerText();
        const rows = await panel.locator("table.figures tbody tr").count();
        await panel.locator("th.state button").click();
        assert.equal(await panel.locator("th.state").getAttribute("aria-sort"), "ascending");
        assert.equal(await panel.locator("table.figures tbody tr").first().getAttribute("data-state"), "contradiction");
        await panel.locator("th.amount button").click();
        await panel.locator("th.amount button").click();
        assert.equal(await panel.locator("th.amount").getAttribute("aria-sort"), "descending");
        await panel.locator("input[type=search]").fill("工业总产值");
        assert.equal(await first(), "860亿元");
        assert.ok((await panel.locator("table.figures tbody tr").count()) < rows);
        assert.match(await panel.locator("[role=status]").innerText(), /^显示\d+个，共\d+个$/);
        await panel.locator("table.figures tbody button", { hasText: "860亿元" }).first().click();
        await until("line 8", async () => (await page.locator(".statusbar-item", { hasText: "行 8" }).count()) > 0);
        await panel.locator("input[type=search]").fill("");
      },
      "the panel is used by keyboard alone": async () => {
        const panel = await editor.panel(".finding");
        await panel.locator(".finding .message").nth(1).focus();
        await page.keyboard.press("Enter");
        await until("line 8 again", async () => (await page.locator(".statusbar-item", { hasText: "行 8，列 7" }).count()) > 0);
        await panel.locator("th.line button").focus();
        await page.keyboard.press("Space");
        assert.equal(await panel.locator("th.line").getAttribute("aria-sort"), "ascending");
        await page.keyboard.press("Tab");
        assert.equal(await panel.evaluate(() => document.activeElement.textContent), "数字");
      },
      "a rule is explained inside the editor": async () => {
        const panel = await editor.panel(".finding");
        await panel.locator(".finding button", { hasText: "规则说明" }).first().click();
        const rule = await editor.panel("h1:text-is('分项之和与总数不符')");
        assert.match(await rule.locator("body").innerText(), /parts-sum-mismatch/);
        await editor.shot("rule");
      },
    });
    await page.keyboard.press("Control+K");
    await page.keyboard.press("w");
    await steps(t, editor, {
      "a quick fix changes the text": async () => {
        await editor.open(REPORT);
        await until("squiggles", async () => (await squiggles(page, "error")) >= 2);
        await editor.click("16家");
        await page.keyboard.press("Control+.");
        const menu = page.locator(".action-widget .monaco-list-row.action");
        await menu.first().waitFor();
        await sleep(300);
        await editor.shot("quick-fix");
        await menu.filter({ hasText: "14家" }).first().click();
        await editor.place("增加14家");
        await page.keyboard.press("Control+S");
        await until("the saved text", () => editor.saved(REPORT).includes("298家增加14家"));
      },
      "the card of a company": async () => {
        await editor.click("澄江铜业集团有限公司");
        await editor.command("显示企业或项目");
        const panel = await editor.panel("table.facts tbody tr");
        assert.equal(await panel.locator("h1").innerText(), "澄江铜业集团有限公司");
        await until("two charts", async () => (await panel.locator("figure canvas").count()) === 2);
        for (const at of [0, 1]) await until(`chart ${at}`, () => isDrawn(panel, at));
        assert.match(await panel.locator(".mentions").innerText(), /把澄江铜箔二期列为头号工程/);
        assert.deepEqual(await cutTexts(panel), []);
        assert.equal((await panel.locator("body").innerText()).match(/[A-Za-z]{2,}/g), null);
        assert.deepEqual(await inaccessible(panel), []);
        await sleep(300);
        await editor.shot("card-beside");
        await panel.locator(".articles button", { hasText: "澄江铜箔二期加快建设" }).click();
        await page.locator(".tabs-container .tab.active", { hasText: FOIL }).waitFor();
      },
      "a project's figures across articles": async () => {
        await editor.open(FOIL);
        await editor.click("澄江铜箔二期加快建设", 0.2);
        await editor.command("显示企业或项目");
        const panel = await editor.panel("h1:text-is('澄江铜箔二期')");
        await until("the facts of both articles", async () => {
          const facts = await panel.locator("table.facts").innerText();
          return facts.includes("已完成投资 6亿元") && facts.includes("已完成投资 9亿元");
        });
        await until("its chart", async () => (await panel.locator("figure canvas").count()) >= 1);
        assert.match(await panel.locator("figure canvas").first().getAttribute("aria-label"), /2025-10-21 6亿元；2025-11-18 9亿元/);
        await until("drawn", () => isDrawn(panel, 0));
        await sleep(300);
        await editor.shot("card-project");
      },
    });
    await page.keyboard.press("Control+K");
    await page.keyboard.press("w");
    await steps(t, editor, {
      "cleaning shows a diff first and keeps every character of meaning": async () => {
        await editor.open(SCRAPED);
        await editor.command("清洗文章");
        await page.locator(".monaco-diff-editor").waitFor();
        const ask = page.locator(".notification-toast", { hasText: "处噪声" });
        await ask.waitFor();
        await sleep(600);
        await editor.shot("clean");
        assert.match(editor.saved(SCRAPED), /\(jìn\)/);
        await ask.locator("a.monaco-button", { hasText: "应用清洗" }).click();
        await page.locator(".monaco-diff-editor").waitFor({ state: "detached" });
        await editor.place("記者走進河南");
        await page.keyboard.press("Control+S");
        const cleaned = await until("the saved text", () => {
          const text = editor.saved(SCRAPED);
          return !text.includes("(jìn)") && text;
        });
        assert.match(cleaned, /記者走進河南豫光金鉛股份有限公司,技術員𠮷田指着屏幕說😀,/);
        assert.ok(!cleaned.includes(",,"), cleaned);
        assert.equal(cleaned.split("\r\n").length, cleaned.split("\n").length, "line ends changed");
      },
      "all safe fixes at once": async () => {
        await editor.open(SCRAPED);
        await editor.command("应用全部安全修改");
        await editor.place("增長20%,");
        await page.keyboard.press("Control+S");
        await until("the doubled sign is gone", () => !editor.saved(SCRAPED).includes("%%"));
      },
      "settings take effect at once": async () => {
        await editor.open(REPORT);
        await until("the doubt", async () => (await squiggles(page, "warning")) >= 1);
        await set({ "heshu.ignore": ["lists"] });
        await until("no doubt", async () => (await squiggles(page, "warning")) === 0);
        assert.ok((await squiggles(page, "error")) >= 1);
        await set({ "heshu.enable": "never" });
        await until("nothing at all", async () => (await squiggles(page, "error")) === 0);
        await set({});
        await until("all back", async () => (await squiggles(page, "warning")) >= 1);
      },
      "the reference date dates an article that has no date": async () => {
        const none = async () => (await squiggles(page, "warning")) === 0;
        fs.writeFileSync(path.join(editor.workspace, UNDATED), "工业简报\n\n今年1至9月，全县规模以上工业完成产值36亿元。\n");
        await page.locator(".explorer-folders-view .monaco-list-row", { hasText: UNDATED }).waitFor();
        await editor.open(UNDATED);
        await sleep(1500);
        assert.ok(await none(), "nothing tells the day yet");
        await set({ "heshu.referenceDate": "2026-06-01" }, UNDATED);
        await until("the period that is not over", async () => (await squiggles(page, "warning")) >= 1);
        assert.match(await editor.hover("今年1至9月"), /到9月30日才结束/);
        await page.keyboard.press("Escape");
        await set({ "heshu.referenceDate": "2026-11-01" }, UNDATED);
        await until("it is over", none);
        // An article with a date of its own keeps it, and what is no date is told of once.
        await set({ "heshu.referenceDate": "六月一日" }, UNDATED);
        const told = page.locator(".notification-toast", { hasText: "referenceDate" });
        await told.waitFor();
        assert.match(await told.innerText(), /referenceDate 不是日期：“六月一日”；请写作 2026-05-01/);
        await page.keyboard.press("Escape");
        await page.keyboard.press("Control+K");
        await page.keyboard.press("w");
        await set({});
        fs.rmSync(path.join(editor.workspace, UNDATED));
      },
      "the figures are exported as CSV": async () => {
        await editor.open(REPORT);
        await editor.command("导出数字表");
        await page.locator(".quick-input-widget input").first().waitFor();
        await sleep(500);
        await page.keyboard.press("Enter");
        const csv = await until("the file", () => fs.existsSync(path.join(editor.workspace, "01-report.csv")) && editor.saved("01-report.csv"));
        assert.match(csv, /^\ufeff行,数字,数值,单位/);
        assert.match(csv, /860亿元,86000000000,元,金额/);
      },
      "a project is added to the catalog and known at once": async () => {
        await editor.open(REPORT);
        await editor.click("新能源项目", 0.05);
        for (let i = 0; i < 5; i++) await page.keyboard.press("Shift+ArrowRight");
        await editor.command("添加到名录");
        await page.locator(".quick-input-list .monaco-list-row", { hasText: "项目" }).click();
        await until("the entry", () => fs.existsSync(path.join(editor.workspace, ".heshu/catalog/added.toml")));
        assert.match(editor.saved(".heshu/catalog/added.toml"), /\[\[project\]\]\nid = ".+"\nname = "新能源项目"/);
        await page.locator(".notification-toast", { hasText: "已添加到名录" }).waitFor();
        await until("its card", async () => (await editor.hover("新能源项目")).includes("项目"));
      },
      "a company is renamed in both files": async () => {
        await editor.open(REPORT);
        await editor.click("澄江铜业集团有限公司", 0.3);
        await page.keyboard.press("F2");
        const input = page.locator(".rename-box input, input.rename-input").first();
        await input.waitFor();
        await sleep(300);
        // An article that was closed and opened again has its outline as well.
        await page.locator(".outline-tree .monaco-list-row").first().waitFor();
        await editor.shot("rename");
        assert.equal(await input.inputValue(), "澄江铜业集团有限公司");
        await input.fill("澄江新铜集团有限公司");
        await page.keyboard.press("Enter");
        await editor.place("澄江新铜集团有限公司把");
        await editor.command("Save All");
        await until("both files", () => [REPORT, FOIL].every((file) => editor.saved(file).includes("澄江新铜集团有限公司")));
        for (const file of [REPORT, FOIL]) assert.ok(!editor.saved(file).includes("澄江铜业集团有限公司"), file);
      },
      "an unsaved document is read as well": async () => {
        await editor.command("New Untitled Text File");
        await sleep(500);
        await page.keyboard.insertText("全市工业总产值860亿元，其中新材料510亿元、装备制造320亿元、食品加工55亿元。");
        await until("a squiggle", async () => (await squiggles(page, "error")) >= 1);
      },
      "the server restarts": async () => {
        await editor.command("重启服务");
        await until("a second start", () => (log(editor).match(/server\/heshu/g) ?? []).length >= 2);
        await until("squiggles again", async () => (await squiggles(page, "error")) >= 1);
      },
      "nothing is fetched from elsewhere": () => {
        assert.deepEqual(editor.outside.filter((url) => !url.includes("open-vsx.org")), []);
      },
      "what it costs": () => {
        const text = log(editor);
        const activated = Number(/activated: (\d+) ms/.exec(text)?.[1]);
        const first = Number(/first diagnostics: (\d+) ms/.exec(text)?.[1]);
        const size = fs.statSync(process.env.HESHU_VSIX).size;
        console.log(`extension ${(size / 1e6).toFixed(1)} MB, activation ${activated} ms, first diagnostics ${first} ms after the start of the server`);
        assert.ok(activated < 1000 && first < 10_000, text.slice(0, 500));
      },
    });
  } finally {
    await editor.stop();
  }
});

for (const [theme, name] of [
  ["Default Dark Modern", "dark"],
  ["Default High Contrast", "high-contrast"],
]) {
  test(`VS Code in English, ${name}`, async (t) => {
    const settings = { "workbench.colorTheme": theme, "workbench.sideBar.visible": false };
    const editor = await startEditor({ language: "en", settings });
    const { page } = editor;
    try {
      await steps(t, editor, {
        "the panel is in English, only the article's own words are Chinese": async () => {
          await editor.open(REPORT);
          await until("contradictions", async () => (await squiggles(page, "error")) >= 2);
          await editor.command("Show Figures");
          const panel = await editor.panel("table.figures tbody tr");
          await page.locator(".pane-header").first().waitFor();
          await page.keyboard.press("Control+B");
          for (const at of [0, 1, 2]) await until(`chart ${at}`, () => isDrawn(panel, at));
          const own = await panel.locator("h2, thead, summary, option, .badge, .secondary, .counts, .count, td.kind, td.statement, td.state").allInnerTexts();
          assert.deepEqual(await inaccessible(panel), []);
          assert.deepEqual(own.filter((text) => /\p{Script=Han}/u.test(text)), []);
          assert.deepEqual(await cutTexts(panel), []);
          const isCut = () => [...document.querySelectorAll(".scroll")].filter((table) => table.scrollWidth > table.clientWidth + 1).map((table) => `${table.scrollWidth} ${table.clientWidth} ${[...table.querySelectorAll("thead th")].map((h) => h.offsetWidth)}`).join("; ");
          assert.equal(await panel.evaluate(isCut), "");
          await page.mouse.move(700, 860);
          await sleep(1200);
          await editor.shot(`figures-${name}`);
          await panel.locator("h2", { hasText: "Charts" }).scrollIntoViewIfNeeded();
          await panel.evaluate(() => document.querySelector(".charts").scrollIntoView());
          await sleep(300);
          await editor.shot(`charts-${name}`);
          await panel.evaluate(() => document.querySelector(".filters").scrollIntoView());
          await sleep(300);
          await editor.shot(`table-${name}`);
        },
      });
    } finally {
      await editor.stop();
    }
  });
}

test("the walkthrough, and a server that is not there", async (t) => {
  const editor = await startEditor({ language: "zh-cn", settings: { "heshu.server.path": "/nowhere/heshu" } });
  const { page } = editor;
  try {
    await steps(t, editor, {
      "a wrong path is told with what to do": async () => {
        await editor.open(REPORT);
        const told = page.locator(".notification-toast", { hasText: "heshu.server.path" });
        await told.waitFor();
        assert.match(await told.innerText(), /\/nowhere\/heshu.*不是可以运行的程序，请改正或清空/);
        await sleep(300);
        await editor.shot("no-server");
        assert.equal(await page.locator(".notification-toast").count(), 1, "more than one message");
      },
      "the walkthrough has its four steps": async () => {
        await editor.command("Welcome: Open Walkthrough");
        await page.locator(".quick-input-widget input").first().fill("开始使用核数");
        await page.locator(".quick-input-list .monaco-list-row", { hasText: "开始使用核数" }).first().click();
        await page.locator(".getting-started-step").first().waitFor();
        const texts = (await page.locator(".getting-started-step").allInnerTexts()).join("\n");
        for (const title of ["打开一篇中文文稿", "查看全部数字", "清洗抓取来的文章", "按你的习惯设置"]) assert.ok(texts.includes(title), texts);
        await sleep(500);
        await editor.shot("walkthrough");
      },
    });
  } finally {
    await editor.stop();
  }
});

assert.ok(shots, "HESHU_SHOTS");
