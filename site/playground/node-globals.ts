// typescript-eslint's parser asks the process for its directory and its flags when it is loaded.
Object.assign(globalThis, {
  process: { argv: [], browser: true, cwd: () => '/project', env: {}, platform: 'linux', stdout: {}, versions: {}, version: '', emitWarning: () => undefined },
});

export {};
