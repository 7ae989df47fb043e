/** Reading saved web pages: the article and nothing else, whatever the page is made of. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readHtml } from '../../src/ingest/html/reader.js';

const read = (html: string) => readHtml(Buffer.from(html), 'page.html');
const textsOf = async (html: string) => (await read(html)).lines.map(({ text }) => text);
const inArticle = (html: string) =>
  `<body><div class="TRS_Editor"><p>${'甲市推进高质量发展。'.repeat(4)}</p>${html}</div></body>`;
/** What stands in the article beside the paragraph that makes it one. */
const articleOf = async (html: string) => (await read(inArticle(html))).lines.slice(1);

const PAGE = `<!DOCTYPE html>
<html><head><meta charset="utf-8">
<title>甲市2024年政府工作报告_政务公开_甲市人民政府网</title>
<meta name="SiteName" content="甲市人民政府网">
<meta name="ArticleTitle" content="甲市2024年政府工作报告">
<meta name="PubDate" content="2024-03-19 10:20">
<meta name="ContentSource" content="来源：甲市日报">
<meta name="Author" content="某人">
<meta name="Url" content="http://www.example.gov.cn/a/1.html">
<link rel="canonical" href="javascript:alert(1)">
<style>p { color: red }</style>
<script>document.write('来源：假报社 发布时间：1999-01-01')</script></head>
<body>
<div class="header"><h1 class="logo">甲市人民政府</h1><ul class="menu"><li><a href="/">首页</a></li><li><a href="/b">政务公开</a></li></ul></div>
<nav><a href="/c">互动交流</a></nav>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/b">政务公开</a></div>
<iframe src="/frame.html">框架</iframe>
<form id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="来源：假的">
<div class="main">
<div class="title">甲市2024年<br>政府工作报告</div>
<div class="info"><span>发布时间：2024-03-19 10:20</span> <span>来源：甲市日报</span><span class="fontsize">【字体：大 中 小】</span></div>
<div class="share">分享到：<a href="#">微信</a></div>
<div id="zoom" class="print">
<p style="text-align:center"><strong>——2024年1月10日在甲市第六届人民代表大会第三次会议上</strong></p>
<p>&nbsp;&nbsp;&nbsp;&nbsp;各位代表：</p>
<h2>一、2023年工作回顾</h2>
<p>\u3000\u3000地区生产总值<b>827.9</b>亿元，增长6.5%&mdash;&mdash;高于全省
平均水平。</p>
<p style="display: none">隐藏的水印</p><p hidden>又一个</p><div aria-hidden="true">第三个</div>
<ol><li>稳增长</li><li>促改革</li></ol><ul><li>惠民生</li></ul>
<p>表1 主要经济指标</p><p>单位：亿元</p>
<table border="1"><tbody><tr><th>指标</th><th>2022年</th><th>2023年</th></tr>
<tr><td>地区生产总值</td><td>780.1</td><td>827.9</td></tr><tr><td>财政收入</td><td>60.2</td><td>65.4</td></tr></tbody></table>
<table><tr><td><p>二、2024年工作安排</p><p>预期增长6%。</p></td></tr></table>
<div class="bdsharebuttonbox">分享到微博</div><div class="printbar"><a href="#">打印本页</a></div>
<div class="xg"><h3>相关链接</h3><ul><li><a href="/1">甲市2023年政府工作报告</a></li><li><a href="/2">解读</a></li></ul></div>
</div></div></form>
<aside>热点</aside><footer>主办：甲市人民政府办公室</footer>
<script src="/evil.js">来源：假</script></body></html>`;

describe('readHtml', () => {
  it('gives exactly the headline, byline and article of a government page', async () => {
    const { lines, declared, dropped } = await read(PAGE);
    expect(lines.map(({ text }) => text)).toEqual([
      '甲市2024年政府工作报告',
      '发布时间：2024-03-19 10:20 来源：甲市日报',
      '——2024年1月10日在甲市第六届人民代表大会第三次会议上',
      '\u00A0\u00A0\u00A0\u00A0各位代表：',
      '一、2023年工作回顾',
      '\u3000\u3000地区生产总值827.9亿元，增长6.5%——高于全省 平均水平。',
      '1. 稳增长',
      '2. 促改革',
      '惠民生',
      '表1 主要经济指标（单位：亿元）',
      '指标：地区生产总值；2022年：780.1；2023年：827.9',
      '指标：财政收入；2022年：60.2；2023年：65.4',
      '二、2024年工作安排',
      '预期增长6%。',
    ]);
    expect(declared).toEqual({
      title: '甲市2024年政府工作报告',
      published: '2024-03-19',
      publisher: '甲市日报',
      url: 'http://www.example.gov.cn/a/1.html',
    });
    expect(dropped.map(({ reason }) => reason).sort()).toEqual(
      [
        'aside',
        'frame',
        'hidden',
        'navigation',
        'outside the article',
        'page footer',
        'print bar',
        'related links',
        'script',
        'share bar',
      ].sort(),
    );
  });
});

describe('the article', () => {
  it('lets no raised digit grow onto the figure before it', async () => {
    const { lines } = await read('<article><p>实现产值480<sup>2</sup>亿元，面积3×10<sup>4</sup>平方米。</p></article>');
    expect(lines[0]?.text).toBe('实现产值480²亿元，面积3×10⁴平方米。');
  });

  it('takes the heading of a page for its title where the template only names the site', async () => {
    const page = (title: string, heading: string) =>
      read(
        `<head><title>${title}</title></head><body><h1>${heading}</h1><p>${'甲县推进水利建设。'.repeat(9)}</p></body>`,
      );
    expect((await page('甲县人民政府门户网站', '甲县水库安全管理问答')).declared.title).toBeUndefined();
    expect((await page('甲县人民政府门户网站', '甲县水库安全管理问答')).lines[0]).toMatchObject({
      text: '甲县水库安全管理问答',
      level: 1,
    });
    expect((await page('甲县水利局-通知公告', '甲县水库安全管理问答')).declared.title).toBeUndefined();
    expect((await page('甲县水库安全管理问答-通知公告', '甲县水库安全管理问答')).declared.title).toContain('水库安全');
    expect((await page('甲县水库安全管理问答', '甲县人民政府')).declared.title).toBe('甲县水库安全管理问答');
  });

  it('takes of a title and the heading that holds it, or that it holds, what a reader calls the page', async () => {
    const title = async (stated: string, heading: string) =>
      (
        await read(
          `<title>${stated}</title><h1>${heading}</h1><article><p>${'甲县推进水利建设。'.repeat(9)}</p></article>`,
        )
      ).declared.title;
    expect(await title('统计公报_甲县统计局', '甲县2024年统计公报[1]')).toBe('甲县2024年统计公报');
    expect(await title('甲县怎样治水 - 水利周刊', '甲县怎样治水')).toBe('甲县怎样治水');
    expect(await title('甲县怎样治水——以乙河为例', '水利周刊')).toBe('甲县怎样治水——以乙河为例');
  });

  it('takes no title that an editor put in because there was none', async () => {
    const { declared } = await read('<title>无标题文档</title><article><h1>甲市公报</h1><p>增长6%。</p></article>');
    expect(declared).toEqual({});
  });

  it('marks headings with their level and keeps bold paragraphs as text', async () => {
    const lines = await articleOf('<h3>（一）稳增长</h3><p><b>（二）促改革</b></p>');
    expect(lines.map(({ text, level, startsBlock }) => [text, level, startsBlock])).toEqual([
      ['（一）稳增长', 3, true],
      ['（二）促改革', null, true],
    ]);
  });

  it('may go on after one line break and begins anew after two, or with an indent', async () => {
    const lines = await articleOf('<p>一<br>二<br><br>三<br>\u3000\u3000四</p>五');
    expect(lines.map(({ text, startsBlock }) => [text, startsBlock])).toEqual([
      ['一', true],
      ['二', false],
      ['三', true],
      ['\u3000\u3000四', true],
      ['五', true],
    ]);
  });

  it('numbers the items of ordered lists as the page does, unless they have their number', async () => {
    const texts = (html: string) => articleOf(html).then((lines) => lines.map(({ text }) => text));
    expect(await texts('<ol start="3"><li>甲</li><li value="7">乙</li><li>丙</li></ol>')).toEqual([
      '3. 甲',
      '7. 乙',
      '8. 丙',
    ]);
    expect(await texts('<ol><li>1.甲</li><li>（二）乙</li></ol>')).toEqual(['1.甲', '（二）乙']);
    expect(await texts('<ol style="list-style-type: none"><li>甲</li></ol>')).toEqual(['甲']);
  });

  it('repeats merged cells of a table, with rows and columns named', async () => {
    const rows =
      '<tr><th rowspan="2">指标</th><th colspan="2">2023年</th></tr><tr><th>总量</th><th>增速</th></tr>' +
      '<tr><td>投资</td><td>100</td><td>5%</td></tr>';
    const [caption, row] = await articleOf(`<table><caption>主要指标</caption>${rows}</table>`);
    expect(caption).toMatchObject({ text: '主要指标', table: { kind: 'caption' } });
    expect(row?.text).toBe('指标：投资；2023年 总量：100；2023年 增速：5%');
    expect(row?.table).toEqual({
      kind: 'row',
      caption: '主要指标',
      row: '投资',
      columns: ['指标', '2023年 总量', '2023年 增速'],
    });
  });

  it('takes 见下表 for a sentence and 任务分解表 for a caption', async () => {
    const table = '<table><tr><th>任务</th><th>单位</th></tr><tr><td>修路</td><td>交通局</td></tr></table>';
    expect((await articleOf(`<p>任务分工见下表</p>${table}`)).map(({ text }) => text)).toEqual([
      '任务分工见下表',
      '任务：修路；单位：交通局',
    ]);
    expect((await articleOf(`<p>重点任务分解表</p>${table}`))[0]?.table).toEqual({ kind: 'caption' });
  });

  it('reads tables that only place text on the page as paragraphs', async () => {
    const menu = '<td><a href="/">首页</a></td>';
    const html = `<table><tr>${menu}<td><div id="zoom"><p>${'市政府推进改革。'.repeat(5)}</p><p>完。</p></div></td></tr></table>`;
    const { lines } = await read(html);
    expect(lines.map(({ text, table }) => [text.slice(0, 5), table])).toEqual([
      ['市政府推进', null],
      ['完。', null],
    ]);
  });

  it('is found without a known container, tables and lists included', async () => {
    const paragraphs = Array.from(
      { length: 8 },
      (_, index) => `<p>${index}、${'全市经济运行总体平稳，稳中有进。'.repeat(8)}</p>`,
    );
    const menu = `<div id="left"><ul>${'<li><a href="/x">栏目名称</a></li>'.repeat(20)}</ul></div>`;
    const table = '<table><tr><th>指标</th><th>数值</th></tr><tr><td>投资</td><td>100</td></tr></table>';
    const texts = await textsOf(
      `<body>${menu}<div class="c1"><div class="c2">${paragraphs.join('')}${table}<ul><li>短项</li></ul></div></div><div class="foot">备案号</div></body>`,
    );
    expect(texts).toHaveLength(10);
    expect(texts.slice(8)).toEqual(['指标：投资；数值：100', '短项']);
  });

  it('is the body of a page that says nothing about itself', async () => {
    expect(await textsOf('<p>第一段。</p><p>第二段。')).toEqual(['第一段。', '第二段。']);
  });

  it('may stand in several containers', async () => {
    const part = (name: string) => `<div class="TRS_Editor"><p>${name}${'推进改革开放。'.repeat(9)}</p></div>`;
    expect(
      (await textsOf(`<div>菜单</div><div class="m">${part('上')}${part('下')}</div>`)).map((text) => text[0]),
    ).toEqual(['上', '下']);
  });

  it('has its byline from a table of 发布机构 and 发布日期 above it', async () => {
    const table =
      '<table><tr><td>索引号：</td><td>001</td></tr><tr><td>发布日期：</td><td>2024-03-19</td></tr></table>';
    const texts = await textsOf(`<div>${table}</div><div id="zoom"><p>${'推进改革开放。'.repeat(9)}</p></div>`);
    expect(texts[0]).toBe('发布日期： 2024-03-19');
    expect(texts).toHaveLength(2);
  });
});

describe('what a page states', () => {
  const declaredOf = async (head: string) => (await read(`<head>${head}</head>${inArticle('')}`)).declared;

  it.each([
    ['政府工作报告_甲市人民政府网', '政府工作报告'],
    ['政府工作报告_要闻_甲市人民政府', '政府工作报告'],
    ['稳增长-促改革 - 甲市日报', '稳增长-促改革'],
    ['甲-乙一体化_甲市在线', '甲-乙一体化'],
    ['2024年甲市政府工作报告', '2024年甲市政府工作报告'],
  ])('reads the title %s as %s', async (title, expected) => {
    expect((await declaredOf(`<title>${title}</title>`)).title).toBe(expected);
  });

  it('reads Open Graph where the Chinese names are missing', async () => {
    const head =
      '<meta property="og:title" content="报告"><meta property="article:published_time" content="2024-01-10T08:00:00+08:00">' +
      '<link rel="canonical" href="https://example.cn/a">';
    expect(await declaredOf(head)).toEqual({ title: '报告', published: '2024-01-10', url: 'https://example.cn/a' });
  });

  it('leaves out what makes no sense', async () => {
    const head =
      `<meta name="ArticleTitle" content="${'长'.repeat(600)}"><meta name="PubDate" content="昨天">` +
      '<meta name="ContentSource" content="本站原创"><meta name="Url" content="javascript:alert(1)"><meta name="Author" content="某人">';
    expect(await declaredOf(head)).toEqual({});
  });
});

describe('encodings of pages', () => {
  const gbk = (html: string) => iconv.encode(html, 'gbk');
  const page = (charset: string) =>
    `<html><head>${charset}<title>报告</title></head>${inArticle('<p>全文完。</p>')}</html>`;

  it.each(['<meta charset="gb2312">', '<meta http-equiv="Content-Type" content="text/html; charset=gbk">', ''])(
    'reads GBK stated as %s',
    async (charset) => {
      const { lines, declared } = await readHtml(gbk(page(charset)), 'a.html');
      expect(lines.at(-1)?.text).toBe('全文完。');
      expect(declared.title).toBe('报告');
    },
  );

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'no-such-encoding'])(
    'takes a stated encoding of the name %s for none',
    async (name) => {
      const html = page(`<meta charset=${name}>`);
      expect((await readHtml(gbk(html), 'a.html')).lines.at(-1)?.text).toBe('全文完。');
      expect((await read(html)).lines.at(-1)?.text).toBe('全文完。');
    },
  );

  it('trusts UTF-8 bytes more than what a template states', async () => {
    expect((await read(page('<meta charset="gb2312">'))).lines.at(-1)?.text).toBe('全文完。');
  });
});

describe('hostile pages', () => {
  const article = `<p>${'正文在此。'.repeat(10)}</p>`;

  it.each<[string, string, string]>([
    ['unclosed tags', `<div><b><i><table><tr><td><p>${article}`, '正文在此。'],
    ['an attribute of a megabyte', `<p title="${'x'.repeat(1_000_000)}">${article}`, '正文在此。'],
    ['entities', '&lt;script&gt;&amp;nbsp;&#x3c;&#0;&#x110000;&notanentity;&#x2028;x', '<script>&nbsp;<'],
    ['plaintext', '<plaintext><b>一</b>\n</plaintext>', '<b>一</b>'],
    ['a script in the title', `<title><script>alert(1)</script></title>${article}`, '正文在此。'],
    [
      'a data: address',
      `<meta name="Url" content="data:text/html,x"><img src="data:image/png;base64,${'A'.repeat(100_000)}">${article}`,
      '正文在此。',
    ],
    ['a refresh', `<meta http-equiv="refresh" content="0;url=http://127.0.0.1:1/">${article}`, '正文在此。'],
    ['NUL bytes', `<p>正\0文\0在此。</p>`, '正文在此。'],
    ['a comment without an end', `${article}<!-- <p>后文`, '正文在此。'],
    ['a style sheet of nested rules', `<style>${'a{'.repeat(200_000)}</style>${article}`, '正文在此。'],
    ['100,000 paragraphs', '<p>正文在此。'.repeat(90_000), '正文在此。'],
    ['an endless caption', `<p>${'表'.repeat(1_000_000)}</p><table><tr><td>a<td>b<tr><td>c<td>d</table>`, '表表'],
  ])('with %s stay text', async (_, html, expected) => {
    const started = performance.now();
    const { lines, declared } = await read(html);
    expect(lines.map(({ text }) => text).join('\n')).toContain(expected);
    expect(declared.url).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(60_000);
  });

  it('with a cell a million columns wide are bounded', async () => {
    const huge = '<table><tr><td colspan=1000000 rowspan=1000000>甲</td></tr><tr><td>乙</td></tr></table>';
    const { lines } = await read(inArticle(huge.repeat(50)));
    expect(lines.map(({ text }) => text.length).reduce((sum, length) => sum + length, 0)).toBeLessThan(100_000);
  });

  it.each<[string, string, string]>([
    ['100,000 elements inside each other', '<div>'.repeat(100_000), 'at most 500 elements inside each other'],
    [
      'formatting without an end',
      Array.from({ length: 5_000 }, (_, index) => `<font size=${index}><p>`).join(''),
      'at most 3000000 elements, each counted with all it lies in',
    ],
    ['200,001 elements', '<br>'.repeat(200_001), 'at most 200000 elements'],
    ['10 MB', 'x'.repeat(10_000_001), 'at most 10000000 bytes'],
    [
      '1,000 attributes',
      `<p ${Array.from({ length: 1_000 }, (_, index) => `a${index}`).join(' ')}>x`,
      'at most 500 attributes',
    ],
    ['nothing', '', 'a page with text'],
    ['only a script', '<script>var text = 1;</script>', 'a page with text'],
  ])('with %s are refused by name', async (_, html, message) => {
    await expect(read(html)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringMatching(/^page\.html: /),
    });
    await expect(read(html)).rejects.toThrow(message);
  });

  it('fetch nothing', async () => {
    let requests = 0;
    const server = createServer((_, response) => {
      requests += 1;
      response.end('x');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const at = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    await read(
      `<html manifest="${at}/m"><head><base href="${at}/"><meta http-equiv="refresh" content="0;url=${at}/r"><link rel="stylesheet" href="${at}/s.css">` +
        `<link rel="preload" href="a" as="script"><script src="${at}/x.js"></script><style>@import url(${at}/i.css);</style></head>` +
        `<body background="${at}/b.png"><img src="${at}/p.png" onerror="fetch('${at}/e')"><iframe src="${at}/f"></iframe><object data="${at}/o"></object>` +
        `<embed src="${at}/q"><video src="${at}/v" poster="${at}/w"></video><svg><image href="${at}/g"/></svg>${article}</body></html>`,
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    server.close();
    expect(requests).toBe(0);
  });
});
