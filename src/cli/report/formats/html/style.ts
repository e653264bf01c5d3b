/** How the page looks. Red is for what is open alone, and green for what is done. */
export const style = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f5f6f8, #13161b);
  --surface: light-dark(#ffffff, #1b1f26);
  --code: light-dark(#f5f6f8, #13161b);
  --line: light-dark(#d5dae1, #353c47);
  --text: light-dark(#1b1f24, #e7eaef);
  --quiet: light-dark(#535d69, #a5afbc);
  --accent: light-dark(#0b57a4, #86bdff);
  --open: light-dark(#b3261e, #ff8f86);
  --open-area: light-dark(#d9483f, #e0655c);
  --done: light-dark(#19722f, #62c983);
  --waiting: light-dark(#845400, #e3b457);
  --silenced: light-dark(#a3b3c7, #4b5a6e);
  --marked: light-dark(#ffdcd7, #64241f);
  font: 16px/1.5 system-ui, sans-serif;
}
:root[data-theme='light'] { color-scheme: light; }
:root[data-theme='dark'] { color-scheme: dark; }

* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); overflow-wrap: anywhere; }
h1, h2, h3, p, ul, ol, dl, dd { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1 { font-size: 1.375rem; line-height: 1.25; }
h2 { font-size: 1.125rem; margin-bottom: 0.75rem; scroll-margin-top: 1rem; }
h3 { font-size: 1rem; }
a { color: var(--accent); }
code, pre { font: 0.8125rem/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
button, input, select { font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; padding: 0.375rem 0.625rem; min-height: 2.5rem; }
button { cursor: pointer; }
button:hover { border-color: var(--accent); }
summary { cursor: pointer; padding: 0.25rem 0; }
[hidden] { display: none !important; }
.quiet { color: var(--quiet); }
.open { color: var(--open); font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }

#skip { position: absolute; left: 1rem; top: -4rem; background: var(--surface); padding: 0.5rem 1rem; z-index: 2; }
#skip:focus { top: 1rem; }
header, main { max-width: 76rem; margin: 0 auto; padding: 1rem; }
header { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; align-items: center; }
header p { flex: 1 1 12rem; color: var(--quiet); font-size: 0.875rem; }
main { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; padding-top: 0; padding-bottom: 4rem; }
section, .overlaps { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 1rem; }
.warning { border-left: 6px solid var(--waiting); }
.warning ul, .overlaps ul { display: grid; gap: 0.375rem; margin-top: 0.5rem; }

.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: 1rem; margin-bottom: 0.75rem; }
.figures div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.figures dd { font-size: 2.25rem; line-height: 1.1; font-weight: 650; font-variant-numeric: tabular-nums; }
.figures dt { color: var(--quiet); font-size: 0.875rem; }

.chart { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.25rem 0.5rem; color: var(--quiet); font-size: 0.75rem; line-height: 1; }
.chart-scale { display: flex; flex-direction: column; justify-content: space-between; text-align: right; font-variant-numeric: tabular-nums; margin: -0.375rem 0; }
.chart-plot { width: 100%; height: 12rem; overflow: visible; }
.chart-plot > * { vector-effect: non-scaling-stroke; }
.chart-grid { stroke: var(--line); }
.chart-silenced { fill: var(--silenced); }
.chart-open { fill: var(--open-area); }
.chart-all { fill: none; stroke: var(--text); stroke-width: 1.5; stroke-linejoin: round; }
.chart-reconfigured { stroke: var(--quiet); stroke-dasharray: 3 3; }
.chart-times { grid-column: 2; display: flex; justify-content: space-between; }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin: 0.75rem 0 0.25rem; color: var(--quiet); font-size: 0.875rem; }
.legend li::before { content: ''; display: inline-block; width: 0.75rem; height: 0.75rem; margin-right: 0.375rem; border-radius: 3px; }
.legend .legend-open::before { background: var(--open-area); }
.legend .legend-silenced::before { background: var(--silenced); }
.legend .legend-reconfigured::before { width: 0; border-radius: 0; border-left: 2px dashed var(--quiet); }

.table { max-height: 20rem; overflow: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.875rem; }
th, td { text-align: left; padding: 0.375rem 0.75rem 0.375rem 0; border-bottom: 1px solid var(--line); vertical-align: top; font-weight: 400; }
thead th { color: var(--quiet); }
.table th, .table td { white-space: nowrap; }
th.number { text-align: right; }
.rules .quiet { display: block; }

.group + .group { margin-top: 1.5rem; }
.group-head { display: grid; grid-template-columns: auto auto minmax(0, 1fr); align-items: baseline; gap: 0.25rem 0.75rem; margin-bottom: 0.75rem; }
.group-head .bar { align-self: center; }
.group-head .facts { grid-column: 1 / -1; }
.group-head .percent { font-size: 1.25rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15.5rem), 1fr)); gap: 0.75rem; }
.tile { display: flex; flex-direction: column; gap: 0.375rem; height: 100%; padding: 0.75rem; border: 1px solid var(--line); border-radius: 8px; color: inherit; text-decoration: none; }
.tile:hover { border-color: var(--accent); }
.tile[aria-current] { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.group-head a[aria-current], .rules a[aria-current] { font-weight: 700; }
.tile-head { display: flex; justify-content: space-between; gap: 0.5rem; align-items: baseline; }
.tile-name { font-weight: 600; }
.state { flex: none; font-size: 0.8125rem; color: var(--quiet); }
.percent { font-size: 1.625rem; line-height: 1.1; font-weight: 650; font-variant-numeric: tabular-nums; }
.bar { display: block; width: 100%; height: 0.375rem; border-radius: 3px; }
.bar-all { fill: var(--line); }
.bar-done { fill: var(--accent); }
.is-done .percent, .is-done .state { color: var(--done); }
.is-done .bar-done { fill: var(--done); }
.is-rolled-back, .is-empty { border-style: dashed; border-color: var(--waiting); }
.is-rolled-back .state, .is-empty .state { color: var(--waiting); font-weight: 600; }
.is-rolled-back .bar-done { fill: var(--waiting); }
.is-waiting .percent { color: var(--quiet); }
.is-waiting .bar-done { fill: var(--quiet); }
.facts { display: flex; flex-wrap: wrap; gap: 0 0.875rem; font-size: 0.875rem; color: var(--quiet); }
.remark { font-size: 0.875rem; color: var(--waiting); }
.remark::first-letter { text-transform: uppercase; }
.owners { margin-top: auto; font-size: 0.8125rem; color: var(--quiet); }

#filters { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.75rem; align-items: end; }
#filters label { display: block; margin-bottom: 0.125rem; font-size: 0.8125rem; color: var(--quiet); }
#filters .text { grid-column: 1 / -1; }
#filters input, #filters select { width: 100%; color: var(--text); font-size: 1rem; }
#count { margin: 0.75rem 0; font-weight: 600; }
#nothing { padding: 2rem 1rem; text-align: center; }
#nothing button { margin-top: 0.75rem; }
#more { display: block; margin: 1rem auto 0; }

#list { display: grid; gap: 0.75rem; }
.finding { padding: 0.75rem; border: 1px solid var(--line); border-left-width: 4px; border-radius: 8px; }
.finding.is-open { border-left-color: var(--open); }
.place { font: 600 0.875rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace; }
.message { margin-top: 0.375rem; max-width: 75ch; }
.message code, .flow code, .remark code { background: var(--code); border-radius: 4px; padding: 0.0625rem 0.25rem; }
.flow { margin-top: 0.375rem; font-size: 0.875rem; }
.status.is-open { color: var(--open); font-weight: 600; }
.finding pre { margin: 0.625rem 0 0; padding: 0.5rem 0; background: var(--code); border-radius: 6px; white-space: pre-wrap; }
.code-line { display: block; position: relative; padding: 0 0.75rem 0 4.5rem; }
.code-line::before { content: attr(data-line); position: absolute; left: 0; width: 3.5rem; text-align: right; color: var(--quiet); user-select: none; }
mark { background: var(--marked); color: inherit; border-radius: 3px; }
.is-suppressed mark, .is-accepted mark { background: var(--silenced); }

@media (width < 40rem) {
  .code-line { padding-left: 3rem; }
  .code-line::before { width: 2.375rem; }
}
@media (width >= 60rem) {
  header, main { padding-left: 2rem; padding-right: 2rem; }
  .side-by-side { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 1rem; align-items: start; }
  .group-head { grid-template-columns: auto auto minmax(4rem, 16rem) minmax(0, 1fr); }
  .group-head .facts { grid-column: auto; }
  #filters { grid-template-columns: minmax(0, 7fr) minmax(0, 4fr) repeat(2, minmax(0, 7fr)) repeat(2, minmax(0, 5fr)) auto; }
  #filters .text { grid-column: auto; }
}
.side-by-side > :only-child { grid-column: 1 / -1; }
@media (width < 60rem) {
  .side-by-side { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; }
}
@media (prefers-reduced-motion: no-preference) {
  .tile, button { transition: border-color 0.15s; }
}
@media print {
  #filters, #more, #theme, #skip { display: none; }
}
`;
