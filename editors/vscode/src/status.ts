// The status bar: how many figures the article has, how many were checked, how many contradict each other.
import { MarkdownString, StatusBarAlignment, type StatusBarItem, type TextDocument, ThemeColor, commands, languages, window, workspace } from "vscode";
import type { Server } from "./client";
import { isOurs } from "./prose";
import { texts } from "./texts";
import type { Summary } from "./webview/protocol";

/** Typing goes on without being counted at every key. */
const PAUSE = 200;

export class Status {
  private readonly item: StatusBarItem = window.createStatusBarItem("heshu.figures", StatusBarAlignment.Right, 90);
  private timer: NodeJS.Timeout | undefined;
  private last: TextDocument | undefined;

  constructor(
    private readonly server: Server,
    subscriptions: { dispose(): unknown }[],
  ) {
    this.item.name = "heshu 核数";
    const ofShown = (uri: { toString(): string }) => this.shown()?.uri.toString() === uri.toString();
    subscriptions.push(
      this.item,
      window.onDidChangeActiveTextEditor(() => {
        this.soon(0);
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (ofShown(document.uri)) this.soon(PAUSE);
      }),
      languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some(ofShown)) this.soon(PAUSE);
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("heshu")) this.soon(PAUSE);
      }),
      {
        dispose: () => {
          clearTimeout(this.timer);
        },
      },
    );
    server.onDidChange(() => {
      this.soon(0);
    });
    this.soon(0);
  }

  /** The document in the editor; while a panel beside it has the focus, the one that had it before. */
  private shown(): TextDocument | undefined {
    const active = window.activeTextEditor?.document;
    const isVisible = window.visibleTextEditors.some((editor) => editor.document === this.last);
    this.last = active ?? (isVisible ? this.last : undefined);
    return this.last;
  }

  private soon(pause: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.show(), pause);
  }

  private async show(): Promise<void> {
    const document = this.shown();
    const isArticle = document !== undefined && isOurs(document);
    void commands.executeCommand("setContext", "heshu.isArticle", isArticle);
    if (!isArticle) {
      this.item.hide();
      return;
    }
    if (this.server.isStarting) this.plain("$(sync~spin) heshu", texts().statusStarting);
    else if (!this.server.isRunning) this.plain("$(warning) heshu", texts().statusDown, "heshu.showLog");
    else await this.counts(document);
    this.item.show();
  }

  private plain(text: string, tip: string, command?: string): void {
    this.item.text = text;
    this.item.tooltip = tip;
    this.item.command = command;
    this.item.backgroundColor = undefined;
    this.item.accessibilityInformation = { label: tip };
  }

  private async counts(document: TextDocument): Promise<void> {
    const found = await this.server.run<Summary>("heshu.summary", { uri: this.server.uri(document) }).catch(() => null);
    if (!found || this.shown() !== document) return;
    const { figures, bound, checked, errors, warnings } = found;
    const wrong = errors ? ` $(error) ${String(errors)}` : "";
    const doubtful = warnings ? ` $(warning) ${String(warnings)}` : "";
    this.item.text = `$(symbol-numeric) ${String(figures)} $(check) ${String(checked)}${wrong}${doubtful}`;
    this.item.tooltip = new MarkdownString(texts().statusTip(figures, bound, checked, errors, warnings));
    this.item.command = "heshu.showFigures";
    this.item.backgroundColor = errors ? new ThemeColor("statusBarItem.errorBackground") : undefined;
    this.item.accessibilityInformation = { label: texts().statusLabel(figures, checked, errors + warnings), role: "button" };
  }
}
