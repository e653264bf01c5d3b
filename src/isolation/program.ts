import ts from '../typescript.js';

import { isIsolatedProgram } from './file-analysis.js';
import { groupedBy } from './grouping.js';
import { baseOf, factsOfProgram, isAside, lastName, namesOf } from './program-facts.js';
import { withoutAlias } from './symbols.js';

/** What is remembered for a program. Nothing in it depends on settings: they differ from file to file of one program. */
interface Answers {
  makings: Map<ts.ClassLikeDeclaration, Making>;
  startUp: Map<ts.FunctionLikeDeclaration, boolean>;
  /** For a kind of place and a name: the places by the declaration that the name means there. */
  places: Map<string, ReadonlyMap<ts.Node, readonly ts.Node[]>>;
}

const answersByProgram = new WeakMap<ts.Program, Answers>();

function answersOf(program: ts.Program): Answers {
  let answers = answersByProgram.get(program);
  if (answers === undefined) {
    answers = { makings: new Map(), startUp: new Map(), places: new Map() };
    answersByProgram.set(program, answers);
  }
  return answers;
}

function declarationAt(name: ts.Node, program: ts.Program): ts.Node | undefined {
  const checker = program.getTypeChecker();
  const symbol = checker.getSymbolAtLocation(name);
  return symbol && withoutAlias(symbol, checker).valueDeclaration;
}

/**
 * The places of a name, by the declaration that it means there. Each place is resolved once, however many declarations
 * of the program have the name.
 *
 * @param group What places have in common, as a key to remember them by.
 * @param declared The declaration that a place means.
 */
function placesByDeclaration<Place extends ts.Node>(
  group: string,
  places: () => readonly Place[] | undefined,
  declared: (place: Place) => ts.Node | undefined,
  program: ts.Program,
): ReadonlyMap<ts.Node, readonly Place[]> {
  const { places: remembered } = answersOf(program);
  let found = remembered.get(group) as ReadonlyMap<ts.Node, readonly Place[]> | undefined;
  if (found === undefined) {
    found = groupedBy(places() ?? [], declared);
    remembered.set(group, found);
  }
  return found;
}

/** The function that a declaration is: itself, or the constant function that it names. */
function functionOf(declaration: ts.Node | undefined): ts.Node | undefined {
  if (declaration === undefined || !ts.isVariableDeclaration(declaration) || declaration.initializer === undefined) {
    return declaration;
  }
  return outOfWrappers(declaration.initializer);
}

/** An expression without parentheses, casts, `!` and `await`. */
export function outOfWrappers(expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isSatisfiesExpression(inner) ||
    ts.isNonNullExpression(inner) ||
    ts.isAwaitExpression(inner)
  ) {
    inner = inner.expression;
  }
  return inner;
}

/** How the program makes instances of a class. */
export interface Making {
  /** For everybody, and none that is for one call. */
  isForAll: boolean;
  /** Where it makes the instance that decided; `undefined` where it makes none. */
  site: ts.Node | undefined;
}

const madeNowhere: Making = { isForAll: false, site: undefined };

/**
 * Whether the program makes instances of a class for everybody, and none that are for one call: at module level, in a
 * static or lazy slot, in a function that runs only at start-up, as a field of such an object, for a container that
 * keeps one, or as a subclass of which this holds. The instances are looked for in all files of the program.
 */
export function makingOf(definition: ts.ClassLikeDeclaration, program: ts.Program): Making {
  if (isIsolatedProgram(program)) {
    return madeNowhere;
  }
  const { makings } = answersOf(program);
  let answer = makings.get(definition);
  if (answer === undefined) {
    // A class that makes itself is judged by its other makers.
    makings.set(definition, madeNowhere);
    answer = findMaking(definition, program);
    makings.set(definition, answer);
  }
  return answer;
}

function isMadeForAll(definition: ts.ClassLikeDeclaration, program: ts.Program): boolean {
  return makingOf(definition, program).isForAll;
}

function findMaking(definition: ts.ClassLikeDeclaration, program: ts.Program): Making {
  const facts = factsOfProgram(program);
  const inPlace = outermost(definition).parent;
  // `export default new (class { … })()` has no name to look for.
  let shared: ts.Node | undefined = ts.isNewExpression(inPlace) && isMadeOnce(inPlace, program) ? inPlace : undefined;
  for (const name of namesOf(definition, program)) {
    for (const site of instancesOf(definition, name, program)) {
      if (isAside(site.getSourceFile(), definition.getSourceFile())) {
        continue;
      }
      if (!isMadeOnce(site, program)) {
        return { isForAll: false, site };
      }
      shared = site;
    }
    const subclasses = placesByDeclaration(
      `extends ${name}`,
      () => facts.subclasses.get(name),
      (subclass) => {
        const base = baseOf(subclass);
        return base && declarationAt(base, program);
      },
      program,
    );
    shared ??= siteForAll(subclasses.get(definition) ?? [], program);
  }
  for (const use of usesOfMixin(definition, program)) {
    if (ts.isNewExpression(use)) {
      if (!isMadeOnce(use, program)) {
        return { isForAll: false, site: use };
      }
      shared = use;
    } else {
      shared ??= siteForAll([use], program);
    }
  }
  return shared === undefined ? madeNowhere : { isForAll: true, site: shared };
}

/** Where the first of some classes is made of which all instances are for everybody. */
function siteForAll(definitions: readonly ts.ClassLikeDeclaration[], program: ts.Program): ts.Node | undefined {
  for (const definition of definitions) {
    const { isForAll, site } = makingOf(definition, program);
    if (isForAll) {
      return site;
    }
  }
  return undefined;
}

/**
 * What is made of a class that a function returns, and what extends it: `new (Audited(Base))()`, `const Desk =
 * Audited(Base); new Desk()`, `class Desk extends Audited(Base)`, also through other such functions.
 */
function usesOfMixin(
  definition: ts.ClassLikeDeclaration,
  program: ts.Program,
): (ts.ClassLikeDeclaration | ts.NewExpression)[] {
  const place = outermost(definition).parent;
  const maker = ts.isReturnStatement(place) ? runsIn(place) : place;
  if (!ts.isClassExpression(definition) || maker === undefined || !ts.isFunctionLike(maker) || !('body' in maker)) {
    return [];
  }
  const usesOf = (made: ts.Expression): readonly (ts.ClassLikeDeclaration | ts.NewExpression)[] => {
    const value = outermost(made);
    const { parent } = value;
    if (ts.isNewExpression(parent)) {
      return parent.expression === value ? [parent] : [];
    }
    if (ts.isExpressionWithTypeArguments(parent) && ts.isClassLike(parent.parent.parent)) {
      return [parent.parent.parent];
    }
    if (ts.isCallExpression(parent) && parent.arguments.some((argument) => argument === value)) {
      return usesOf(parent);
    }
    return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? instancesOf(parent, parent.name.text, program) : [];
  };
  return callsInProgram(maker, program).flatMap(usesOf);
}

function instancesOf(declaration: ts.Node, name: string, program: ts.Program): readonly ts.NewExpression[] {
  const sites = placesByDeclaration(
    `new ${name}`,
    () => factsOfProgram(program).instances.get(name),
    ({ expression }) => declarationAt(expression, program),
    program,
  );
  return sites.get(declaration) ?? [];
}

/** Whether an object that is made at a place stays for everybody. */
function isMadeOnce(site: ts.Expression, program: ts.Program): boolean {
  const around = runsIn(site);
  if (around === undefined) {
    return true;
  }
  if (ts.isPropertyDeclaration(around)) {
    return isMadeForAll(around.parent, program);
  }
  return ts.isConstructorDeclaration(around)
    ? isMadeForAll(around.parent, program)
    : isKeptForAll(site, around, program) || isMadeByKeeper(site, around, program) || runsAtStartUpOnly(around, program);
}

/**
 * The function in which a place runs, or the instance field that it initializes; `undefined` for module evaluation.
 * Static fields and blocks run when the module is evaluated, and so does a function that is called where it stands.
 */
function runsIn(place: ts.Node): ts.FunctionLikeDeclaration | ts.PropertyDeclaration | undefined {
  for (let node = place; !ts.isSourceFile(node); node = node.parent) {
    const { parent } = node;
    if (ts.isPropertyDeclaration(parent) && parent.initializer === node && !isStatic(parent)) {
      return parent;
    }
    // Also in the default of a parameter: it runs with each call.
    const isInside = isFunctionWithBody(parent) && (parent.body === node || ts.isParameter(node));
    if (isInside && !isCalledInPlace(parent)) {
      return parent;
    }
  }
  return undefined;
}

function isFunctionWithBody(node: ts.Node): node is ts.FunctionLikeDeclaration & { body: ts.Node } {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

function isStatic(member: ts.ClassElement): boolean {
  return ts.canHaveModifiers(member) && ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) === true;
}

const inPlaceMethods: ReadonlySet<string> = new Set(['filter', 'flatMap', 'forEach', 'map', 'reduce']);

/** `(() => …)()`, `new Promise(() => …)`, `list.forEach(() => …)`. */
function isCalledInPlace(node: ts.Node): boolean {
  let outer = node;
  while (ts.isParenthesizedExpression(outer.parent)) {
    outer = outer.parent;
  }
  const { parent } = outer;
  if (ts.isCallExpression(parent)) {
    return (
      parent.expression === outer ||
      (ts.isPropertyAccessExpression(parent.expression) && inPlaceMethods.has(parent.expression.name.text))
    );
  }
  return ts.isNewExpression(parent) && ts.isIdentifier(parent.expression) && parent.expression.text === 'Promise';
}

function outermost(node: ts.Node): ts.Node {
  let outer: ts.Node = node;
  while (
    ts.isParenthesizedExpression(outer.parent) ||
    ts.isAsExpression(outer.parent) ||
    ts.isSatisfiesExpression(outer.parent) ||
    ts.isNonNullExpression(outer.parent) ||
    ts.isAwaitExpression(outer.parent)
  ) {
    outer = outer.parent;
  }
  return outer;
}

/** Operators that fill a slot. */
export const assignmentOperators: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
]);

/** `slot = new C()` in a function, where the slot is a module variable, a static or a property of the global object. */
function isKeptForAll(site: ts.Expression, around: ts.FunctionLikeDeclaration, program: ts.Program): boolean {
  const value = outermost(site);
  const { parent } = value;
  if (isUnderConstantKey(value, program)) {
    return true;
  }
  if (!ts.isBinaryExpression(parent) || parent.right !== value || !assignmentOperators.has(parent.operatorToken.kind)) {
    return false;
  }
  let root: ts.Expression = parent.left;
  while (ts.isPropertyAccessExpression(root) || ts.isNonNullExpression(root) || ts.isParenthesizedExpression(root) || ts.isAsExpression(root)) {
    root = root.expression;
  }
  if (root.kind === ts.SyntaxKind.ThisKeyword) {
    const owner = around.parent;
    const isOfInstance = ts.isClassLike(owner) && !isStatic(around as ts.ClassElement);
    // A field that is filled once stays as long as its object; one that is assigned again does not.
    return isOfInstance
      ? parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken && isMadeForAll(owner, program)
      : ts.isClassLike(owner);
  }
  if (!ts.isIdentifier(root)) {
    return false;
  }
  if (root.text === 'globalThis' || root.text === 'global') {
    return root !== parent.left;
  }
  const declaration = declarationAt(root, program);
  return (
    declaration !== undefined &&
    ((ts.isVariableDeclaration(declaration) && lastsSinceStartUp(declaration, program)) || (ts.isClassLike(declaration) && root !== parent.left))
  );
}

/** `services.set('desk', new C())`, where the collection is one of the module: a slot in another spelling. */
function isUnderConstantKey(value: ts.Node, program: ts.Program): boolean {
  const call = value.parent;
  if (!ts.isCallExpression(call) || call.arguments[1] !== value || lastName(call.expression) !== 'set') {
    return false;
  }
  const [key] = call.arguments;
  const receiver = ts.isPropertyAccessExpression(call.expression) ? call.expression.expression : undefined;
  const declaration =
    key !== undefined && ts.isStringLiteralLike(key) && receiver !== undefined && ts.isIdentifier(receiver)
      ? declarationAt(receiver, program)
      : undefined;
  return declaration !== undefined && ts.isVariableDeclaration(declaration) && lastsSinceStartUp(declaration, program);
}

/** Whether a variable is made while the program starts: one of a module, or of a function that runs only then. */
function lastsSinceStartUp(declaration: ts.VariableDeclaration, program: ts.Program): boolean {
  const around = runsIn(declaration);
  return around === undefined || (!ts.isPropertyDeclaration(around) && runsAtStartUpOnly(around, program));
}

/** Whether a variable is one of a module. */
export function isOfModule(declaration: ts.VariableDeclaration): boolean {
  return ts.isVariableDeclarationList(declaration.parent) && ts.isSourceFile(declaration.parent.parent.parent);
}

const keepers = /^(?:lazy|memoi[sz]e|once|shared|singleton)(?![a-z])/iu;

/** `singleton('x', () => new C())`, `const getC = once(makeC)`: while the module is evaluated, for one and the same result. */
function isMadeByKeeper(site: ts.Expression, around: ts.FunctionLikeDeclaration, program: ts.Program): boolean {
  const value = outermost(site);
  if (around.body !== value && !ts.isReturnStatement(value.parent)) {
    return false;
  }
  const keeps = (given: ts.Node): boolean => {
    const call = given.parent;
    return (
      ts.isCallExpression(call) &&
      call.expression !== given &&
      keepers.test(lastName(call.expression) ?? '') &&
      runsIn(call) === undefined
    );
  };
  if (ts.isArrowFunction(around) || ts.isFunctionExpression(around)) {
    if (keeps(around)) {
      return true;
    }
  }
  return givenUses(around, program).some(keeps);
}

/** The calls of a function or static method by its name, in all files of the program. */
export function callsInProgram(definition: ts.FunctionLikeDeclaration, program: ts.Program): readonly ts.CallExpression[] {
  const owner = definition.parent;
  const isMethod = ts.isClassLike(owner);
  // The type of a receiver is what costs; a static method is called on the class's name, which has none.
  if (isIsolatedProgram(program) || (isMethod && !(ts.isMethodDeclaration(definition) && isStatic(definition)))) {
    return [];
  }
  const { calls } = factsOfProgram(program);
  const declared = ({ expression }: ts.CallExpression): ts.Node | undefined =>
    functionOf(declarationAt(ts.isPropertyAccessExpression(expression) ? expression.name : expression, program));
  const receivers = isMethod ? [...namesOf(owner, program)] : [undefined];
  return [...namesOf(definition, program)].flatMap((name) =>
    receivers.flatMap((receiver) => {
      const named = (): readonly ts.CallExpression[] | undefined =>
        calls.get(name)?.filter(({ expression }) => isCalledOn(expression, receiver, program));
      const group = receiver === undefined ? `${name}()` : `${receiver}.${name}()`;
      const found = placesByDeclaration(group, named, declared, program).get(definition) ?? [];
      return found.filter((call) => !isAside(call.getSourceFile(), definition.getSourceFile()));
    }),
  );
}

/**
 * The calls of a method on what a file imports or declares by name: `letter.to(owner)`. A receiver that is a parameter, a
 * field or a local is not among them, so these are never all calls.
 */
export function methodCallsInProgram(definition: ts.FunctionLikeDeclaration, program: ts.Program): readonly ts.CallExpression[] {
  if (isIsolatedProgram(program) || !ts.isMethodDeclaration(definition) || !ts.isIdentifier(definition.name)) {
    return [];
  }
  const name = definition.name.text;
  const named = (): readonly ts.CallExpression[] =>
    (factsOfProgram(program).calls.get(name) ?? []).filter(({ expression }) => ts.isPropertyAccessExpression(expression));
  const declared = ({ expression }: ts.CallExpression): ts.Node | undefined =>
    ts.isPropertyAccessExpression(expression) ? declarationAt(expression.name, program) : undefined;
  const found = placesByDeclaration(`….${name}()`, named, declared, program).get(definition) ?? [];
  return found.filter((call) => !isAside(call.getSourceFile(), definition.getSourceFile()));
}

/** Whether a callee names a member of a class; of a function, the function itself, or by a namespace: `ns.make()`. */
function isCalledOn(callee: ts.Expression, receiver: string | undefined, program: ts.Program): boolean {
  if (!ts.isPropertyAccessExpression(callee)) {
    return receiver === undefined;
  }
  return receiver === undefined ? isNamespace(callee.expression, program) : lastName(callee.expression) === receiver;
}

function isNamespace(node: ts.Expression, program: ts.Program): boolean {
  const symbol = ts.isIdentifier(node) ? program.getTypeChecker().getSymbolAtLocation(node) : undefined;
  return symbol?.declarations?.some(ts.isNamespaceImport) === true;
}

/**
 * Whether all calls of a function that the program has happen while it starts: at module level of some file, or in
 * another such function. A function that nobody calls by name may be called by anybody.
 */
export function runsAtStartUpOnly(definition: ts.FunctionLikeDeclaration, program: ts.Program): boolean {
  const { startUp } = answersOf(program);
  let answer = startUp.get(definition);
  if (answer === undefined) {
    startUp.set(definition, false);
    const isAtStartUp = (place: ts.Node): boolean => {
      const around = runsIn(place);
      return around === undefined || (!ts.isPropertyDeclaration(around) && runsAtStartUpOnly(around, program));
    };
    if (isCalledInPlace(definition)) {
      answer = isAtStartUp(definition);
    } else {
      const calls = callsInProgram(definition, program);
      answer = calls.length > 0 && !isGivenAway(definition, program) && calls.every(isAtStartUp);
    }
    startUp.set(definition, answer);
  }
  return answer;
}

/** Whether a function is an argument of a call, which may call it whenever it likes. */
function isGivenAway(definition: ts.FunctionLikeDeclaration, program: ts.Program): boolean {
  return givenUses(definition, program).length > 0;
}

/** The places where a function is given to a call by its name. */
function givenUses(definition: ts.FunctionLikeDeclaration, program: ts.Program): readonly ts.Identifier[] {
  const { given } = factsOfProgram(program);
  return [...namesOf(definition, program)].flatMap(
    (name) =>
      placesByDeclaration(`(${name})`, () => given.get(name), (use) => functionOf(declarationAt(use, program)), program).get(
        definition,
      ) ?? [],
  );
}

/** The functions around a place, innermost first. */
export function functionsAround(place: ts.Node): ts.FunctionLikeDeclaration[] {
  const found: ts.FunctionLikeDeclaration[] = [];
  for (let node = place; !ts.isSourceFile(node); node = node.parent) {
    if (isFunctionWithBody(node.parent) && node.parent.body === node) {
      found.push(node.parent);
    }
  }
  return found;
}

/** The expressions that a function returns, its inner functions left out. */
export function returnsOf(definition: ts.FunctionLikeDeclaration): readonly ts.Expression[] {
  const { body } = definition;
  if (body === undefined) {
    return [];
  }
  if (!ts.isBlock(body)) {
    return [body];
  }
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isReturnStatement(node) && node.expression !== undefined) {
      found.push(node.expression);
    } else if (!ts.isFunctionLike(node) && !ts.isClassLike(node)) {
      ts.forEachChild(node, visit);
    }
  };
  ts.forEachChild(body, visit);
  return found;
}

/** The function that the callee of a call names, in whichever source file of the program it is declared. */
export function functionNamed(callee: ts.Node, program: ts.Program): ts.FunctionLikeDeclaration | undefined {
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  const found = functionOf(declarationAt(name, program));
  return found !== undefined && isFunctionWithBody(found) ? found : undefined;
}
