/** What kind of answer a question wants. */

import { describe, expect, it } from 'vitest';
import { findKind } from '../../src/understand/question-kind.js';

describe('findKind', () => {
  it.each([
    ['增长了多少', 'result'],
    ['新增就业达到多少', 'result'],
    ['How much did exports grow?', 'result'],
    ['how many homes were built', 'result'],
    ['增长目标', 'target'],
    ['预计增长多少', 'target'],
    ['计划投资多少', 'target'],
    ['力争达到多少', 'target'],
    ['准备再竖多少个基站', 'target'],
    ['By how much does it want its trade to grow?', 'target'],
    ['打算怎么花多少钱', 'target'],
    ['growth target', 'target'],
    ['how many homes will be built', 'target'],
    ['are expected to', 'target'],
    ['有哪些措施', 'policy'],
    ['如何稳就业', 'policy'],
    ['怎么治理大气污染', 'policy'],
    ['要实施哪些重大工程', 'policy'],
    ['how will it cut emissions', 'policy'],
    ['What measures are planned?', 'policy'],
    ['由谁作报告', 'person'],
    ['市长叫什么', 'person'],
    ['两年的市长是同一个人吗', 'person'],
    ['旅游业取得哪些成果', 'result'],
    // Both are asked for.
    ['GDP增长多少，今年的目标呢', null],
    ['茶产业2024年产值，今年目标呢', null],
    ["What was GDP growth, and this year's target?", null],
    ['哪些目标没完成', 'result'],
    ['末期要做到多大', 'target'],
    ['2025年甘蔗要种多少亩', 'target'],
    ['计划改造多少个小区，又要换多长的管网', 'target'],
    ['主要修了多少公里', 'result'],
    ['坐地铁要花多少钱', null],
    // What the reader wants is no target.
    ['我想装电梯，一年装好了多少部', null],
    ['现任主席', 'person'],
    ['Who delivered the report?', 'person'],
    ['何时通车', 'date'],
    ['哪一年建成', 'date'],
    ['When will the canal open?', 'date'],
  ])('of "%s" is %s', (question, kind) => {
    expect(findKind(question)).toBe(kind);
  });

  it.each([
    '超额完成目标',
    '投资完成计划了吗',
    '达到预期了没有',
    '是否完成年度目标',
    '目标完成情况',
    '增长目标实现了吗',
    'Was the growth target met?',
    'Has it reached its target?',
    'Did it miss its target?',
  ])('of "%s" is a result though it names a target', (question) => {
    expect(findKind(question)).toBe('result');
  });

  it.each([
    '粮食产量',
    '人均预期寿命',
    'life expectancy',
    'the 14th Five-Year Plan',
    '计划生育',
    '情况怎么样',
    '情况如何？',
    'How does it compare?',
    '谁更高',
    '谁改造的老小区多',
    '哪一年多',
    'year-on-year percentage',
    '目标与实际相差多少',
    '生猪出栏多少，目标是多少',
    '粮食产量和目标各是多少',
    '目标是多少？完成了多少？',
    'What was the output, and what was the target?',
    'When projects are evaluated, by which list?',
    '市长说了什么',
  ])('of "%s" is not said', (question) => {
    expect(findKind(question)).toBeNull();
  });
});
