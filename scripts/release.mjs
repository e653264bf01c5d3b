// Releases what package.json says: checks that the changelog has the version, packs, tries the tarball in a new project as a
// user would, and publishes it with its provenance.
//
//   npm run release -- --tag v0.2.0    in the release workflow
//   npm run release -- --dry-run       everything but publishing; what is still missing for a release is said
//
// The tarball and the notes for the release page are left in `.release/`.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { notesOf, obstacles } from './release-notes.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const directory = join(root, '.release');

/** A leak, and what ESLint has to say of it. */
const leak = `let lastUser: string | undefined;

export function handle(request: { userId: string }): string {
  const before = lastUser ?? '';
  lastUser = request.userId;
  return before;
}
`;
const expectedRule = 'user-context/no-shared-agent-state';

const configuration = `import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import userContext from 'eslint-plugin-user-context';

export default defineConfig({
  files: ['src/**/*.ts'],
  languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
  plugins: { 'user-context': userContext },
  extends: ['user-context/recommended'],
});
`;

function npm(arguments_, cwd) {
  return execFileSync('npm', arguments_, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32' });
}

/** Packs what would be published. For a release `prepack` builds it anew; a dry run, which CI has beside other steps, takes what is built. */
function pack(dryRun) {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
  const options = ['--json', '--pack-destination', directory, '--loglevel=error', ...(dryRun ? ['--ignore-scripts'] : [])];
  const [{ filename, files, size }] = JSON.parse(npm(['pack', ...options], root).replace(/^[^[]*/u, ''));
  console.log(`packed ${filename}: ${files.length} files, ${Math.round(size / 1024)} kB`);
  return join(directory, filename);
}

/** Installs a tarball into an empty project and lints a leak there. */
function tryTarball(tarball, { devDependencies, name, version }) {
  const project = mkdtempSync(join(tmpdir(), 'user-context-release-'));
  try {
    const { eslint, typescript, 'typescript-eslint': parser } = devDependencies;
    writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies: { eslint, typescript, 'typescript-eslint': parser, [name]: `file:${tarball}` } }));
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions: { strict: true, types: [] }, include: ['src'] }));
    writeFileSync(join(project, 'eslint.config.js'), configuration);
    mkdirSync(join(project, 'src'));
    writeFileSync(join(project, 'src/session.ts'), leak);
    npm(['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], project);
    const installed = JSON.parse(readFileSync(join(project, 'node_modules', name, 'package.json'), 'utf8')).version;
    const rules = lint(project);
    const help = npm(['exec', '--', 'user-context', '--help'], project);
    if (installed !== version || rules.length !== 1 || rules[0] !== expectedRule || !help.includes('migrate')) {
      throw new Error(`the tarball does not work in a new project: version ${installed}, findings ${JSON.stringify(rules)}, help ${JSON.stringify(help.slice(0, 80))}`);
    }
    console.log(`tried in a new project: ${expectedRule} reports the leak, and the command answers`);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

/** @returns The rules that report something. */
function lint(project) {
  const script = "const { ESLint } = await import('eslint'); const results = await new ESLint().lintFiles(['src']); console.log(JSON.stringify(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => ruleId ?? message))));";
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: project, encoding: 'utf8' }));
}

function release({ dryRun, tag }) {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
  const missing = obstacles({ changelog, tag, version: manifest.version });
  if (missing.length > 0 && !dryRun) {
    throw new Error(missing.join('\n'));
  }
  const tarball = pack(dryRun);
  writeFileSync(join(directory, 'notes.md'), notesOf(changelog, manifest.version));
  tryTarball(tarball, manifest);
  console.log(npm(['publish', tarball, '--access', 'public', ...(dryRun ? ['--dry-run'] : ['--provenance'])], root).trim());
  for (const each of missing) {
    console.log(`before ${manifest.version} can be released: ${each}`);
  }
}

try {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false }, tag: { type: 'string' } } });
  release({ dryRun: values['dry-run'], tag: values.tag });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
