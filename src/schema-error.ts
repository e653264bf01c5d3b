import type { ErrorObject } from 'ajv';

function join(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}

function placeOf(instancePath: string, root: string): string {
  const segments = instancePath
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
  return root + segments.map((segment) => (/^\d+$/u.test(segment) ? `[${segment}]` : `.${segment}`)).join('');
}

function describe({ instancePath, keyword, message, params, parentSchema }: ErrorObject, root: string): string {
  const place = placeOf(instancePath, root);
  switch (keyword) {
    case 'additionalProperties': {
      const { properties = {} } = parentSchema as { properties?: object };
      const unknownKey = String(params.additionalProperty);
      return `unknown key "${unknownKey}" in ${place}; allowed: ${Object.keys(properties).join(', ')}`;
    }
    case 'required':
      return `${place} lacks the key "${String(params.missingProperty)}"`;
    case 'enum':
      return `${place} must be one of: ${join(params.allowedValues as unknown[])}`;
    case 'minItems':
    case 'minLength':
      return `${place} must not be empty`;
    default:
      return `${place} ${message ?? 'is wrong'}`;
  }
}

/** The errors of each branch of a `oneOf`. */
function branchesOf(choice: ErrorObject, errors: readonly ErrorObject[]): ErrorObject[][] {
  const branches = new Map<string, ErrorObject[]>();
  for (const error of errors) {
    const isWithin = `${error.instancePath}/`.startsWith(`${choice.instancePath}/`);
    if (isWithin && error.schemaPath.startsWith(`${choice.schemaPath}/`)) {
      const branch = error.schemaPath.slice(choice.schemaPath.length).split('/')[1] ?? '';
      branches.set(branch, [...(branches.get(branch) ?? []), error]);
    }
  }
  return [...branches.values()];
}

/** What a `oneOf` lacks: the errors of the branch that was meant, or what all branches would accept. */
function describeChoice(choice: ErrorObject, errors: readonly ErrorObject[], root: string): string {
  const place = choice.instancePath;
  const branches = branchesOf(choice, errors);
  const wrongType = (error: ErrorObject): boolean => error.keyword === 'type' && error.instancePath === place;
  const ofType = branches.filter((branch) => !branch.some(wrongType));
  if (ofType.length === 0) {
    const types = branches.flat().filter(wrongType).map(({ params }) => String(params.type));
    return `${placeOf(place, root)} must be ${[...new Set(types)].join(' or ')}`;
  }
  const wrongKind = (error: ErrorObject): boolean => error.keyword === 'enum' && error.instancePath === `${place}/from`;
  const [meant] = ofType.filter((branch) => !branch.some(wrongKind));
  if (meant === undefined) {
    const kinds = ofType.flat().filter(wrongKind).flatMap(({ params }) => params.allowedValues as unknown[]);
    return `${placeOf(place, root)}.from must be one of: ${join(kinds)}`;
  }
  return describeSchemaErrors(meant, root);
}

/**
 * Says in one line what is wrong with a value and what is allowed.
 *
 * @param errors What Ajv found with `allErrors` and `verbose`; at least one.
 * @param root What the value is called.
 */
export function describeSchemaErrors(errors: readonly ErrorObject[], root: string): string {
  const choices = errors.filter(({ keyword }) => keyword === 'oneOf');
  const outside = errors.filter((error) => !choices.some((choice) => branchesOf(choice, [error]).length > 0));
  const first =
    outside.find(({ keyword }) => keyword === 'additionalProperties') ??
    outside.find(({ keyword }) => keyword === 'required') ??
    outside[0];
  if (first === undefined) {
    return `${root} is wrong`;
  }
  return first.keyword === 'oneOf' ? describeChoice(first, errors, root) : describe(first, root);
}
