// The part of ESLint that runs in a page. @typescript-eslint/utils extends the others when it is loaded, and uses none of them here.
import { Linter } from 'eslint/universal';

export { Linter };
export class ESLint {}
export class RuleTester {}
export class SourceCode {}
export const builtinRules = new Map<string, never>();
export default {};
