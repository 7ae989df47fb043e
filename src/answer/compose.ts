/** Which composer answers? One a kind of answer; where it has nothing to say for certain, the sentences speak alone. */

import type { AnsweringSentence, Composing, Composition } from './contract.js';
import { pickSentences } from './extract.js';
import { composeFigure } from './figure.js';
import { composeSpeaker } from './speaker.js';
import { composeTable } from './table.js';

export function compose(composing: Composing): Composition {
  const { ranking, shown, snapshot, tokenizer } = composing;
  const quotes = pickSentences(ranking, shown, snapshot, tokenizer);
  const kind = ranking.understood.answerKind;
  switch (kind) {
    case 'comparison':
    case 'ranking':
      return composeTable(composing, quotes) ?? { ...composeFigure(composing, quotes), kind };
    case 'person':
    case 'time':
      return composeSpeaker(composing, quotes) ?? quoteOnly(composing, quotes);
    case 'figure':
    case 'yes_no':
      return { ...composeFigure(composing, quotes), kind };
    case 'list':
    case 'definition':
    case 'summary':
    case 'explanation':
    case 'help':
      return quoteOnly(composing, quotes);
  }
}

function quoteOnly({ ranking }: Composing, quotes: readonly AnsweringSentence[]): Composition {
  return { kind: ranking.understood.answerKind, lead: [], facts: [], table: null, quotes };
}
