/** The words of the pages in Chinese. */

import type { Words } from './words.js';

export const CHINESE: Words = {
  language: 'zh-CN',
  siteName: '文据',
  tagline: '向政府工作报告提问，得到能回答的段落和可以引用的原话；报告里没有的，就说没有。',
  skipToText: '跳到正文',
  otherLanguage: { language: 'en', name: 'English' },
  ask: '提问',
  question: '问题',
  questionExample: '2024年荆门GDP增长目标是多少？',
  badQuestion: '问题要有1到2000个字。',
  types: { report: '报告', interview: '访谈', interpretation: '解读', policy: '政策', digest: '摘要', other: '其他' },
  answerTo: '回答',
  notFound: '没有找到',
  nearest: '最接近的段落（不能作为依据）',
  morePassages: '相关段落',
  indexed: '收录的文件',
  countDocuments: (count) => `共${count}份文件。`,
  countMore: (count) => `另有${count}份`,
  regionAndYear: '地区与年份',
  noRegion: '未注明地区',
  noYear: '未注明年份',
  embed: '放到你的网页上',
  embedHow: '把下面两行放进网页，就有这个对话框。',
  forPrograms: '接口说明',
  outline: '目录',
  about: '关于本文',
  fields: {
    region: '地区',
    year: '年份',
    type: '类型',
    delivered: '报告日期',
    published: '发布日期',
    speaker: '报告人',
    publisher: '发布者',
    url: '原文',
  },
  file: '文件',
  describeDigest: (title) => `这是文据编写的摘要，不是原文。原文：《${title}》`,
  toQuote: '到引用的原话',
  reference: '参考文献（GB/T 7714—2025，顺序编码），点一下全选',
  howToCite: '点段落号，得到这一段的参考文献。',
  nameParagraph: (number) => `第${number}段`,
  citeParagraph: (number) => `引用第${number}段`,
  namePage: (number) => `第${number}页`,
  previousHeading: '上一节',
  nextHeading: '下一节',
  text: '正文',
  problem: '出了问题',
  noSuchDocument: '没有这份文件',
  describeProblem: ({ status }) =>
    status === 404
      ? '这个地址没有对应的文件：可能已经删除，或者改了名字。首页列出了收录的文件。'
      : status === 503
        ? '服务暂时无法作答，请稍后再试。'
        : '服务出了问题，不是你的操作有误。请稍后再试。',
  home: '首页',
};
