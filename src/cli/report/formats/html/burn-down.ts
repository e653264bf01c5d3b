import type { FindingCounts, ReportData } from '../../report-data.js';
import type { Markup } from './markup.js';

import { counted, numberText, timeText, totalOf } from '../wording.js';
import { markup, nothing } from './markup.js';

/** How things stood at a time. */
interface Point extends FindingCounts {
  time: string;
  commit: string | null;
  files: number;
  cleanFiles: number;
  /** What was in force was not the same as at the point before. */
  isReconfigured: boolean;
}

const width = 1000;
const height = 240;

function pointsOf({ commit, history, time, total }: ReportData): Point[] {
  const past = history.map((snapshot, index): Point => {
    const before = history[index - 1];
    return {
      ...snapshot.total,
      time: snapshot.time,
      commit: snapshot.commit,
      isReconfigured: before !== undefined && before.configuration !== snapshot.configuration,
    };
  });
  const { cleanFiles, files, findings } = total;
  const isRecorded = history.at(-1)?.time === time;
  return isRecorded ? past : [...past, { ...findings, cleanFiles, commit, files, time, isReconfigured: false }];
}

/** The end of the scale: a round number whose half is round, too. */
function scaleFor(most: number): number {
  if (most <= 2) {
    return 2;
  }
  const power = 10 ** Math.floor(Math.log10(most));
  return (([1, 2, 4, 6, 8].find((factor) => factor * power >= most && (factor * power) % 2 === 0)) ?? 10) * power;
}

/** Where the points are from left to right: by time, or side by side where all are of one time. */
function horizontalPositions(points: readonly Point[]): number[] {
  const times = points.map(({ time }) => Date.parse(time));
  const first = Math.min(...times);
  const span = Math.max(...times) - first;
  return times.map((time, index) => Math.round(width * (span > 0 ? (time - first) / span : index / (times.length - 1))));
}

function describe(points: readonly Point[]): string {
  const said = (point: Point): string => `${counted(totalOf(point), 'finding')} on ${point.time.slice(0, 10)}, ${numberText(point.open)} of them open`;
  const [first] = points;
  const last = points.at(-1);
  const most = points.reduce((one, other) => (totalOf(other) > totalOf(one) ? other : one));
  return first === undefined || last === undefined ? '' : `From ${said(first)}, to ${said(last)}. Most: ${said(most)}.`;
}

function chart(points: readonly Point[]): Markup {
  const scale = scaleFor(Math.max(...points.map(totalOf)));
  const across = horizontalPositions(points);
  const up = (count: number): number => Math.round(height * (1 - count / scale));
  const line = (countOf: (point: Point) => number): string[] =>
    points.map((point, index) => `${across[index] ?? 0},${up(countOf(point))}`);
  const silenced = line(({ accepted, suppressed }) => suppressed + accepted);
  const all = line(totalOf);
  const reconfigured = across.filter((_position, index) => points[index]?.isReconfigured === true);
  return markup`<div class="chart">
<div class="chart-scale" aria-hidden="true"><span>${numberText(scale)}</span><span>${numberText(scale / 2)}</span><span>0</span></div>
<svg class="chart-plot" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-labelledby="burn-down-title burn-down-text">
<title id="burn-down-title">Findings over time</title>
<desc id="burn-down-text">${describe(points)}</desc>
<path class="chart-grid" d="M0 0H${width}M0 ${height / 2}H${width}M0 ${height}H${width}"/>
<polygon class="chart-silenced" points="0,${height} ${silenced.join(' ')} ${width},${height}"/>
<polygon class="chart-open" points="${[...silenced, ...all.toReversed()].join(' ')}"/>
<polyline class="chart-all" points="${all.join(' ')}"/>
${reconfigured.map((position) => markup`<path class="chart-reconfigured" d="M${position} 0V${height}"/>`)}
</svg>
<div class="chart-times" aria-hidden="true"><span>${points[0]?.time.slice(0, 10) ?? ''}</span><span>${points.at(-1)?.time.slice(0, 10) ?? ''}</span></div>
</div>
<ul class="legend">
<li class="legend-open">open</li>
<li class="legend-silenced">suppressed or accepted</li>
${reconfigured.length === 0 ? nothing : markup`<li class="legend-reconfigured">rules or settings changed</li>`}
</ul>`;
}

function row(point: Point): Markup {
  const { accepted, cleanFiles, commit, files, isReconfigured, open, suppressed, time } = point;
  return markup`<tr><th scope="row">${timeText(time)}</th><td>${commit?.slice(0, 7) ?? '–'}</td>${[
    totalOf(point),
    open,
    suppressed,
    accepted,
  ].map((count) => markup`<td class="number">${numberText(count)}</td>`)}<td class="number">${numberText(cleanFiles)} of ${numberText(files)}</td><td>${
    isReconfigured ? 'rules or settings changed' : ''
  }</td></tr>`;
}

function table(points: readonly Point[]): Markup {
  return markup`<details><summary>The numbers</summary>
<div class="table" role="region" aria-label="Findings over time, in numbers" tabindex="0"><table>
<thead><tr><th scope="col">Time</th><th scope="col">Commit</th><th scope="col">All</th><th scope="col">Open</th><th scope="col">Suppressed</th><th scope="col">Accepted</th><th scope="col">Clean files</th><th scope="col">Note</th></tr></thead>
<tbody>${points.toReversed().map(row)}</tbody>
</table></div></details>`;
}

/** The findings over time, from the history and as of now: a picture, and its numbers. */
export function burnDown(data: ReportData): Markup {
  const points = pointsOf(data);
  return markup`<section aria-labelledby="over-time"><h2 id="over-time">Over time</h2>
${
  points.length < 2
    ? markup`<p class="quiet">There is no earlier state of the code to compare with yet: <code>user-context report --snapshot</code> adds today's numbers to the history.</p>`
    : markup`${chart(points)}${table(points)}`
}</section>`;
}
