import type { UserContext } from '@example/context';

let lastAnswer = '';

/** Keeps an answer for the page of the operators. One user's answer stands there until the next one comes: an accepted finding. */
export function keepForOperators(answer: string, context: UserContext): void {
  lastAnswer = `${context.userId}: ${answer}`;
}

/** The answer that was given last, to whomever. */
export function answerForOperators(): string {
  return lastAnswer;
}
