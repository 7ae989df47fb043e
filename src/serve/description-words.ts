/**
 * What `/docs` says, in either language. The description of the interface is written once, in English, beside the routes
 * and schemas; what it says in Chinese stands in a file, text by text, and what is not there is shown in English.
 */

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Words } from './pages/words.js';

const TABLE = new URL('../../src/serve/description-zh.json', import.meta.url);

export interface DescriptionWords {
  readonly language: Words['language'];
  readonly forPrograms: string;
  readonly routes: string;
  readonly schemas: string;
  readonly parameters: string;
  readonly fields: string;
  readonly type: string;
  readonly meaning: string;
  readonly optional: string;
  readonly body: string;
  readonly anything: string;
  readonly defaultValue: string;
  readonly example: string;
  readonly or: string;
  readonly listOf: string;
  /** Behind a summary. */
  readonly stop: string;
  /** A text of the description. */
  say(text: string): string;
}

const ENGLISH: DescriptionWords = {
  language: 'en',
  forPrograms: 'For programs: ',
  routes: 'Routes',
  schemas: 'Schemas',
  parameters: 'Parameters',
  fields: 'Fields',
  type: 'type',
  meaning: 'meaning',
  optional: ', optional',
  body: 'Body: ',
  anything: 'anything',
  defaultValue: 'Default: ',
  example: 'Example: ',
  or: ' or ',
  listOf: 'list of ',
  stop: '. ',
  say: (text) => text,
};

let chinese: ReadonlyMap<string, string> | null = null;

const CHINESE: DescriptionWords = {
  language: 'zh-CN',
  forPrograms: '供程序读取：',
  routes: '路由',
  schemas: '数据结构',
  parameters: '参数',
  fields: '字段',
  type: '类型',
  meaning: '含义',
  optional: '，可选',
  body: '请求体：',
  anything: '任意',
  defaultValue: '默认：',
  example: '例：',
  or: ' 或 ',
  listOf: '列表，每项为 ',
  stop: '。',
  say: (text) => {
    chinese ??= readTranslations();
    return chinese.get(text) ?? text;
  },
};

export function chooseDescriptionWords({ language }: Pick<Words, 'language'>): DescriptionWords {
  return language === 'en' ? ENGLISH : CHINESE;
}

/** What each text of the description is in Chinese. */
export function readTranslations(): ReadonlyMap<string, string> {
  return new Map(Object.entries(z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(TABLE, 'utf8')))));
}
