/** HTML that is complete: whatever is put into {@link markup} and is not this is text, and is escaped. */
export class Markup {
  constructor(readonly text: string) {}
}

type Value = Markup | number | string | readonly Markup[];

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (character) => escapes[character] ?? character);
}

function textOf(value: Value): string {
  if (value instanceof Markup) {
    return value.text;
  }
  return typeof value === 'object' ? value.map(({ text }) => text).join('') : escape(String(value));
}

/** A template of HTML. Texts and numbers in it are escaped, for content as for attributes in quotes. */
export function markup(template: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(String.raw({ raw: template }, ...values.map(textOf)));
}

/** Nothing, where a part of the page is left out. */
export const nothing = new Markup('');
