import type { MarkdownRenderer } from 'vitepress';

import { dirname, join, relative } from 'node:path';

/**
 * Lets links to files of the repository that are no pages of the site lead to the repository.
 *
 * @param root The repository's directory.
 * @param homepage The repository's address.
 */
export function repositoryLinks(markdown: MarkdownRenderer, root: string, homepage: string): void {
  markdown.core.ruler.after('inline', 'repository-links', ({ env, tokens }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const link = token.type === 'link_open' ? token.attrGet('href') : null;
      const target = link === null ? undefined : repositoryFile(link, (env as { path: string }).path, root);
      if (target !== undefined) {
        token.attrSet('href', `${homepage}/blob/main/${target}`);
      }
    }
  });
}

/** @returns The file that a link leads to, from the root; `undefined` for pages of the site and for addresses. */
function repositoryFile(link: string, page: string, root: string): string | undefined {
  if (/^(?:[a-z]+:|#|\/)/u.test(link)) {
    return undefined;
  }
  const target = relative(root, join(dirname(page), link));
  const isPage = /^(?:README|CHANGELOG|CONTRIBUTING)\.md|^docs\/.*\.md|^docs\/ci$|^site\/playground\.md/u.test(target);
  return isPage ? undefined : target;
}
