#!/usr/bin/env node
import type { Command } from './command.js';

import { CommandError } from './command-error.js';
import { explain } from './explain/explain.js';
import { gate } from './gate/gate.js';
import { migrate } from './migrate/migrate.js';
import { report } from './report/report.js';

const commands: Readonly<Record<string, Command>> = { migrate, report, gate, explain };

const usage = `Usage: user-context <command> [options]

Commands:
${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`)
  .join('\n')}

user-context <command> --help says what a command takes.
`;

async function main([name, ...options]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(usage);
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    throw new CommandError(`there is no command "${name}"; the commands are: ${Object.keys(commands).join(', ')}`);
  }
  if (options.includes('--help') || options.includes('-h')) {
    process.stdout.write(command.help);
    return 0;
  }
  return command.run(options, { cwd: process.cwd(), stdout: process.stdout, stderr: process.stderr });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof CommandError)) {
    throw error;
  }
  process.stderr.write(`user-context: ${error.message}\n`);
  process.exitCode = 2;
}
