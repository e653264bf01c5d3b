import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { NamedSpecifier } from '../fixes/legacy-import.js';
import type { FileAnalysis } from '../isolation/file-analysis.js';
import type { LegacyNames, LegacyVerdict, ListedType, ModuleHandle } from '../isolation/legacy-types.js';
import type { ModuleMember } from '../isolation/module-members.js';

import { createRule } from '../create-rule.js';
import { nameOf } from '../fixes/imports.js';
import { removeUnused, renameAlias, replaceWithNewType } from '../fixes/legacy-import.js';
import { isClientFile } from '../isolation/browser.js';
import { analysisOf } from '../isolation/file-analysis.js';
import {
  isMentioned,
  listedNames,
  listedTypes,
  syntacticLegacyNames,
  typedLegacyNames,
} from '../isolation/legacy-types.js';
import {
  isRequireCall,
  loadedModule,
  membersOfBinding,
  membersOfExpression,
  membersOfImportType,
} from '../isolation/module-members.js';
import { literalText } from '../isolation/syntax.js';
import { readSettings } from '../settings.js';
import { specifierNames } from '../specifier.js';

type Options = readonly [
  {
    /** Whether a declaration of a legacy type is a finding, or only what imports it. */
    definitions?: 'allow' | 'forbid';
    /** Whether names are resolved by the type checker, or only by the syntax. */
    resolution?: 'syntax' | 'types';
  },
];

type MessageIds =
  | 'aliasOfReplacement'
  | 'definitionOfLegacyState'
  | 'exportOfLegacyState'
  | 'importOfLegacyState'
  | 'removeUnusedImport'
  | 'replaceWithReplacement';

type Legacy = LegacyVerdict & { kind: 'legacy' };

export const noDeepAgentState = createRule<Options, MessageIds>({
  name: 'no-deep-agent-state',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow importing and handing on the shared agent state that the migration leaves behind',
      phase: 1,
      requiresTypeChecking: true,
      migrationSteps: ['removeUnusedImport', 'replaceWithReplacement'],
      presetOptions: {
        'phase-3': { definitions: 'forbid' },
        strict: { definitions: 'forbid' },
        'syntax-only': { resolution: 'syntax' },
      },
    },
    fixable: 'code',
    hasSuggestions: true,
    messages: {
      importOfLegacyState:
        "This takes {{names}} of '{{module}}', agent state that is handed on by reference: what one user's request writes into it is read by the next user's, so take {{replacement}} instead.",
      exportOfLegacyState:
        "This export hands {{names}} on to every module that imports it from here, and what one user's request writes into that state is read by the next user's: let them take {{replacement}} instead.",
      definitionOfLegacyState:
        "{{names}} is agent state that is handed on by reference, so what one user's request writes into it is read by the next user's: delete it and take {{replacement}} instead.",
      aliasOfReplacement:
        "`{{alias}}` is only another name of `{{name}}` of '{{module}}' here: no user's data leaks through it, but it reads as the shared state that was left behind, so call it by its own name.",
      removeUnusedImport: 'Remove the unused import of {{names}}.',
      replaceWithReplacement: 'Use {{replacement}} in place of {{names}}.',
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          definitions: {
            type: 'string',
            enum: ['allow', 'forbid'],
            description: "Whether the declaration of a legacy type itself is a finding ('forbid'), too.",
          },
          resolution: {
            type: 'string',
            enum: ['syntax', 'types'],
            description:
              "How names are resolved: by the type checker, through aliases and re-exports ('types'), or by the imported name and the module specifier alone ('syntax').",
          },
        },
      },
    ],
    defaultOptions: [{ definitions: 'allow', resolution: 'types' }],
  },
  create(context, [{ definitions, resolution }]) {
    const { sourceCode } = context;
    if (isClientFile(sourceCode.ast)) {
      return {};
    }
    const settings = readSettings(context.settings);
    const listed = listedTypes(settings);
    const oldNames = listedNames(settings);
    let analysis: FileAnalysis | undefined;
    let names: LegacyNames;
    if (resolution === 'syntax') {
      names = syntacticLegacyNames(sourceCode, settings, listed, context.filename, context.cwd);
    } else {
      analysis = analysisOf(context);
      if (!isMentioned(oldNames, analysis.program)) {
        return {};
      }
      names = typedLegacyNames(analysis, listed);
    }
    const defined = new Set<string>();

    function reportMembers(
      membersOf: () => readonly ModuleMember[],
      handle: ModuleHandle | undefined,
      module: string,
    ): void {
      if (handle === undefined) {
        return;
      }
      for (const { node, path } of membersOf()) {
        const verdict = names.member(handle, path);
        if (verdict?.kind === 'legacy') {
          context.report({
            node,
            messageId: 'importOfLegacyState',
            data: {
              names: quoted([path.at(-1) ?? verdict.name]),
              module,
              replacement: replacementText([verdict.listed]),
            },
          });
        }
      }
    }

    function reportExport(node: TSESTree.Node, found: ReadonlyMap<string, Legacy>): void {
      if (found.size > 0) {
        context.report({
          node,
          messageId: 'exportOfLegacyState',
          data: {
            names: quoted(found.keys()),
            replacement: replacementText([...found.values()].map((verdict) => verdict.listed)),
          },
        });
      }
    }

    function reportImports(declaration: TSESTree.ImportDeclaration, found: ReadonlyMap<NamedSpecifier, Legacy>): void {
      const specifiers = [...found.keys()];
      const [first] = specifiers;
      if (first === undefined) {
        return;
      }
      const types = new Map([...found].map(([specifier, verdict]) => [specifier, verdict.listed]));
      const data = {
        names: quoted([...found].map(([specifier, verdict]) => importedName(specifier) ?? verdict.name)),
        module: declaration.source.value,
        replacement: replacementText([...types.values()]),
      };
      const options = analysis?.program.getCompilerOptions();
      const removal = removeUnused(declaration, specifiers, sourceCode, context.filename, options);
      const correction =
        removal ??
        (analysis === undefined ? undefined : replaceWithNewType(declaration, types, analysis, context.filename));
      context.report({
        node: declaration,
        loc: first.loc,
        messageId: 'importOfLegacyState',
        data,
        ...(correction === undefined
          ? {}
          : correction.isSafe
            ? { fix: correction.edits }
            : {
                suggest: [
                  {
                    messageId: removal === undefined ? 'replaceWithReplacement' : 'removeUnusedImport',
                    data,
                    fix: correction.edits,
                  },
                ],
              }),
      });
    }

    function reportAlias(specifier: NamedSpecifier, name: string, module: string): void {
      const { local } = specifier;
      if (!oldNames.has(local.name) || importedName(specifier) === local.name) {
        return;
      }
      const edits = renameAlias(specifier, name, sourceCode);
      context.report({
        node: specifier,
        messageId: 'aliasOfReplacement',
        data: { alias: local.name, name, module },
        ...(edits === undefined ? {} : { fix: edits }),
      });
    }

    /** `export type State = DeepAgentState`: a declaration that only gives the type another name. */
    function reportExportedAlias(id: TSESTree.Identifier): void {
      const verdict = names.defined(id);
      if (verdict?.kind === 'legacy' && !verdict.declaredHere) {
        reportExport(id, new Map([[id.name, verdict]]));
      }
    }

    function reportExportedBinding(identifier: TSESTree.Identifier): void {
      const verdict = names.local(identifier);
      if (verdict?.kind === 'legacy' && !verdict.declaredHere) {
        reportExport(identifier, new Map([[identifier.name, verdict]]));
      }
    }

    function reportDefinition(id: TSESTree.Identifier): void {
      const verdict = names.defined(id);
      if (verdict?.kind === 'legacy' && verdict.declaredHere && !defined.has(verdict.name)) {
        // A constant and a type of the same name are one thing.
        defined.add(verdict.name);
        context.report({
          node: id,
          messageId: 'definitionOfLegacyState',
          data: { names: quoted([verdict.name]), replacement: replacementText([verdict.listed]) },
        });
      }
    }

    function exportsOfList(node: TSESTree.ExportNamedDeclaration): Map<string, Legacy> {
      const found = new Map<string, Legacy>();
      const source = node.source === null ? undefined : names.module(node.source);
      for (const specifier of node.specifiers) {
        const { exported, local } = specifier;
        if (node.source !== null || local.type !== AST_NODE_TYPES.Identifier) {
          const verdict = source && names.handedOn(specifier, source);
          if (verdict?.kind === 'legacy') {
            found.set(nameOf(local) === 'default' ? verdict.name : nameOf(local), verdict);
          }
          continue;
        }
        const verdict = names.local(local);
        const isOwnExport =
          verdict?.kind === 'legacy' && verdict.declaredHere && [verdict.name, 'default'].includes(nameOf(exported));
        if (verdict?.kind === 'legacy' && !isOwnExport) {
          found.set(local.name, verdict);
        }
        const handle = names.boundModule(local);
        for (const [name, member] of handle === undefined ? [] : names.members(handle)) {
          found.set(name, member);
        }
      }
      return found;
    }

    return {
      ImportDeclaration(node) {
        const found = new Map<NamedSpecifier, Legacy>();
        for (const specifier of node.specifiers) {
          const verdict =
            specifier.type === AST_NODE_TYPES.ImportNamespaceSpecifier ? undefined : names.imported(specifier);
          if (verdict?.kind === 'legacy') {
            found.set(specifier as NamedSpecifier, verdict);
          } else if (verdict?.kind === 'replacement') {
            reportAlias(specifier as NamedSpecifier, verdict.name, node.source.value);
          } else {
            reportMembers(
              () => membersOfBinding(specifier.local, sourceCode),
              names.boundModule(specifier.local),
              node.source.value,
            );
          }
        }
        reportImports(node, found);
      },
      TSImportEqualsDeclaration(node) {
        const { id, moduleReference } = node;
        if (moduleReference.type !== AST_NODE_TYPES.TSExternalModuleReference) {
          return;
        }
        const module = literalText(moduleReference.expression) ?? '';
        const verdict = names.local(id);
        if (verdict?.kind === 'legacy') {
          context.report({
            node: id,
            messageId: 'importOfLegacyState',
            data: { names: quoted([verdict.name]), module, replacement: replacementText([verdict.listed]) },
          });
        } else {
          reportMembers(() => membersOfBinding(id, sourceCode), names.module(moduleReference.expression), module);
        }
      },
      ImportExpression(node) {
        reportLoad(node, node.source);
      },
      'CallExpression[callee.name="require"][arguments.length=1]'(node: TSESTree.CallExpression) {
        if (isRequireCall(node, sourceCode)) {
          reportLoad(node, node.arguments[0]);
        }
      },
      TSImportType(node) {
        reportMembers(() => membersOfImportType(node), names.module(node.source), node.source.value);
      },
      ExportAllDeclaration(node) {
        const handle = names.module(node.source);
        reportExport(node, handle === undefined ? new Map() : names.members(handle));
      },
      ExportNamedDeclaration(node) {
        const found = exportsOfList(node);
        const specifier = node.specifiers.find(({ local }) => found.has(nameOf(local))) ?? node.specifiers[0];
        reportExport(specifier ?? node, found);
        const { declaration } = node;
        if (
          declaration?.type === AST_NODE_TYPES.TSTypeAliasDeclaration &&
          declaration.typeAnnotation.type === AST_NODE_TYPES.TSTypeReference &&
          declaration.typeAnnotation.typeName.type === AST_NODE_TYPES.Identifier
        ) {
          reportExportedAlias(declaration.id);
        } else if (declaration?.type === AST_NODE_TYPES.VariableDeclaration) {
          for (const { id, init } of declaration.declarations) {
            if (id.type === AST_NODE_TYPES.Identifier && init?.type === AST_NODE_TYPES.Identifier) {
              reportExportedAlias(id);
            }
          }
        } else if (
          declaration?.type === AST_NODE_TYPES.TSImportEqualsDeclaration &&
          declaration.moduleReference.type === AST_NODE_TYPES.Identifier
        ) {
          reportExportedBinding(declaration.moduleReference);
        }
      },
      ExportDefaultDeclaration({ declaration }) {
        if (declaration.type === AST_NODE_TYPES.Identifier) {
          reportExportedBinding(declaration);
        }
      },
      TSExportAssignment({ expression }) {
        if (expression.type === AST_NODE_TYPES.Identifier) {
          reportExportedBinding(expression);
        }
      },
      ...(definitions === 'forbid'
        ? {
            'ClassDeclaration, TSInterfaceDeclaration, TSTypeAliasDeclaration, TSEnumDeclaration'(
              node:
                | TSESTree.ClassDeclaration
                | TSESTree.TSEnumDeclaration
                | TSESTree.TSInterfaceDeclaration
                | TSESTree.TSTypeAliasDeclaration,
            ) {
              if (node.id !== null && oldNames.has(node.id.name)) {
                reportDefinition(node.id);
              }
            },
            VariableDeclarator({ id }: TSESTree.VariableDeclarator) {
              if (id.type === AST_NODE_TYPES.Identifier && oldNames.has(id.name)) {
                reportDefinition(id);
              }
            },
          }
        : {}),
    };

    function reportLoad(
      node: TSESTree.CallExpression | TSESTree.ImportExpression,
      source: TSESTree.Node | undefined,
    ): void {
      const specifier = loadedModule(source);
      const handle = specifier && names.module(specifier);
      const module = specifier === undefined ? '' : (literalText(specifier) ?? '');
      const whole = handle && node.type === AST_NODE_TYPES.CallExpression ? names.member(handle, []) : undefined;
      if (whole?.kind === 'legacy') {
        context.report({
          node,
          messageId: 'importOfLegacyState',
          data: { names: quoted([whole.name]), module, replacement: replacementText([whole.listed]) },
        });
        return;
      }
      reportMembers(() => membersOfExpression(node, sourceCode), handle, module);
    }
  },
});

/** The exported name that a specifier asks for; none for a default export, which is known by its declaration. */
function importedName(specifier: TSESTree.ImportClause): string | undefined {
  const name = specifier.type === AST_NODE_TYPES.ImportSpecifier ? nameOf(specifier.imported) : 'default';
  return name === 'default' ? undefined : name;
}

function quoted(names: Iterable<string>): string {
  return [...new Set(names)].map((name) => `\`${name}\``).join(' and ');
}

function replacementText(listed: readonly ListedType[]): string {
  const replacements = listed.flatMap(({ configured, replacement }) =>
    configured && replacement !== undefined ? specifierNames(replacement).slice(0, 1) : [],
  );
  return replacements.length === 0 ? 'a context that is made for each request' : quoted(replacements);
}
