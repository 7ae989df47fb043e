/** Questions to try: before the first one, and after an answer; made of what is indexed. */

import { html, nothing } from 'lit';
import type { ListedDocument } from '../api/documents.js';
import type { Turn } from './conversation.js';
import { listQuestionsToTry } from './order.js';
import type { ViewPart, Widget } from './view.js';

/** Questions that are suggested when the page's author names none. */
const MAX_SUGGESTED = 3;
/** What says which targets a place has: reports, and summaries of them. */
const SPEAKING_OF_TARGETS: readonly string[] = ['report', 'digest'];

export function renderSuggestions({ texts, send }: Widget, questions: readonly string[]): ViewPart {
  if (questions.length === 0) return nothing;
  return html`<ul class="suggestions" aria-label=${texts.tryAsking}>
    ${questions.map(
      (question) =>
        html`<li>
          <button type="button" class="suggestion" part="suggestion" @click=${() => send(question)}>${question}</button>
        </li>`,
    )}
  </ul>`;
}

/** After help what it proposes; after an answer about one place: the same of another year and of another place, where there are reports of them. */
export function listFollowUps({ conversation, documents, texts, nameRegion }: Widget, { id, reply }: Turn): string[] {
  const isLast = conversation.turns.at(-1)?.id === id;
  if (!isLast || !reply?.answer) return [];
  if (reply.answer.kind === 'help') return listQuestionsToTry(reply.answer);
  const [region, another] = reply.understood.regions;
  if (region === undefined || another !== undefined) return [];
  const { years, reportYears } = reply.understood;
  const isOfYear = ({ year }: ListedDocument) => year !== null && reportYears.includes(year);
  const speaking = documents.filter(({ type }) => SPEAKING_OF_TARGETS.includes(type));
  const own = speaking.flatMap((each) => (each.region === region && each.year !== null ? [each.year] : []));
  const others = speaking.flatMap((each) =>
    each.region !== null && each.region !== region && isOfYear(each) ? [each.region] : [],
  );
  const year =
    years.length === 0 ? undefined : own.find((each) => !years.includes(each) && !reportYears.includes(each));
  return [
    ...(year === undefined ? [] : [texts.followYear(year)]),
    ...[...new Set(others)].slice(0, 2).map((each) => texts.followRegion(nameRegion(each))),
  ];
}

/**
 * The author's, parted by `|`; else made of the newest reports of different places: what one aims at, and where several are
 * of one year, how two and how all of them compare.
 */
export function listSuggestions({ suggestions, documents, texts, conversation, nameRegion }: Widget): string[] {
  if (suggestions !== null)
    return suggestions
      .split('|')
      .map((each) => each.trim())
      .filter((each) => each !== '');
  const { regions, years } = conversation.indexed;
  const newest = new Map<string, number>();
  for (const { region, year, type } of documents) {
    if (!SPEAKING_OF_TARGETS.includes(type) || region === null || year === null) continue;
    if (!regions.includes(region) || !years.includes(year)) continue;
    newest.set(region, Math.max(year, newest.get(region) ?? year));
  }
  const sorted = [...newest].sort(([, a], [, b]) => b - a);
  const [first, second, third] = sorted;
  if (first && second && third && first[1] === third[1]) {
    const year = first[1];
    return [
      texts.suggest(nameRegion(first[0]), year),
      texts.suggestComparison(nameRegion(second[0]), nameRegion(third[0]), year),
      texts.suggestRanking(year),
    ];
  }
  return sorted.slice(0, MAX_SUGGESTED).map(([region, year]) => texts.suggest(nameRegion(region), year));
}
