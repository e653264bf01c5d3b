// What an editor does with VS Code's ESLint server, over the language server protocol: for the test of the editor, and for the
// benchmark of it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import protocol from 'vscode-languageserver-protocol/node.js';
import { TextDocument } from 'vscode-languageserver-textdocument';

const server = fileURLToPath(
  new URL('node_modules/vscode-langservers-extracted/bin/vscode-eslint-language-server', import.meta.url),
);

/** What VS Code's extension sends unless the settings say otherwise. */
const defaults = {
  validate: 'on',
  packageManager: 'npm',
  useESLintClass: false,
  experimental: {},
  codeAction: {
    disableRuleComment: { enable: true, location: 'separateLine', commentStyle: 'line' },
    showDocumentation: { enable: true },
  },
  codeActionOnSave: { mode: 'all' },
  format: false,
  quiet: false,
  onIgnoredFiles: 'off',
  options: {},
  rulesCustomizations: [],
  run: 'onType',
  problems: { shortenToSingleLine: false },
  nodePath: null,
  workingDirectory: { mode: 'location' },
};

/** How the extension hands on a setting of `settings.json`. */
const handedOn = {
  'eslint.run': (run) => ({ run }),
  'eslint.rules.customizations': (rulesCustomizations) => ({ rulesCustomizations }),
  'eslint.workingDirectories': ([workingDirectory]) => ({ workingDirectory }),
};

function serverSettings(settings, workspace) {
  const own = Object.entries(settings).filter(([name]) => name.startsWith('eslint.'));
  const unknown = own.find(([name]) => !(name in handedOn));
  if (unknown !== undefined) {
    throw new Error(`this editor does not know the setting ${unknown[0]}`);
  }
  return Object.assign(
    { workspaceFolder: { uri: pathToFileURL(workspace).href, name: basename(workspace) } },
    defaults,
    ...own.map(([name, value]) => handedOn[name](value)),
  );
}

export class Editor {
  #workspace;
  #process;
  #connection;
  #documents = new Map();

  constructor(workspace, child) {
    this.#workspace = workspace;
    this.#process = child;
    this.#connection = protocol.createProtocolConnection(
      new protocol.StreamMessageReader(child.stdout),
      new protocol.StreamMessageWriter(child.stdin),
    );
  }

  static async start(workspace, settings = {}) {
    const configuration = serverSettings(settings, workspace);
    const child = spawn(process.execPath, [server, '--stdio'], { cwd: workspace, stdio: ['pipe', 'pipe', 'inherit'] });
    const editor = new Editor(workspace, child);
    await editor.#initialize(configuration);
    return editor;
  }

  async #initialize(configuration) {
    const connection = this.#connection;
    const approved = 4;
    connection.onRequest('workspace/configuration', ({ items }) => items.map(() => configuration));
    connection.onRequest('eslint/confirmESLintExecution', () => approved);
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('workspace/diagnostic/refresh', () => null);
    connection.onRequest('workspace/applyEdit', async ({ edit }) => ({ applied: await this.#edit(edit) }));
    connection.listen();
    const uri = pathToFileURL(this.#workspace).href;
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: basename(this.#workspace) }],
      capabilities: {
        workspace: {
          applyEdit: true,
          configuration: true,
          diagnostics: { refreshSupport: true },
          didChangeConfiguration: { dynamicRegistration: true },
          didChangeWatchedFiles: { dynamicRegistration: true },
          executeCommand: { dynamicRegistration: true },
          workspaceEdit: { documentChanges: true },
          workspaceFolders: true,
        },
        textDocument: {
          codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll.eslint'] } } },
          diagnostic: { dynamicRegistration: true },
        },
      },
    });
    await connection.sendNotification('initialized', {});
  }

  #document(path) {
    const document = this.#documents.get(this.#uri(path));
    if (document === undefined) {
      throw new Error(`${path} is not open`);
    }
    return document;
  }

  #uri(path) {
    return pathToFileURL(join(this.#workspace, path)).href;
  }

  async #replace(document, text) {
    const { uri, languageId, version } = document;
    this.#documents.set(uri, TextDocument.create(uri, languageId, version + 1, text));
    await this.#connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: version + 1 },
      contentChanges: [{ text }],
    });
  }

  /** An editor refuses a change that was made for another version of the text. */
  async #edit({ documentChanges }) {
    const changes = documentChanges.map(({ textDocument, edits }) => ({
      document: this.#documents.get(textDocument.uri),
      version: textDocument.version,
      edits,
    }));
    if (changes.some(({ document, version }) => document?.version !== version)) {
      return false;
    }
    for (const { document, edits } of changes) {
      await this.#replace(document, TextDocument.applyEdits(document, edits));
    }
    return true;
  }

  async open(path) {
    const uri = this.#uri(path);
    const document = TextDocument.create(uri, 'typescript', 1, await readFile(join(this.#workspace, path), 'utf8'));
    this.#documents.set(uri, document);
    await this.#connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: document.languageId, version: document.version, text: document.getText() },
    });
  }

  async close(path) {
    const { uri } = this.#document(path);
    this.#documents.delete(uri);
    await this.#connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  text(path) {
    return this.#document(path).getText();
  }

  async type(path, text) {
    await this.#replace(this.#document(path), text);
  }

  async problems(path) {
    const { uri } = this.#document(path);
    const { items } = await this.#connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
    return items;
  }

  async corrections(path, problem) {
    return this.#codeActions(path, problem.range, { diagnostics: [problem] });
  }

  async onSave(path) {
    const start = { line: 0, character: 0 };
    return this.#codeActions(path, { start, end: start }, { diagnostics: [], only: ['source.fixAll.eslint'] });
  }

  async #codeActions(path, range, context) {
    const { uri } = this.#document(path);
    return this.#connection.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context });
  }

  /** A correction is an edit, or a command on which the server sends one. */
  async apply({ edit, command }) {
    if (edit !== undefined && !(await this.#edit(edit))) {
      throw new Error('the correction is for another version of the text');
    }
    if (command !== undefined) {
      await this.#connection.sendRequest('workspace/executeCommand', command);
    }
  }

  async changedOnDisk(path) {
    const changed = 2;
    await this.#connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: this.#uri(path), type: changed }],
    });
  }

  async stop() {
    const ended = once(this.#process, 'exit');
    await this.#connection.sendRequest('shutdown');
    await this.#connection.sendNotification('exit');
    await ended;
    this.#connection.dispose();
  }
}
