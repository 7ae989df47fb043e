/** White space: what is closed inside Chinese words, and the few spaces that mean something. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeSpaces, squeezeSpaces } from '../../src/lexicon/spaces.js';

/** One of each kind that a reader does not see: a model reads them all. */
const UNSEEN = [
  ...[0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x180e, 0x200b, 0x200d, 0x200f, 0x202e, 0x2060, 0x2066, 0x206a, 0x206f],
  ...[0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0xe0000, 0xe0001, 0xe0041, 0xe007f, 0xe0100, 0xe01ef],
].map((code) => String.fromCodePoint(code));

describe('invisible characters', () => {
  it('are dropped, whichever they are', () => {
    for (const mark of UNSEEN) {
      expect([mark.codePointAt(0)?.toString(16), closeSpaces(`增${mark}长97%${mark}`)]).toEqual([
        expect.anything(),
        '增长97%',
      ]);
      expect(squeezeSpaces(`${mark}grew${mark} 97%`)).toBe('grew 97%');
    }
  });

  it('are not what can be seen beside them: rare characters and emoji stay', () => {
    expect(closeSpaces('𠮷林省😀Ω한글')).toBe('𠮷林省😀Ω한글');
  });
});

describe('closeSpaces', () => {
  it('keeps bodies apart that stand together on their line', () => {
    expect(closeSpaces('丙市统计局  国家统计局丙市调查队')).toBe('丙市统计局 国家统计局丙市调查队');
    expect(closeSpaces('由丙市统计局 国家统计局丙市调查队发布')).toBe('由丙市统计局国家统计局丙市调查队发布');
  });

  it('closes spaces of every kind inside words', () => {
    expect(closeSpaces('疫后重\u2002\u2002振态势强劲')).toBe('疫后重振态势强劲');
    expect(closeSpaces('持续打 好蓝天、碧水、净土保卫战')).toBe('持续打好蓝天、碧水、净土保卫战');
    expect(closeSpaces('\u3000\u3000发 展\u00A0质 量')).toBe('发展质量');
  });

  it('closes the space between a figure and its unit', () => {
    expect(closeSpaces('收入827.9 亿元,恢复')).toBe('收入827.9亿元,恢复');
    expect(closeSpaces('以全省 100 个县为单元')).toBe('以全省100个县为单元');
  });

  it('closes a space after punctuation', () => {
    expect(closeSpaces('培育龙头企业, 大力发展')).toBe('培育龙头企业,大力发展');
  });

  it('keeps one space between Latin words', () => {
    expect(closeSpaces('推动AI  PC、AI手机')).toBe('推动AI PC、AI手机');
    expect(closeSpaces('An  English   line')).toBe('An English line');
  });

  it('keeps the space between office and name, and closes the one inside a name', () => {
    expect(closeSpaces('荆门市人民政府市长 陈家伟')).toBe('荆门市人民政府市长 陈家伟');
    expect(closeSpaces('省长\u3000王予波')).toBe('省长 王予波');
    expect(closeSpaces('自治区主席 韦 韬')).toBe('自治区主席 韦韬');
    expect(closeSpaces('荆门市政府工作报告(2024年1月10日 陈家伟)')).toBe('荆门市政府工作报告(2024年1月10日 陈家伟)');
  });

  it('keeps the space between the parts of a slogan or a title', () => {
    expect(closeSpaces('打响“好品山东 商行天下”品牌')).toBe('打响“好品山东 商行天下”品牌');
    expect(closeSpaces('打造“三区一城” 提升发展能级')).toBe('打造“三区一城” 提升发展能级');
    expect(closeSpaces('第一章 总则')).toBe('第一章 总则');
  });

  it('keeps one tab between the cells of a table', () => {
    expect(closeSpaces('指标\t\t2023年\t2024年')).toBe('指标\t2023年\t2024年');
  });

  it('removes characters that hide or reorder text', () => {
    expect(closeSpaces('增长\u200B7\u202E%\uFEFF')).toBe('增长7%');
  });

  it('changes nothing the second time, and nothing but white space and invisible characters', () => {
    const words = fc.constantFrom(
      '发展',
      '市长',
      '陈家伟',
      '“',
      '”',
      '7%',
      'GDP',
      ' ',
      '  ',
      '\u3000',
      '\t',
      '，',
      '日',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), (parts) => {
        const line = parts.join('');
        const closed = closeSpaces(line);
        expect(closeSpaces(closed)).toBe(closed);
        expect(closed.replace(/\s/g, '')).toBe(line.replace(/\s/g, ''));
        expect(closed).not.toMatch(/\s{2}/);
      }),
    );
  });
});
