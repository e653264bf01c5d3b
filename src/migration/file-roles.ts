/**
 * What a file is for, read from where it lies and what it is called. The presets up to `phase-2` leave these files out
 * by globs, so that the config inspector shows what is not checked; no rule looks at a file's path.
 */
interface FileRole {
  directories: readonly string[];
  /** The part between two dots before the extension, such as `test` in `cart.test.ts`. */
  suffixes: readonly string[];
}

const fileRoles: Readonly<Record<'tests' | 'fixtures' | 'mocks' | 'scripts' | 'commandLine' | 'generated', FileRole>> = {
  tests: {
    directories: ['test', 'tests', '__tests__', 'spec', 'specs', 'e2e'],
    suffixes: ['test', 'spec', 'clienttest', 'servertest', 'eval'],
  },
  fixtures: { directories: ['fixtures', '__fixtures__', 'testcontainers'], suffixes: [] },
  mocks: { directories: ['mocks', '__mocks__'], suffixes: ['mock'] },
  scripts: { directories: ['scripts'], suffixes: [] },
  commandLine: { directories: ['bin', 'cli'], suffixes: [] },
  generated: { directories: ['generated', '__generated__'], suffixes: ['generated', 'gen'] },
};

function globsOf({ directories, suffixes }: FileRole): string[] {
  return [...directories.map((name) => `**/${name}/**`), ...suffixes.map((name) => `**/*.${name}.*`)];
}

function isNamedIn(glob: string, { directories, suffixes }: FileRole): boolean {
  const words = new Set(glob.split(/[^\w-]+/u));
  return [...directories, ...suffixes].some((name) => words.has(name));
}

/** The globs of all files that are left out until phase 3. */
export const ignoredRoles: readonly string[] = Object.values(fileRoles).flatMap(globsOf);

/**
 * The globs of the files that are left out of one component until phase 3. What the component's own globs name is
 * meant: `scripts/**` does not lose its scripts.
 *
 * @param component Its name; the component `tests` keeps its tests, wherever they lie.
 * @param files Its globs.
 */
export function ignoredRolesOf(component: string, files: readonly string[]): readonly string[] {
  return Object.entries(fileRoles)
    .filter(([role, names]) => role !== component && !files.some((glob) => isNamedIn(glob, names)))
    .flatMap(([, names]) => globsOf(names));
}
