/**
 * Texts of declarations, each where TypeScript looks for it: its own libraries, Node's, and the agent SDKs and packages in
 * the shapes that the rules' tests and pages have of them.
 */
const libraries = import.meta.glob<string>('../../node_modules/typescript/lib/lib.*.d.ts', { query: '?raw', import: 'default', eager: true });
const node = import.meta.glob<string>(
  ['../../node_modules/@types/node/**/*.d.ts', '../../node_modules/@types/node/package.json', '!**/ts5.*/**'],
  { query: '?raw', import: 'default', eager: true },
);
const undici = import.meta.glob<string>(['../../node_modules/undici-types/*.d.ts', '../../node_modules/undici-types/package.json'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const sdks = import.meta.glob<string>(['../../test/fixtures/sdk/*/index.d.ts', '../../test/fixtures/sdk/*/package.json'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const packages = import.meta.glob<string>('../../test/pages/*.d.ts', { query: '?raw', import: 'default', eager: true });
const tsconfig = import.meta.glob<string>('../../test/fixtures/tsconfig.json', { query: '?raw', import: 'default', eager: true });

const root = '../../';

/** @returns Texts by absolute path. */
export function declarations(): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [path, text] of Object.entries(libraries)) {
    texts.set(path.slice(path.lastIndexOf('/')), text);
  }
  for (const [path, text] of Object.entries({ ...node, ...undici })) {
    texts.set(path.slice(root.length - 1), text);
  }
  for (const [path, text] of Object.entries({ ...sdks, ...packages })) {
    texts.set(`/project/${path.slice(root.length)}`, text);
  }
  return texts;
}

/** Which package is which of the declarations: as `paths` of a tsconfig. */
export function packagePaths(): Record<string, string[]> {
  const [text = '{}'] = Object.values(tsconfig);
  const { compilerOptions } = JSON.parse(text) as { compilerOptions: { paths: Record<string, string[]> } };
  return Object.fromEntries(
    Object.entries(compilerOptions.paths).map(([name, places]) => [name, places.map((place) => place.replace('./', '/project/test/fixtures/'))]),
  );
}
