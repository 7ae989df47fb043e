/**
 * What each part of a Chinese question does: names a place, a time or a topic, asks, says what is done, or whether a
 * target is meant. By closed classes of words (asking, aims, modal words, particles) and by grammar (what stands before
 * 了 and 多少 is done); whatever is left is the topic.
 */

import type { Glossary } from '../../lexicon/glossary.js';
import type { Span } from '../../types.js';
import type { Slots } from './slots.js';

export type PieceKind =
  | 'place'
  | 'time'
  | 'topic'
  | 'measure'
  | 'verb'
  | 'asking'
  | 'target'
  | 'actual'
  | 'modal'
  | 'filler'
  | 'mark';

export interface QuestionPiece extends Span {
  readonly kind: PieceKind;
  readonly text: string;
  /** True for a term of the glossary that figures are given of. */
  readonly isIndicator: boolean;
}

const CLASSIFIER =
  '(?:[个张座条家项辆套部台名位所只吨米次处亩户件元块斤列棵](?![\\p{Script=Han}]?[税体])|人(?!均|口|民)|亿|万|千|公里|个?百分点)';
const ASKING = new RegExp(
  `什么时[候间]|啥时候|何时|几时|几月几?[日号]?|哪一?天|(?:各是|分别是?|大概是?|约?是|共|达到?|到)?(?:多少|几)(?:${CLASSIFIER})*(?:钱)?|有?多[大高快长远重深低]的?|(?:排|居|列|位居|位列)?(?:在)?第几(?:名|位)?|怎么样|怎样|咋样|如何|怎么|咋|是?什么样?|啥|是?谁|哪(?:一?[些个里儿位家年天省市]|几个)?(?:[省市](?![\\p{Script=Han}]?长)|地方|地区|城市)?|是不是|有没有|是否|能不能|会不会|为什么|为何|吗|呢|没有?(?=[?？。，]|$)`,
  'gu',
);
const TARGET = /(?:预期)?目标|计划|指标|任务|打算|预期|力争|争取|准备|预计/g;
const ACTUAL = /实际(?:上)?|真正|最终|到底/g;
/** What a change or share is measured by: 比上年, 比十年前, 占全国. */
const MEASURED_BY =
  /(?:同?比|较)?(?:上年|去年|前年|上期)?同期|(?:比|较|对比)(?:上年|去年|前年|上一年)|(?:比|较)?(?:[一二三四五六七八九十两几]{1,2}|\d{1,2})年前|(?:占|在|居)?(?:全国|全省|全市)(?=的?(?:占比|比[重例]|第|排|多少|$))/g;
const QUOTES = /[“”"「」『』《》]/;
const MARK = /[^\p{L}\p{N}]/u;

const MODALS = new Set('要 想 将 拟 会 能 可以 应该 需要 准备'.split(' '));
/** How a thing is measured or told of, whatever it is: 增幅, 进展; and words that compare. */
const MEASURE =
  /总量|总额|规模|数量|产量|产值|增速|增幅|涨幅|降幅|人数|金额|占比|比重|比例|排名|收入|销售额|进展|成绩|成效|成果|措施|举措|做法|办法|困难|数据|数字|结果|原因|[最更较](?:高|低|多|少|大|小|快|慢|好|差|强|弱)|[高低多少大小快慢](?:还是|吗)[高低多少大小快慢]?/g;
const ADJECTIVES = new Set('高 低 多 少 大 小 快 慢 好 差 强 弱'.split(' '));
const VERBS = new Set(
  (
    '增长 增加 下降 降低 减少 提高 提升 上升 涨 降 升 涨到 降到 达到 突破 超过 建 新建 再建 建成 建设 新增 新 新开 增 加 完成 实现 做 做到 干 办 搞 ' +
    '开通 发射 运营 签约 落地 惠及 作 定 安排 排 投 投入 花 用 引进 培育 改造 实施 推进 打造 开工 投产 修 挖 产 生产 收 叫 被叫 称为 有 达 去 来 进 破 占 变化 发展 分布'
  ).split(' '),
);
const FILLERS = new Set(
  (
    '的 了 过 着 得 地 是 在 把 被 给 让 于 从 对 为 和 与 及 跟 呀 啊 吧 么 嘛 啦 那 这 我 你 您 他 她 它 他们 她们 它们 我们 这个 那个 这些 那些 其 ' +
    '还 又 再 也 都 各 只 就 才 先 后来 后 到 已 已经 一共 总共 累计 共 大概 大约 左右 具体 分别 主要 首次 现在 目前 如今 至今 一下 说 说的 说说 讲 讲讲 看 问 告诉 请问 ' +
    '请 知道 想知道 帮 查 查查 情况 方面 块 边 里 儿 话 年 的话 比 比较 很 更 最 不 没 两 三 项 个 家 一 有没有 也有 其中 类似 一样 同样 各是 也要 只要 具体'
  ).split(' '),
);
const ASPECT = /^[了过到得着]/;
const QUANTITY = /^(?:多少|几|啥|什么)/;

const SEGMENTER = new Intl.Segmenter('zh', { granularity: 'word' });

/** Covers the text from end to end. Linear time. */
export function cutIntoPieces({ text, places, times, pointers }: Slots, glossary: Glossary): QuestionPiece[] {
  const pieces: QuestionPiece[] = [];
  const add = (span: Span, kind: PieceKind, isIndicator = false): void => {
    if (pieces.some((piece) => piece.start < span.end && span.start < piece.end)) return;
    pieces.push({ ...span, kind, isIndicator, text: text.slice(span.start, span.end) });
  };
  for (const span of places) add(span, 'place');
  for (const span of times) add(span, 'time');
  for (const span of pointers) add(span, 'filler');
  for (const { term, start, end } of glossary.findAsked(text)) {
    // 多少人 asks for the population, and of what stands before it.
    if (!QUANTITY.test(text.slice(start, end))) add({ start, end }, 'topic', term.kind === 'indicator');
  }
  for (const [words, kind] of [
    [MEASURED_BY, 'measure'],
    [ASKING, 'asking'],
    [TARGET, 'target'],
    [ACTUAL, 'actual'],
    [MEASURE, 'measure'],
  ] as const) {
    for (const match of text.matchAll(words)) add({ start: match.index, end: match.index + match[0].length }, kind);
  }
  const fixed = [...pieces].sort((a, b) => a.start - b.start);
  let position = 0;
  for (const { start, end } of [...fixed, { start: text.length, end: text.length }]) {
    cutWords(text, position, start, add);
    position = end;
  }
  return pieces.sort((a, b) => a.start - b.start);
}

function cutWords(text: string, from: number, to: number, add: (span: Span, kind: PieceKind) => void): void {
  for (const { segment, index } of SEGMENTER.segment(text.slice(from, to))) {
    const span = { start: from + index, end: from + index + segment.length };
    add(span, classifyWord(segment, text.slice(span.end, span.end + 2)));
  }
}

function classifyWord(word: string, after: string): PieceKind {
  if (QUOTES.test(word)) return 'topic';
  if (MARK.test(word) && !/[\p{L}\p{N}]/u.test(word)) return 'mark';
  if (MODALS.has(word)) return 'modal';
  if (FILLERS.has(word) || /^\d+年?$/.test(word)) return 'filler';
  if (ADJECTIVES.has(word)) return 'measure';
  if (VERBS.has(word)) return 'verb';
  const isDone = ASPECT.test(after) || /^\p{Script=Han}{1,2}[了过到得]$/u.test(word);
  return isDone || (word.length === 1 && QUANTITY.test(after)) ? 'verb' : 'topic';
}

/** Runs of topic and what joins them (孤儿的补助), in order. */
export function findTopics(pieces: readonly QuestionPiece[]): Span[] {
  const runs: Span[] = [];
  for (const [at, piece] of pieces.entries()) {
    if (piece.kind !== 'topic') continue;
    const last = runs.at(-1);
    const between = last === undefined ? [] : pieces.filter(({ start }) => start >= last.end && start < piece.start);
    const isJoined = between.every(
      ({ kind, text }) => (kind === 'filler' && /^[的和与及]$/.test(text)) || text === '、',
    );
    if (last !== undefined && isJoined && at > 0) runs[runs.length - 1] = { start: last.start, end: piece.end };
    else runs.push({ start: piece.start, end: piece.end });
  }
  return runs;
}
