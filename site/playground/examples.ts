const pages = import.meta.glob<string>('../../docs/rules/*.md', { query: '?raw', import: 'default', eager: true });

/** Code that a rule's page shows. */
export interface Example {
  rule: string;
  /** The heading that it stands below. */
  title: string;
  code: string;
}

/** The incorrect code of all pages of rules. */
export function examples(): Example[] {
  return Object.entries(pages).flatMap(([path, page]) => {
    const rule = path.slice(path.lastIndexOf('/') + 1, -'.md'.length);
    const sections = page.split(/^### /gmu).slice(1);
    return sections.flatMap((section): Example[] => {
      const code = /^#### Incorrect\n[\s\S]*?^```tsx?\n([\s\S]*?)^```/mu.exec(section)?.[1];
      return code === undefined ? [] : [{ rule, title: section.slice(0, section.indexOf('\n')), code }];
    });
  });
}
