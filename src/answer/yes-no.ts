/**
 * Answers yes or no where a figure decides: whether it is what the question states, whether it went the way that is asked,
 * whether a target was met. The verdict comes first, then the figures; where none decides they stand alone.
 */

import { isPlanned } from '../annotate/comparable.js';
import type { Figure } from '../annotate/figures/contract.js';
import type { Fact } from '../index/contract.js';
import { reachOf, sameQuantity } from '../lexicon/quantities.js';
import type { AnsweringSentence, Composing, Composition, LeadLine } from './contract.js';
import { ASKS_WHETHER_MET, composeFigure } from './figure.js';
import { isBeyond } from './limit.js';
import { measureOf } from './measure.js';
import { readReach } from './verdict.js';

/** Nothing but which way it went is asked: 下降了吗, did it fall in 2023. */
const WAYS = {
  up: ['增长|增加|上升|提高|上涨|回升|涨', 'grow|grown|rise|risen|increased?'],
  down: ['下降|减少|下跌|下滑|降低|回落|跌|降', 'fall|fallen|drop(?:ped)?|declined?|decreased?'],
} as const;
const [UP, DOWN] = [asksWay(WAYS.up), asksWay(WAYS.down)];

function asksWay([chinese, english]: readonly [string, string]): RegExp {
  return new RegExp(
    `(?:${chinese})了?(?:吗|么|没有?)[?？]?$|(?:有没有|是否|是不是)(?:实现)?(?:${chinese})了?[?？]?$|` +
      `^(?:did|has|have|was|were)\\b.{0,80}\\b(?:${english})(?:\\s(?:in|during|over|last)\\b.{0,30})?\\?*$`,
    'i',
  );
}

/** `facts`: the figures that are asked for. */
export function composeYesNo(
  composing: Composing,
  facts: readonly Fact[],
  quotes: readonly AnsweringSentence[],
): Composition {
  const composed = composeFigure(composing, facts, quotes);
  const asksTarget = ASKS_WHETHER_MET.test(composing.question);
  const verdict =
    (asksTarget ? judgeTarget(facts, composing) : null) ??
    judgeClaim(facts, composing) ??
    (asksTarget ? null : judgeDirection(facts, composing));
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
function judgeTarget(facts: readonly Fact[], { writer }: Composing): LeadLine | null {
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
  const met = isMet(result, target);
  if (met === null) return null;
  const word = met
    ? writer.say('达到了目标', 'The target was met')
    : writer.say('没有达到目标', 'The target was not met');
  return {
    text: `${word}${writer.say('：', ': ')}${writer.line(result)}${writer.say('，目标是', '; the target was ')}${writer.figure(target)}`,
    proof: [result, target],
  };
}

/** Whether a result is what was aimed at; null where the words leave that open. */
export function isMet(result: Fact, target: Fact): boolean | null {
  const { value, bound, unit } = target.figure.quantity;
  // What is to stay below is met from below; 左右 is met by what is not below it.
  const isCeiling = bound === 'atMost' || bound === 'under';
  if (unit !== result.figure.quantity.unit || target.figure.direction === 'down') return null;
  // 失业率5.5%左右 is no floor, though no word of it says so.
  if (!isCeiling && isBetterLow(target)) return null;
  const reach = readReach(result, false);
  const met = isCeiling ? reach.high <= value : reach.low >= value;
  const missed = isCeiling ? reach.low > value : reach.high < reachOf(target.figure.quantity).low;
  return met === missed ? null : met;
}

/** Of most things more is better; of these less, or neither. */
const BETTER_LOW = /失业|价格|浓度|能耗|排放|赤字|负债|债务|杠杆|死亡|事故|发病/;

function isBetterLow({ term, core }: Fact): boolean {
  return BETTER_LOW.test(term?.name ?? core);
}

function judgeClaim(facts: readonly Fact[], { ranking, writer }: Composing): LeadLine | null {
  for (const claimed of ranking.understood.askedFigure.claimed) {
    const fact = facts.find((own) => own.term?.name === claimed.term?.name && isMeasuredAs(own, claimed));
    const holds = fact === undefined ? null : isAsClaimed(fact, claimed);
    if (fact !== undefined && holds !== null) return say(holds, fact, writer);
  }
  // A number that is set without the words that it is about is held against the first figure that is asked for.
  const { limit, claimed } = ranking.understood.askedFigure;
  const [first] = facts;
  const holds = limit === null || claimed.length > 0 || first === undefined ? null : isBeyond(first, limit);
  return holds === null || first === undefined ? null : say(holds, first, writer);
}

/** Of an indicator that is a share itself its share and its level are one. */
function isMeasuredAs(fact: Fact, { measure }: Figure): boolean {
  return measureOf(fact) === measure || (measure === 'share' && measureOf(fact) === 'level');
}

function isAsClaimed(fact: Fact, claimed: Figure): boolean | null {
  const { quantity, direction } = claimed;
  const own = fact.figure.direction;
  if (direction !== null && own !== null && direction !== own) return false;
  if (quantity.bound !== 'exact' && quantity.bound !== 'about') return isBeyond(fact, claimed);
  const agreement = sameQuantity(quantity, fact.figure.quantity);
  return agreement === 'incomparable' ? null : agreement !== 'differs';
}

/** Only one way is asked about, without a number. */
function judgeDirection(facts: readonly Fact[], { question, ranking, writer }: Composing): LeadLine | null {
  const words = question.trim();
  const [up, down] = [UP.test(words), DOWN.test(words)];
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
