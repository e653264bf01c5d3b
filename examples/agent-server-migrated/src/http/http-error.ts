import type { NextFunction, Request, Response } from 'express';
import { ZodError } from 'zod';
import { logger } from '../utilities/logger.js';

/** An error that the client is told about. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Answers failed requests; what went wrong inside stays in the log. */
export function answerError(
  error: unknown,
  request: Request,
  response: Response,
  _next: NextFunction,
): void {
  if (error instanceof HttpError) {
    response.status(error.status).json({ error: error.message });
  } else if (error instanceof ZodError) {
    response
      .status(400)
      .json({ error: 'invalid request', issues: error.issues });
  } else {
    logger.warning('request_failed', {
      path: request.path,
      error: String(error),
    });
    response.status(500).json({ error: 'internal error' });
  }
}
