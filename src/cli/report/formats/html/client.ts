/// <reference lib="dom" />
// The script of the page, which html.ts puts into it as it is compiled: it can import nothing but types.

import type { PageData, PageFinding, Turns } from './page-data.js';

/** How many findings are shown at first, and more at a time: a screen has fewer, and thousands would take seconds. */
const batch = 50;

const keys = ['text', 'phase', 'component', 'rule', 'status', 'severity'] as const;

/** What is looked for, by the names of the controls; all that is empty does not count. */
type Filters = Readonly<Record<(typeof keys)[number], string>>;

function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) {
    throw new Error(`the page lacks #${id}`);
  }
  return found;
}

function make(tag: string, className: string, ...content: readonly (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  if (className !== '') {
    element.className = className;
  }
  element.append(...content);
  return element;
}

function link(href: string, text: string): HTMLElement {
  const anchor = make('a', '', text);
  anchor.setAttribute('href', href);
  return anchor;
}

function withCode(turns: Turns): (Node | string)[] {
  return turns.map((text, index) => (index % 2 === 0 ? text : make('code', '', text)));
}

/** A line of code, in which the reported range is marked. */
function codeLine({ column, endColumn, endLine, line }: PageFinding, text: string, number: number): HTMLElement {
  const isReported = number >= line && number <= endLine;
  const start = number === line ? column - 1 : text.length - text.trimStart().length;
  const end = number === endLine ? endColumn - 1 : text.length;
  const content = isReported ? [text.slice(0, start), make('mark', '', text.slice(start, end)), text.slice(end)] : [text];
  const element = make('span', 'code-line', ...content, '\n');
  element.dataset.line = String(number);
  return element;
}

function codeFrame(finding: PageFinding): HTMLElement {
  const { lines, startLine } = finding.code;
  return make('pre', '', make('code', '', ...lines.map((text, index) => codeLine(finding, text, startLine + index))));
}

function facts({ mark, reason, rule, severity, status, symbol }: PageFinding, { ruleUrls }: PageData): HTMLElement {
  const url = ruleUrls[rule];
  const component = mark === undefined ? 'in no component' : `${mark.component}, phase ${mark.phase}${mark.state === 'enforced' ? '' : `, ${mark.state}`}`;
  return make(
    'p',
    'facts',
    make('span', `status is-${status}`, status),
    ...(status === 'accepted' ? [' ', make('span', '', reason === '' ? 'without a reason' : `because: ${reason}`)] : []),
    ' ',
    make('span', '', url === undefined ? rule : link(url, rule)),
    ' ',
    make('span', '', component),
    ' ',
    make('span', '', severity),
    ...(symbol === '' ? [] : [' ', make('span', '', `in ${symbol}`)]),
  );
}

function card(finding: PageFinding, data: PageData): HTMLElement {
  const { column, file, line, message, sink, source, status } = finding;
  return make(
    'li',
    `finding is-${status}`,
    make('h3', 'place', `${file}:${line}:${column}`),
    facts(finding, data),
    make('p', 'message', ...withCode(message)),
    ...(source === undefined || sink === undefined
      ? []
      : [make('p', 'flow', make('span', 'quiet', 'from '), ...withCode(source), make('span', 'quiet', ' to '), ...withCode(sink))]),
    ...(finding.code.lines.length === 0 ? [] : [codeFrame(finding)]),
  );
}

function searchText({ file, message, place, reason, rule, sink, source, symbol }: PageFinding): string {
  return [file, message.join(''), rule, symbol, place, source?.join(''), sink?.join(''), reason].join(' ').toLowerCase();
}

function matcher(filters: Filters): (finding: PageFinding) => boolean {
  const words = filters.text.toLowerCase().split(/\s+/u).filter((word) => word !== '');
  const isWanted = (wanted: string, actual: string): boolean => wanted === '' || wanted === actual;
  return (finding) => {
    const { mark, rule, severity, status } = finding;
    return (
      isWanted(filters.status, status) &&
      isWanted(filters.severity, severity) &&
      isWanted(filters.rule, rule) &&
      isWanted(filters.phase, mark === undefined ? 'none' : String(mark.phase)) &&
      (filters.component === '' || filters.component === mark?.component) &&
      (words.length === 0 || words.every((word) => searchText(finding).includes(word)))
    );
  };
}

function filtersInAddress(): Filters {
  const parameters = new URLSearchParams(location.hash.slice(1));
  return Object.fromEntries(keys.map((key) => [key, parameters.get(key) ?? ''])) as Filters;
}

/** The address keeps the filters, so that what is looked at can be shown to others. */
function addressOf(filters: Filters): string {
  const parameters = new URLSearchParams(keys.flatMap((key) => (filters[key] === '' ? [] : [[key, filters[key]]])));
  return parameters.size === 0 ? location.pathname + location.search : `#${parameters.toString()}`;
}

function filtersInForm(form: HTMLFormElement): Filters {
  const values = new FormData(form);
  const valueOf = (key: string): string => {
    const value = values.get(key);
    return typeof value === 'string' ? value : '';
  };
  return Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as Filters;
}

function fillForm(form: HTMLFormElement, filters: Filters): void {
  for (const key of keys) {
    const control = form.elements.namedItem(key);
    if (control instanceof HTMLInputElement || control instanceof HTMLSelectElement) {
      control.value = filters[key];
    }
  }
}

function markFilterLinks(filters: Filters): void {
  const address = addressOf(filters);
  for (const anchor of document.querySelectorAll('a[data-filter]')) {
    if (anchor.getAttribute('href') === address) {
      anchor.setAttribute('aria-current', 'true');
    } else {
      anchor.removeAttribute('aria-current');
    }
  }
}

/** Shows the findings that the filters in the address ask for, and lets the controls change them. */
function startFindings(data: PageData): void {
  const form = byId('filters', HTMLFormElement);
  const list = byId('list', HTMLOListElement);
  const count = byId('count', HTMLParagraphElement);
  const none = byId('nothing', HTMLDivElement);
  const more = byId('more', HTMLButtonElement);
  const heading = byId('findings', HTMLHeadingElement);
  const number = new Intl.NumberFormat('en-US');
  let wanted: readonly PageFinding[] = [];

  function showMore(): void {
    const shown = list.childElementCount;
    list.append(...wanted.slice(shown, shown + batch).map((finding) => card(finding, data)));
    const left = wanted.length - list.childElementCount;
    more.hidden = left === 0;
    more.textContent = `Show ${number.format(Math.min(batch, left))} more of ${number.format(left)}`;
  }

  function show(): void {
    const filters = filtersInAddress();
    fillForm(form, filters);
    // A value that no control has, such as a component that was renamed, would be a filter that nobody sees.
    wanted = data.findings.filter(matcher(filtersInForm(form)));
    count.textContent = `Showing ${number.format(wanted.length)} of ${number.format(data.findings.length)}`;
    none.hidden = wanted.length > 0;
    list.replaceChildren();
    showMore();
    markFilterLinks(filters);
  }

  function showFiltered(): void {
    history.replaceState(null, '', addressOf(filtersInForm(form)));
    show();
  }

  function clear(): void {
    history.replaceState(null, '', location.pathname + location.search);
    show();
  }

  function follow(event: MouseEvent): void {
    const anchor = event.target instanceof Element ? event.target.closest('a[data-filter]') : null;
    if (anchor === null || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    history.pushState(null, '', anchor.getAttribute('href'));
    show();
    heading.focus();
    heading.scrollIntoView();
  }

  form.addEventListener('input', showFiltered);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
  });
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    clear();
  });
  byId('clear', HTMLButtonElement).addEventListener('click', () => {
    clear();
    heading.focus();
  });
  more.addEventListener('click', showMore);
  new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) {
        showMore();
      }
    },
    { rootMargin: '800px' },
  ).observe(more);
  document.addEventListener('click', follow);
  addEventListener('popstate', show);
  show();
}

/** The skip link must not take the filters out of the address. */
function startSkipLink(): void {
  const skip = byId('skip', HTMLAnchorElement);
  skip.addEventListener('click', (event) => {
    event.preventDefault();
    const heading = byId('findings', HTMLHeadingElement);
    heading.focus();
    heading.scrollIntoView();
  });
}

/** Light or dark, as the system says until the reader says otherwise. */
function startThemeButton(): void {
  const button = byId('theme', HTMLButtonElement);
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = (): boolean => (root.dataset.theme === undefined ? system.matches : root.dataset.theme === 'dark');
  const say = (): void => {
    button.textContent = isDark() ? 'Light colours' : 'Dark colours';
  };
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    say();
  });
  system.addEventListener('change', say);
  say();
  button.hidden = false;
}

startThemeButton();
startSkipLink();
const data = JSON.parse(byId('data', HTMLScriptElement).textContent) as PageData;
if (data.findings.length > 0) {
  startFindings(data);
}
