/** The first line of what was thrown: ESLint and TypeScript explain at length below it. */
export function sentenceOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
