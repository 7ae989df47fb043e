/** Where things lie. Everything here runs bundled, from `dist/` of this folder. */

import path from 'node:path';

const here = path.resolve(import.meta.dirname, '..');
export const root = path.resolve(here, '..', '..', '..');
export const modelFolder = path.join(root, 'embeddings', 'models', 'multilingual-e5-small');
/** Real reports and questions that are not part of the project. */
const shared = path.resolve(root, '..', 'shared');
export const corpusFolders = ['hubei', 'provincial-2025', 'provincial-2026'].map((name) =>
  path.join(shared, 'corpus', name),
);
export const questionFolder = path.join(shared, 'eval', 'natural');

/** A module of wenju as it is shipped. */
export function builtModule(name: string): string {
  return new URL(`../../../../dist/${name}`, import.meta.url).href;
}

/** This program, for processes of a system of its own. */
export const childFile = path.join(here, 'dist', 'child.js');
export const wenjuFile = path.join(root, 'dist', 'cli', 'main.js');
