import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const command = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

function run(...options: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stderr, stdout } = spawnSync(process.execPath, [command, ...options], { encoding: 'utf8' });
  return { status, stderr, stdout };
}

describe('user-context', () => {
  it('lists its commands', () => {
    const { status, stderr, stdout } = run('--help');
    for (const name of ['migrate', 'report', 'gate', 'explain']) {
      expect(stdout).toContain(`  ${name.padEnd(10)}`);
    }
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('without a command says which there are', () => {
    expect(run()).toMatchObject({ status: 2, stdout: expect.stringContaining('Commands:') as unknown });
  });

  it('refuses a command that there is not', () => {
    expect(run('migrat')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'user-context: there is no command "migrat"; the commands are: migrate, report, gate, explain\n',
    });
  });

  it('refuses an option that there is not', () => {
    const { status, stderr } = run('migrate', '--all');
    expect(stderr).toBe("user-context: Unknown option '--all'; user-context migrate --help lists the options\n");
    expect(status).toBe(2);
  });

  it('explains the options of a command', () => {
    const { stdout } = run('migrate', '--help');
    for (const option of ['--phase', '--component', '--rules', '--dry-run', '--allow-dirty']) {
      expect(stdout).toContain(`  ${option}`);
    }
  });
});
