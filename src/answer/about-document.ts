/**
 * Answers what a paper is about that is asked for by its number (沙政办〔2025〕8号是关于什么的): its title, whose it is and its
 * date, then the first statements of what it lays down. Retrieval has found whose number it is.
 */

import { findSharedNumber } from '../lexicon/document-numbers.js';
import type { AnsweringSentence, Composing, Composition } from './contract.js';
import { firstPassageOf } from './first-passage.js';

const ASKS_WHAT =
  /(?:关于|讲的?|说的?|规定了?|写了?|有)(?:是)?(?:什么|啥|哪些)|是(?:一?[个份件])?(?:什么|啥)(?:文件|通知|办法|意见|东西|纪要)?(?:[?？。]|$)|(?:什么|主要|哪些)内容|\bwhat\b.{0,60}\b(?:about|say|cover|deal with|document)\b/i;
const MOST_SENTENCES = 4;
/** UTF-16 code units: a shorter sentence only announces. */
const SHORTEST = 12;
/** Whom it is sent to, and that it is sent. */
const FURNITURE = /^(?:各|抄送|此件|（此件)|[:：]$|印发给你们/;

/** Null for another question, and where the paper that was found does not bear the number. */
export function composeAboutDocument({ question, ranking, snapshot, writer }: Composing): Composition | null {
  const [best] = ranking.passages;
  if (best === undefined || !ASKS_WHAT.test(question)) return null;
  const { document } = snapshot.passageAt(best.passage);
  const number = findSharedNumber(question, document);
  if (number === null) return null;
  const { title, region, published, delivered } = document.metadata;
  const first = firstPassageOf(document, snapshot);
  const quotes: AnsweringSentence[] = [];
  for (
    let passage = first;
    passage < first + document.passages.length && quotes.length < MOST_SENTENCES;
    passage += 1
  ) {
    const telling = snapshot.sentencesOf(passage).filter((sentence) => {
      const text = snapshot.sentenceText(sentence);
      return snapshot.sentenceKinds[sentence] === 'statement' && text.length >= SHORTEST && !FURNITURE.test(text);
    });
    quotes.push(...telling.map((sentence) => ({ sentence, passage })));
  }
  const told = quotes.slice(0, MOST_SENTENCES);
  if (told.length === 0) return null;
  const place = region === null ? '' : writer.placeNamed(region);
  const about = [place, published ?? delivered ?? ''].filter((part) => part !== '').join(writer.say('，', ', '));
  return {
    kind: 'summary',
    lead: [
      {
        text: writer.say(`${number}：《${title}》（${about}）`, `${number}: “${title}” (${about})`),
        proof: told.slice(0, 1),
      },
    ],
    facts: [],
    table: null,
    quotes: told,
  };
}
