import { describe, expect, it } from 'vitest';

const { notesOf, obstacles } = (await import(new URL('../../scripts/release-notes.mjs', import.meta.url).href)) as {
  notesOf: (changelog: string, version: string) => string;
  obstacles: (release: { changelog: string; tag: string | undefined; version: string }) => string[];
};

const changelog = `# Changelog

All notable changes.

## 0.2.0 (2026-12-01)

- A rule sees more.

## 0.1.0 (unreleased)

- The first rules.
`;

describe('the notes of a version', () => {
  it('are what stands below its heading', () => {
    expect(notesOf(changelog, '0.2.0')).toBe('- A rule sees more.');
    expect(notesOf(changelog, '0.1.0')).toBe('- The first rules.');
  });

  it('are the same with line ends of Windows', () => {
    expect(notesOf(changelog.replaceAll('\n', '\r\n'), '0.2.0')).toBe('- A rule sees more.');
  });

  it('are empty for a version that is not there', () => {
    expect(notesOf(changelog, '0.2')).toBe('');
  });
});

describe('what keeps a version from being released', () => {
  it('is nothing where tag, heading and date are right', () => {
    expect(obstacles({ changelog, tag: 'v0.2.0', version: '0.2.0' })).toEqual([]);
  });

  it('is another tag', () => {
    expect(obstacles({ changelog, tag: 'v0.2.1', version: '0.2.0' })).toEqual(['the tag v0.2.1 is not v0.2.0, which package.json says']);
  });

  it('is a missing tag, a missing date, a missing heading and missing notes', () => {
    expect(obstacles({ changelog, tag: undefined, version: '0.1.0' })).toEqual([
      'set the tag v0.1.0',
      'CHANGELOG.md says "unreleased" where the day of the release belongs: "## 0.1.0 (2026-12-01)"',
    ]);
    expect(obstacles({ changelog, tag: 'v0.3.0', version: '0.3.0' })).toEqual(['CHANGELOG.md has no heading "## 0.3.0 (date)"']);
    expect(obstacles({ changelog: '## 1.0.0 (2027-01-01)\n', tag: 'v1.0.0', version: '1.0.0' })).toEqual(['CHANGELOG.md says nothing of 1.0.0']);
  });
});
