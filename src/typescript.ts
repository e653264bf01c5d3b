/**
 * TypeScript's API, loaded as the CommonJS module that it is. Node reads all nine megabytes of a CommonJS module once more when
 * it is named in an `import` declaration, to find the names that it exports (cjs-module-lexer): that alone takes longer
 * than to load everything else of this plugin.
 */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- an `import` declaration costs what is said above
import ts = require('typescript');

export default ts;
