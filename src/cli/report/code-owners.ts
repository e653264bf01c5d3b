import ignore from 'ignore';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Where GitHub and GitLab look for the file, in this order. */
const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];

interface OwnershipRule {
  matches: (file: string) => boolean;
  owners: readonly string[];
}

/** Who owns which files, by a CODEOWNERS file: the last line that matches a file decides. */
export class CodeOwners {
  readonly #root: string;
  readonly #rules: readonly OwnershipRule[];

  private constructor(root: string, rules: readonly OwnershipRule[]) {
    this.#root = root;
    this.#rules = rules;
  }

  /** @returns The owners that the repository around a directory names; `undefined` where it has no such file. */
  static around(cwd: string): CodeOwners | undefined {
    for (let directory = cwd, below = ''; directory !== below; below = directory, directory = dirname(directory)) {
      const file = places.map((place) => join(directory, place)).find((place) => existsSync(place));
      if (file !== undefined) {
        return new CodeOwners(directory, rulesOf(readFileSync(file, 'utf8')));
      }
      if (existsSync(join(directory, '.git'))) {
        return undefined;
      }
    }
    return undefined;
  }

  /** @param path Absolute. */
  of(path: string): readonly string[] {
    const file = relative(this.#root, path).replaceAll('\\', '/');
    return this.#rules.findLast(({ matches }) => matches(file))?.owners ?? [];
  }
}

/**
 * A line is a pattern of a .gitignore, then owners. Without owners, its files are nobody's; in a section of GitLab,
 * `[Section] @owners`, those of the section.
 */
function rulesOf(text: string): OwnershipRule[] {
  const rules: OwnershipRule[] = [];
  let owners: readonly string[] = [];
  for (const line of text.split(/\r?\n/u).map((whole) => whole.replace(/(?:^|\s)#.*$/u, '').trim())) {
    const section = /^\^?\[[^\]]*\](?:\[\d+\])?(?<owners>.*)$/u.exec(line)?.groups?.owners;
    if (section !== undefined) {
      owners = wordsOf(section);
    } else if (line !== '' && !line.startsWith('!')) {
      const [pattern = '', ...named] = wordsOf(line);
      rules.push({ matches: matcherOf(pattern), owners: named.length === 0 ? owners : named });
    }
  }
  return rules;
}

function wordsOf(line: string): string[] {
  return line.split(/(?<!\\)\s+/u).filter((word) => word !== '');
}

function matcherOf(pattern: string): (file: string) => boolean {
  const matcher = ignore().add(pattern);
  // Unlike in a .gitignore, `docs/*` does not reach into the directories below.
  const isShallow = pattern.endsWith('/*');
  return (file) => matcher.ignores(file) && !(isShallow && file.includes('/') && matcher.ignores(`${dirname(file)}/`));
}
