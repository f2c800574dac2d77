// The table of figures: sorted by any column, filtered by words, state and kind.
import { button, el } from "./dom";
import type { Range, Row, State } from "./protocol";
import { COLUMNS, type Column, type PanelTexts } from "./texts";

/** How many rows are shown at first, and by each press of the button. */
const PAGE = 500;

/** What the reader asked for; kept while the article changes. */
export interface View {
  words: string;
  state: State | "";
  kind: string;
  by: Column;
  down: boolean;
}

export const FIRST_VIEW: View = { words: "", state: "", kind: "", by: "line", down: false };

const STATES: State[] = ["contradiction", "doubt", "checked", "unchecked", "unbound", "damaged"];

function cell(row: Row, column: Column, texts: PanelTexts): string {
  if (column === "line") return String(row.range.start.line + 1);
  if (column === "state") return texts.states[row.state];
  if (column === "indicator" && row.scope && !row.indicator.includes(row.scope)) return `${row.indicator}（${row.scope}）`;
  return row[column];
}

/** The order of two rows by a column; rows that say nothing there come last. */
function compare(a: Row, b: Row, column: Column, texts: PanelTexts): number {
  const place = () => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character;
  if (column === "line") return place();
  if (column === "state") return STATES.indexOf(a.state) - STATES.indexOf(b.state) || place();
  if (column === "amount") {
    if (a.value === undefined || b.value === undefined) return Number(a.value === undefined) - Number(b.value === undefined) || place();
    return a.unit.localeCompare(b.unit) || Number(a.value) - Number(b.value) || place();
  }
  const [left, right] = [cell(a, column, texts), cell(b, column, texts)];
  if (!left || !right) return Number(!left) - Number(!right) || place();
  return left.localeCompare(right, "zh") || place();
}

/** The rows that a view asks for, in its order. */
export function visible(rows: Row[], view: View, texts: PanelTexts): Row[] {
  const words = view.words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (row: Row) => {
    const all = [...COLUMNS.map((column) => cell(row, column, texts)), row.section, ...row.checks].join(" ").toLowerCase();
    return words.every((word) => all.includes(word));
  };
  const found = rows.filter((row) => (!view.state || row.state === view.state) && (!view.kind || row.kind === view.kind) && holds(row));
  found.sort((a, b) => compare(a, b, view.by, texts) * (view.down ? -1 : 1));
  return found;
}

function select(label: string, every: string, values: [string, string][], now: string, changed: (value: string) => void): HTMLElement {
  const options = [["", every] as [string, string], ...values].map(([value, text]) => el("option", { value, selected: value === now }, text));
  const box = el("select", { "aria-label": label }, ...options);
  box.addEventListener("change", () => {
    changed(box.value);
  });
  return box;
}

/** The table with its filters. `keep` is told of every change of the view. */
export function table(
  rows: Row[],
  view: View,
  texts: PanelTexts,
  open: (range: Range) => void,
  keep: (view: View) => void,
): HTMLElement {
  const body = el("tbody");
  const count = el("p", { role: "status", class: "count" });
  const more = button(texts.more, { class: "secondary" }, () => {
    shown += PAGE;
    fill();
  });
  let shown = PAGE;

  const line = (row: Row) => {
    const cells = COLUMNS.map((column) => {
      const text = cell(row, column, texts);
      if (column === "text") {
        const label = texts.goTo(row.text, row.range.start.line + 1);
        return el("th", { scope: "row" }, button(text, { class: "link", "aria-label": label, title: label }, () => {
          open(row.range);
        }));
      }
      if (column === "state") {
        const title = row.checks.join("、");
        return el("td", { class: `state ${row.state}`, title: title || undefined }, text);
      }
      return el("td", { class: column }, text);
    });
    return el("tr", { "data-state": row.state }, ...cells);
  };
  const fill = () => {
    const found = visible(rows, view, texts);
    body.replaceChildren(...found.slice(0, shown).map(line));
    count.textContent = texts.shown(Math.min(found.length, shown), rows.length);
    more.hidden = found.length <= shown;
  };
  const change = (part: Partial<View>) => {
    Object.assign(view, part);
    shown = PAGE;
    keep(view);
    fill();
  };

  const heads = COLUMNS.map((column) => {
    const head = el("th", { scope: "col", class: column });
    const sort = button(texts.columns[column], { class: "sort" }, () => {
      change({ by: column, down: view.by === column && !view.down });
      mark();
    });
    head.append(sort);
    return head;
  });
  const mark = () => {
    heads.forEach((head, at) => {
      const sorted = COLUMNS[at] === view.by;
      if (sorted) head.setAttribute("aria-sort", view.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  };

  const search = el("input", { type: "search", placeholder: texts.search, "aria-label": texts.searchLabel, value: view.words });
  search.addEventListener("input", () => {
    change({ words: search.value });
  });
  const states = STATES.filter((state) => rows.some((row) => row.state === state)).map((state): [string, string] => [state, texts.states[state]]);
  const kinds = [...new Set(rows.map((row) => row.kind))].map((kind): [string, string] => [kind, kind]);
  const filters = el(
    "div",
    { class: "filters", role: "search" },
    search,
    select(texts.stateLabel, texts.everyState, states, view.state, (state) => {
      change({ state: state as State | "" });
    }),
    select(texts.kindLabel, texts.everyKind, kinds, view.kind, (kind) => {
      change({ kind });
    }),
    count,
  );
  mark();
  fill();
  const grid = el("table", { class: "figures" }, el("thead", {}, el("tr", {}, ...heads)), body);
  return el("div", {}, filters, el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": texts.figures }, grid), more);
}
