/**
 * Lexicon, characters that only look like the right ones. A font that draws 门 and the radical ⻔ with one glyph may be
 * written to a PDF with the code of the radical, and what is copied out of it has them in every other format, in
 * questions and in drafts too; nobody types radicals, and no search finds 荆⻔.
 *
 * Source of the pairs: EquivalentUnifiedIdeograph of the Unicode Character Database, those that are words of today.
 */

const SUPPLEMENT =
  '⺁厂⺃乚⺄乙⺆冂⺈刀⺊卜⺎兀⺐尢⺒巳⺓幺⺔彑⺛旡⺜日⺝月⺟母⺠民⺧牛⺩王⺫目⺬示⺯糸⺶羊⺼月⺽臼⻁虎⻃西⻄西⻅见⻆角⻉贝⻋车⻌辶⻐钅⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻲龟⻳龟' +
  '⺅亻⺉刂⺕彐⺖忄⺘扌⺙攵⺡氵⺣灬⺦丬⺨犭⺭礻⺰纟⺺肀⺾艹⻂衤⻈讠⻖阝';
/** Kangxi radicals whose compatibility form is no simplified character although they are drawn as one. */
const KANGXI = '⼾户⾭青';
/** An old character of another meaning that fonts draw with the glyph of a common one. */
const OTHERS = '㬵胶';

const RADICALS = /[\u2E80-\u2FDF㬵]/g;
const PAIRS = readPairs(SUPPLEMENT + KANGXI + OTHERS);

/** `荆⻔市⼯作` → `荆门市工作`. Linear; every character keeps its length. */
export function foldRadicals(text: string): string {
  return text.replace(RADICALS, (radical) => PAIRS.get(radical) ?? radical.normalize('NFKC'));
}

function readPairs(pairs: string): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (let at = 0; at + 1 < pairs.length; at += 2) map.set(pairs.charAt(at), pairs.charAt(at + 1));
  return map;
}
