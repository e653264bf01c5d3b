import type { Finding } from '../../../../src/cli/findings/finding.js';
import type { ComponentReport, FindingCounts, Progress, ReportData, Snapshot } from '../../../../src/cli/report/report-data.js';
import type { MigrationMark } from '../../../../src/settings.js';

/** What a test says of a component; its numbers follow from the findings. */
export interface DescribedComponent {
  phase: 1 | 2 | 3;
  globs: readonly string[];
  /** How many files it has. */
  files: number;
  state?: MigrationMark['state'];
  isNotLinted?: boolean;
  owners?: readonly string[];
  change?: number;
}

/** What a test says of a report; all that can be counted is counted. */
export interface DescribedReport extends Partial<Pick<ReportData, 'commit' | 'directory' | 'history' | 'isDirty' | 'overlaps' | 'unjudged'>> {
  components?: Readonly<Record<string, DescribedComponent>>;
  /** Files of no component. */
  filesElsewhere?: number;
  findings?: readonly Finding[];
  change?: number;
}

/** A finding in the dispatcher of an agent server, with what a test says of it. */
export function finding(described: Partial<Finding> = {}): Finding {
  return {
    rule: 'no-shared-agent-state',
    symbol: 'ToolDispatcher > bindState',
    place: 'this.state = state',
    file: 'src/dispatch/tool-dispatcher.ts',
    line: 31,
    column: 5,
    endLine: 31,
    endColumn: 23,
    message:
      "`state` of `bindState` is kept in `this.state` of the shared `toolDispatcher`, which all users share, so another user can be served with it: pass it on as an argument or keep it in the request's own context.",
    severity: 'error',
    status: 'open',
    reason: '',
    source: '`state` of `bindState`',
    sink: '`this.state`',
    mark: { component: 'tool-dispatcher', phase: 1, state: 'enforced' },
    code: {
      startLine: 29,
      lines: ['  /** The run that is going on. */', '  bindState(state: DeepAgentState): void {', '    this.state = state;', '  }', ''],
    },
    ...described,
  };
}

function countOf(findings: readonly Finding[]): FindingCounts {
  const counts = { open: 0, suppressed: 0, accepted: 0 };
  for (const { status } of findings) {
    counts[status] += 1;
  }
  return counts;
}

function progressOf(files: number, findings: readonly Finding[], change: number | undefined): Progress {
  const byRule: Record<string, number> = {};
  for (const { rule } of findings) {
    byRule[rule] = (byRule[rule] ?? 0) + 1;
  }
  const cleanFiles = files - new Set(findings.map(({ file }) => file)).size;
  return {
    files,
    cleanFiles,
    percentDone: files === 0 ? undefined : Math.floor((100 * cleanFiles) / files),
    findings: countOf(findings),
    byRule,
    change,
  };
}

/** A report on what a test describes. */
export function reportData(described: DescribedReport = {}): ReportData {
  const { change, components = {}, filesElsewhere = 0, findings = [], ...rest } = described;
  const reports = Object.entries(components)
    .map(([component, { change: own, files, globs, isNotLinted = false, owners = [], phase, state = 'enforced' }]): ComponentReport => ({
      component,
      phase,
      state,
      globs,
      owners,
      isNotLinted,
      isEmpty: files === 0 && !isNotLinted,
      ...progressOf(files, findings.filter(({ mark }) => mark?.component === component), own),
    }))
    .sort((one, other) => one.phase - other.phase);
  const filesOf = (parts: readonly ComponentReport[]): number => parts.reduce((sum, { files }) => sum + files, 0);
  const phases = [...new Set(reports.map(({ phase }) => phase))].map((phase) => ({
    phase,
    ...progressOf(
      filesOf(reports.filter((report) => report.phase === phase)),
      findings.filter(({ mark }) => mark?.phase === phase),
      undefined,
    ),
  }));
  const elsewhere = findings.filter(({ mark }) => mark === undefined);
  return {
    version: 1,
    plugin: { name: 'eslint-plugin-user-context', version: '0.1.0' },
    time: '2026-07-30T14:05:11.000Z',
    commit: '4a92c13f0d3f5b7c9e1a2b4c6d8e0f1a3b5c7d9e',
    isDirty: false,
    directory: '',
    total: progressOf(filesOf(reports) + filesElsewhere, findings, change),
    phases,
    components: reports,
    elsewhere: filesElsewhere === 0 ? undefined : progressOf(filesElsewhere, elsewhere, undefined),
    overlaps: [],
    unjudged: [],
    findings,
    history: [],
    ...rest,
  };
}

/** A history of so many days that leads down to `last`, the last of them the day before the report. */
export function history(days: number, last: number): Snapshot[] {
  return Array.from({ length: days }, (_day, index): Snapshot => {
    const left = days - index;
    const findings = last + left * 3 + (index % 5);
    return {
      version: 1,
      time: new Date(Date.parse('2026-07-30T06:00:00.000Z') - left * 86_400_000).toISOString(),
      commit: index.toString(16).padStart(40, 'c'),
      isDirty: false,
      phase: index < days / 2 ? 1 : 2,
      plugin: '0.1.0',
      configuration: index < days / 2 ? 'a3f1' : '9c0d',
      total: { files: 96, cleanFiles: Math.max(0, 70 - left), open: index % 4, suppressed: findings - (index % 4), accepted: 2 },
      components: {
        'tool-dispatcher': { phase: 1, state: 'enforced', files: 14, cleanFiles: 10, open: 1, suppressed: left, accepted: 0 },
      },
    };
  });
}

/** An agent server in the middle of its migration: something of everything that a report has to say. */
export const agentServer: ReportData = reportData({
  change: -4,
  components: {
    'agent-execution-core': { phase: 1, globs: ['src/execution/**'], files: 18, owners: ['@agents/core'], change: 0 },
    'tool-dispatcher': { phase: 1, globs: ['src/dispatch/**'], files: 14, owners: ['@agents/core', '@agents/tools'], change: -3 },
    'websocket-connection': { phase: 1, globs: ['src/ws/**'], files: 6, state: 'rolled back', owners: ['@agents/realtime'], change: 1 },
    'state-persistence': { phase: 2, globs: ['src/store/**'], files: 11, state: 'upcoming' },
    utilities: { phase: 2, globs: ['src/utilities/**', 'src/helpers/**'], files: 0, state: 'upcoming' },
    tests: { phase: 3, globs: ['test/**'], files: 0, state: 'upcoming', isNotLinted: true },
  },
  filesElsewhere: 9,
  findings: [
    finding(),
    finding({
      rule: 'require-user-context',
      symbol: 'ToolDispatcher > dispatch',
      place: 'dispatch',
      line: 52,
      column: 9,
      endLine: 54,
      endColumn: 4,
      message:
        "`dispatch` runs `tool.execute` with no user's context in reach, so the tool cannot tell whose data it works on and one user can get another's: take `context: UserExecutionContext` as a required parameter and pass it on.",
      status: 'suppressed',
      source: undefined,
      sink: undefined,
      code: { startLine: 51, lines: ['', '  async dispatch(name: string, input: unknown): Promise<unknown> {', '    return this.tool(name).execute(input);', '  }', ''] },
    }),
    finding({
      rule: 'no-unscoped-cache',
      symbol: 'loadProfile',
      place: 'profiles.set(key, profile)',
      file: 'src/store/profile-cache.ts',
      line: 18,
      column: 3,
      endLine: 18,
      endColumn: 29,
      message:
        'What is kept in `profiles` depends on `session.userId`, which is not in its key, so the next user who comes with the same key is given what was made for another: put the identity into the key.',
      severity: 'warning',
      source: '`session.userId`',
      sink: '`profiles`',
      mark: { component: 'state-persistence', phase: 2, state: 'upcoming' },
      code: {
        startLine: 16,
        lines: ["  const key = ['profile', locale].join('|');", '  const profile = await fetchProfile(session.userId, locale);', '  profiles.set(key, profile);', '  return profile;', '}'],
      },
    }),
    finding({
      rule: 'no-user-data-broadcast',
      symbol: 'Hub > publish',
      place: 'socket.send(JSON.stringify(update))',
      file: 'src/ws/hub.ts',
      line: 44,
      column: 7,
      endLine: 44,
      endColumn: 42,
      message:
        "`update` is sent to each of `this.sockets` without asking whose connection it is, so all users receive one user's data: compare the connection's user with the data's, or keep the connections of each user apart.",
      severity: 'warning',
      source: '`update`',
      sink: '`this.sockets`',
      mark: { component: 'websocket-connection', phase: 1, state: 'rolled back' },
      code: { startLine: 43, lines: ['    for (const socket of this.sockets) {', '      socket.send(JSON.stringify(update));', '    }'] },
    }),
    finding({
      rule: 'no-fallback-identity',
      symbol: '',
      place: "process.env.SERVICE_USER ?? 'system'",
      file: 'src/main.ts',
      line: 12,
      column: 20,
      endLine: 12,
      endColumn: 56,
      message:
        "Where `process.env.SERVICE_USER` is missing, `'system'` stands in for it in `startServer`, so all who come without one share the same data: require it, or throw where it is missing.",
      status: 'accepted',
      reason: 'the health check runs as nobody',
      source: undefined,
      sink: undefined,
      mark: undefined,
      code: { startLine: 12, lines: ["const serviceUser = process.env.SERVICE_USER ?? 'system';"] },
    }),
  ],
  history: history(40, 1),
  isDirty: true,
  overlaps: [{ file: 'src/dispatch/hub.test.ts', components: ['tool-dispatcher', 'tests'], belongsTo: 'tests' }],
  unjudged: [{ file: 'src/execution/draft.ts', line: 7, message: "Parsing error: ')' expected." }],
});

/** What a format must not take for its own: ends of scripts, bars, backticks, commands, mentions, Windows line ends. */
export const hostile: ReportData = reportData({
  components: {
    'a|b <i>`c`</i> @team': { phase: 1, globs: ['src/</script>/**'], files: 3, owners: ['@org/team', 'someone@example.org'] },
    empty: { phase: 1, globs: ['src/`odd`/**', 'src/a|b/**'], files: 0 },
  },
  findings: [
    finding({
      file: 'src/</script><script>alert(1)</script>/a|b`c,d:e%f.ts',
      message: 'First line of @everyone\r\nsecond with ``code ` | </script><b>`` and 100%, | <b>bold</b> *not* [a](b) #1 $x$: `unfinished',
      source: '<img src=x onerror=alert(1)>',
      sink: '`a|b`',
      symbol: '</script>',
      reason: '<!-- ',
      mark: { component: 'a|b <i>`c`</i> @team', phase: 1, state: 'enforced' },
      code: { startLine: 31, lines: ["const end = '</script><script>alert(1)</script>'; // <!-- <b>\r"] },
      line: 31,
      column: 14,
      endLine: 31,
      endColumn: 48,
    }),
  ],
  overlaps: [{ file: 'src/a|b.ts', components: ['a|b <i>`c`</i> @team', 'empty'], belongsTo: 'empty' }],
  unjudged: [{ file: 'src/%0A::error::.ts', line: 1, message: 'Parsing error: <b>\n::error::injected' }],
});

/** Without components, findings, history and commit. */
export const bare: ReportData = reportData({ commit: null, filesElsewhere: 3 });

/** No file at all. */
export const nothingChecked: ReportData = reportData({ commit: null });

/** Clean files everywhere, and yet nobody is done. */
export const rolledBack: ReportData = reportData({
  components: {
    'tool-dispatcher': { phase: 1, globs: ['src/dispatch/**'], files: 14, state: 'rolled back' },
    'websocket-connection': { phase: 1, globs: ['src/ws/**'], files: 6, state: 'rolled back' },
  },
});

/** All enforced and clean. */
export const finished: ReportData = reportData({
  change: -2,
  components: {
    'tool-dispatcher': { phase: 1, globs: ['src/dispatch/**'], files: 14, change: -2 },
    'state-persistence': { phase: 2, globs: ['src/store/**'], files: 6, change: 0 },
  },
});
