// Everything that the extension itself says, in both languages. The manifest's texts are in package.nls*.json.
import { env, workspace } from "vscode";

export type Locale = "zh" | "en";

interface Texts {
  statusLabel(figures: number, checked: number, contradictions: number): string;
  statusTip(figures: number, bound: number, checked: number, errors: number, warnings: number): string;
  statusStarting: string;
  statusDown: string;
  noArticle: string;
  nothingToClean: string;
  cleanTitle(name: string): string;
  cleanAsk(spots: number): string;
  apply: string;
  cancel: string;
  cleanStale: string;
  cleanedCount: string;
  nothingToFix: string;
  fixed(count: number): string;
  noEntities: string;
  pickEntity: string;
  pickRule: string;
  exported(name: string): string;
  openFile: string;
  csvFiles: string;
  figuresTitle(name: string): string;
  noServer(tried: string): string;
  badServerSetting(path: string): string;
  badServerVariable(path: string): string;
  openSettings: string;
  showLog: string;
  failed(reason: string): string;
  entityAt(label: string, count: number): string;
  nameToAdd: string;
  whatIs(name: string): string;
  kinds: Record<"company" | "project" | "organization", string>;
  added(name: string): string;
}

const zh: Texts = {
  statusLabel: (figures, checked, contradictions) => `核数：数字${figures}个，已核对${checked}个，矛盾${contradictions}处`,
  statusTip: (figures, bound, checked, errors, warnings) =>
    `全文数字${figures}个\n\n认出所指${bound}个，已核对${checked}个\n\n矛盾${errors}处，存疑${warnings}处\n\n点击查看数字表`,
  statusStarting: "核数：正在启动",
  statusDown: "核数没有运行，点击查看日志",
  noArticle: "请先打开一篇中文文稿（纯文本或 Markdown）。",
  nothingToClean: "这篇文章没有要清洗的地方。",
  cleanTitle: (name) => `${name}：原文 ↔ 清洗后`,
  cleanAsk: (spots) => `共${spots}处噪声。左边是原文，右边是清洗后的文章。`,
  apply: "应用清洗",
  cancel: "取消",
  cleanStale: "文章在比较之后又有改动，未作清洗。请再执行一次“清洗文章”。",
  cleanedCount: "文章已清洗。",
  nothingToFix: "没有可以放心自动修改的地方。",
  fixed: (count) => `已改${count}处。`,
  noEntities: "这篇文章里没有认出企业、机构或项目。",
  pickEntity: "选择企业、机构或项目",
  pickRule: "选择规则",
  exported: (name) => `已导出到 ${name}。`,
  openFile: "打开",
  csvFiles: "CSV 表格",
  figuresTitle: (name) => `数字表 · ${name}`,
  noServer: (tried) => `找不到 heshu 程序（找过：${tried}）。请安装带程序的扩展包，或在设置里写明程序的路径。`,
  badServerSetting: (path) => `设置 heshu.server.path 所指的“${path}”不是可以运行的程序，请改正或清空。`,
  badServerVariable: (path) => `环境变量 HESHU_PATH 所指的“${path}”不是可以运行的程序，请改正或取消。`,
  openSettings: "打开设置",
  showLog: "查看日志",
  failed: (reason) => `没有完成：${reason}`,
  entityAt: (label, count) => `${label} · 文中${count}处`,
  nameToAdd: "要添加到名录的名称",
  whatIs: (name) => `“${name}”是`,
  kinds: { company: "企业", project: "项目", organization: "机构" },
  added: (name) => `“${name}”已添加到名录。`,
};

const en: Texts = {
  statusLabel: (figures, checked, contradictions) =>
    `heshu: ${figures} figures, ${checked} checked, ${contradictions} contradictions`,
  statusTip: (figures, bound, checked, errors, warnings) =>
    `${figures} figures\n\n${bound} bound to what they measure, ${checked} checked\n\n${errors} contradictions, ${warnings} doubts\n\nClick for the table of figures`,
  statusStarting: "heshu: starting",
  statusDown: "heshu is not running; click for the log",
  noArticle: "Open a Chinese article first (plain text or Markdown).",
  nothingToClean: "There is nothing to clean in this article.",
  cleanTitle: (name) => `${name}: source ↔ cleaned`,
  cleanAsk: (spots) => `${spots} spots of noise. The source is on the left, the cleaned article on the right.`,
  apply: "Apply",
  cancel: "Cancel",
  cleanStale: "The article has changed since it was compared; nothing was cleaned. Run “Clean Article” again.",
  cleanedCount: "The article is cleaned.",
  nothingToFix: "There is nothing that is safe to change unseen.",
  fixed: (count) => `${count} changes made.`,
  noEntities: "No companies, organisations or projects are recognised in this article.",
  pickEntity: "Select a company, organisation or project",
  pickRule: "Select a rule",
  exported: (name) => `Exported to ${name}.`,
  openFile: "Open",
  csvFiles: "CSV table",
  figuresTitle: (name) => `Figures · ${name}`,
  noServer: (tried) =>
    `The heshu program was not found (looked at: ${tried}). Install the extension package that has it inside, or set its path in the settings.`,
  badServerSetting: (path) => `“${path}”, as heshu.server.path says, is no program that can be run: correct the setting or clear it.`,
  badServerVariable: (path) => `“${path}”, as the variable HESHU_PATH says, is no program that can be run: correct it or unset it.`,
  openSettings: "Open Settings",
  showLog: "Show Log",
  failed: (reason) => `Not done: ${reason}`,
  entityAt: (label, count) => `${label} · ${count}×`,
  nameToAdd: "The name to add to the catalog",
  whatIs: (name) => `“${name}” is`,
  kinds: { company: "a company", project: "a project", organization: "an organisation" },
  added: (name) => `“${name}” is in the catalog now.`,
};

/** The language of messages: as set, else the editor's; Chinese for whatever is not English, as the server has it. */
export function locale(): Locale {
  const set = workspace.getConfiguration("heshu").get<string>("locale", "auto");
  const tag = set === "auto" || set === "" ? env.language : set;
  return tag.toLowerCase().startsWith("en") ? "en" : "zh";
}

export function texts(): Texts {
  return locale() === "en" ? en : zh;
}
