import type { Finding } from '../findings/finding.js';
import type { LintedProject } from '../findings/linted-project.js';
import type { BaselineEntry, Comparison } from './baseline.js';
import type { Incompleteness, Judgement } from './judgement.js';

import { groupedBy } from '../../isolation/grouping.js';
import { phases } from '../../migration/phases.js';
import { isGreen, isInForce } from './judgement.js';

const longestList = 50;

/** How the gate was asked, as far as its sentences need it. */
export interface Asked {
  baseline: string;
  hasBaseline: boolean;
  complete: number | undefined;
  /** What is looked at: `the whole project`, or what has changed. */
  scope: string;
}

/** What the gate prints: how each component stands, and below it everything that is wrong, with what to do. */
export function describe(project: LintedProject, comparison: Comparison, judgement: Judgement, asked: Asked): string {
  const { baseline, complete, hasBaseline, scope } = asked;
  const { beyond, empty, incomplete, mended, missing, staleSuppressions, unjudged, withoutReason } = judgement;
  const sections = [
    section(
      hasBaseline ? 'Beyond the baseline' : `Findings, and no ${baseline} that accepts any`,
      hasBaseline
        ? `mend them, or accept them with user-context gate --update --accept-new --reason "…"`
        : 'mend them, or start from where you are: npx eslint . --suppress-all, then npx user-context gate --update',
      beyond.map(describeFinding),
    ),
    section(
      'Components whose globs match no file',
      'nothing of them is checked: correct their files in migration()',
      empty.map((component) => `${component}: ${(project.components.get(component)?.files ?? []).join(', ')}`),
    ),
    section(
      'In the baseline, and not in the code any more',
      'well done; write it down with user-context gate --update, so that they cannot come back',
      mended.map(describeEntry),
    ),
    section(
      'Suppressions that cover more than there is',
      'npx eslint . --prune-suppressions takes them away',
      staleSuppressions.map(
        ({ allowed, file, found, ruleId, suppressions }) => `${file}  ${ruleId}: ${suppressions} has ${allowed}, found ${found}`,
      ),
    ),
    section('Silenced without a reason', 'write the reason after -- in the directive', withoutReason.map(describeFinding)),
    section(
      'Not judged, because they do not parse',
      'mend them',
      unjudged.map(({ file, line, message }) => `${file}:${line}  ${message}`),
    ),
    section(
      'Not linted, although rules are on for them',
      'no result is about them: give the results of all shards and packages to --from, or lint again',
      missing,
    ),
    section(`Missing until phase ${complete ?? 0} is complete`, 'each has to go', incomplete.map(describeIncompleteness)),
  ];
  const verdict = isGreen(judgement) ? 'green' : 'red';
  const rolledBack = [...project.components].flatMap(([component, { state }]) => (state === 'rolled back' ? [component] : []));
  const exception = rolledBack.length === 0 ? '' : `; rolled back: ${rolledBack.join(', ')}`;
  return [`gate: ${verdict}, ${scope}${exception}`, ...componentLines(project, comparison, judgement), ...sections.flat(), ''].join('\n');
}

function section(title: string, advice: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title} (${lines.length}): ${advice}`, ...listed(lines)];
}

/** Lines as a list shows them; of a long one, how many more there are. */
export function listed(lines: readonly string[]): string[] {
  const shown = lines.slice(0, longestList);
  const more = lines.length > shown.length ? [`  and ${lines.length - shown.length} more`] : [];
  return [...shown.map((line) => `  ${line}`), ...more];
}

/** A finding on one line, as the lists of the gate have it. */
export function describeFinding({ column, file, line, message, rule }: Finding): string {
  return `${file}:${line}:${column}  ${rule}  ${message}`;
}

function describeEntry({ file, place, rule, symbol }: BaselineEntry): string {
  return `${file}  ${rule}  ${symbol === '' ? '' : `in ${symbol}: `}${place}`;
}

function describeIncompleteness(missing: Incompleteness): string {
  switch (missing.kind) {
    case 'finding': {
      const { reason, status } = missing.finding;
      const how = {
        open: '',
        suppressed: ' (suppressed in bulk)',
        accepted: ` (silenced by a directive${reason === '' ? '' : `: ${reason}`})`,
      }[status];
      return `${describeFinding(missing.finding)}${how}`;
    }
    case 'not enforced':
      return missing.state === 'rolled back'
        ? `${missing.component} is rolled back: take it out of rollback in migration()`
        : `${missing.component} is not enforced yet: raise the phase in migration()`;
    case 'rule off':
      return `${missing.rule} is off in ${missing.files} ${missing.files === 1 ? 'file' : 'files'} of ${missing.component ?? 'no component'}: turn it on, or raise the phase in migration()`;
  }
}

/** One line for each component: what it is called, how it stands, and why. */
function componentLines(project: LintedProject, comparison: Comparison, judgement: Judgement): string[] {
  const files = groupedBy(project.files, ({ standing }) => standing.mark?.component ?? '');
  const standings = [...project.components].map(([component, { phase, state }]) => {
    const own = { name: component, files: files.get(component)?.length ?? 0 };
    return { ...own, phase, standing: standingOf(component, state, { comparison, judgement, project }) };
  });
  const elsewhere = files.get('')?.length ?? 0;
  const width = Math.max(...standings.map(({ name }) => name.length), noComponent.length);
  const line = (name: string, count: number, standing: string): string =>
    `  ${name.padEnd(width)}  ${String(count).padStart(5)} ${count === 1 ? 'file ' : 'files'}  ${standing}`;
  return [
    ...phases.flatMap((phase) => {
      const inPhase = standings.filter((component) => component.phase === phase);
      return inPhase.length === 0 ? [] : [`phase ${phase}`, ...inPhase.map((own) => line(own.name, own.files, own.standing))];
    }),
    ...(elsewhere === 0
      ? []
      : [line(noComponent, elsewhere, standingOf(undefined, 'enforced', { comparison, judgement, project }))]),
  ];
}

const noComponent = 'in no component';

function standingOf(
  component: string | undefined,
  state: 'enforced' | 'rolled back' | 'upcoming',
  { comparison, judgement, project }: { comparison: Comparison; judgement: Judgement; project: LintedProject },
): string {
  if (component !== undefined && judgement.empty.includes(component)) {
    return 'red: its globs match no file';
  }
  const isOwn = ({ mark }: Finding): boolean => mark?.component === component;
  const unsilenced = project.findings.filter((finding) => isOwn(finding) && finding.status !== 'accepted');
  if (state === 'rolled back') {
    return `rolled back: ${counted(unsilenced.length, 'finding')}, only warned about`;
  }
  if (state === 'upcoming') {
    return `upcoming: ${counted(unsilenced.length, 'finding')} so far`;
  }
  const beyond = judgement.beyond.filter(isOwn).length;
  const known = comparison.known.filter(({ finding }) => isOwn(finding) && isInForce(finding)).length;
  const silent = judgement.withoutReason.filter(isOwn).length;
  const reasons = [
    ...(beyond === 0 ? [] : [`${counted(beyond, 'finding')} beyond the baseline`]),
    ...(silent === 0 ? [] : [`${counted(silent, 'finding')} silenced without a reason`]),
  ];
  const left = known === 0 ? '' : `${counted(known, 'finding')} left in the baseline`;
  return reasons.length > 0 ? `red: ${[...reasons, left].filter((text) => text !== '').join(', ')}` : left === '' ? 'green' : `green: ${left}`;
}

function counted(count: number, noun: string): string {
  return `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`;
}
