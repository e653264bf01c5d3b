export { ToolDispatcher } from './dispatcher.ts';
export { notes } from './notes.ts';
export type { Tool } from './tool.ts';
