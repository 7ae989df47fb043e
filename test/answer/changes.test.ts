/** Which places missed, met, lowered or raised an aim: over reports of two years, written for it. */

import { describe, expect, it } from 'vitest';
import { AskRequest } from '../../src/api/request.js';
import { servePapers } from './papers.js';

/** Growth in the year before, and the aim of the year. */
const GROWTH: readonly (readonly [place: string, year: number, reached: string, aim: string])[] = [
  ['贵州省', 2025, '5.3%', '5.5%左右'],
  ['贵州省', 2026, '4.9%', '5%左右'],
  ['云南省', 2025, '3.3%', '5%左右'],
  ['云南省', 2026, '5.2%', '5%左右'],
  ['广西壮族自治区', 2025, '4.1%', '4.5%'],
  ['广西壮族自治区', 2026, '4.5%', '5.2%'],
];

const write = ([place, year, reached, aim]: (typeof GROWTH)[number]): string => `# ${year}年${place}政府工作报告

## 一、${year - 1}年工作回顾

地区生产总值增长${reached}。

## 二、${year}年工作安排

今年地区生产总值预期目标为增长${aim}。
`;

const served = servePapers(
  Object.fromEntries(GROWTH.map((report) => [`${report[1]}年${report[0]}政府工作报告.md`, write(report)])),
);

const ask = (question: string) => served.service.ask(AskRequest.parse({ question }));

describe('over all places', () => {
  it.each([
    ['哪些省没有完成2025年GDP目标', /的3个地方中，没有完成目标的有1个：贵州省（增长5\.5%左右 → 增长4\.9%）/],
    ['Which provinces missed their 2025 GDP target?', /of 3 places .* 1 missed their target: Guizhou/],
    ['哪些省完成了2025年GDP目标', /完成了目标的有2个：广西壮族自治区.*云南省/],
    ['哪些省2026年下调了GDP目标', /下调了目标的有1个：贵州省（增长5\.5%左右 → 增长5%左右）/],
    ['哪些省的GDP目标比2025年提高了', /上调了目标的有1个：广西壮族自治区/],
  ])('%s', async (question, lead) => {
    const { status, answer } = await ask(question);
    expect(status).toBe('answered');
    expect(answer?.lead[0]?.text).toMatch(lead);
  });

  it('is named as what is missing where only one of the two aims is there', async () => {
    const { status, notFound } = await ask('哪些省2025年下调了GDP目标');
    expect(status).toBe('partial');
    expect(notFound?.missing).toEqual([{ kind: 'indicator', value: '2025年地区生产总值（目标的变化）' }]);
  });

  it('is not told by the highest where no aim of the year is known', async () => {
    const { status, answer } = await ask('哪些省没有完成2024年GDP目标');
    expect(status).not.toBe('answered');
    expect(answer?.text ?? '').not.toContain('最高');
  });
});
