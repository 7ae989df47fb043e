/** In which order do places stand on a page? As in a Chinese list, by their pinyin. */

export const byPinyin: (one: string, other: string) => number = new Intl.Collator('zh-CN').compare;
