/** Inputs that nobody writes by hand: texts of one shape as long as wanted, each with a name. Takes a length in characters. */

export interface Shape {
  readonly name: string;
  /** Exactly `length` UTF-16 code units. */
  readonly make: (length: number) => string;
}

/** What is repeated until the text is full. */
const REPEATED = {
  'a figure of two characters': '翻番',
  'a share': '增长6.7%，',
  'one number without end': '9',
  'numbers between commas': '1,',
  'numbers between full-width commas': '1，',
  'points of decimals': '1.',
  'opening quotation marks': '“',
  'closing quotation marks': '”',
  'empty quotations': '“”',
  'quotations of one word': '“经济增长”',
  'quotations of a sentence': '“地区生产总值增长7%左右”。',
  'elided quotations': '“荆门……增长……左右”',
  'corner brackets': '「',
  'opening brackets': '（',
  'pairs of brackets': '（）',
  'brackets that close nothing': '）',
  'opening titles': '《',
  titles: '《政府工作报告》',
  'ordinals of headings': '一、',
  'headings a line': '一、经济\n',
  'full stops': '。',
  'line breaks': '\n',
  'line breaks of two characters': '\r\n',
  spaces: ' ',
  'ideographic spaces': '\u3000',
  tabs: '\t',
  'one letter': 'a',
  'letters between spaces': 'a ',
  'percent signs': '%',
  'beginnings of a share': '百分之',
  'Chinese numerals': '十',
  'ten thousands': '万',
  'Chinese numbers': '一百二十三万四千亿',
  'years in Chinese numerals': '二〇二四年',
  years: '2024年',
  'years without a sign': '2024 ',
  'days of a calendar': '2024年2月30日',
  'parts of years': '上半年',
  'five-year plans': '“十四五”',
  'names of a province': '湖北省',
  'names of cities': '荆门市咸宁市仙桃市汉川市武汉市',
  'whole statements': '荆门市2024年地区生产总值增长7%。',
  'statements of no report': '火星县2024年地区生产总值增长97%。',
  'comparisons of two years': '比上年增长',
  'targets without a figure': '目标',
  denials: '不是',
  'English articles': 'the ',
  'English figures': 'GDP grew by 7% in 2024. ',
  'English number words': 'one hundred and ',
  'English words of many senses': 'set run take ',
  'six dots': '……',
  'signs of what was left out': '[…]',
  'rules of a table': '|-',
  'signs of a list': '- ',
  'enumeration commas': '、',
  semicolons: '；',
  addresses: 'https://a.example/?a=1&',
  'note marks': '[1]',
  'circled numbers': '①',
  'marks that combine': 'a\u0301\u0302',
  emoji: '👩‍👩‍👧',
  'half a character': '\ud800',
  'ideographs beyond the plane': '𠮷',
  slashes: '12/',
  'ranges without end': '1至',
  hyphens: '1-',
  backslashes: '\\',
  markup: '<b>',
} as const;

const CJK_START = 0x4e00;
const CJK_COUNT = 20_000;
/** Coprime to the number of ideographs: no two of them come together twice. */
const STRIDE = 7_919;

const fill = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** Parts that differ, one after the other until the text is full. */
function join(makePart: (index: number) => string, length: number): string {
  const parts: string[] = [];
  for (let index = 0, size = 0; size < length; index += 1) {
    const part = makePart(index);
    parts.push(part);
    size += part.length;
  }
  return parts.join('').slice(0, length);
}

const UNITS = ['亿元', '%', '万人', '个', '公里', '万吨'];
const unitAt = (index: number): string => UNITS[index % UNITS.length] ?? '个';
const ideographAt = (index: number): string => String.fromCharCode(CJK_START + ((index * STRIDE) % CJK_COUNT));

export const SHAPES: readonly Shape[] = [
  ...Object.entries(REPEATED).map(([name, unit]): Shape => ({ name, make: (length) => fill(unit, length) })),
  { name: 'ideographs without order', make: (length) => join(ideographAt, length) },
  { name: 'figures that differ', make: (length) => join((at) => `${at}${unitAt(at)}，`, length) },
  {
    name: 'quotations that differ',
    make: (length) => join((at) => `“${ideographAt(at)}${ideographAt(at + 1)}增长${at}%”`, length),
  },
  {
    name: 'brackets in brackets',
    make: (length) => fill('（', Math.floor(length / 2)) + fill('）', Math.ceil(length / 2)),
  },
  {
    name: 'quotations in quotations',
    make: (length) => fill('“', Math.floor(length / 2)) + fill('”', Math.ceil(length / 2)),
  },
  { name: 'one sentence without a stop', make: (length) => join((at) => `${ideographAt(at)}增长${at}，`, length) },
];
