// Charts in the colours of the editor, each with its data as a table for those who do not see it.
import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart as Drawing,
  type ChartConfiguration,
  DoughnutController,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  type Plugin,
  PointElement,
  Tooltip,
} from "chart.js";
import { el } from "./dom";
import type { Chart, Range } from "./protocol";
import type { PanelTexts } from "./texts";

Drawing.register(
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  DoughnutController,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

/** Okabe and Ito's colours: told apart by all eyes, on light and dark. The themes' own chart colours are not: some have two blues. */
const PALETTE = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00"];
const RISE = "#0072b2";
const FALL = "#d55e00";
const BAR_HEIGHT = 30;

/** A colour of the theme. */
function themed(name: string, otherwise: string): string {
  return getComputedStyle(document.body).getPropertyValue(name).trim() || otherwise;
}

const foreground = () => themed("--vscode-editor-foreground", "#333");
const background = () => themed("--vscode-editor-background", "#fff");

/** Prints each value beside its bar or point: no need to hover. */
const amounts: Plugin = {
  id: "amounts",
  afterDatasetsDraw(drawing) {
    const labels = (drawing.options as { amounts?: string[] }).amounts ?? [];
    const { ctx } = drawing;
    const horizontal = drawing.options.indexAxis === "y";
    ctx.save();
    ctx.fillStyle = foreground();
    ctx.strokeStyle = background();
    ctx.lineWidth = 5;
    ctx.lineJoin = "round";
    ctx.font = `12px ${Drawing.defaults.font.family}`;
    ctx.textBaseline = "middle";
    drawing.getDatasetMeta(0).data.forEach((element, at) => {
      const { x, y, base } = element.getProps(["x", "y", "base"], true) as { x: number; y: number; base?: number };
      ctx.textAlign = horizontal ? "left" : "center";
      const right = Math.max(x, base ?? x);
      const place: [number, number] = horizontal ? [right + 6, y] : [x, y - 14];
      // A halo, so that a line behind the text does not cross it out.
      ctx.strokeText(labels[at] ?? "", ...place);
      ctx.fillText(labels[at] ?? "", ...place);
    });
    ctx.restore();
  },
};

const number = (text: string) => Number(text);
const short = (value: number) => String(Math.round(value * 1e4) / 1e4);

/** The points of a whole, with what is left of it. */
function withRest(chart: Chart, texts: PanelTexts): { labels: string[]; values: number[]; amounts: string[]; sum: number } {
  const labels = chart.points.map((p) => p.label);
  const values = chart.points.map((p) => number(p.value));
  const amountsOf = chart.points.map((p) => p.amount);
  const sum = values.reduce((a, b) => a + b, 0);
  const rest = chart.whole ? number(chart.whole.value) - sum : 0;
  if (rest > 0) {
    labels.push(texts.rest);
    values.push(rest);
    amountsOf.push(`${short(rest)}${chart.unit}`);
  }
  return { labels, values, amounts: amountsOf, sum };
}

function configuration(chart: Chart, texts: PanelTexts): ChartConfiguration {
  const text = foreground();
  const grid = themed("--vscode-editorWidget-border", "#8884");
  const common = { animation: false as const, responsive: true, maintainAspectRatio: false, color: text };
  const ticks = { color: text, font: { size: 12 } };
  if (chart.kind === "parts") {
    const { labels, values, amounts: amountsOf } = withRest(chart, texts);
    const total = values.reduce((a, b) => a + b, 0);
    const share = (value: number) => `${((value / total) * 100).toFixed(1)}%`;
    return {
      type: "doughnut",
      data: {
        labels: labels.map((label, at) => `${label} ${amountsOf[at] ?? ""} (${share(values[at] ?? 0)})`),
        datasets: [
          {
            data: values,
            backgroundColor: values.map((_, at) => PALETTE[at % PALETTE.length] ?? text),
            borderColor: background(),
            borderWidth: 2,
          },
        ],
      },
      options: {
        ...common,
        plugins: { legend: { position: "right", labels: { color: text, boxWidth: 14, font: { size: 12 } } }, tooltip: { enabled: true } },
      },
    };
  }
  const values = chart.points.map((p) => number(p.value));
  const labels = chart.points.map((p) => p.label);
  const shared = { plugins: { legend: { display: false }, tooltip: { enabled: true } }, amounts: chart.points.map((p) => p.amount) };
  const axis = { ticks, grid: { color: grid }, border: { color: grid }, title: { display: true, text: chart.unit, color: text }, grace: "8%" };
  if (chart.kind === "series") {
    return {
      type: "line",
      data: { labels, datasets: [{ data: values, borderColor: RISE, backgroundColor: RISE, pointRadius: 4, tension: 0 }] },
      options: {
        ...common,
        ...shared,
        layout: { padding: { top: 24, right: 40 } },
        scales: { x: { ticks, grid: { display: false }, border: { color: grid }, offset: true }, y: axis },
      },
      plugins: [amounts],
    };
  }
  return {
    type: "bar",
    data: { labels, datasets: [{ data: values, backgroundColor: values.map((v) => (v < 0 ? FALL : RISE)), maxBarThickness: 20 }] },
    options: {
      ...common,
      ...shared,
      indexAxis: "y",
      layout: { padding: { right: 76 } },
      scales: { y: { ticks: { ...ticks, autoSkip: false }, grid: { display: false }, border: { color: grid } }, x: axis },
    },
    plugins: [amounts],
  };
}

/** What a chart says, in one line for screen readers. */
function said(chart: Chart): string {
  return `${chart.title}：${chart.points.map((p) => `${p.label} ${p.amount}`).join("；")}`;
}

/** The data of a chart as a table; each value leads to its place. */
function data(chart: Chart, texts: PanelTexts, open: (range: Range) => void): HTMLElement {
  const rows = chart.points.map((point) => {
    const { range } = point;
    const value = el("td");
    if (range) {
      const go = el("button", { type: "button", class: "link", "aria-label": texts.goTo(point.amount, range.start.line + 1) }, point.amount);
      go.addEventListener("click", () => {
        open(range);
      });
      value.append(go);
    } else value.append(point.amount);
    return el("tr", {}, el("th", { scope: "row" }, point.label), value);
  });
  const head = el("tr", {}, el("th", { scope: "col" }, texts.name), el("th", { scope: "col" }, texts.value));
  return el("details", {}, el("summary", {}, texts.chartData), el("table", { class: "data" }, el("thead", {}, head), el("tbody", {}, ...rows)));
}

/** Draws charts into a place and keeps them in the theme's colours. Returns what takes them away again. */
export function drawCharts(place: HTMLElement, charts: Chart[], texts: PanelTexts, open: (range: Range) => void): () => void {
  Drawing.defaults.font.family = themed("--vscode-font-family", "sans-serif");
  const drawings: Drawing[] = [];
  const draw = () => {
    for (const drawing of drawings.splice(0)) drawing.destroy();
    charts.forEach((chart, at) => {
      const canvas = place.querySelectorAll("canvas").item(at);
      drawings.push(new Drawing(canvas, configuration(chart, texts)));
    });
  };
  for (const chart of charts) {
    const canvas = el("canvas", { role: "img", "aria-label": said(chart) });
    const frame = el("div", { class: "canvas" }, canvas);
    if (chart.kind === "bars") frame.style.height = `${chart.points.length * BAR_HEIGHT + 70}px`;
    const figure = el("figure", { "data-kind": chart.kind }, el("figcaption", {}, chart.title), frame);
    const { sum } = withRest(chart, texts);
    if (chart.kind === "parts" && chart.whole && Math.abs(sum - number(chart.whole.value)) > 1e-9 && sum > number(chart.whole.value)) {
      figure.append(el("p", { class: "mismatch" }, texts.sum(short(sum), chart.whole.value, chart.unit)));
    }
    figure.append(data(chart, texts, open));
    place.append(figure);
  }
  draw();
  const watcher = new MutationObserver(draw);
  watcher.observe(document.body, { attributes: true, attributeFilter: ["class", "data-vscode-theme-id"] });
  return () => {
    watcher.disconnect();
    for (const drawing of drawings.splice(0)) drawing.destroy();
  };
}
