// Lints one project once and tells what it cost. Runs in a process of its own: what the process used is what is measured.

import { ESLint } from 'eslint';

import { configurationOf } from './configurations.mjs';

/** Milliseconds in each rule, as ESLint's own clock has them. */
function timesByRule(results) {
  const times = {};
  for (const { rules } of results.flatMap(({ stats }) => stats.times.passes)) {
    for (const [rule, { total }] of Object.entries(rules ?? {})) {
      times[rule] = (times[rule] ?? 0) + total;
    }
  }
  return times;
}

async function run(task) {
  const eslint = new ESLint({
    cwd: task.directory,
    overrideConfigFile: true,
    overrideConfig: await configurationOf(task),
    stats: task.stats,
  });
  const results = await eslint.lintFiles(['copy-*/**/*.ts']);
  const failed = results.find(({ fatalErrorCount }) => fatalErrorCount > 0);
  if (failed !== undefined) {
    throw new Error(`${failed.filePath}: ${failed.messages.find(({ fatal }) => fatal).message}`);
  }
  if (results.length !== task.files) {
    throw new Error(`${results.length} files were linted instead of ${task.files}`);
  }
  const ours = results.flatMap(({ messages }) => messages).filter(({ ruleId }) => ruleId?.startsWith('user-context/'));
  const usage = process.resourceUsage();
  return {
    cpuSeconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
    memoryMegabytes: usage.maxRSS / 1024,
    wallSeconds: performance.now() / 1000,
    reports: ours.length,
    ...(task.stats ? { times: timesByRule(results) } : {}),
  };
}

process.once('message', (task) => {
  run(task).then(
    (figures) => {
      process.send(figures, () => {
        process.disconnect();
      });
    },
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
});
