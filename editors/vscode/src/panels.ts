// The webviews: figures of an article, card of an entity. They hold no remote content and run no script but their own.
import { randomBytes } from "node:crypto";
import {
  type Disposable,
  type ExtensionContext,
  Range,
  type TextDocument,
  TextEditorRevealType,
  Uri,
  ViewColumn,
  type WebviewPanel,
  commands,
  languages,
  window,
  workspace,
} from "vscode";
import type { Server } from "./client";
import { locale, texts } from "./texts";
import type { Card, Figures, FromPanel, Range as Place, ToPanel } from "./webview/protocol";

/** A panel follows its article, but not every key. */
const PAUSE = 250;

type Content = { kind: "figures" } | { kind: "card"; id: string };

class Panel implements Disposable {
  private timer: NodeJS.Timeout | undefined;
  private readonly parts: Disposable[] = [];

  constructor(
    private readonly webview: WebviewPanel,
    private readonly server: Server,
    private document: TextDocument,
    private content: Content,
  ) {
    const isShown = (uri: Uri) => uri.toString() === this.document.uri.toString();
    this.parts.push(
      webview.webview.onDidReceiveMessage((message: FromPanel) => this.receive(message)),
      languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some(isShown)) this.soon();
      }),
      workspace.onDidChangeTextDocument(({ document: changed }) => {
        if (isShown(changed.uri)) this.soon();
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("heshu")) this.soon();
      }),
    );
  }

  show(document: TextDocument, content: Content): void {
    this.document = document;
    this.content = content;
    this.webview.reveal(undefined, false);
    void this.fill();
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const part of this.parts) part.dispose();
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.fill(), PAUSE);
  }

  private async fill(): Promise<void> {
    const uri = this.server.uri(this.document);
    const name = workspace.asRelativePath(this.document.uri);
    const ask = <T>(command: string, argument: object) => this.server.run<T>(command, argument).catch(() => null);
    let message: ToPanel;
    if (this.content.kind === "figures") {
      const figures = await ask<Figures>("heshu.figures", { uri });
      this.webview.title = texts().figuresTitle(name.split("/").pop() ?? name);
      message = { type: "figures", name, figures, locale: figures?.locale ?? locale() };
    } else {
      const card = await ask<Card>("heshu.card", { uri, id: this.content.id });
      if (card) this.webview.title = card.title;
      message = { type: "card", card, locale: card?.locale ?? locale() };
    }
    await this.webview.webview.postMessage(message);
  }

  private async receive(message: FromPanel): Promise<void> {
    if (message.type === "ready") await this.fill();
    else if (message.type === "open") await this.open(message.range, message.uri);
    else if (message.type === "explain") await commands.executeCommand("heshu.explainRule", message.code);
    else await commands.executeCommand("heshu.exportFigures", this.document.uri);
  }

  private async open({ start, end }: Place, uri?: string): Promise<void> {
    const document = uri ? await workspace.openTextDocument(Uri.parse(uri)) : this.document;
    const range = new Range(start.line, start.character, end.line, end.character);
    const shown = window.visibleTextEditors.find((editor) => editor.document === document || editor.document === this.document);
    const column = shown?.viewColumn ?? ViewColumn.One;
    const editor = await window.showTextDocument(document, { viewColumn: column, selection: range });
    editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

export class Panels implements Disposable {
  private readonly open = new Map<Content["kind"], { panel: Panel; webview: WebviewPanel }>();

  constructor(
    private readonly context: ExtensionContext,
    private readonly server: Server,
  ) {}

  figures(document: TextDocument): void {
    this.show(document, { kind: "figures" });
  }

  card(document: TextDocument, id: string): void {
    this.show(document, { kind: "card", id });
  }

  dispose(): void {
    for (const { webview } of this.open.values()) webview.dispose();
  }

  private show(document: TextDocument, content: Content): void {
    const shown = this.open.get(content.kind);
    if (shown) {
      shown.panel.show(document, content);
      return;
    }
    const root = this.context.extensionUri;
    const webview = window.createWebviewPanel(`heshu.${content.kind}`, "heshu 核数", ViewColumn.Beside, {
      enableScripts: true,
      enableFindWidget: true,
      retainContextWhenHidden: true,
      localResourceRoots: [Uri.joinPath(root, "dist"), Uri.joinPath(root, "media")],
    });
    webview.iconPath = Uri.joinPath(root, "icon.png");
    const panel = new Panel(webview, this.server, document, content);
    this.open.set(content.kind, { panel, webview });
    webview.onDidDispose(() => {
      panel.dispose();
      this.open.delete(content.kind);
    });
    webview.webview.html = this.page(webview);
  }

  private page({ webview }: WebviewPanel): string {
    const root = this.context.extensionUri;
    const file = (...path: string[]) => webview.asWebviewUri(Uri.joinPath(root, ...path)).toString();
    const nonce = randomBytes(16).toString("base64");
    const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
    return `<!DOCTYPE html>
<html lang="${locale() === "en" ? "en" : "zh-CN"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${file("media", "panel.css")}">
<title>heshu</title>
</head>
<body><script nonce="${nonce}" src="${file("dist", "panel.js")}"></script></body>
</html>`;
  }
}
