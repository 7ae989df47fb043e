/**
 * Lexicon, English words: which spellings and forms of a word are one? British and American spelling and singular and
 * plural always meet; other forms (housing, house) are tried in turn, since they often mean something else.
 */

/** Words that say nothing of the subject: none of them begins a phrase that is looked up. */
const FUNCTION_WORDS = new Set(
  (
    'a about according after again all also am among an and any anything are as at be been before being between both but ' +
    'by can could describe did do doe does doing done during each either every explain far few for four from get give given ' +
    'going had has have having he her here him his how i if in into is it its just kind let like list made make many me ' +
    'mention mentioned more most much must my name no not now of off on one only or other our out over own per please province provided ' +
    'say said set shall she should since so some such take tell than that the their them then there these they this ' +
    'those though through thi to too toward under until up upon us very wa was way we were what when where whether ' +
    'which while who whom whose why will with within without would year yes you your'
  ).split(' '),
);
/** Left out of a phrase altogether: dictionaries and questions differ in them. */
const OMITTED = new Set('a an the to sb sth oneself'.split(' '));
const WORD = /[a-z0-9]+(?:'[a-z]+)?/g;
const HAS_LETTER = /[a-z]/;
const POSSESSIVE = /['’]s?$/;
/** Longest word of English questions; more is no word. */
const LONGEST_WORD = 30;

/** Spellings that no rule reaches, British to American. */
const SPELLINGS = new Map(
  (
    'programme program,ageing aging,licence license,defence defense,offence offense,grey gray,tyre tire,plough plow,' +
    'aluminium aluminum,enrolment enrollment,fulfil fulfill,instalment installment,jewellery jewelry,sulphur sulfur,' +
    'mould mold,storey story,sceptical skeptical,traveller traveler,cancelled canceled,labelled labeled,' +
    'modelling modeling,travelling traveling,practise practice,paediatric pediatric,catalogue catalog,dialogue dialog'
  )
    .split(',')
    .map((pair): [string, string] => {
      const [british = '', american = ''] = pair.split(' ');
      return [british, american];
    }),
);
/** Forms that no rule reaches, to the word a dictionary has. */
const IRREGULAR = new Map(
  (
    'men man,women woman,children child,built build,grew grow,grown grow,rose rise,risen rise,fell fall,fallen fall,' +
    'spent spend,held hold,began begin,begun begin,paid pay,sold sell,bought buy,taught teach,led lead,won win,' +
    'lost lose,kept keep,met meet,brought bring,drawn draw,driven drive,written write'
  )
    .split(',')
    .map((pair): [string, string] => {
      const [form = '', base = ''] = pair.split(' ');
      return [form, base];
    }),
);

/** One word of a text, as it stands and as it is compared. */
interface EnglishWord {
  /** Lower case. */
  readonly written: string;
  /** American spelling, singular. Consistent, and not always a word: `enterprise` gives `enterprize`. */
  readonly normal: string;
}

/** The words of a text in order, without articles and numbers. Hyphens part words: `high-speed rail` has three. */
export function splitWords(text: string): EnglishWord[] {
  const found = text.normalize('NFKC').toLowerCase().replaceAll('’', "'").match(WORD) ?? [];
  return found
    .filter((written) => HAS_LETTER.test(written) && written.length <= LONGEST_WORD && !OMITTED.has(written))
    .map((written) => ({ written, normal: normaliseWord(written) }));
}

/** Says of a word's normal form whether it speaks of no subject. */
export function isFunctionWord(normal: string): boolean {
  return FUNCTION_WORDS.has(normal);
}

function normaliseWord(written: string): string {
  const word = toSingular(written);
  const irregular = IRREGULAR.get(word) ?? SPELLINGS.get(word);
  if (irregular !== undefined) return irregular;
  return word
    .replace(/is(e[drs]?|ing|ation)$/, 'iz$1')
    .replace(/(?<=\w{3})our/, 'or')
    .replace(/(?<=\w[tb])re$/, 'er');
}

/**
 * A word of lower case without its possessive and its plural: parcels, industries, viruses, houses. Not English grammar:
 * it only has to make the same of a word and of its plural.
 */
export function toSingular(written: string): string {
  const word = written.replace(POSSESSIVE, '');
  if (word.length < 4 || !word.endsWith('s') || /(?:ss|us|is|ics|news)$/.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.slice(0, /(?:ss|x|ch|sh|zz|[^aeo]us)es$/.test(word) ? -2 : -1);
}

/** Endings and what stands in their place in the word that another was made from, most telling first. */
const DERIVATIONS: readonly (readonly [ending: string, bases: readonly string[]])[] = [
  ['ization', ['ize']],
  ['ification', ['ify']],
  ['ation', ['ate', 'e', '']],
  ['ition', ['ite', 'e']],
  ['ion', ['', 'e']],
  ['ment', ['']],
  ['ness', ['']],
  ['ing', ['', 'e']],
  ['ied', ['y']],
  ['ed', ['', 'e']],
  ['ical', ['y', 'ic']],
  ['ial', ['y', '']],
  ['al', ['', 'e']],
  ['ic', ['y', '']],
  ['ity', ['', 'e']],
  ['ance', ['', 'e']],
  ['ence', ['', 'e']],
  ['er', ['', 'e']],
  ['or', ['', 'e']],
  ['ly', ['']],
];
/** What is left of a word without its ending is at least so long. */
const SHORTEST_STEM = 3;

/** Words that this one may be a form of, likeliest first: `revitalization` gives `revitalize`. Takes normal forms. */
export function listBaseForms(normal: string): string[] {
  return DERIVATIONS.flatMap(([ending, bases]) => {
    const stem = normal.slice(0, -ending.length);
    if (!normal.endsWith(ending) || stem.length < SHORTEST_STEM) return [];
    // planned, planning: the consonant is doubled.
    const single = /([^aeiousl])\1$/.test(stem) ? [stem.slice(0, -1)] : [];
    return [...single, ...bases.map((base) => stem + base)];
  });
}
