import { describe, expect, it } from 'vitest';

import { PlacesOfFile } from '../../../src/cli/findings/code-place.js';

/** The place of what stands between « and » in a text, which are not part of it. */
function placeIn(marked: string, path = 'src/a.ts'): { symbol: string; place: string } {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const text = marked.replace('«', '').replace('»', '');
  const pointAt = (offset: number): { line: number; column: number } => {
    const before = text.slice(0, offset).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  };
  return new PlacesOfFile(path, text).at(pointAt(start), pointAt(end));
}

describe('the symbol', () => {
  it.each([
    ['a function', 'function handle() { «x = 1»; }', 'handle'],
    ['a method', 'class Dispatcher { bind() { «this.x = 1» } }', 'Dispatcher > bind'],
    ['a constructor', 'class Dispatcher { constructor() { «this.x = 1» } }', 'Dispatcher > constructor'],
    ['an accessor', 'class Dispatcher { set state(v) { «this.x = v» } }', 'Dispatcher > state'],
    ['a private field', 'class Dispatcher { #run = () => { «x = 1» } }', 'Dispatcher > #run'],
    ['a static block', 'class Dispatcher { static { «this.x = 1» } }', 'Dispatcher > static'],
    ['a function in a variable', 'const handle = async () => { «x = 1»; };', 'handle'],
    ['a function in an object', 'const tools = { ask: () => «x = 1» };', 'tools > ask'],
    ['a callback, by the call and its first text', "app.post('/ask', (request) => { «x = 1» });", 'app.post("/ask")'],
    ['a callback without a text', 'items.forEach((item) => { «x = 1» });', 'items.forEach()'],
    ['nested functions', 'function outer() { function inner() { «x = 1» } }', 'outer > inner'],
    ['a default export', 'export default () => { «x = 1» };', 'default'],
    ['a namespace', 'namespace Chat { export function ask() { «x = 1» } }', 'Chat > ask'],
    ['the name itself', 'export function «handle»() {}', 'handle'],
    ['nothing', '«x = 1»;', ''],
  ])('names %s', (_name, code, symbol) => {
    expect(placeIn(code).symbol).toBe(symbol);
  });
});

describe('the place', () => {
  it.each([
    ['layout', '«cache.set(\n  key,\n  value,\n)»', '«cache.set(key, value)»'],
    ['comments', '«cache.set(key /* whose? */, value)»', '«cache.set(key, value)»'],
    ['quotes', "«cache.set('a', value)»", '«cache.set("a", value)»'],
    ['semicolons', 'function f() { «x = 1;» }', 'function f() { «x = 1» }'],
    ['the body of a function', '«remember(() => { return 1; })»', '«remember(() => { const two = 2; return two; })»'],
    ['lines before it', 'function f() { «x = 1» }', '// a comment\n\nfunction f() {\n  «x = 1»\n}'],
  ])('does not depend on %s', (_name, one, other) => {
    expect(placeIn(one)).toEqual(placeIn(other));
  });

  it.each([
    ['another slot', '«first = user.id»', '«second = user.id»'],
    ['another value', '«slot = user.id»', '«slot = user.name»'],
    ['another text', "«cache.set('a', 1)»", "«cache.set('b', 1)»"],
    ['another template', '«cache.set(`${user}`, 1)»', '«cache.set(`${thread}`, 1)»'],
    ['another end of a long text', `«slot = [${'one, '.repeat(60)} 1]»`, `«slot = [${'one, '.repeat(60)} 2]»`],
  ])('tells %s', (_name, one, other) => {
    expect(placeIn(one).place).not.toBe(placeIn(other).place);
  });

  it('is the tokens', () => {
    expect(placeIn("function f() { «this.state  =  state as 'x'» }")).toEqual({
      symbol: 'f',
      place: 'this . state = state as "x"',
    });
  });

  it('is there for text that does not parse, and for points outside of it', () => {
    expect(placeIn('function f( { «x = ; »')).toHaveProperty('place');
    expect(new PlacesOfFile('a.ts', 'x').at({ line: 9, column: 9 }, { line: 10, column: 1 })).toHaveProperty('place');
    expect(new PlacesOfFile('a.ts', '').at({ line: 1, column: 0 }, { line: 1, column: 0 })).toEqual({ symbol: '', place: '' });
  });

  it('knows JSX', () => {
    expect(placeIn('const Page = () => <p onClick={() => { «slot = user» }}>a</p>;', 'a.tsx')).toEqual({
      symbol: 'Page',
      place: 'slot = user',
    });
  });
});
