/** The description of the interface to read: the same in both languages, and nothing left in the other. */

import { expect, it } from 'vitest';
import { createApp } from '../../src/serve/app.js';
import { readTranslations } from '../../src/serve/description-words.js';
import { createMemoryService } from './memory.js';

const app = createApp(createMemoryService());
const read = async (language: string) =>
  (await app.request('/docs', { headers: { 'Accept-Language': language } })).text();

/** Every summary and description, wherever it stands. */
function listTexts(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => {
    if (name === 'example') return [];
    return ['summary', 'description'].includes(name) && typeof each === 'string' ? [each] : listTexts(each);
  });
}

it('has Chinese for every text of the description, and for no other', async () => {
  const texts = new Set(listTexts(await (await app.request('/openapi.json')).json()));
  expect([...texts].filter((text) => !readTranslations().has(text))).toEqual([]);
  expect([...readTranslations().keys()].filter((text) => !texts.has(text))).toEqual([]);
});

it('is written in the language of its reader, with the same routes, fields and links', async () => {
  const [chinese, english] = [await read('zh-CN'), await read('en')];
  expect(chinese).toContain('<html lang="zh-CN">');
  expect(chinese).toContain('可选');
  expect(chinese).not.toMatch(/optional|Parameters|meaning|The question|Where it/);
  expect(english).toContain('<html lang="en">');
  expect(english).toContain('Where it begins');
  expect(english).not.toContain('可选');
  const linksOf = (page: string) => page.match(/(?:href|id)="[#\w-]+"/g);
  expect(linksOf(chinese)).toEqual(linksOf(english));
});

it('shows what is code as code', async () => {
  const page = await read('en');
  expect(page).toContain('<code>Authorization: Bearer KEY</code>');
  expect(page).not.toContain('`');
});
