// What the server answers and what panel and extension say to each other. Nothing here exists at run time.

export interface Position {
  line: number;
  character: number;
}

export interface Range {
  start: Position;
  end: Position;
}

export interface Summary {
  version: number;
  figures: number;
  bound: number;
  checked: number;
  errors: number;
  warnings: number;
  hints: number;
}

export type Severity = "error" | "warning" | "hint";
export type State = "contradiction" | "doubt" | "checked" | "unchecked" | "unbound" | "damaged";

export interface Finding {
  code: string;
  severity: Severity;
  message: string;
  formula: string;
  range: Range;
  href: string;
  places: { range: Range; text: string }[];
}

export interface Row {
  range: Range;
  text: string;
  amount: string;
  value?: string;
  unit: string;
  kind: string;
  subject: string;
  indicator: string;
  scope: string;
  period: string;
  statement: string;
  section: string;
  state: State;
  checks: string[];
  findings: number[];
}

export interface Point {
  label: string;
  value: string;
  amount: string;
  range?: Range;
}

export interface Chart {
  kind: "parts" | "series" | "bars";
  title: string;
  unit: string;
  points: Point[];
  whole?: Point;
}

/** The answer to `heshu.figures`. */
export interface Figures extends Summary {
  uri: string;
  locale: "zh" | "en";
  title: string;
  findings: Finding[];
  rows: Row[];
  omitted: number;
  charts: Chart[];
}

/** The answer to `heshu.card`. */
export interface Card {
  id: string;
  kind: string;
  locale: "zh" | "en";
  title: string;
  subtitle: string;
  rows: { label: string; value: string }[];
  /** A fact of an article has its place. */
  facts: { date: string; text: string; source: string; uri?: string; range?: Range }[];
  note: string;
  mentions: { range: Range; before: string; text: string; after: string }[];
  articles: { title: string; date: string; count: number; uri: string; range: Range }[];
  charts: Chart[];
}

/** One of the answer to `heshu.entities`. */
export interface Named {
  id: string;
  name: string;
  kind: string;
  label: string;
  count: number;
  range: Range;
}

/** The answer to `heshu.cleaned`. */
export interface Cleaned {
  version: number;
  text: string;
  spots: number;
}

/** One of the answer to `heshu.explain`; a list leaves the page out. */
export interface Rule {
  code: string;
  title: string;
  group: string;
  severity: Severity;
  href: string;
  page?: string;
}

/** From the extension to a panel. */
export type ToPanel =
  | { type: "figures"; name: string; figures: Figures | null; locale: "zh" | "en" }
  | { type: "card"; card: Card | null; locale: "zh" | "en" };

/** From a panel to the extension. */
export type FromPanel =
  | { type: "ready" }
  | { type: "open"; range: Range; uri?: string }
  | { type: "explain"; code: string }
  | { type: "export" };
