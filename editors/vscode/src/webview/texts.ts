// What panels say, in both languages.
import type { State } from "./protocol";

export interface PanelTexts {
  contradictions: string;
  noContradictions: string;
  noArticleShown: string;
  charts: string;
  chartData: string;
  figures: string;
  counts(figures: number, bound: number, checked: number): string;
  search: string;
  searchLabel: string;
  everyState: string;
  stateLabel: string;
  everyKind: string;
  kindLabel: string;
  shown(shown: number, all: number): string;
  omitted(count: number): string;
  more: string;
  line(line: number): string;
  /** A place with what stands there. */
  at(line: number, text: string): string;
  goTo(text: string, line: number): string;
  explain: string;
  severity: Record<"error" | "warning" | "hint", string>;
  states: Record<State, string>;
  columns: Record<Column, string>;
  rest: string;
  sum(sum: string, whole: string, unit: string): string;
  value: string;
  name: string;
  facts: string;
  noFacts: string;
  date: string;
  fact: string;
  source: string;
  mentions(count: number): string;
  articles: string;
  article(title: string, date: string, count: number): string;
  exportCsv: string;
}

/** The columns of the table, in order. */
export const COLUMNS = ["line", "text", "state", "amount", "kind", "indicator", "period", "statement", "subject"] as const;
export type Column = (typeof COLUMNS)[number];

const zh: PanelTexts = {
  contradictions: "矛盾与疑点",
  noContradictions: "没有发现矛盾。",
  noArticleShown: "没有可以显示的文章。",
  charts: "图",
  chartData: "图中数据",
  figures: "数字",
  counts: (figures, bound, checked) => `数字${figures}个 · 认出所指${bound}个 · 已核对${checked}个`,
  search: "筛选数字、主体、指标……",
  searchLabel: "筛选",
  everyState: "全部核对情况",
  stateLabel: "核对情况",
  everyKind: "全部类别",
  kindLabel: "类别",
  shown: (shown, all) => `显示${shown}个，共${all}个`,
  omitted: (count) => `另有${count}个数字未列出。`,
  more: "再显示一些",
  line: (line) => `第${line}行`,
  at: (line, text) => `第${line}行：${text}`,
  goTo: (text, line) => `转到第${line}行的“${text}”`,
  explain: "规则说明",
  severity: { error: "矛盾", warning: "存疑", hint: "提示" },
  states: {
    contradiction: "矛盾",
    doubt: "存疑",
    checked: "已核对",
    unchecked: "未核对",
    unbound: "未认出所指",
    damaged: "原文受损",
  },
  columns: {
    line: "行",
    text: "数字",
    amount: "数值",
    kind: "类别",
    subject: "主体",
    indicator: "指标",
    period: "时期",
    statement: "说法",
    state: "核对",
  },
  rest: "其余",
  sum: (sum, whole, unit) => `各项合计${sum}${unit}，总数${whole}${unit}`,
  value: "数值",
  name: "名称",
  facts: "事实",
  noFacts: "名录里还没有事实。",
  date: "日期",
  fact: "内容",
  source: "来源",
  mentions: (count) => `文中${count}处`,
  articles: "其他文章",
  article: (title, date, count) => `${date ? `${date} · ` : ""}${title}（${count}处）`,
  exportCsv: "导出 CSV",
};

const en: PanelTexts = {
  contradictions: "Contradictions and doubts",
  noContradictions: "No contradictions found.",
  noArticleShown: "There is no article to show.",
  charts: "Charts",
  chartData: "Data of the chart",
  figures: "Figures",
  counts: (figures, bound, checked) => `${figures} figures · ${bound} bound to what they measure · ${checked} checked`,
  search: "Filter by figure, subject, indicator …",
  searchLabel: "Filter",
  everyState: "All states",
  stateLabel: "State",
  everyKind: "All kinds",
  kindLabel: "Kind",
  shown: (shown, all) => `${shown} of ${all} shown`,
  omitted: (count) => `${count} more figures are not listed.`,
  more: "Show more",
  line: (line) => `line ${line}`,
  at: (line, text) => `line ${line}: ${text}`,
  goTo: (text, line) => `Go to “${text}” in line ${line}`,
  explain: "About this rule",
  severity: { error: "contradiction", warning: "doubt", hint: "hint" },
  states: {
    contradiction: "contradiction",
    doubt: "doubt",
    checked: "checked",
    unchecked: "not checked",
    unbound: "not bound",
    damaged: "damaged",
  },
  columns: {
    line: "Line",
    text: "Figure",
    amount: "Value",
    kind: "Kind",
    subject: "Subject",
    indicator: "Indicator",
    period: "Period",
    statement: "Statement",
    state: "State",
  },
  rest: "rest",
  sum: (sum, whole, unit) => `The parts add up to ${sum} ${unit}, the whole is ${whole} ${unit}`,
  value: "Value",
  name: "Name",
  facts: "Facts",
  noFacts: "The catalog has no facts yet.",
  date: "Date",
  fact: "Statement",
  source: "Source",
  mentions: (count) => `${count}× in this article`,
  articles: "Other articles",
  article: (title, date, count) => `${date ? `${date} ` : ""}${title} (${count}×)`,
  exportCsv: "Export CSV",
};

export const TEXTS: Record<"zh" | "en", PanelTexts> = { zh, en };
