import type { TSESLint } from '@typescript-eslint/utils';

import type { HandedFunction } from '../isolation/handed-function.js';
import type { Edits } from './imports.js';

/**
 * Puts an arrow function in the place of a function that is handed on by its name, so that it is called with a context, too:
 * `items.map(price)` becomes `items.map((item) => price(item, context))`.
 *
 * @param context The context, as it is to be written.
 * @returns `undefined` where a comment stands inside of what is replaced.
 */
export function arrowAround(
  { argument, callee, given, position }: HandedFunction,
  context: string,
  sourceCode: TSESLint.SourceCode,
): Edits | undefined {
  if (sourceCode.getCommentsInside(argument).length > 0) {
    return undefined;
  }
  const called = sourceCode.getText(callee);
  const taken = new Set([...`${called} ${context}`.matchAll(/[\p{ID_Continue}$]+/gu)].map(([word]) => word));
  const parameters = given.map((name) => freeName(name ?? 'value', taken));
  const before = Array.from({ length: position }, (_, index) => parameters[index] ?? 'undefined');
  const passed = [...before, context, ...parameters.slice(position)];
  return (fixer) => [fixer.replaceText(argument, `(${parameters.join(', ')}) => ${called}(${passed.join(', ')})`)];
}

/** A name that is not taken; it is from then on. */
function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count += 1) {
    name = `${wanted}${count}`;
  }
  taken.add(name);
  return name;
}
