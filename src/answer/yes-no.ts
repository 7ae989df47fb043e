/**
 * Answers yes or no where a figure decides: whether it is what the question states, whether it went the way that is asked,
 * whether a target was met. The verdict comes first, then the figures; where none decides they stand alone.
 */

import { isPlanned } from '../annotate/comparable.js';
import type { Figure } from '../annotate/figures/contract.js';
import type { Fact } from '../index/contract.js';
import { sameQuantity } from '../lexicon/quantities.js';
import { measureOf } from './asked-facts.js';
import type { AnsweringSentence, Composing, Composition, LeadLine } from './contract.js';
import { ASKS_WHETHER_MET, composeFigure } from './figure.js';
import { isBeyond } from './limit.js';
import { readReach } from './verdict.js';

const UP = /增长|增加|上升|提高|上涨|涨|\b(?:grow|grew|rise|rose|risen|increased?|up)\b/i;
const DOWN = /下降|减少|下跌|下滑|降低|跌|\b(?:fall|fell|fallen|drop(?:ped)?|declined?|decreased?|down)\b/i;

/** `facts`: the figures that are asked for. */
export function composeYesNo(
  composing: Composing,
  facts: readonly Fact[],
  quotes: readonly AnsweringSentence[],
): Composition {
  const composed = composeFigure(composing, facts, quotes);
  const verdict = judgeTarget(facts, composing) ?? judgeClaim(facts, composing) ?? judgeDirection(facts, composing);
  const told = new Set(verdict?.proof);
  return {
    ...composed,
    kind: 'yes_no',
    lead:
      verdict === null
        ? composed.lead
        : [verdict, ...composed.lead.filter(({ proof }) => !proof.every((own) => told.has(own)))],
  };
}

/** The result held against the target of the same thing, place and year. */
function judgeTarget(facts: readonly Fact[], { question, writer }: Composing): LeadLine | null {
  if (!ASKS_WHETHER_MET.test(question)) return null;
  const target = facts.find(({ kind }) => isPlanned(kind));
  const result = facts.find(
    (fact) =>
      target !== undefined &&
      !isPlanned(fact.kind) &&
      fact.term?.name === target.term?.name &&
      fact.region?.code === target.region?.code &&
      fact.years[0] === target.years[0] &&
      measureOf(fact) === measureOf(target),
  );
  if (target === undefined || result === undefined) return null;
  const { value, bound, unit } = target.figure.quantity;
  // What is to stay below is met from below; 左右 is met by what is not below it.
  const isCeiling = bound === 'atMost' || bound === 'under';
  if (unit !== result.figure.quantity.unit || target.figure.direction === 'down') return null;
  const reach = readReach(result, false);
  const met = isCeiling ? reach.high <= value : reach.low >= value;
  const missed = isCeiling ? reach.low > value : reach.high < value && bound !== 'about';
  if (!met && !missed) return null;
  const word = met
    ? writer.say('达到了目标', 'The target was met')
    : writer.say('没有达到目标', 'The target was not met');
  return {
    text: `${word}${writer.say('：', ': ')}${writer.line(result)}${writer.say('，目标是', '; the target was ')}${writer.figure(target)}`,
    proof: [result, target],
  };
}

function judgeClaim(facts: readonly Fact[], { ranking, writer }: Composing): LeadLine | null {
  for (const claimed of ranking.understood.askedFigure.claimed) {
    const fact = facts.find((own) => own.term?.name === claimed.term?.name && measureOf(own) === claimed.measure);
    const holds = fact === undefined ? null : isAsClaimed(fact, claimed);
    if (fact !== undefined && holds !== null) return say(holds, fact, writer);
  }
  return null;
}

function isAsClaimed(fact: Fact, { quantity, direction }: Figure): boolean | null {
  const own = fact.figure.direction;
  if (direction !== null && own !== null && direction !== own) return false;
  if (quantity.bound !== 'exact' && quantity.bound !== 'about') return isBeyond(fact, quantity);
  const agreement = sameQuantity(quantity, fact.figure.quantity);
  return agreement === 'incomparable' ? null : agreement !== 'differs';
}

/** Only one way is asked about, without a number. */
function judgeDirection(facts: readonly Fact[], { question, ranking, writer }: Composing): LeadLine | null {
  const [up, down] = [UP.test(question), DOWN.test(question)];
  const fact = facts.find(
    ({ figure, kind }) => figure.measure === 'growth' && figure.direction !== null && !isPlanned(kind),
  );
  if (up === down || fact === undefined || ranking.understood.askedFigure.claimed.length > 0) return null;
  return say((fact.figure.direction === 'up') === up, fact, writer);
}

function say(holds: boolean, fact: Fact, writer: Composing['writer']): LeadLine {
  const word = holds ? writer.say('是：', 'Yes: ') : writer.say('否：', 'No: ');
  return { text: `${word}${writer.line(fact)}`, proof: [fact] };
}
