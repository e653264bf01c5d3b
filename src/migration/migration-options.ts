import { ConfigurationError } from '../configuration-error.js';
import { phases } from './phases.js';

const optionKeys = ['phase', 'components', 'rollback', 'upcoming'];
const componentKeys = ['phase', 'files'];
const upcomingValues = ['warn', 'off'];

function fail(message: string): never {
  throw new ConfigurationError(`migration(): ${message}`);
}

function print(value: unknown): string {
  return value === undefined ? 'undefined' : JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkKeys(value: Record<string, unknown>, place: string, allowed: readonly string[]): void {
  const unknownKey = Object.keys(value).find((key) => !allowed.includes(key));
  if (unknownKey !== undefined) {
    fail(`unknown key "${unknownKey}" in ${place}; allowed: ${allowed.join(', ')}`);
  }
}

function checkPhase(value: unknown, place: string): void {
  if (!phases.some((phase) => phase === value)) {
    fail(`${place} must be one of: ${phases.join(', ')}; it is ${print(value)}`);
  }
}

function checkComponent(value: unknown, place: string): void {
  if (!isRecord(value)) {
    fail(`${place} must be an object with the keys: ${componentKeys.join(', ')}; it is ${print(value)}`);
  }
  checkKeys(value, place, componentKeys);
  checkPhase(value.phase, `${place}.phase`);
  const { files } = value;
  if (!Array.isArray(files) || files.length === 0) {
    fail(`${place}.files must list at least one glob, such as "src/dispatch/**"; it is ${print(files)}`);
  }
  const wrong = files.findIndex((glob: unknown) => typeof glob !== 'string' || glob.trim() === '');
  if (wrong >= 0) {
    fail(`${place}.files[${wrong}] must be a glob, such as "src/dispatch/**"; it is ${print(files[wrong])}`);
  }
}

function checkRollback(value: unknown, components: readonly string[]): void {
  if (!Array.isArray(value)) {
    fail(`rollback must list names of components: ${components.join(', ')}; it is ${print(value)}`);
  }
  const wrong = value.findIndex((name: unknown) => !components.includes(name as string));
  if (wrong >= 0) {
    fail(`unknown component ${print(value[wrong])} in rollback; allowed: ${components.join(', ')}`);
  }
}

/**
 * Checks what `migration()` is told, for configurations that no compiler has seen.
 *
 * @throws {ConfigurationError} The first line names the wrong option and what is allowed.
 */
export function checkMigrationOptions(options: unknown): void {
  if (!isRecord(options)) {
    fail(`the options must be an object with the keys: ${optionKeys.join(', ')}; they are ${print(options)}`);
  }
  checkKeys(options, 'the options', optionKeys);
  checkPhase(options.phase, 'phase');
  const { components, rollback, upcoming } = options;
  if (!isRecord(components) || Object.keys(components).length === 0) {
    fail(`components must name at least one component, as { phase, files }; it is ${print(components)}`);
  }
  for (const [name, component] of Object.entries(components)) {
    checkComponent(component, `components[${print(name)}]`);
  }
  if (rollback !== undefined) {
    checkRollback(rollback, Object.keys(components));
  }
  if (upcoming !== undefined && !upcomingValues.includes(upcoming as string)) {
    fail(`upcoming must be one of: ${upcomingValues.join(', ')}; it is ${print(upcoming)}`);
  }
}
