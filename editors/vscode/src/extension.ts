// The editor's side of heshu: it starts the server, hands it the settings, and shows what it answers.
// All knowledge of articles is the server's.
import { type ExtensionContext, type TextDocument, Uri, commands, window, workspace } from "vscode";
import { Cleaning } from "./cleaning";
import { Server } from "./client";
import { Panels } from "./panels";
import { isOurs } from "./prose";
import { RulePages } from "./rules";
import { Status } from "./status";
import { texts } from "./texts";
import type { Named } from "./webview/protocol";

/** When the bundle began to be read (scripts/build.mjs). */
declare const heshuLoading: number;

let server: Server | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel("heshu 核数");
  const running = new Server(context, log);
  server = running;
  const panels = new Panels(context, running);
  const cleaning = new Cleaning(running, context.subscriptions);
  const pages = new RulePages(running, context.subscriptions);
  new Status(running, context.subscriptions);

  const run: Record<string, (argument?: unknown) => unknown> = {
    "heshu.cleanArticle": withArticle((document) => cleaning.show(document)),
    "heshu.fixAll": withArticle((document) => fixAll(running, document)),
    "heshu.showFigures": withArticle((document) => {
      panels.figures(document);
    }),
    "heshu.showCompany": withArticle((document) => showCompany(running, panels, document)),
    "heshu.explainRule": (code) => pages.show(typeof code === "string" ? code : undefined),
    "heshu.exportFigures": withArticle((document) => exportFigures(running, document)),
    "heshu.addToCatalog": withArticle((document) => addToCatalog(running, document)),
    "heshu.restartServer": () => running.restart(),
    "heshu.showLog": () => {
      log.show();
    },
  };
  const told = (command: (argument?: unknown) => unknown) => async (argument?: unknown) => {
    try {
      await command(argument);
    } catch (error) {
      void window.showErrorMessage(texts().failed(error instanceof Error ? error.message : String(error)));
    }
  };
  context.subscriptions.push(
    log,
    running,
    panels,
    ...Object.entries(run).map(([id, command]) => commands.registerCommand(id, told(command))),
    workspace.onDidOpenTextDocument((document) => void running.need(document)),
    workspace.onDidChangeTextDocument(({ document }) => void running.need(document)),
    workspace.onDidChangeConfiguration((event) => {
      // Which documents are articles is decided when they are opened: a restart opens them anew.
      if (event.affectsConfiguration("heshu.enable") || event.affectsConfiguration("heshu.server.path")) void running.restart();
    }),
  );

  /** Runs a command on the article at hand: the one given, else the one in the editor. */
  function withArticle(command: (document: TextDocument) => unknown): (argument?: unknown) => Promise<unknown> {
    return async (argument) => {
      const document = argument instanceof Uri ? await workspace.openTextDocument(argument) : window.activeTextEditor?.document;
      if (!document || !isOurs(document)) return window.showInformationMessage(texts().noArticle);
      await running.need(document);
      return command(document);
    };
  }

  log.appendLine(`activated: ${Math.round(performance.now() - heshuLoading)} ms`);
  for (const document of workspace.textDocuments) {
    if (isOurs(document)) {
      await running.need(document);
      break;
    }
  }
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

async function fixAll(running: Server, document: TextDocument): Promise<void> {
  const count = await running.run<number>("heshu.fix", { uri: running.uri(document) });
  window.setStatusBarMessage(count ? texts().fixed(count) : texts().nothingToFix, 4000);
}

/** The card of what is named at the cursor, else of what the reader picks among all that the article names. */
async function showCompany(running: Server, panels: Panels, document: TextDocument): Promise<void> {
  const uri = running.uri(document);
  const editor = window.activeTextEditor;
  if (editor?.document === document) {
    const { line, character } = editor.selection.active;
    const here = await running.run<{ id: string }>("heshu.card", { uri, position: { line, character } });
    if (here) {
      panels.card(document, here.id);
      return;
    }
  }
  const named = (await running.run<Named[]>("heshu.entities", { uri })) ?? [];
  if (named.length === 0) {
    void window.showInformationMessage(texts().noEntities);
    return;
  }
  const items = named.map((entity) => ({ label: entity.name, description: texts().entityAt(entity.label, entity.count), id: entity.id }));
  const picked = await window.showQuickPick(items, { placeHolder: texts().pickEntity });
  if (picked) panels.card(document, picked.id);
}

/** Adds the selected name, or one that is typed, to the workspace's catalog; the server writes the file. */
async function addToCatalog(running: Server, document: TextDocument): Promise<void> {
  const editor = window.activeTextEditor;
  const selected = editor?.document === document ? document.getText(editor.selection).trim() : "";
  const name = selected || (await window.showInputBox({ prompt: texts().nameToAdd }));
  if (!name) return;
  const kinds = Object.entries(texts().kinds).map(([entity, label]) => ({ label, entity }));
  const picked = await window.showQuickPick(kinds, { placeHolder: texts().whatIs(name) });
  if (!picked) return;
  const added = await running.run<{ path: string; name: string }>("heshu.addEntity", { uri: running.uri(document), name, kind: picked.entity });
  if (!added) return;
  const choice = await window.showInformationMessage(texts().added(added.name), texts().openFile);
  if (choice) await window.showTextDocument(document.uri.with({ scheme: document.uri.scheme === "untitled" ? "file" : document.uri.scheme, path: added.path }));
}

async function exportFigures(running: Server, document: TextDocument): Promise<void> {
  const csv = await running.run<string>("heshu.figuresCsv", { uri: running.uri(document) });
  if (csv === null) return;
  const folder = document.uri.scheme === "untitled" ? workspace.workspaceFolders?.[0]?.uri : Uri.joinPath(document.uri, "..");
  const name = `${(document.uri.path.split("/").pop() ?? "figures").replace(/\.\w+$/, "")}.csv`;
  const target = await window.showSaveDialog({
    ...(folder ? { defaultUri: Uri.joinPath(folder, name) } : {}),
    filters: { [texts().csvFiles]: ["csv"] },
  });
  if (!target) return;
  await workspace.fs.writeFile(target, new TextEncoder().encode(csv));
  const choice = await window.showInformationMessage(texts().exported(target.path.split("/").pop() ?? ""), texts().openFile);
  if (choice) await window.showTextDocument(target);
}
