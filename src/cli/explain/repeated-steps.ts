import type { Answer, Explanation } from './explanation.js';

/** Cuts the ways of values where they go on as one that was printed before. */
export function withoutRepeatedSteps(explanations: readonly Explanation[]): Explanation[] {
  const printed: (readonly string[])[] = [];
  return explanations.map(({ answers, title }) => ({
    title,
    answers: answers.map((answer): Answer => {
      if (answer.steps === undefined) {
        return answer;
      }
      const steps = cut(answer.steps, printed);
      printed.push(answer.steps);
      return { ...answer, steps };
    }),
  }));
}

const fewest = 3;

/** The first step says what is explained, and always stays. */
function cut(steps: readonly string[], printed: readonly (readonly string[])[]): readonly string[] {
  for (let index = 1; index <= steps.length - fewest; index += 1) {
    const rest = steps.slice(index);
    if (printed.some((other) => endsWith(other, rest))) {
      return [...steps.slice(0, index), `${rest[0] ?? ''} and so on, as above`];
    }
  }
  return steps;
}

function endsWith(steps: readonly string[], end: readonly string[]): boolean {
  const offset = steps.length - end.length;
  return offset >= 0 && end.every((step, index) => steps[offset + index] === step);
}
