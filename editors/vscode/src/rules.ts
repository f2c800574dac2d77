// The page of a rule, shown as Markdown inside the editor: no network.
import { EventEmitter, type TextDocumentContentProvider, Uri, commands, languages, window, workspace } from "vscode";
import type { Server } from "./client";
import { texts } from "./texts";
import type { Rule } from "./webview/protocol";

const SCHEME = "heshu-rule";

class Pages implements TextDocumentContentProvider {
  private readonly changes = new EventEmitter<Uri>();
  private readonly pages = new Map<string, string>();
  readonly onDidChange = this.changes.event;

  put(uri: Uri, page: string): void {
    this.pages.set(uri.toString(), page);
    this.changes.fire(uri);
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.pages.get(uri.toString()) ?? "";
  }
}

export class RulePages {
  private readonly pages = new Pages();

  constructor(
    private readonly server: Server,
    subscriptions: { dispose(): unknown }[],
  ) {
    subscriptions.push(workspace.registerTextDocumentContentProvider(SCHEME, this.pages));
  }

  /** Shows the page of a code; without one, of the finding at the cursor, else of a rule that the reader picks. */
  async show(code?: string): Promise<void> {
    const wanted = code ?? this.atCursor() ?? (await this.pick());
    if (!wanted) return;
    const rule = await this.server.run<Rule>("heshu.explain", { code: wanted });
    if (!rule?.page) return;
    const uri = Uri.from({ scheme: SCHEME, path: `/${rule.code}.md` });
    this.pages.put(uri, rule.page);
    await commands.executeCommand("markdown.showPreview", uri);
  }

  private atCursor(): string | undefined {
    const editor = window.activeTextEditor;
    if (!editor) return undefined;
    const here = languages.getDiagnostics(editor.document.uri).filter((d) => d.source === "heshu" && d.range.contains(editor.selection.active));
    const code = here[0]?.code;
    const value = typeof code === "object" ? code.value : code;
    return value === undefined ? undefined : String(value);
  }

  private async pick(): Promise<string | undefined> {
    const rules = (await this.server.run<Rule[]>("heshu.explain", {})) ?? [];
    const items = rules.map((rule) => ({ label: rule.title, description: rule.code, code: rule.code }));
    const picked = await window.showQuickPick(items, { placeHolder: texts().pickRule, matchOnDescription: true });
    return picked?.code;
  }
}
