// The connection to the server: started with the first article, and told of articles only.
import { type Disposable, type ExtensionContext, type OutputChannel, type TextDocument, commands, window, workspace } from "vscode";
import {
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type DidOpenTextDocumentParams,
  LanguageClient,
  type MessageSignature,
  type Middleware,
  State,
  type StaticFeature,
} from "vscode-languageclient/node";
import { findServer } from "./binary";
import { LANGUAGES, SCHEMES, isOurs } from "./prose";
import { texts } from "./texts";

interface Manifest {
  contributes: { semanticTokenTypes: { id: string }[]; semanticTokenModifiers: { id: string }[] };
}

/** What a message is about, where it is about a document. */
function uriOf(params: unknown): string | undefined {
  return (params as { textDocument?: { uri?: string } } | undefined)?.textDocument?.uri;
}

/** Tells the server the types and modifiers of tokens that the manifest contributes: the client lists the standard ones only. */
function tokenNames({ contributes }: Manifest): StaticFeature {
  return {
    fillClientCapabilities(capabilities) {
      const tokens = capabilities.textDocument?.semanticTokens;
      tokens?.tokenTypes.push(...contributes.semanticTokenTypes.map(({ id }) => id));
      tokens?.tokenModifiers.push(...contributes.semanticTokenModifiers.map(({ id }) => id));
    },
    initialize() {},
    getState: () => ({ kind: "static" }),
    clear() {},
  };
}

export class Server implements Disposable {
  private client: LanguageClient | undefined;
  /** The articles that the server knows of, by URI. */
  private readonly known = new Set<string>();
  /** A client refuses to stop while it is starting, so a second wish waits for the one under way. */
  private underway: Promise<void> | undefined;
  /** Whether somebody wished for a restart, by a changed setting perhaps, while one was under way. */
  private again = false;
  private readonly changed: (() => void)[] = [];
  /** When the server was asked to start; until its first diagnostics came. */
  private since: number | undefined;

  constructor(
    private readonly context: ExtensionContext,
    private readonly log: OutputChannel,
  ) {}

  get isRunning(): boolean {
    return this.client?.isRunning() ?? false;
  }

  get isStarting(): boolean {
    return this.underway !== undefined;
  }

  /** Rings when the server starts, stops or fails. */
  onDidChange(ring: () => void): void {
    this.changed.push(ring);
  }

  /** Whether the server has this document. */
  knows(document: TextDocument): boolean {
    return this.isRunning && this.known.has(document.uri.toString());
  }

  /** Starts the server if this is the first article. */
  async need(document: TextDocument): Promise<void> {
    if (!this.client && !this.underway && isOurs(document)) await this.restart();
  }

  restart(): Promise<void> {
    if (this.underway) this.again = true;
    this.underway ??= this.cycle().finally(() => {
      this.underway = undefined;
      this.ring();
    });
    this.ring();
    return this.underway;
  }

  private isWishedAgain(): boolean {
    return this.again;
  }

  private async cycle(): Promise<void> {
    this.again = false;
    await this.stop();
    await this.start();
    return this.isWishedAgain() ? this.cycle() : undefined;
  }

  async stop(): Promise<void> {
    // A server that does not stop in time is killed by the client.
    if (this.client?.isRunning()) await this.client.stop().catch(() => undefined);
    this.client = undefined;
    this.known.clear();
  }

  dispose(): void {
    void this.stop();
  }

  /** Runs one of the server's commands; `null` where it knows no such document or is not running. */
  async run<T>(command: string, argument: object): Promise<T | null> {
    if (!this.client?.isRunning()) return null;
    return this.client.sendRequest<T | null>("workspace/executeCommand", { command, arguments: [argument] });
  }

  /** The URI of a document as the server knows it. */
  uri(document: TextDocument): string {
    return this.client?.code2ProtocolConverter.asUri(document.uri) ?? document.uri.toString();
  }

  /** Tells the log how long the first diagnostics took, from the start of the program. */
  private clock(): void {
    if (this.since === undefined) return;
    this.log.appendLine(`first diagnostics: ${Math.round(performance.now() - this.since)} ms`);
    this.since = undefined;
  }

  private ring(): void {
    for (const ring of this.changed) ring();
  }

  private async start(): Promise<void> {
    const settings = workspace.getConfiguration("heshu");
    const found = findServer(settings.get("server.path", ""), this.context.extensionPath);
    if ("problem" in found) {
      this.log.appendLine(found.problem);
      void this.tell(found.problem, found.isSetting);
      return;
    }
    this.log.appendLine(found.program);
    this.since = performance.now();
    const client = new LanguageClient(
      "heshu",
      "heshu 核数",
      { command: found.program, args: ["lsp"] },
      {
        documentSelector: LANGUAGES.flatMap((language) => SCHEMES.map((scheme) => ({ language, scheme }))),
        initializationOptions: settings,
        outputChannel: this.log,
        middleware: this.middleware(),
      },
    );
    client.registerFeature(tokenNames(this.context.extension.packageJSON as Manifest));
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped) this.known.clear();
      this.ring();
    });
    this.client = client;
    // The client itself tells the user why it could not start.
    await client.start().catch(() => undefined);
  }

  private async tell(problem: string, isSetting: boolean): Promise<void> {
    const choice = await window.showErrorMessage(problem, ...(isSetting ? [texts().openSettings] : []), texts().showLog);
    if (choice === texts().openSettings) await commands.executeCommand("workbench.action.openSettings", "heshu.server.path");
    if (choice === texts().showLog) this.log.show();
  }

  /** Keeps everything that is no article from the server: its text is not sent, and questions about it are answered here. */
  private middleware(): Middleware {
    const find = (uri: string) => workspace.textDocuments.find((document) => this.uri(document) === uri);
    return {
      sendNotification: async (type, next, params) => {
        const method = typeof type === "string" ? type : type.method;
        const uri = uriOf(params);
        if (!uri || !method.startsWith("textDocument/")) return next(type, params);
        const document = find(uri);
        const key = document?.uri.toString() ?? uri;
        if (method === DidCloseTextDocumentNotification.method) {
          if (this.known.delete(key)) await next(type, params);
          return;
        }
        if (this.known.has(key)) return next(type, params);
        const mayBegin = method === DidOpenTextDocumentNotification.method || method === DidChangeTextDocumentNotification.method;
        if (!mayBegin || !document || !isOurs(document)) return;
        // It has become an article: the server hears of it as if it had just been opened.
        this.known.add(key);
        // Handed on at once, not by way of the client: the outline is asked for in the same moment, and must not overtake it.
        const open = next as unknown as (type: MessageSignature, params: DidOpenTextDocumentParams) => Promise<void>;
        const { languageId, version } = document;
        await open(DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId, version, text: document.getText() } });
      },
      sendRequest: async (type, params, token, next) => {
        const method = typeof type === "string" ? type : type.method;
        const uri = uriOf(params);
        const document = uri && method.startsWith("textDocument/") ? find(uri) : undefined;
        if (!document || this.known.has(document.uri.toString())) {
          const answer = await next(type, params, token);
          if (method === "textDocument/diagnostic" && document) this.clock();
          return answer;
        }
        const nothing = method === "textDocument/diagnostic" ? { kind: "full", items: [] } : null;
        return nothing as never;
      },
    };
  }
}
