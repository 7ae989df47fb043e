/**
 * Used to judge claims by their words: which things does a text name, and how rare are their names? Words go in that the
 * tokenizer takes for names; places that the gazetteer knows are left to it.
 */

import { LIST_SIGN, listPairs } from '../lexicon/characters.js';
import type { Gazetteer, Tokenizer } from '../lexicon/contract.js';
import type { Knowledge } from '../lexicon/knowledge.js';
import { cutOut, evenWords, type UnitTools } from './claim-units.js';

export interface NameTools extends UnitTools {
  readonly gazetteer: Gazetteer;
  readonly tokenizer: Pick<Tokenizer, 'findNames' | 'cutWords'>;
}

export interface NounTools extends NameTools {
  readonly glossary: Knowledge['glossary'];
}

/** Both evened out, repeats removed. */
export interface NamedThings {
  readonly things: readonly string[];
  /** Places that the gazetteer does not know: 旧金山. */
  readonly places: readonly string[];
}

/** Says when, where or of what kind, and names nothing. */
const IDLE =
  /^(?:全年|去年|今年|全省|全市|全区|全国|我省|我市|目标|报告|情况|方面|水平|工作|时候|地方|大关|[^\p{L}\p{N}]*|\d.*)$/u;

export function isIdleName(name: string): boolean {
  return IDLE.test(name);
}

export function readNames(text: string, tools: NameTools): NamedThings {
  const { tokenizer, gazetteer } = tools;
  const rest = cutOut(text, (whole) => gazetteer.find(whole));
  const list = (withPlaces: boolean): string[] =>
    [...new Set(tokenizer.findNames(rest, withPlaces).map(evenWords))].filter(
      (name) => name.length > 1 && !isIdleName(name),
    );
  const things = list(false);
  return { things, places: list(true).filter((name) => !things.includes(name)) };
}

/** Nouns of a text, evened out, but places and terms of the glossary; repeats removed. */
export function listNouns(text: string, tools: NounTools): string[] {
  const plain = cutOut(
    cutOut(text, (whole) => tools.gazetteer.find(whole)),
    (rest) => tools.glossary.findAsked(rest),
  );
  const nouns = tools.tokenizer.cutWords(plain).filter(({ isNoun, word }) => isNoun && word.length > 1);
  return [...new Set(nouns.map(({ word }) => evenWords(word)))].filter((noun) => !isIdleName(noun));
}

/** Share of the pairs of characters of a word that a text, evened out, lacks; 0 where the word stands in it. */
export function lackedShare(word: string, even: string): number {
  if (even.includes(word)) return 0;
  const pairs = listPairs(word);
  return pairs.filter((pair) => !even.includes(pair)).length / pairs.length;
}

/** How rare a name is, by its rarest pair of characters, as a share of the rarest there can be. */
export function rarityOf(name: string, { snapshot: { lexicalIndex } }: UnitTools): number {
  let rarity = lexicalIndex.inverseDocumentFrequency(name);
  for (let at = 0; at + 2 <= name.length; at += 1) {
    rarity = Math.max(rarity, lexicalIndex.inverseDocumentFrequency(name.slice(at, at + 2)));
  }
  return Math.min(1, rarity / rarestPossible(lexicalIndex));
}

/** What stands nowhere is rarest. */
export function rarestPossible(lexicalIndex: UnitTools['snapshot']['lexicalIndex']): number {
  return lexicalIndex.inverseDocumentFrequency('\u0000');
}

/** Whether any two characters of a name that stand together do so in a text. */
export function sharesPair(name: string, text: string): boolean {
  for (let at = 0; at + 2 <= name.length; at += 1) {
    if (text.includes(name.slice(at, at + 2))) return true;
  }
  return false;
}

/** Two names of one length that are the same by half: 杭绍 and 杭温. */
export function isHalfTheSame(one: string, other: string): boolean {
  if (one.length !== other.length || one === other) return false;
  return Array.from(one).filter((character, at) => other.charAt(at) === character).length * 2 >= one.length;
}

/** And at their ends, which say of which kind they are: 上交所 and 深交所. */
export function isNearlyNamed(one: string, other: string): boolean {
  return one.at(-1) === other.at(-1) && isHalfTheSame(one, other);
}

/** Names proper in a text, evened out: of places, persons and bodies, abbreviations, words that the dictionary does not know. */
export function listProperNames(text: string, { tokenizer }: Pick<NameTools, 'tokenizer'>): string[] {
  const names = tokenizer.cutWords(text).filter(({ isName, word }) => isName && word.length > 1);
  return [...new Set(names.map(({ word }) => evenWords(word)))].filter((name) => /^\p{Script=Han}+$/u.test(name));
}

/** Kinds of things that have names of their own, in front: 长株潭|都市圈. */
const KIND =
  /都市圈|城市群|经济区|开发区|高新区|自贸区|保税区|国家级新区|机场|口岸|港口|港区|高铁|铁路|高速(?:公路)?|地铁|大桥|隧道|运河|水库|灌区|水利枢纽|核电站|电站|大学|学院|医院|集团|银行|研究院|实验室|交易所|博物馆|图书馆|体育馆|国家公园|森林公园|景区|湿地|沙漠|草原|盆地|平原|半岛|群岛|古城|古镇|遗址|博览会|进博会|运动会|论坛/g;
/** In front of a kind, no name: 全省|高铁, 三条|高铁, 建成的|高铁. */
const NO_NAME =
  /(?:[全我各本该][省市县州国区地]|[一二两三四五六七八九十百几多数\d][条座个家所处大]|[这那首每]|新建|新增|城际|国家|省级|市级|世界|全球|国际|区域|重点|特色|现代|智慧|普通|综合|公立|知名|高等|职业|本科|开通|运营|在建|大型|建设|支持|推进|推动|加快|累计|跨省|省际|省内|境内|[办开搞建修造通坐设上下里外中县市省区级]|[的了在与和及或有到从把将是为等对以、]|[\d，,]).{0,1}$/u;
const NAME_END = 2;

/** With its place in front a name of its own: 青海大学 is no other university of Qinghai. */
const BODY = /^(?:大学|学院|医院|集团|银行|研究院|博物馆|图书馆|体育馆)$/;
/** What goes through it tells tunnels and bridges apart: 铁路|隧道. */
const WAY = /^(?:铁路|公路|高铁|地铁|轻轨|航空|水运)$/;
/** Who holds an office: 省长王浩. */
const HOLDER =
  /(?:省长|市长|州长|县长|区长|主席|书记|总理|部长|厅长|局长)([\p{Script=Han}]{2,3}?)(?=作|在|向|代表|表示|指出|强调|说|主持|出席|所|的|$|[,，。、])/gu;

/**
 * A kind of thing, or an office, has another name in the sentence than in the claim, and neither text has the other's. All are
 * evened out.
 */
export function isNamedOtherwise(claim: string, stated: string, around: string, ownPlace: string): boolean {
  const theirs = listNamedKinds(stated).filter(({ name }) => !claim.includes(name));
  const isOther = listNamedKinds(claim).some(({ kind, name }) => {
    const isAbsent =
      BODY.test(kind) || WAY.test(name)
        ? !around.includes(name + kind)
        : !around.includes(name) && !ownPlace.includes(name);
    return isAbsent && theirs.some((other) => other.kind === kind);
  });
  const [holders, others] = [claim, stated].map((text) => Array.from(text.matchAll(HOLDER), ([, name = '']) => name));
  return (
    isOther ||
    (holders ?? []).some((name) => !around.includes(name) && (others ?? []).some((other) => !claim.includes(other)))
  );
}

/** 主办它的是某公司: who it was is all that is said. */
const CLEFT =
  /(?:的|分别|依次|[一另其][个条座家处位名支项])[都则]?是([\p{Script=Han}A-Za-z、]{2,40})(?=$|[,，;；。])/gu;

/** Who or what it was, as a clause says at its end, stands in no part of it around the sentence. All are evened out. */
export function isHolderAbsent(claim: string, around: string, ownPlace: string): boolean {
  return (
    Array.from(claim.matchAll(CLEFT))
      .flatMap(([, names = '']) => names.split(LIST_SIGN))
      // 第四 is held against the document's figures.
      .filter((name) => name.length > 1 && !/第|\d/.test(name))
      .some((name) => !sharesPair(name, around) && !sharesPair(name, ownPlace))
  );
}

/** The end of each name, which is all that is read of it. */
function listNamedKinds(text: string): { readonly kind: string; readonly name: string }[] {
  return Array.from(text.matchAll(KIND)).flatMap(({ 0: kind, index }) => {
    const name = text.slice(Math.max(0, index - NAME_END), index);
    return /^\p{Script=Han}{2}$/u.test(name) && !NO_NAME.test(name) ? [{ kind, name }] : [];
  });
}

const MARKED = /[“"‘《]([^”"’》“‘《]{2,20})[”"’》]/g;

/** Names in marks. */
export function markedIn(text: string): string[] {
  return Array.from(text.matchAll(MARKED), ([, name = '']) => name);
}
