import './node-globals.js';

import type { Request, Response } from './messages.js';

import { PageLinter } from './linter.js';

let linter: PageLinter | undefined;

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  postMessage(answerTo(data));
});

function answerTo(request: Request): Response {
  const { id, kind } = request;
  try {
    linter ??= new PageLinter();
    return kind === 'lint'
      ? { id, kind: 'linted', linted: linter.lint(request.code, request.preset, request.settings) }
      : { id, kind: 'explained', explanations: linter.explain(request.line) };
  } catch (error) {
    return { id, kind: 'failed', reason: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}
