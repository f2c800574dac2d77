// Cleaning with a diff first: the source on the left, what it would become on the right.
import {
  EventEmitter,
  TabInputTextDiff,
  type TextDocument,
  type TextDocumentContentProvider,
  Uri,
  commands,
  window,
  workspace,
} from "vscode";
import type { Server } from "./client";
import { texts } from "./texts";
import type { Cleaned } from "./webview/protocol";

const SCHEME = "heshu-cleaned";

/** The cleaned texts, each under the article's own path so that the diff shows its name. */
class Texts implements TextDocumentContentProvider {
  private readonly changes = new EventEmitter<Uri>();
  private readonly cleaned = new Map<string, Cleaned>();
  readonly onDidChange = this.changes.event;

  put(uri: Uri, cleaned: Cleaned): void {
    this.cleaned.set(uri.toString(), cleaned);
    this.changes.fire(uri);
  }

  get(uri: Uri): Cleaned | undefined {
    return this.cleaned.get(uri.toString());
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.get(uri)?.text ?? "";
  }
}

export class Cleaning {
  private readonly shown = new Texts();

  constructor(
    private readonly server: Server,
    subscriptions: { dispose(): unknown }[],
  ) {
    subscriptions.push(
      workspace.registerTextDocumentContentProvider(SCHEME, this.shown),
      commands.registerCommand("heshu.applyCleaning", () => this.applyShown()),
    );
  }

  /** Shows what cleaning would change, and cleans when the reader agrees. */
  async show(document: TextDocument): Promise<void> {
    const cleaned = await this.server.run<Cleaned>("heshu.cleaned", { uri: this.server.uri(document) });
    if (!cleaned) return;
    if (cleaned.text === document.getText()) {
      void window.showInformationMessage(texts().nothingToClean);
      return;
    }
    const uri = Uri.from({ scheme: SCHEME, path: document.uri.path, query: document.uri.toString() });
    this.shown.put(uri, cleaned);
    const name = document.uri.path.split("/").pop() ?? document.uri.path;
    await commands.executeCommand("vscode.diff", document.uri, uri, texts().cleanTitle(name), { preview: true });
    const choice = await window.showInformationMessage(texts().cleanAsk(cleaned.spots), texts().apply, texts().cancel);
    if (choice === texts().apply) await this.apply(uri);
    else if (choice === texts().cancel) await this.close(uri);
  }

  /** From the button above the diff. */
  private async applyShown(): Promise<void> {
    const input = window.tabGroups.activeTabGroup.activeTab?.input;
    if (input instanceof TabInputTextDiff && input.modified.scheme === SCHEME) await this.apply(input.modified);
  }

  private async apply(uri: Uri): Promise<void> {
    const cleaned = this.shown.get(uri);
    if (!cleaned) return;
    const document = await workspace.openTextDocument(Uri.parse(uri.query));
    if (document.version !== cleaned.version) {
      void window.showWarningMessage(texts().cleanStale);
      return;
    }
    await this.close(uri);
    await window.showTextDocument(document);
    await this.server.run("heshu.clean", { uri: this.server.uri(document), version: cleaned.version });
    window.setStatusBarMessage(texts().cleanedCount, 4000);
  }

  private async close(uri: Uri): Promise<void> {
    const isIt = (input: unknown) => input instanceof TabInputTextDiff && input.modified.toString() === uri.toString();
    await window.tabGroups.close(window.tabGroups.all.flatMap((group) => group.tabs.filter((tab) => isIt(tab.input))));
  }
}
