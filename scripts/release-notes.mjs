// What the changelog says of a version.

/**
 * What stands below a version's heading.
 *
 * @param {string} changelog
 * @param {string} version
 * @returns {string} Markdown; empty where the changelog does not have the version.
 */
export function notesOf(changelog, version) {
  return sectionOf(changelog, version)?.text ?? '';
}

/**
 * What keeps a version from being released.
 *
 * @param {{ changelog: string, tag: string | undefined, version: string }} release `tag` is `undefined` where there is none yet.
 * @returns {string[]} Sentences; none where nothing does.
 */
export function obstacles({ changelog, tag, version }) {
  const section = sectionOf(changelog, version);
  return [
    ...(tag === `v${version}` ? [] : [tag === undefined ? `set the tag v${version}` : `the tag ${tag} is not v${version}, which package.json says`]),
    ...(section === undefined
      ? [`CHANGELOG.md has no heading "## ${version} (date)"`]
      : [
          ...(/^\d{4}-\d{2}-\d{2}$/u.test(section.date) ? [] : [`CHANGELOG.md says "${section.date}" where the day of the release belongs: "## ${version} (2026-12-01)"`]),
          ...(section.text === '' ? [`CHANGELOG.md says nothing of ${version}`] : []),
        ]),
  ];
}

function sectionOf(changelog, version) {
  const sections = changelog.replaceAll('\r\n', '\n').split(/^## /mu).slice(1);
  for (const section of sections) {
    const [heading = '', ...lines] = section.split('\n');
    const [, found, date] = /^(\S+) \((.*)\)$/u.exec(heading.trim()) ?? [];
    if (found === version) {
      return { date, text: lines.join('\n').trim() };
    }
  }
  return undefined;
}
