import type { DefaultTheme } from 'vitepress';

import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const guides = {
  Begin: {
    'What it is': '/',
    Playground: '/playground',
    'Adopting it': '/docs/adopting',
    'The context type': '/docs/context-type',
    'Phases and components': '/docs/phases',
    Settings: '/docs/settings',
  },
  Migrate: {
    'Phase 1': '/docs/phase-1',
    'Phase 2': '/docs/phase-2',
    'Phase 3': '/docs/phase-3',
    'How the example was migrated': '/docs/migrating-the-example',
  },
  'The command': {
    migrate: '/docs/migrate',
    gate: '/docs/gate',
    report: '/docs/report',
    explain: '/docs/explain',
  },
  'Where it runs': {
    Editor: '/docs/editor',
    'Before a commit or a push': '/docs/pre-commit',
    CI: '/docs/ci/',
    Monorepo: '/docs/monorepo',
    Oxlint: '/docs/oxlint',
    'TypeScript 7': '/docs/typescript-7',
  },
  Understand: {
    'How a finding is decided': '/docs/how-it-decides',
    'False alarms': '/docs/false-alarms',
    Troubleshooting: '/docs/troubleshooting',
    Precision: '/docs/precision',
  },
  Extend: {
    'Entries for another SDK': '/docs/another-sdk',
    Contributing: '/CONTRIBUTING',
    Versions: '/docs/versions',
    Changelog: '/CHANGELOG',
    Security: '/SECURITY',
  },
};

/** All pages of the site, by what a reader wants; the rules as they lie in the directory. */
export function sidebar(root: string): DefaultTheme.SidebarItem[] {
  const rules = readdirSync(join(root, 'docs/rules')).map((file) => file.replace(/\.md$/u, ''));
  return [
    ...Object.entries(guides).map(([text, pages]) => ({
      text,
      items: Object.entries(pages).map(([title, link]) => ({ text: title, link })),
    })),
    { text: 'Rules', items: rules.map((rule) => ({ text: rule, link: `/docs/rules/${rule}` })) },
  ];
}
