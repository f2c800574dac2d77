// Both panels: the figures of an article, and the card of a company, organisation or project.
import { drawCharts } from "./chart";
import { button, el } from "./dom";
import type { Card, Chart, Figures, Finding, FromPanel, Range, ToPanel } from "./protocol";
import { FIRST_VIEW, table, type View } from "./table";
import { type PanelTexts, TEXTS } from "./texts";

declare function acquireVsCodeApi(): { postMessage(message: FromPanel): void; getState(): unknown; setState(state: unknown): void };

const host = acquireVsCodeApi();
const root = document.body.appendChild(el("main"));
const view: View = { ...FIRST_VIEW, ...(host.getState() as Partial<View> | undefined) };
let undraw = () => {};

const open = (range: Range, uri?: string) => {
  host.postMessage({ type: "open", range, ...(uri ? { uri } : {}) });
};

/** A link to a place of the article. */
function place(range: Range, text: string, texts: PanelTexts): HTMLElement {
  return button(texts.at(range.start.line + 1, text), { class: "link" }, () => {
    open(range);
  });
}

function finding(found: Finding, texts: PanelTexts): HTMLElement {
  const head = button(found.message, { class: "link message" }, () => {
    open(found.range);
  });
  const places = found.places.map((other) => el("li", {}, place(other.range, other.text, texts)));
  const rule = button(texts.explain, { class: "link", title: found.code }, () => {
    host.postMessage({ type: "explain", code: found.code });
  });
  return el(
    "li",
    { class: `finding ${found.severity}` },
    el("div", { class: "head" }, el("span", { class: "badge" }, texts.severity[found.severity]), head),
    ...(found.formula ? [el("code", { class: "formula" }, found.formula)] : []),
    el("ul", { class: "places" }, el("li", {}, texts.line(found.range.start.line + 1)), ...places, el("li", {}, rule)),
  );
}

function chartSection(charts: Chart[], texts: PanelTexts): HTMLElement[] {
  if (charts.length === 0) return [];
  const place = el("div", { class: "charts" });
  const section = el("section", {}, el("h2", {}, texts.charts), place);
  // Charts measure their place: they are drawn once it stands in the page.
  queueMicrotask(() => {
    undraw = drawCharts(place, charts, texts, open);
  });
  return [section];
}

function showFigures(name: string, figures: Figures, texts: PanelTexts): HTMLElement[] {
  const list = figures.findings.length
    ? el("ul", { class: "findings" }, ...figures.findings.map((found) => finding(found, texts)))
    : el("p", {}, texts.noContradictions);
  const csv = button(texts.exportCsv, { class: "secondary" }, () => {
    host.postMessage({ type: "export" });
  });
  const rest = figures.omitted ? [el("p", {}, texts.omitted(figures.omitted))] : [];
  const keep = (changed: View) => {
    host.setState(changed);
  };
  return [
    el("header", {}, el("h1", {}, figures.title || name), el("p", { class: "counts" }, texts.counts(figures.figures, figures.bound, figures.checked))),
    el("section", { class: "contradictions" }, el("h2", {}, texts.contradictions), list),
    ...chartSection(figures.charts, texts),
    el("section", {}, el("div", { class: "bar" }, el("h2", {}, texts.figures), csv), table(figures.rows, view, texts, open, keep), ...rest),
  ];
}

/** A link into some article of the workspace. */
function link(text: string, range: Range, uri?: string): HTMLElement {
  return button(text, { class: "link" }, () => {
    open(range, uri);
  });
}

function showCard(card: Card, texts: PanelTexts): HTMLElement[] {
  const rows = card.rows.flatMap((row) => [el("dt", {}, row.label), el("dd", {}, row.value)]);
  const facts = card.facts.map((fact) => {
    const { uri, range } = fact;
    const source = range ? link(fact.source, range, uri) : fact.source;
    return el("tr", {}, el("td", { class: "date" }, fact.date), el("td", {}, fact.text), el("td", {}, source));
  });
  const articles = card.articles.map((article) =>
    el("li", {}, link(texts.article(article.title, article.date, article.count), article.range, article.uri)),
  );
  const heads = [texts.date, texts.fact, texts.source].map((text) => el("th", { scope: "col" }, text));
  const mentions = card.mentions.map((mention) => {
    const line = mention.range.start.line + 1;
    const words = el("span", {}, texts.at(line, `…${mention.before}`), el("mark", {}, mention.text), `${mention.after}…`);
    const go = button("", { class: "link" }, () => {
      open(mention.range);
    });
    go.append(words);
    return el("li", {}, go);
  });
  return [
    el("header", {}, el("h1", {}, card.title), el("p", { class: "counts" }, card.subtitle)),
    el("section", {}, el("dl", {}, ...rows), ...(card.note ? [el("p", {}, card.note)] : [])),
    ...chartSection(card.charts, texts),
    el(
      "section",
      {},
      el("h2", {}, texts.facts),
      facts.length ? el("table", { class: "facts" }, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...facts)) : el("p", {}, texts.noFacts),
    ),
    el("section", {}, el("h2", {}, texts.mentions(card.mentions.length)), el("ul", { class: "mentions" }, ...mentions)),
    ...(articles.length ? [el("section", { class: "articles" }, el("h2", {}, texts.articles), el("ul", {}, ...articles))] : []),
  ];
}

function show(message: ToPanel): HTMLElement[] {
  const texts = TEXTS[message.locale];
  document.documentElement.lang = message.locale === "zh" ? "zh-CN" : "en";
  if (message.type === "figures" && message.figures) return showFigures(message.name, message.figures, texts);
  if (message.type === "card" && message.card) return showCard(message.card, texts);
  return [el("p", {}, texts.noArticleShown)];
}

window.addEventListener("message", (event: MessageEvent<ToPanel>) => {
  undraw();
  undraw = () => {};
  // Who is typing a filter goes on typing.
  const typing = document.activeElement instanceof HTMLInputElement ? document.activeElement.selectionStart : null;
  const scrolled = window.scrollY;
  root.replaceChildren(...show(event.data));
  window.scrollTo(0, scrolled);
  if (typing !== null) {
    const search = root.querySelector("input");
    search?.focus();
    search?.setSelectionRange(typing, typing);
  }
});

host.postMessage({ type: "ready" });
