/**
 * Which places does a question name that are no divisions of China's? Other countries, by the names that ICU has for
 * them in both languages (Unicode CLDR, through Intl), and the Xinjiang Production and Construction Corps, which is a
 * government of its own beside Xinjiang's.
 */

/** ISO 3166-1 alpha-2: two letters. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** China and what the gazetteer knows. */
const OWN = new Set(['CN', 'HK', 'MO', 'TW']);
/** Codes from here on, and these, are no countries but reserved: European Union, United Nations, unknown. */
const RESERVED = /^(?:[X-Z]\w|A[AC]|E[UZ]|UN|Q[M-Z])$/;
const CORPS = /新疆(?:生产建设)?兵团|\bXPCC\b|Xinjiang Production and Construction Corps/i;
const CORPS_NAME = '新疆生产建设兵团';
/** How people call some of them. */
const EVERYDAY_NAMES: ReadonlyMap<string, string> = new Map([
  ['USA', 'US'],
  ['America', 'US'],
  ['Britain', 'GB'],
  ['UK', 'GB'],
]);
/** Beyond this a text is pasted and its countries are not what is asked about. */
const MAX_READ = 300;

interface Countries {
  readonly byChineseName: ReadonlySet<string>;
  /** English name → Chinese name. */
  readonly byEnglishName: ReadonlyMap<string, string>;
  /** All of both. */
  readonly names: readonly string[];
}

let countries: Countries | null = null;
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Their Chinese names, repeats removed. */
export function findOtherPlaces(question: string): string[] {
  countries ??= readCountries();
  const { byChineseName, byEnglishName } = countries;
  // A segmenter may cut 内蒙古 in two, and Mongolia is a country.
  const text = question.slice(0, MAX_READ).replaceAll('内蒙古', '  ');
  const corps = CORPS.test(text) ? [CORPS_NAME] : [];
  // Cutting takes longer than looking for all of them, and next to no question names one.
  if (!countries.names.some((name) => text.includes(name))) return corps;
  const words = Array.from(segmenter.segment(text), ({ segment }) => segment);
  const chinese = words.filter((word) => byChineseName.has(word));
  const pairs = words.map((word, at) => `${word}${words.slice(at + 1, at + 3).join('')}`);
  const english = [...words, ...pairs].flatMap((word) => byEnglishName.get(word) ?? []);
  return [...new Set([...chinese, ...english, ...corps])];
}

function readCountries(): Countries {
  const chinese = new Intl.DisplayNames('zh', { type: 'region', fallback: 'none' });
  const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const byEnglishName = new Map<string, string>();
  for (const code of Array.from(LETTERS, (one) => Array.from(LETTERS, (two) => one + two)).flat()) {
    const [name, englishName] = [chinese.of(code), english.of(code)];
    if (OWN.has(code) || RESERVED.test(code) || name === undefined || englishName === undefined) continue;
    byEnglishName.set(englishName, name);
  }
  for (const [name, code] of EVERYDAY_NAMES) byEnglishName.set(name, chinese.of(code) ?? name);
  const byChineseName = new Set(byEnglishName.values());
  return { byEnglishName, byChineseName, names: [...byChineseName, ...byEnglishName.keys()] };
}
