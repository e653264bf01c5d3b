import type { MarkdownRenderer } from 'vitepress';

/** Keeps Vue from taking `{{ … }}` in code within a line for an expression; in code blocks VitePress does so itself. */
export function literalCode(markdown: MarkdownRenderer): void {
  const { code_inline: render } = markdown.renderer.rules;
  markdown.renderer.rules.code_inline = (tokens, index, options, env, renderer) => {
    tokens[index]?.attrSet('v-pre', '');
    return render?.(tokens, index, options, env, renderer) ?? '';
  };
}
