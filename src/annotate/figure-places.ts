/**
 * Beside facts and claims: which place is a figure about? A sentence goes in; the place named in front of an offset comes
 * out, unless it only says where another one lies or what something is compared with.
 */
import type { Region, RegionMention } from '../lexicon/contract.js';
import type { Knowledge } from '../lexicon/knowledge.js';
import { isSpokenOf, NATION } from '../lexicon/nation.js';
import type { Span } from '../types.js';

/** Gives the place of each figure of a sentence. */
export interface PlaceFinder {
  /** Null when the sentence names none in front of the offset. */
  at(offset: number): Region | null;
  /** The last place that the whole sentence names; null when it names none. */
  readonly anywhere: Region | null;
  /** What the sentence calls a place and those around it, longest first. */
  namesAround(place: Region | null): readonly string[];
}

/** Back to the place that the document is about; 居全省第四 only says among which places. */
const WHOLE_PLACE = /(?<![居占列排在比于超快高低])(?:全|我|本)(省|市|区|县|州|盟)(?!第|前|平均|首)/g;
/** 荆门全市 is 荆门. */
const DIVISIONS: Readonly<Record<Region['level'], string>> = {
  nation: '国',
  province: '省市区',
  city: '市州盟',
  county: '县市区',
  area: '区',
};
/** A place right behind these is one that something is held against, sent to or had from. */
const BESIDE =
  /(?:[比与跟较]|高于|低于|快于|优于|超过|超越|对口支援|支援|援助|对接|融入|承接|帮扶|来自|赴|至|到|连接|直达)$/;
/** The longest of these words. */
const LONGEST_BESIDE = 4;

/** @param nation where the text says something of all China. */
export function createPlaceFinder(
  text: string,
  { gazetteer, glossary }: Knowledge,
  nation: readonly Span[],
): PlaceFinder {
  const mentions = [...gazetteer.find(text), ...nation.map((span): RegionMention => ({ ...span, region: NATION }))]
    .filter((mention) => !isBareCounty(mention, text) || isSpokenOf(text, mention.end, glossary))
    .filter(({ start }) => !BESIDE.test(text.slice(Math.max(0, start - LONGEST_BESIDE), start)))
    .sort((one, other) => one.start - other.start);
  const resets = [...text.matchAll(WHOLE_PLACE)].map(({ index, 1: division = '' }) => ({ start: index, division }));
  const at = (offset: number): Region | null => {
    const reset = resets.findLast(({ start }) => start < offset);
    let place: Region | null = null;
    let position = 0;
    for (const { region, start } of mentions) {
      if (start >= offset) break;
      // 在湖北排第四 says nothing else of 荆门.
      if (place !== null && place !== region && gazetteer.contains(region, place)) continue;
      place = region;
      position = start;
    }
    if (place === null || reset === undefined || reset.start < position) return place;
    return DIVISIONS[place.level].includes(reset.division) ? place : null;
  };
  const namesAround = (place: Region | null): readonly string[] =>
    mentions
      .filter(({ region }) => place !== null && gazetteer.contains(region, place))
      .map(({ start, end }) => text.slice(start, end))
      .concat(place === null ? [] : ownName(place))
      .sort((a, b) => b.length - a.length);
  // 青山区 by itself may be two places: whose it is the text has said before.
  const ownName = (place: Region): string[] => {
    const name = gazetteer.parents(place).reduce((rest, { name: outer }) => rest.replace(outer, ''), place.name);
    return name !== place.name && text.includes(name) ? [name] : [];
  };
  return { at, anywhere: at(text.length + 1), namesAround };
}

/** 若尔盖 is a county's name and a park's, too. */
function isBareCounty({ region: { level, name }, start, end }: RegionMention, text: string): boolean {
  return (
    level === 'county' &&
    !name.endsWith('市') &&
    /\p{Script=Han}/u.test(text.charAt(start)) &&
    !/[县区旗市]$/.test(text.slice(start, end))
  );
}
