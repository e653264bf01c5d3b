import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import { explain } from '../../src/cli/explain/explain.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(join(repository, 'docs/explain.md'), 'utf8').replaceAll('\r\n', '\n');

/** The commands of the page with what they print. */
const runs = [
  ...page.matchAll(/^```sh\ncd (?<directory>\S+)\nnpx user-context explain (?<place>\S+)\n```\n\n```text\n(?<printed>[\s\S]*?)^```$/gmu),
].map(({ groups }) => ({ directory: groups?.directory ?? '', place: groups?.place ?? '', printed: groups?.printed ?? '' }));

describe('the page on explain', () => {
  it('shows a leak and the same line when it is right', () => {
    expect(runs.map(({ directory }) => directory)).toEqual(['examples/agent-server', 'examples/agent-server-migrated']);
    expect(page.match(/^```text$/gmu)).toHaveLength(runs.length);
  });

  it.each(runs)('shows what is printed for $place in $directory', { timeout: 120_000 }, async ({ directory, place, printed }) => {
    let text = '';
    const stdout = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        text += chunk.toString();
        done();
      },
    });
    await explain.run([place], { cwd: join(repository, directory), stdout, stderr: process.stderr });
    expect(text).toBe(printed);
  });
});
