/** Lexicon: does a text name a place, by whatever name of it or of one within it? 内蒙古 for 内蒙古自治区, 鼓楼区 for 徐州市鼓楼区. */

import type { Gazetteer } from './contract.js';

/** `name`: a full name, or one that the gazetteer does not know. Linear time. */
export function isPlaceNamed(text: string, name: string, gazetteer: Gazetteer): boolean {
  if (text.includes(shorten(name))) return true;
  const place = gazetteer.resolve(name);
  return place !== null && gazetteer.find(text).some(({ region }) => gazetteer.contains(place, region));
}

/** 荆门市 → 荆门, also where a text has it in a word that the gazetteer takes for no place. */
function shorten(name: string): string {
  return name.length > 2 ? name.replace(/(?:特别行政区|[省市县区])$/, '') : name;
}
