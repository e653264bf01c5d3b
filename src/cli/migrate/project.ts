import type { Linter } from 'eslint';
import type ts from 'typescript';

import { ESLint, Linter as EslintLinter } from 'eslint';
import { relative } from 'node:path';

import type { MigrationMark, UserContextSettings } from '../../settings.js';
import type { TypedOverlay } from '../../typed-overlay.js';
import type { CalculatedConfig, PluginInConfig } from '../eslint/calculated-config.js';
import type { Progress } from '../progress.js';
import type { EntryCall } from './entry-calls.js';
import type { TextFile } from './text-file.js';

import { ConfigurationError } from '../../configuration-error.js';
import { typeScriptFiles } from '../../migration/presets.js';
import { name as packageName } from '../../package-facts.js';
import { settingsKey } from '../../settings.js';
import { OverlayTexts } from '../../typed-overlay.js';
import { CommandError } from '../command-error.js';
import { ownPlugin } from '../eslint/calculated-config.js';
import { lintedFiles } from '../eslint/linted-files.js';
import { sentenceOf } from '../eslint/sentence.js';
import { EntryCalls, entryCallsConfig } from './entry-calls.js';
import { contentOf, readTextFile } from './text-file.js';
import { Tsconfigs } from './tsconfigs.js';

/** What a file is linted with. */
interface LintedFile {
  overlay: TypedOverlay;
  configuration: Linter.Config;
  /** The rules of ours that the project has turned on for it. */
  enforcedRules: ReadonlySet<string>;
  mark: MigrationMark | undefined;
}

/** A report of one of our rules. */
export interface Report {
  message: Linter.LintMessage;
  /** Without the plugin's key. */
  rule: string;
  steps: readonly string[];
  /** It says that a call lacks what a function requires. */
  isAboutCaller: boolean;
}

/**
 * The program and its configuration, as the project has them, with texts in memory: what is put into it is linted and
 * type-checked, and nothing is written.
 */
export class Project {
  readonly cwd: string;
  readonly #texts = new OverlayTexts();
  readonly #tsconfigs: Tsconfigs;
  readonly #linter: EslintLinter;
  readonly #entryCalls = new EntryCalls();
  readonly #files = new Map<string, LintedFile>();
  readonly #onDisk = new Map<string, TextFile | undefined>();
  readonly #configurations = new WeakMap<CalculatedConfig, Omit<LintedFile, 'overlay'>>();
  readonly #withoutTypes: string[] = [];
  #plugin: PluginInConfig | undefined;
  #typed: CalculatedConfig | undefined;
  /** The overlay over the file that is being linted. */
  #overlay: TypedOverlay | undefined;

  private constructor(cwd: string) {
    this.cwd = cwd;
    this.#tsconfigs = new Tsconfigs(cwd, this.#texts);
    this.#linter = new EslintLinter({ configType: 'flat', cwd });
  }

  /**
   * Reads the ESLint configuration and the tsconfigs of all files that ESLint lints from a directory.
   *
   * @throws {CommandError} where ESLint cannot be configured, or has no rule of ours.
   */
  static async open(cwd: string, progress: Progress): Promise<Project> {
    const project = new Project(cwd);
    const eslint = new ESLint({ cwd });
    const configs: [string, CalculatedConfig][] = [];
    for (const path of await lintedFiles(cwd, ['.'])) {
      const config = (await eslint.calculateConfigForFile(path)) as CalculatedConfig | undefined;
      if (config !== undefined) {
        configs.push([path.replaceAll('\\', '/'), config]);
        const plugin = ownPlugin(config);
        if (plugin !== undefined && plugin.enforced.size > 0 && project.#typed === undefined) {
          project.#plugin = plugin;
          project.#typed = config;
        }
      }
    }
    if (project.#typed === undefined) {
      throw new CommandError(
        `no file below ${cwd} has a rule of ${packageName} turned on in the ESLint configuration; add a preset or migration() to it`,
      );
    }
    for (const [index, [path, config]] of configs.entries()) {
      project.#add(path, config);
      progress.update(index + 1, configs.length);
    }
    return project;
  }

  /** The files with types that ESLint lints. */
  get paths(): string[] {
    return [...this.#files.keys()];
  }

  /** The files that rules are turned on for, although no tsconfig includes them. */
  get pathsWithoutTypes(): readonly string[] {
    return this.#withoutTypes;
  }

  /** The files of all programs. */
  sourceFiles(): ts.SourceFile[] {
    const files = new Map(
      this.#tsconfigs.overlays.flatMap((overlay) => overlay.sourceFiles().map((file) => [file.fileName, file] as const)),
    );
    return [...files.values()];
  }

  /** @returns The component of a file, from `migration()`. */
  markOf(path: string): MigrationMark | undefined {
    return this.#files.get(path)?.mark;
  }

  /** @returns Whether the project has rules of ours turned on for a file. */
  isEnforced(path: string): boolean {
    return (this.#files.get(path)?.enforcedRules.size ?? 0) > 0;
  }

  /** @returns Whether the project has a rule of ours turned on for a file. */
  isEnforcedBy(path: string, rule: string): boolean {
    return this.#files.get(path)?.enforcedRules.has(rule) === true;
  }

  /** @returns Whether a file may be edited: ESLint lints it, and it is UTF-8. */
  isEditable(path: string): boolean {
    return this.#files.has(path) && this.#fileOnDisk(path) !== undefined;
  }

  /** @returns A path as people write it. */
  display(path: string): string {
    return relative(this.cwd, path).replaceAll('\\', '/');
  }

  /** The text of a file as it is now in memory. */
  text(path: string): string {
    return this.#texts.get(path)?.text ?? this.original(path);
  }

  /** The text of a file on disk. */
  original(path: string): string {
    return this.#fileOnDisk(path)?.text ?? '';
  }

  /** Lays a text over a file. */
  put(path: string, text: string): void {
    if (text === this.original(path)) {
      this.#texts.remove(path);
    } else {
      this.#texts.put(path, text);
    }
  }

  /** What a file has on disk, and what it is to have. */
  contents(path: string): { before: string; after: string } {
    const { hasByteOrderMark = false } = this.#fileOnDisk(path) ?? {};
    return {
      before: contentOf({ text: this.original(path), hasByteOrderMark }),
      after: contentOf({ text: this.text(path), hasByteOrderMark }),
    };
  }

  /** The program that a file is linted under. */
  program(path: string): ts.Program | undefined {
    const overlay = this.#files.get(path)?.overlay ?? this.#tsconfigs.overlays.find((other) => other.program().getSourceFile(path));
    return overlay?.program();
  }

  /** The compiler's errors in all programs, each once. */
  errors(): ts.Diagnostic[] {
    const errors = new Map<string, ts.Diagnostic>();
    for (const error of this.#tsconfigs.overlays.flatMap((overlay) => overlay.allErrors())) {
      errors.set(`${error.file?.fileName ?? ''}:${error.start ?? 0}:${error.code}`, error);
    }
    return [...errors.values()];
  }

  /**
   * Lints a file as it is in memory.
   *
   * @returns The reports of our rules, and the calls that lack a context at entry points.
   * @throws {CommandError} where the configuration of our rules is wrong.
   */
  lint(path: string): { reports: Report[]; entryCalls: EntryCall[] } {
    const file = this.#files.get(path);
    const plugin = this.#plugin;
    if (file === undefined || plugin === undefined) {
      return { reports: [], entryCalls: [] };
    }
    const reports = this.#verify(path, file).flatMap((message): Report[] => {
      const [key, rule] = (message.ruleId ?? '').split(/\/(?=[^/]*$)/u);
      const docs = rule === undefined ? undefined : plugin.rules[rule]?.meta.docs;
      return key !== plugin.key || rule === undefined || docs === undefined
        ? []
        : [
            {
              message,
              rule,
              steps: docs.migrationSteps ?? [],
              isAboutCaller: docs.callerMessages?.includes(message.messageId ?? '') === true,
            },
          ];
    });
    return { reports, entryCalls: this.#entryCalls.take() };
  }

  #verify(path: string, { configuration, overlay }: LintedFile): Linter.LintMessage[] {
    this.#overlay = overlay;
    try {
      const messages = this.#linter.verify(this.text(path), configuration, { filename: path });
      const fatal = messages.find((message) => message.fatal === true);
      if (fatal !== undefined) {
        throw new CommandError(`${this.display(path)}:${fatal.line} cannot be linted: ${sentenceOf(fatal.message)}`);
      }
      return messages;
    } catch (error) {
      if (error instanceof ConfigurationError || (error as Error).name === 'ConfigurationError') {
        throw new CommandError(sentenceOf(error));
      }
      throw error;
    }
  }

  #fileOnDisk(path: string): TextFile | undefined {
    if (!this.#onDisk.has(path)) {
      this.#onDisk.set(path, readTextFile(path));
    }
    return this.#onDisk.get(path);
  }

  #add(path: string, config: CalculatedConfig): void {
    let described = this.#configurations.get(config);
    if (described === undefined) {
      described = this.#describe(config);
      this.#configurations.set(config, described);
    }
    const overlay = /\.[cm]?tsx?$/u.test(path)
      ? this.#tsconfigs.overlayOf(path, config.languageOptions?.parserOptions ?? {})
      : undefined;
    if (overlay !== undefined) {
      this.#files.set(path, { ...described, overlay });
    } else if (described.enforcedRules.size > 0) {
      this.#withoutTypes.push(path);
    }
  }

  /** The part of a file's configuration that concerns our rules, with those on that follow callers. */
  #describe(config: CalculatedConfig): Omit<LintedFile, 'overlay'> {
    const { key, rules } = this.#plugin as PluginInConfig;
    const own = ownPlugin(config);
    const enforced = own?.key === key ? [...own.enforced.keys()].map((rule) => [`${key}/${rule}`, config.rules?.[`${key}/${rule}`]]) : [];
    const following = Object.entries(rules).flatMap(([name, { meta }]) =>
      meta.docs?.callerMessages === undefined ? [] : [[`${key}/${name}`, 'error'] as const],
    );
    const settings = (config.settings?.[settingsKey] as UserContextSettings | undefined) ?? undefined;
    const fallback = this.#typed as CalculatedConfig;
    const entryCalls = entryCallsConfig(this.#entryCalls);
    const parser = parserOf(config) ?? parserOf(fallback);
    if (parser === undefined) {
      throw new CommandError('the ESLint configuration has no parser of typescript-eslint; set languageOptions.parser to it');
    }
    return {
      enforcedRules: new Set(own?.key === key ? own.enforced.keys() : []),
      mark: settings?.migration,
      configuration: {
        files: [typeScriptFiles],
        plugins: { ...entryCalls.plugins, [key]: fallback.plugins?.[key] as never },
        rules: { ...Object.fromEntries(following), ...Object.fromEntries(enforced), ...entryCalls.rules } as Linter.RulesRecord,
        settings: settings?.contextTypes === undefined ? fallback.settings : config.settings,
        linterOptions: { ...config.linterOptions, reportUnusedDisableDirectives: 'off' },
        languageOptions: { ...config.languageOptions, parser: this.#parser(parser) },
      },
    };
  }

  /** typescript-eslint's parser over the program in memory; see `overlayParser`, which lays each text over its file. */
  #parser(parser: TypescriptParser): Linter.Parser {
    return {
      meta: { name: 'user-context-migrate', version: '1' },
      parseForESLint: (code, options) =>
        parser.parseForESLint(code, {
          ...(options as object),
          programs: [this.#overlay?.program()],
          project: undefined,
          projectService: undefined,
        }),
    };
  }
}

interface TypescriptParser {
  parseForESLint(code: string, options: object): Linter.ESLintParseResult;
}

function parserOf({ languageOptions }: CalculatedConfig): TypescriptParser | undefined {
  const parser = languageOptions?.parser as (TypescriptParser & { meta?: { name?: string } }) | undefined;
  return parser?.meta?.name?.startsWith('typescript-eslint/') ? parser : undefined;
}
