/**
 * Used to judge English claims: is a document's figure one of the thing that a claimed one is of? A number is soon found
 * again beside another thing; so the noun that is counted has to stand beside it, in any of the ways that the dictionary
 * and the glossary write it, or share the character that its ways end in: 货仓 and 海外仓, 路线 and 货线.
 */

import type { Fact } from '../index/contract.js';
import { evenWords } from './claim-units.js';
import { splitClauses } from './clauses.js';
import type { SoughtInEnglish } from './english-words.js';

/** Characters that words for anything end in. */
const GENERIC = new Set('子头儿者人员家师长的地物品机场点行会业部门量数值额率度化性力事方面处所期口中心');

/** What the documents say around a figure: its clause, the one in front, and what it is about. */
const around = new WeakMap<Fact, string>();

export function isOfThing({ claim, things, termForms }: SoughtInEnglish, fact: Fact): boolean {
  const words = wordsOf(fact);
  const head = fact.figure.subject.at(-1) ?? '';
  const isHead = (forms: readonly string[]): boolean =>
    !GENERIC.has(head) && head !== '' && forms.some((form) => form.length === 2 && form.includes(head));
  if (things.length > 0 && !things.some(({ forms }) => isHead(forms) || isSaid(forms, forms, words))) return false;
  const { term } = claim;
  if (term === null || term.name === fact.term?.name) return true;
  if (term.kind === 'indicator' && fact.term?.kind === 'indicator') return false;
  return isHead(termForms) || isSaid(termForms, [], words) || beginsAlike(termForms[0] ?? '', words);
}

function wordsOf(fact: Fact): string {
  const known = around.get(fact);
  if (known !== undefined) return known;
  const { text, figure, term } = fact;
  const clauses = splitClauses(text.slice(0, figure.start)).slice(-2).join('');
  const behind = splitClauses(text.slice(figure.end))[0] ?? '';
  const words = evenWords(`${clauses}，${behind}，${figure.subject}，${term?.name ?? ''}`);
  around.set(fact, words);
  return words;
}

/** @param alike those of the ways that may share their telling character with another word. */
function isSaid(forms: readonly string[], alike: readonly string[], words: string): boolean {
  const [name = ''] = forms;
  return (
    forms.some((form) => words.includes(form) || hasHalf(form, words)) ||
    (name.length > 3 && words.includes(name.slice(0, 2))) ||
    alike.some((form) => form.length === 2 && endsAlike(form, words))
  );
}

/** Of a longer term half of its pairs: 重点建设项目 for 重点项目. */
function hasHalf(form: string, words: string): boolean {
  if (form.length < 4 || !words.includes(form.charAt(0))) return false;
  const pairs = Array.from({ length: form.length - 1 }, (_, at) => form.slice(at, at + 2));
  return pairs.filter((pair) => words.includes(pair)).length * 2 >= pairs.length;
}

/** Terms of one kind end alike: 风电 is no 水电. */
function beginsAlike(name: string, words: string): boolean {
  return name.length === 2 && !GENERIC.has(name.charAt(0)) && words.includes(name.charAt(0));
}

function endsAlike(form: string, words: string): boolean {
  const last = form.charAt(1);
  const telling = GENERIC.has(last) ? form.charAt(0) : last;
  return !GENERIC.has(telling) && /\p{Script=Han}/u.test(telling) && words.includes(telling);
}
