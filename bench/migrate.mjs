// What `user-context migrate` costs on a generated program: files with call chains through them, each ending in a tool.
//
//   npm run bench:migrate                                   2,000 files, chains 12 deep
//   npm run bench:migrate -- --files 500 --depth 3
//   npm run bench:migrate -- --table                        500, 1,000 and 2,000 files; 3, 6 and 12 deep
//
// Each run is a process of its own, as a user would start it. Wall time and peak memory are that process's.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const packages = fileURLToPath(new URL('../node_modules', import.meta.url));
const command = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

const context = `export interface UserExecutionContext {
  readonly userId: string;
  readonly threadId: string;
}

export class ToolDispatcher {
  constructor(readonly name: string) {}

  async dispatch(tool: string, input: string): Promise<string> {
    return \`\${this.name} \${tool} \${input}\`;
  }
}
`;

/** Of each three links of a chain one is a function, one a method, and one a function that is called through a barrel. */
function linkSource(chain, level, depth) {
  const own = `step${chain}x${level}`;
  const below = `step${chain}x${level + 1}`;
  if (level === depth - 1) {
    return `import { ToolDispatcher } from '../context.js';

const dispatcher = new ToolDispatcher('${own}');

export async function ${own}(input: string): Promise<string> {
  return dispatcher.dispatch('search', input);
}
`;
  }
  const next = level + 1;
  const isMethod = next % 3 === 1 && next !== depth - 1;
  const source = next % 3 === 2 && next !== depth - 1 ? `./barrel${chain}x${next}.js` : `./link${chain}x${next}.js`;
  const call = isMethod ? `new Class${chain}x${next}().${below}(input)` : `${below}(input)`;
  const imported = isMethod ? `Class${chain}x${next}` : below;
  const body = `const found = await ${call};\n  return found.trim();`;
  return level % 3 === 1
    ? `import { ${imported} } from '${source}';

export class Class${chain}x${level} {
  async ${own}(input: string): Promise<string> {
    ${body.replaceAll('\n', '\n  ')}
  }
}
`
    : `import { ${imported} } from '${source}';

export async function ${own}(input: string): Promise<string> {
  ${body}
}
`;
}

/** Writes the program; of each three links one has a barrel besides, so that chains are as deep as files allow. */
function writeProgram(directory, files, depth) {
  const write = (path, text) => {
    writeFileSync(join(directory, path), text);
  };
  mkdirSync(join(directory, 'src/chains'), { recursive: true });
  symlinkSync(packages, join(directory, 'node_modules'), 'junction');
  write('package.json', JSON.stringify({ private: true, type: 'module' }));
  write(
    'tsconfig.json',
    JSON.stringify({
      compilerOptions: { target: 'ES2023', lib: ['ES2023'], module: 'NodeNext', strict: true, noEmit: true, types: [], skipLibCheck: true },
      include: ['src'],
    }),
  );
  write(
    'eslint.config.js',
    `import tseslint from 'typescript-eslint';
import userContext from 'eslint-plugin-user-context';

export default [
  {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      'user-context': {
        contextTypes: [{ from: 'file', name: 'UserExecutionContext', path: 'src/context.ts' }],
        toolCalls: [{ type: { from: 'file', name: 'ToolDispatcher', path: 'src/context.ts' }, method: 'dispatch', context: 'enclosing' }],
      },
    },
  },
  userContext.configs.recommended,
];
`,
  );
  write('src/context.ts', context);
  let written = 2;
  const starts = [];
  for (let chain = 0; written < files; chain += 1) {
    for (let level = 0; level < depth; level += 1) {
      write(`src/chains/link${chain}x${level}.ts`, linkSource(chain, level, depth));
      written += 1;
      if (level % 3 === 2 && level !== depth - 1) {
        write(`src/chains/barrel${chain}x${level}.ts`, `export * from './link${chain}x${level}.js';\n`);
        written += 1;
      }
    }
    starts.push(chain);
  }
  write(
    'src/main.ts',
    `${starts.map((chain) => `import { step${chain}x0 } from './chains/link${chain}x0.js';`).join('\n')}

${starts.map((chain) => `await step${chain}x0('question');`).join('\n')}
`,
  );
  return { files: written, functions: starts.length * depth };
}

function migrate(directory) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(
      process.execPath,
      [
        '--import',
        `data:text/javascript,${encodeURIComponent('process.on("exit", () => process.stderr.write("\\npeak " + process.resourceUsage().maxRSS + "\\n"))')}`,
        command,
        'migrate',
        '--allow-dirty',
      ],
      { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let output = '';
    let progress = '';
    child.stdout.on('data', (data) => {
      output += data;
    });
    child.stderr.on('data', (data) => {
      progress += data;
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 2 || code === null) {
        reject(new Error(progress));
        return;
      }
      const number = (pattern, text) => Number(pattern.exec(text)?.[1] ?? 0);
      resolve({
        seconds: (performance.now() - start) / 1000,
        megabytes: number(/peak (\d+)/u, progress) / 1024,
        passes: number(/in (\d+) passes/u, output),
        functions: number(/(\d+) {2}functions? given/u, output),
        calls: number(/(\d+) {2}calls? given/u, output),
        entryPoints: number(/at entry points \((\d+)\)/u, output),
      });
    });
  });
}

async function measure(files, depth) {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'user-context-migrate-')));
  try {
    const program = writeProgram(directory, files, depth);
    const run = await migrate(directory);
    if (run.functions !== program.functions) {
      throw new Error(`${run.functions} of ${program.functions} functions were given a context`);
    }
    console.log(
      [
        String(program.files).padStart(6),
        String(depth).padStart(6),
        run.seconds.toFixed(1).padStart(9),
        run.megabytes.toFixed(0).padStart(8),
        String(run.passes).padStart(7),
        String(run.functions).padStart(10),
        String(run.calls).padStart(7),
        String(run.entryPoints).padStart(13),
      ].join(''),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '2000' },
    depth: { type: 'string', default: '12' },
    table: { type: 'boolean', default: false },
  },
});
const sizes = values.table ? [500, 1000, 2000] : [Number(values.files)];
const depths = values.table ? [3, 6, 12] : [Number(values.depth)];
console.log(' files depth  seconds      MB passes functions  calls entry points');
for (const files of sizes) {
  for (const depth of depths) {
    await measure(files, depth);
  }
}
