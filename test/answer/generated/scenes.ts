/**
 * What a language model may say of the made-up reports, and what has to become of it. `{R}` is the id of the passage on
 * 孝感 in 2024, `{P}` of its plans for 2025, `{J}` of 荆州 in 2024, where they were given.
 */

import { type Script, type SeenRequest, type Step, say } from './scripted-model.js';

export interface Scene {
  readonly name: string;
  readonly question: string;
  readonly plays: Script;
  /** Sentences that have to be let through, as they are shown. */
  readonly shows?: readonly string[];
  /** Words that may stand nowhere but among what was removed, with the reasons that it may have. */
  readonly hides?: readonly (readonly [words: string, ...reasons: string[]])[];
  /** Why the composed answer stands. */
  readonly fails?: string;
}

export const SUMMARY = '孝感市2024年工作总结';
const PLANS = '孝感市2025年有哪些计划？';
const BOTH = '孝感和荆州2024年地区生产总值各是多少？';
const GROWTH = '孝感市2024年地区生产总值增长多少？';
const WHY = '孝感市为什么能取得这些成绩？';
const IN_ENGLISH = 'What did Xiaogan do for old people in 2024?';
const PLANS_IN_ENGLISH = 'What are the plans of Xiaogan for 2025?';

/** With the ids in place. */
export function fill(text: string, { idOf }: SeenRequest): string {
  const ids: Readonly<Record<string, string>> = {
    R: idOf('全市地区生产总值3120亿元'),
    P: idOf('城镇新增就业5.2万人'),
    J: idOf('全市地区生产总值3460亿元'),
  };
  return text.replace(/\{([RPJ])\}/g, (_, name: string) => ids[name] ?? '');
}

const says =
  (text: string, size?: number): Script =>
  (request) =>
    say(fill(text, request), size);

const good = (question: string, text: string, ...shows: string[]): Scene => ({
  name: `lets through: ${text.replaceAll('\n', '⏎')}`,
  question,
  plays: says(text),
  shows,
});

/** Beside a sentence that is right, so that an answer is left. */
const KEPT = '孝感市2024年新建充电桩1260个。';
const KEPT_PLAN = '孝感市计划2025年改造老旧小区86个。';
const KEPT_IN_ENGLISH = 'Xiaogan built 1,260 new charging piles in 2024.';
const BESIDE: Readonly<Record<string, readonly [shown: string, said: string]>> = {
  [SUMMARY]: [KEPT, '孝感市2024年新建充电桩1260个[{R}]。'],
  [WHY]: [KEPT, '孝感市2024年新建充电桩1260个[{R}]。'],
  [PLANS]: [KEPT_PLAN, '孝感市计划2025年改造老旧小区86个[{P}]。'],
  [BOTH]: ['孝感市2024年地区生产总值3120亿元。', '孝感市2024年地区生产总值3120亿元[{R}]。'],
  [IN_ENGLISH]: [KEPT_IN_ENGLISH, 'Xiaogan built 1,260 new charging piles in 2024 [{R}].'],
  [PLANS_IN_ENGLISH]: [
    'Xiaogan plans to renovate 86 old residential communities in 2025.',
    'Xiaogan plans to renovate 86 old residential communities in 2025 [{P}].',
  ],
};

function bad(what: string, question: string, text: string, words: string, ...reasons: string[]): Scene {
  const [shown, said] = BESIDE[question] ?? ['', ''];
  return {
    name: `removes ${what}: ${text}`,
    question,
    plays: says(`状态：answered\n${said}${question === IN_ENGLISH || question === PLANS_IN_ENGLISH ? ' ' : ''}${text}`),
    shows: [shown],
    hides: [[words, ...reasons]],
  };
}

const failing = (name: string, fails: string, plays: Script | readonly Step[], question = SUMMARY): Scene => ({
  name: `falls back on ${name}`,
  question,
  plays: typeof plays === 'function' ? plays : () => plays,
  fails,
});

const RIGHT: readonly Scene[] = [
  good(
    SUMMARY,
    '状态：answered\n孝感市2024年地区生产总值3120亿元、增长6.3%[{R}]。',
    '孝感市2024年地区生产总值3120亿元、增长6.3%。',
  ),
  good(
    SUMMARY,
    '状态：answered\n2024年孝感市地区生产总值为3120亿元，比上年增长6.3%[{R}]。',
    '2024年孝感市地区生产总值为3120亿元，比上年增长6.3%。',
  ),
  good(
    SUMMARY,
    '孝感市2024年粮食总产量231.5万吨，比上年增加4.2万吨[{R}]。',
    '孝感市2024年粮食总产量231.5万吨，比上年增加4.2万吨。',
  ),
  good(
    SUMMARY,
    '状态：answered\n孝感市2024年一般公共预算收入186亿元，增长5.1%。[{R}]',
    '孝感市2024年一般公共预算收入186亿元，增长5.1%。',
  ),
  good(SUMMARY, '状态：answered\n孝感市2024年进出口总额下降2.4%【{R}】。', '孝感市2024年进出口总额下降2.4%。'),
  good(SUMMARY, '状态：answered\n2024年，孝感市新建充电桩1260个[{R}]。', '2024年，孝感市新建充电桩1260个。'),
  good(SUMMARY, '状态：answered\n云梦县智慧粮库已建成投用[{R}]。', '云梦县智慧粮库已建成投用。'),
  good(
    SUMMARY,
    '状态：answered\n孝感市图书馆新馆建成开放，全年接待读者92万人次[{R}]。',
    '孝感市图书馆新馆建成开放，全年接待读者92万人次。',
  ),
  good(
    SUMMARY,
    '状态：answered\n孝感市2024年空气质量优良天数比例为87.6%，居全省第三位[{R}]。',
    '孝感市2024年空气质量优良天数比例为87.6%，居全省第三位。',
  ),
  good(
    SUMMARY,
    '状态：answered\n孝感市实施“暖心食堂”行动，开办老年人助餐点214个[{R}]。',
    '孝感市实施“暖心食堂”行动，开办老年人助餐点214个。',
  ),
  good(
    PLANS,
    '状态：answered\n孝感市2025年地区生产总值预期目标为增长6.5%左右[{P}]。',
    '孝感市2025年地区生产总值预期目标为增长6.5%左右。',
  ),
  good(PLANS, '状态：answered\n孝感市计划2025年改造老旧小区86个[{P}]。', KEPT_PLAN),
  good(
    PLANS,
    '状态：answered\n孝感市2025年城镇新增就业的预期目标是5.2万人[{P}]。',
    '孝感市2025年城镇新增就业的预期目标是5.2万人。',
  ),
  good(
    PLANS,
    '状态：answered\n- **汉江大堤**：推进汉江大堤加固工程[{P}]\n- 加快建设孝感东高铁枢纽[{P}]',
    '汉江大堤：推进汉江大堤加固工程',
    '加快建设孝感东高铁枢纽',
  ),
  good(
    WHY,
    '状态：answered\n孝感市出台惠企政策48项，帮助企业降低成本15亿元[{R}]。',
    '孝感市出台惠企政策48项，帮助企业降低成本15亿元。',
  ),
  good(
    BOTH,
    '状态：answered\n孝感市2024年地区生产总值3120亿元[{R}]，荆州市2024年地区生产总值3460亿元[{J}]。',
    '孝感市2024年地区生产总值3120亿元，荆州市2024年地区生产总值3460亿元。',
  ),
  good(
    BOTH,
    '状态：answered\n2024年孝感市地区生产总值增长6.3%[{R}]。2024年荆州市地区生产总值增长5.7%[{J}]。',
    '2024年孝感市地区生产总值增长6.3%。',
    '2024年荆州市地区生产总值增长5.7%。',
  ),
  good(
    SUMMARY,
    '状态：answered\n第一段：孝感市2024年新建充电桩1260个[{R}]。\n\n孝感市2024年进出口总额下降2.4%[{R}]。',
    '孝感市2024年进出口总额下降2.4%。',
  ),
  {
    name: 'lets through what comes one character at a time',
    question: SUMMARY,
    plays: says('状态：answered\n孝感市2024年新建充电桩1260个[{R}]。', 1),
    shows: [KEPT],
  },
  {
    name: 'drops what is thought aloud',
    question: SUMMARY,
    plays: says(
      '<think>孝感市2024年地区生产总值9999亿元[{R}]。</think>\n状态：answered\n孝感市2024年新建充电桩1260个[{R}]。',
    ),
    shows: [KEPT],
    hides: [['9999']],
  },
  {
    name: 'passes over thoughts that come apart',
    question: SUMMARY,
    plays: (request) => [
      { delta: { reasoning_content: '9999亿元' } },
      ...say(fill('孝感市2024年新建充电桩1260个[{R}]。', request)),
    ],
    shows: [KEPT],
    hides: [['9999']],
  },
  good(
    IN_ENGLISH,
    "Status: answered\nXiaogan's GDP was 312 billion yuan in 2024, up 6.3% [{R}].",
    "Xiaogan's GDP was 312 billion yuan in 2024, up 6.3%.",
  ),
  good(IN_ENGLISH, 'Status: answered\nXiaogan built 1,260 new charging piles in 2024 [{R}].', KEPT_IN_ENGLISH),
  good(
    IN_ENGLISH,
    'Status: answered\nThe grain output of Xiaogan was 2.315 million tonnes in 2024 [{R}].',
    'The grain output of Xiaogan was 2.315 million tonnes in 2024.',
  ),
  good(
    IN_ENGLISH,
    'Status: answered\nImports and exports of Xiaogan fell by 2.4% in 2024. [{R}]',
    'Imports and exports of Xiaogan fell by 2.4% in 2024.',
  ),
  good(
    IN_ENGLISH,
    'Status: answered\nGeneral public budget revenue of Xiaogan reached 18.6 billion yuan in 2024, an increase of 5.1% [{R}].',
    'General public budget revenue of Xiaogan reached 18.6 billion yuan in 2024, an increase of 5.1%.',
  ),
  good(
    PLANS_IN_ENGLISH,
    'Status: answered\nXiaogan aims for GDP growth of about 6.5% in 2025 [{P}].',
    'Xiaogan aims for GDP growth of about 6.5% in 2025.',
  ),
  good(
    PLANS_IN_ENGLISH,
    'Status: answered\nXiaogan plans to renovate 86 old residential communities in 2025 [{P}].',
    'Xiaogan plans to renovate 86 old residential communities in 2025.',
  ),
  good(
    PLANS_IN_ENGLISH,
    'Status: answered\nXiaogan targets 52,000 new urban jobs in 2025 [{P}].',
    'Xiaogan targets 52,000 new urban jobs in 2025.',
  ),
];

const WRONG: readonly Scene[] = [
  bad('another figure', SUMMARY, '孝感市2024年地区生产总值增长6.8%[{R}]。', '6.8%', 'figure'),
  bad('another level', SUMMARY, '孝感市2024年地区生产总值3210亿元[{R}]。', '3210', 'figure'),
  bad('another year', SUMMARY, '孝感市2023年地区生产总值增长6.3%[{R}]。', '2023年', 'year', 'figure'),
  bad('another unit', SUMMARY, '孝感市2024年地区生产总值3120万元[{R}]。', '3120万元', 'figure'),
  bad('a plan as done', PLANS, '孝感市2024年改造了老旧小区86个[{P}]。', '2024年改造', 'sense', 'figure', 'year'),
  bad('a target as a result', SUMMARY, '孝感市2024年地区生产总值增长6.5%[{P}]。', '6.5%', 'figure', 'year', 'sense'),
  bad('the other direction', SUMMARY, '孝感市2024年进出口总额增长2.4%[{R}]。', '进出口总额增长', 'figure', 'sense'),
  bad('another place', SUMMARY, '荆州市2024年地区生产总值3120亿元[{R}]。', '荆州市', 'place', 'figure'),
  bad('an invented id', SUMMARY, '孝感市2024年粮食总产量231.5万吨[q9q9]。', '粮食', 'invented_citation'),
  bad('a quotation with another character', SUMMARY, '孝感市实施“暖心餐堂”行动[{R}]。', '暖心餐堂', 'quotation'),
  bad(
    'what the cited passage does not say',
    SUMMARY,
    '孝感市2024年粮食总产量231.5万吨[{P}]。',
    '粮食',
    'figure',
    'unsupported',
    'year',
  ),
  bad('what cites nothing', SUMMARY, '孝感市2024年粮食总产量231.5万吨。', '粮食', 'no_citation'),
  bad('a number in the place of an id', SUMMARY, '孝感市2024年粮食总产量231.5万吨[1]。', '粮食', 'invented_citation'),
  bad('another rank', SUMMARY, '孝感市2024年空气质量优良天数比例居全省第二位[{R}]。', '第二位', 'figure', 'sense'),
  bad('the opposite', SUMMARY, '云梦县智慧粮库没有建成投用[{R}]。', '没有建成', 'sense', 'unsupported'),
  bad('another county', SUMMARY, '应城市智慧粮库建成投用[{R}]。', '应城', 'place', 'name', 'unsupported'),
  bad('what stands nowhere', SUMMARY, '孝感市2024年机场旅客吞吐量300万人次[{R}]。', '机场', 'figure', 'unsupported'),
  bad(
    'an opinion',
    SUMMARY,
    '孝感市的经济前景十分光明，未来十年必将腾飞[{R}]。',
    '腾飞',
    'unsupported',
    'sense',
    'year',
  ),
  bad('a sum', SUMMARY, '孝感市2024年地区生产总值和一般公共预算收入合计3306亿元[{R}]。', '3306', 'figure'),
  bad('a change as a level', SUMMARY, '孝感市2024年粮食总产量4.2万吨[{R}]。', '总产量4.2', 'figure'),
  bad('the figure of something else', SUMMARY, '孝感市2024年新建图书馆214个[{R}]。', '214', 'figure', 'unsupported'),
  bad(
    'exchanged figures',
    BOTH,
    '孝感市2024年地区生产总值3460亿元[{J}]，荆州市3120亿元[{R}]。',
    '3460亿元，',
    'figure',
    'place',
  ),
  bad(
    'a comparison that is false',
    BOTH,
    '2024年孝感市地区生产总值高于荆州市[{R}][{J}]。',
    '高于',
    'unsupported',
    'sense',
    'figure',
    'place',
  ),
  bad('another language', SUMMARY, 'Xiaogan built 1,260 charging piles in 2024 [{R}].', 'Xiaogan', 'wrong_language'),
  bad('half a marker', SUMMARY, '孝感市2024年粮食总产量231.5万吨[k7', '粮食', 'no_citation'),
  bad(
    'markup',
    SUMMARY,
    '<img src=x onerror=alert(1)>孝感市一切都好[{R}]。',
    'onerror',
    'unsupported',
    'sense',
    'figure',
  ),
  bad('what everything is cited for', SUMMARY, '孝感市领导全国[{R}][{P}]。', '领导全国', 'unsupported', 'sense'),
  bad('another figure', IN_ENGLISH, "Xiaogan's GDP grew by 6.8% in 2024 [{R}].", '6.8%', 'figure', 'unsupported'),
  bad('another year', IN_ENGLISH, "Xiaogan's GDP grew by 6.3% in 2022 [{R}].", '2022', 'figure', 'year', 'unsupported'),
  bad(
    'another unit',
    IN_ENGLISH,
    "Xiaogan's GDP was 3,120 billion yuan in 2024 [{R}].",
    '3,120',
    'figure',
    'unsupported',
  ),
  bad(
    'the other direction',
    IN_ENGLISH,
    'Imports and exports of Xiaogan rose by 2.4% in 2024 [{R}].',
    'rose',
    'figure',
    'sense',
    'unsupported',
  ),
  bad(
    'another place',
    IN_ENGLISH,
    "Jingzhou's GDP was 312 billion yuan in 2024 [{R}].",
    'Jingzhou',
    'place',
    'figure',
    'unsupported',
  ),
  bad(
    'a plan as done',
    PLANS_IN_ENGLISH,
    'Xiaogan renovated 86 old residential communities in 2024 [{P}].',
    'renovated',
    'figure',
    'sense',
    'year',
    'unsupported',
  ),
  bad(
    'a quotation in other words',
    IN_ENGLISH,
    'Xiaogan ran a campaign called “Warm Heart Canteens” in 2024 [{R}].',
    'Canteens',
    'quotation',
  ),
  bad('what cites nothing', IN_ENGLISH, 'Xiaogan is a lovely city with a great future.', 'lovely', 'no_citation'),
  bad(
    'an invented id',
    IN_ENGLISH,
    'The grain output of Xiaogan was 2.315 million tonnes in 2024 [q9q9].',
    'grain',
    'invented_citation',
  ),
  bad('another language', IN_ENGLISH, '孝感市2024年粮食总产量231.5万吨[{R}]。', '粮食', 'wrong_language'),
  bad(
    'what stands nowhere',
    IN_ENGLISH,
    'Xiaogan opened an airport with 3 million passengers in 2024 [{R}].',
    'airport',
    'figure',
    'unsupported',
  ),
];

const MEGABYTE = 1_000_000;

const FAILING: readonly Scene[] = [
  failing('an empty answer', 'empty', [{ finish: 'stop' }]),
  failing('white space', 'nothing_left', [{ text: ' \n' }, { finish: 'stop' }]),
  failing('a refusal in words', 'nothing_left', says('抱歉，我无法回答这个问题。')),
  failing('a refusal of its own kind', 'refused', [{ delta: { refusal: 'No.' } }, { finish: 'stop' }]),
  failing('a filter', 'refused', [{ text: '孝感市' }, { finish: 'content_filter' }]),
  failing('silence', 'timeout', [{ waitMs: 6_000 }]),
  failing('silence amid an answer', 'timeout', [{ text: '孝感市2024年' }, { waitMs: 6_000 }]),
  failing('500', 'failed', [{ status: 500 }]),
  failing('429', 'overloaded', [{ status: 429 }]),
  failing('401', 'refused', [{ status: 401 }]),
  failing('a redirect', 'away', [{ status: 307, headers: { Location: 'http://127.0.0.1:9/' } }]),
  failing('a connection that ends', 'cut', [{ text: '孝感市2024年新建充电桩1260个' }, { cut: true }]),
  failing('a text that does not come to its end', 'cut', [{ text: '孝感市2024年新建充电桩1260个。' }]),
  failing('what is no JSON', 'malformed', [{ raw: 'data: {"choices":[{]\n\n' }]),
  failing('a reply that is no stream', 'empty', [{ raw: '{"choices":[{"message":{"content":"x"}}]}' }]),
  failing('JSON of another shape', 'empty', [{ raw: 'data: {"choices":7}\n\ndata: null\n\ndata: [DONE]\n\n' }]),
  failing('a megabyte', 'too_long', [{ text: '长'.repeat(MEGABYTE) }, { finish: 'stop' }]),
  failing('a megabyte without an end of line', 'too_long', [{ raw: 'x'.repeat(MEGABYTE) }, { waitMs: 50 }]),
  failing('a call of a tool', 'tool_call', [
    { delta: { tool_calls: [{ index: 0, id: 'x', type: 'function', function: { name: 'x', arguments: '{}' } }] } },
    { finish: 'tool_calls' },
  ]),
  failing('thoughts alone', 'nothing_left', says('<think>孝感市2024年新建充电桩1260个[{R}]。')),
  failing('a model that found nothing', 'found_nothing', says('状态：not_found')),
  failing('one sentence that is wrong', 'nothing_left', says('孝感市2024年地区生产总值增长6.8%[{R}]。')),
  failing('an answer in another language', 'nothing_left', says('Xiaogan built 1,260 charging piles in 2024 [{R}].')),
  failing(
    'an answer without what was asked',
    'incomplete',
    says('孝感市2024年空气质量优良天数比例87.6%，居全省第三位[{R}]。'),
    GROWTH,
  ),
];

export const SCENES: readonly Scene[] = [...RIGHT, ...WRONG, ...FAILING];
