// The editor's side of heshu: it starts the server and hands it the settings.
// All knowledge of articles is the server's.
import { commands, window, workspace, type ExtensionContext, type OutputChannel } from "vscode";
import { LanguageClient, type StaticFeature } from "vscode-languageclient/node";

const LANGUAGES = ["plaintext", "markdown"];
const SCHEMES = ["file", "untitled", "vscode-remote"];

let client: LanguageClient | undefined;

/** Tells the server the types and modifiers of tokens that the manifest contributes: the client lists the standard ones only. */
function tokenNames(manifest: {
  contributes: { semanticTokenTypes: { id: string }[]; semanticTokenModifiers: { id: string }[] };
}): StaticFeature {
  return {
    fillClientCapabilities(capabilities) {
      const tokens = capabilities.textDocument?.semanticTokens;
      tokens?.tokenTypes.push(...manifest.contributes.semanticTokenTypes.map(({ id }) => id));
      tokens?.tokenModifiers.push(...manifest.contributes.semanticTokenModifiers.map(({ id }) => id));
    },
    initialize() {},
    getState: () => ({ kind: "static" }),
    clear() {},
  };
}

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel("heshu 核数");
  const bundled = context.asAbsolutePath(process.platform === "win32" ? "server/heshu.exe" : "server/heshu");

  const names = tokenNames(context.extension.packageJSON);

  // A client refuses to stop while it is starting, so a second wish joins the restart under way.
  let underway: Promise<void> | undefined;
  const restart = () => (underway ??= stop().then(() => start(bundled, log, names)).finally(() => (underway = undefined)));

  const run = {
    "heshu.restartServer": restart,
    "heshu.cleanArticle": () => commands.executeCommand("editor.action.formatDocument"),
    "heshu.fixAll": () =>
      commands.executeCommand("editor.action.sourceAction", { kind: "source.fixAll.heshu", apply: "first" }),
    "heshu.showLog": () => log.show(),
  };
  context.subscriptions.push(
    log,
    ...Object.entries(run).map(([id, command]) => commands.registerCommand(id, command)),
  );
  await restart();
}

export function deactivate(): Promise<void> {
  return stop();
}

async function start(bundled: string, log: OutputChannel, names: StaticFeature): Promise<void> {
  const settings = workspace.getConfiguration("heshu");
  client = new LanguageClient(
    "heshu",
    "heshu 核数",
    { command: settings.get("server.path") || bundled, args: ["lsp"] },
    {
      documentSelector: LANGUAGES.flatMap((language) => SCHEMES.map((scheme) => ({ language, scheme }))),
      initializationOptions: settings,
      synchronize: { configurationSection: "heshu" },
      outputChannel: log,
    },
  );
  client.registerFeature(names);
  // The client itself tells the user why it could not start.
  await client.start().catch(() => undefined);
}

async function stop(): Promise<void> {
  // A server that does not stop in time is killed by the client.
  if (client?.isRunning()) await client.stop().catch(() => undefined);
}
