import * as path from 'node:path';
import ts from '../typescript.js';

import type { ConfiguredContext } from '../isolation/context-type.js';
import type { FileAnalysis } from '../isolation/file-analysis.js';
import type { Edits } from './imports.js';
import type { ParameterPlace } from './parameter-place.js';
import type { SignatureNode } from './parameter.js';

import { absorbingCall } from '../isolation/absorbed-argument.js';
import { demandedCount } from '../isolation/context-slot.js';
import { configuredContexts } from '../isolation/context-type.js';
import { nameOfSignature, parametersOf } from '../isolation/required-context.js';
import { isFunction } from '../isolation/syntax.js';
import { importName } from './imports.js';
import { moduleSpecifierOf } from './module-specifier.js';
import { placeForContext, signatureOf } from './parameter-place.js';
import { handingOn } from './signature.js';
import { addParameter, freeParameterName } from './parameter.js';

/** A context parameter that a correction can add. */
export interface ContextParameter {
  name: string;
  type: string;
  edits: Edits;
}

/**
 * The context parameter that a function or member can take: of the one type that the settings name. In one correction with
 * its overloads, with what it implements or overrides in the same file, and with the type's import.
 *
 * A class whose interface or base class stands in another file of the project does not compile until that one takes the
 * parameter, too.
 *
 * @param isUsed Whether something in the function is to be given the context. Where not, and where the compiler refuses
 *   unused parameters, the name begins with an underscore until a person uses it.
 * @param filename The linted file.
 * @returns `undefined` where there is no such type or several, and where a library, or whoever is handed the function,
 *   decides about its parameters.
 */
export function contextParameterFor(
  node: SignatureNode,
  isUsed: boolean,
  filename: string,
  analysis: FileAnalysis,
): ContextParameter | undefined {
  const context = onlyContext(analysis);
  const place = context && placeForContext(node, analysis);
  const type = context && nameOfType(context, node, filename, analysis);
  if (context === undefined || place === undefined || type === undefined || absorbing(place, context, analysis) !== undefined) {
    return undefined;
  }
  const { sourceCode } = analysis;
  const { position, signatures } = place;
  const used = freeParameterName(signatures, ['context', 'userContext'], sourceCode);
  const unused = freeParameterName(signatures, ['_context', '_userContext'], sourceCode);
  const isRefused = analysis.program.getCompilerOptions().noUnusedParameters === true;
  const nameIn = (signature: SignatureNode): string =>
    isRefused && isFunction(signature) && !(isUsed && signature === node) ? unused : used;
  const additions = signatures.map((signature) =>
    addParameter(
      signature,
      {
        name: nameIn(signature),
        type: type.localName,
        description: 'The context of the user on whose behalf this runs.',
      },
      sourceCode,
      position,
    ),
  );
  return {
    name: nameIn(node),
    type: type.localName,
    edits: (fixer) => [...type.edits(fixer), ...additions.flatMap((addition) => addition(fixer))],
  };
}

/** Why {@link contextParameterFor} has none, as the end of a sentence. */
export function whyNoContextParameter(node: SignatureNode, filename: string, analysis: FileAnalysis): string {
  const [name, ...others] = new Set(configuredContexts(analysis).map((configured) => configured.name));
  const context = onlyContext(analysis);
  if (name === undefined) {
    return '`contextTypes` names no type of the program';
  }
  if (context === undefined) {
    return others.length > 0 ? '`contextTypes` leaves several to choose from' : `\`${name}\` alone does not name one type`;
  }
  const place = placeForContext(node, analysis);
  if (place === undefined) {
    const handing = isFunction(node) ? handingOn(node, analysis) : undefined;
    if ('kind' in node.parent && (node.parent.kind === 'get' || node.parent.kind === 'set')) {
      return 'an accessor takes none';
    }
    return handing === undefined
      ? 'somebody else than its callers decides about its parameters'
      : `line ${handing.loc.start.line} hands it on, and who calls it then decides about its parameters`;
  }
  const call = absorbing(place, context, analysis);
  return call === undefined
    ? `\`${name}\` cannot be imported here`
    : `${placeOf(call, analysis)} gives something in its place that would pass for the context`;
}

/** `src/desk.ts:12`, from the directory that ESLint runs in. */
function placeOf(node: ts.Node, { cwd }: FileAnalysis): string {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
  return `${path.relative(cwd, file.fileName).replaceAll('\\', '/')}:${line + 1}`;
}

/**
 * The call that gives something at the new parameter's position that would be taken for the context: what stood there, an
 * optional argument or one of many, moves on only where the compiler says so.
 */
function absorbing(
  { position, signatures }: ParameterPlace,
  { declaration }: ConfiguredContext,
  analysis: FileAnalysis,
): ts.CallExpression | ts.NewExpression | undefined {
  const context = analysis.checker.getTypeAtLocation(declaration);
  for (const signature of signatures) {
    const declared = signatureOf(signature, analysis);
    const name = parametersOf(declared).length > position ? nameOfSignature(declared) : undefined;
    const own = analysis.checker.getSignatureFromDeclaration(declared);
    const demanded = own === undefined ? 0 : demandedCount(own, analysis) + 1;
    const call = name === undefined ? undefined : absorbingCall(name, { demanded, position }, context, analysis);
    if (call !== undefined) {
      return call;
    }
  }
  return undefined;
}

/** The one context of the settings, if its type stands for itself without type arguments. */
function onlyContext(analysis: FileAnalysis): ConfiguredContext | undefined {
  const contexts = configuredContexts(analysis);
  const [first] = contexts;
  const symbolOf = ({ declaration }: ConfiguredContext): ts.Symbol | undefined => {
    const name = ts.getNameOfDeclaration(declaration);
    return name && analysis.checker.getSymbolAtLocation(name);
  };
  if (first === undefined || contexts.some((context) => symbolOf(context) !== symbolOf(first))) {
    return undefined;
  }
  const { declaration } = first;
  const parameters = 'typeParameters' in declaration ? (declaration as ts.InterfaceDeclaration).typeParameters : undefined;
  return parameters?.some((parameter) => parameter.default === undefined) === true ? undefined : first;
}

function nameOfType(
  { specifier, name, declaration }: ConfiguredContext,
  node: SignatureNode,
  filename: string,
  { checker, cwd, services, sourceCode }: FileAnalysis,
): { localName: string; edits: Edits } | undefined {
  const file = declaration.getSourceFile();
  if (file === services.esTreeNodeToTSNodeMap.get(sourceCode.ast)) {
    return { localName: name, edits: () => [] };
  }
  const isOfPackage = typeof specifier !== 'string' && specifier.from === 'package';
  const module = checker.getSymbolAtLocation(file);
  const declared = ts.getNameOfDeclaration(declaration);
  const symbol = declared && checker.getSymbolAtLocation(declared);
  const exported =
    module &&
    checker
      .getExportsOfModule(module)
      .find((item) => item === symbol || ((item.flags & ts.SymbolFlags.Alias) !== 0 && checker.getAliasedSymbol(item) === symbol));
  if (exported === undefined && !isOfPackage) {
    return undefined;
  }
  const moduleSpecifier = moduleSpecifierOf(
    isOfPackage ? specifier : { from: 'file', name, path: file.fileName },
    sourceCode,
    filename,
    cwd,
  );
  return moduleSpecifier === undefined
    ? undefined
    : importName(
        sourceCode,
        { name: isOfPackage ? name : (exported?.name ?? name), module: moduleSpecifier, typeOnly: true, localName: name },
        node,
      );
}
