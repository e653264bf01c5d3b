import type { Framework } from './framework.js';

/** What command-line tools are written with: the function of a command runs once, for the one who typed it. */
export const commandLines: Framework = {
  name: 'command lines',
  commandHandlers: [
    {
      type: { from: 'package', package: 'commander', name: 'Command' },
      methods: ['action'],
      source: 'commander@15.1.0 typings/index.d.ts: action(fn) is called when the command was given',
    },
    {
      type: { from: 'package', package: 'cac', name: 'Command' },
      methods: ['action'],
      source: 'cac@7.1.0 dist/index.d.ts: action(callback) is called when the command was matched',
    },
  ],
};
