/** What is looked at, as it stands in an address behind `#`. */
export interface SharedCode {
  code: string;
  preset: string;
}

/** @returns What an address says; `undefined` where it says nothing that can be read. */
export function readAddress(hash: string): SharedCode | undefined {
  const parameters = new URLSearchParams(hash.replace(/^#/u, ''));
  const code = parameters.get('code');
  return code === null ? undefined : { code, preset: parameters.get('preset') ?? '' };
}

/** The part of an address from its `#` on. */
export function addressOf({ code, preset }: SharedCode): string {
  return `#${new URLSearchParams({ preset, code }).toString()}`;
}
