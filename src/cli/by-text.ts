/** Compares texts by their code units: the same order on every system and in every language, for what is written to files. */
export function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
