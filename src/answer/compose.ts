/** Which composer answers? One a kind of answer; where it has nothing to say for certain, the sentences speak alone. */

import type { AnswerKind } from '../api/ask.js';
import { composeAboutDocument } from './about-document.js';
import { composeChanges } from './changes.js';
import type { AnsweringSentence, Composing, Composition } from './contract.js';
import { putExplanationsFirst } from './definition.js';
import { completeEnumerations } from './enumeration.js';
import { pickSentences } from './extract.js';
import { composeFigure, findAskedFacts } from './figure.js';
import { listFittingFacts } from './fitting-facts.js';
import { listItems } from './items.js';
import { composeMentions } from './mentions.js';
import { composeMissedAims } from './missed-aims.js';
import { putOffTopicLast } from './off-topic.js';
import { composeSpeaker } from './speaker.js';
import { composeSummary, putShortcomingsFirst } from './summary.js';
import { composeTable } from './table.js';
import { composeTargets } from './targets.js';
import { composeTasks } from './tasks.js';
import { composeYesNo } from './yes-no.js';

/** Kinds of answers that may be a row of sentences. */
const ROWS: ReadonlySet<AnswerKind> = new Set(['list', 'definition', 'summary', 'explanation']);
/** Kinds of answers that may open with figures. */
const STATES_FIGURES: ReadonlySet<AnswerKind> = new Set(['figure', 'yes_no', 'comparison', 'summary']);
const MOST_SENTENCES = 10;

/** What is told by the layout and the facts of documents alone, however little a statement has of the question's words. */
export function composeForCertain(composing: Composing): Composition | null {
  return (
    composeAboutDocument(composing) ??
    composeMissedAims(composing) ??
    composeMentions(composing) ??
    composeTasks(composing) ??
    composeChanges(composing)
  );
}

/** A number is asked for, and no sentence that would be shown has one. */
export function tellsNoNumber(composing: Composing): boolean {
  const { ranking, shown, snapshot } = composing;
  if (ranking.askedNumber === null || ranking.understood.answerKind !== 'figure') return false;
  if (composeForCertain(composing) !== null || findAskedFacts(composing).length > 0) return false;
  const hasNumber = ({ sentence }: AnsweringSentence): boolean =>
    NUMBER.test(snapshot.sentenceText(sentence)) || snapshot.facts.inSentence(sentence).length > 0;
  if (pickSentences(ranking, shown, [], snapshot).some(hasNumber)) return false;
  // A figure that fits, of the very thing, in a passage beside the one that is quoted.
  const { terms, regions } = ranking.understood;
  const near = listFittingFacts(ranking, ranking.passages.slice(0, NEAR_PASSAGES), regions, composing);
  const isOfThings = (text: string): boolean =>
    terms.every(({ written }) => written.some((form) => text.includes(form)));
  return terms.length === 0 || !near.some(({ text }) => isOfThings(text));
}

/** Passages that a reader sees without scrolling. */
const NEAR_PASSAGES = 5;

/** Words of numbers, and what tells one: 翻番, 首座, twice, the first. */
const NUMBER =
  /\d|[〇零一二两三四五六七八九十百千万亿几数半双倍番首]|唯一|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|half|third|quarter|twice|doubl\w+|tripl\w+|first|only|all|every|none|no)\b/i;

export function compose(composing: Composing): Composition {
  const { ranking, shown, snapshot } = composing;
  const kind = ranking.understood.answerKind;
  const certain = composeForCertain(composing);
  if (certain !== null) return certain;
  const targets = composeTargets(composing);
  if (targets !== null) return targets;
  const facts = STATES_FIGURES.has(kind) ? findAskedFacts(composing) : [];
  // Of a summary the figures are only a part.
  const picked = pickSentences(ranking, shown, kind === 'summary' ? [] : facts, snapshot);
  const quotes = ROWS.has(kind)
    ? putShortcomingsFirst(
        putOffTopicLast(completeEnumerations(picked, MOST_SENTENCES, snapshot), composing),
        composing,
      )
    : picked;
  switch (kind) {
    case 'comparison':
    case 'ranking':
      return composeTable(composing, quotes) ?? { ...composeFigure(composing, facts, quotes), kind };
    case 'person':
    case 'time':
      return composeSpeaker(composing, quotes) ?? quoteOnly(composing, quotes);
    case 'figure':
      return composeFigure(composing, facts, quotes);
    case 'yes_no':
      return composeYesNo(composing, facts, quotes);
    case 'summary':
      return composeSummary(composing, facts, quotes);
    case 'list': {
      const items = listItems(composing);
      return quoteOnly(composing, items.length > 0 ? items : quotes);
    }
    case 'definition':
      return quoteOnly(composing, putExplanationsFirst(composing, quotes));
    case 'explanation':
    case 'help':
      return quoteOnly(composing, quotes);
  }
}

function quoteOnly({ ranking }: Composing, quotes: readonly AnsweringSentence[]): Composition {
  return { kind: ranking.understood.answerKind, lead: [], facts: [], table: null, quotes };
}
