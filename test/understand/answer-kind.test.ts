/** What sort of answer a question wants. */

import { describe, expect, it } from 'vitest';
import { readKnowledge } from '../../src/lexicon/knowledge.js';
import { understandQuestion } from '../../src/understand/understand.js';

const kindOf = (question: string) =>
  understandQuestion(question, { ...readKnowledge(), today: new Date('2026-06-01') }).answerKind;

describe('findAnswerKind', () => {
  it.each([
    ['荆门2023年GDP是多少', 'figure'],
    ['咸宁 2021 固定资产投资 目标', 'figure'],
    ['How much grain did Xianning harvest?', 'figure'],
    ['仙桃和咸宁谁的GDP增长更快', 'comparison'],
    ['Compare the GDP growth of Xiantao and Xianning', 'comparison'],
    ['各地民生支出占比是多少', 'comparison'],
    ['哪个省的GDP目标最高', 'ranking'],
    ['GDP总量前三的是哪些省', 'ranking'],
    ['Which province has the highest GDP target?', 'ranking'],
    ['荆门市长是谁', 'person'],
    ['Who delivered the report of Jingmen?', 'person'],
    ['大桥什么时候通车', 'time'],
    ['“一改两为”是指什么', 'definition'],
    ['What is meant by "two centres"?', 'definition'],
    ['总结一下荆门2023年的成绩', 'summary'],
    ['Sum up the work of Jingmen in 2023', 'summary'],
    ['咸宁有哪些新的工业园', 'list'],
    ['仙桃怎么解决停车难', 'explanation'],
    ['Why did exports fall?', 'explanation'],
    ['城镇新增就业完成目标了吗', 'yes_no'],
    ['Did Jingmen meet its target?', 'yes_no'],
    ['咸宁2021年GDP增速超过5%了吗', 'yes_no'],
    ['咸宁2021年GDP增速有多高', 'figure'],
    ['GDP增速在6%以上的市有哪些', 'ranking'],
    ['仙桃怎么稳外贸的，效果怎么样', 'explanation'],
    ['What did Xiantao plan to do about flooding?', 'explanation'],
    ['用两句话讲咸宁的旅游成绩单', 'summary'],
    ['你好', 'help'],
    ['你能做什么？', 'help'],
    ['What can you do?', 'help'],
    ['谢谢！', 'help'],
    ['Thanks a lot.', 'help'],
    ['现在收录了哪些文件', 'help'],
  ])('of %s is %s', (question, kind) => {
    expect(kindOf(question)).toBe(kind);
  });

  it('takes no question about the documents for one about the service', () => {
    expect(kindOf('你好，荆门2023年GDP是多少')).toBe('figure');
    expect(kindOf('荆门收录了哪些非遗项目')).not.toBe('help');
  });

  it('takes linear time', () => {
    const started = performance.now();
    kindOf('哪个省的'.repeat(500));
    kindOf('what is the '.repeat(160));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
