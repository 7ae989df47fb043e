/** Lexicon: the mark of a note behind a title (…统计公报[1], …情况①) is not part of it. A title goes in; it comes out bare. */

const NOTE_MARK = /(?:\s?(?:[[［〔【]\d{1,2}[\]］〕】]|[①-⑳]|[⑴-⒇]|[*＊※]{1,3}))+$/u;

/** A title that is nothing but a mark stays. */
export function dropTitleMark(title: string): string {
  const bare = title.replace(NOTE_MARK, '').trimEnd();
  return bare === '' ? title : bare;
}
