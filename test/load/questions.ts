/** Questions for load: thousands that differ, so that no reply comes from memory, and a few that are asked again. */

const PLACES = (
  '北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 ' +
  '四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 荆门 仙桃 咸宁 汉川 武汉 宜昌 襄阳 黄石 十堰 孝感 荆州 黄冈'
).split(' ');
const YEARS = [2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026];
const INDICATORS = (
  '地区生产总值 粮食产量 城镇新增就业 固定资产投资 社会消费品零售总额 进出口总额 一般公共预算收入 规模以上工业增加值 ' +
  '居民人均可支配收入 城镇调查失业率 居民消费价格 高技术制造业增加值 服务业增加值 森林覆盖率 城镇化率 招商引资 老旧小区改造 ' +
  '高速公路里程 养老床位 技术合同成交额'
).split(' ');
const WORDINGS: readonly ((place: string, year: number, indicator: string) => string)[] = [
  (place, year, indicator) => `${year}年${place}${indicator}是多少？`,
  (place, year, indicator) => `${place}${year}年的${indicator}目标是什么？`,
  (place, year, indicator) => `${place}在${year}年怎样提高${indicator}？`,
  (place, year, indicator) => `${year}年${place}的${indicator}比上年增长了多少？`,
  (place, year, indicator) => `请问${place}${year}年完成了多少${indicator}，靠的是什么？`,
  (place, year, indicator) => `What does the report of ${place} say about ${indicator} in ${year}?`,
];
/** All combinations: 46,440. */
const COMBINATIONS = PLACES.length * YEARS.length * INDICATORS.length * WORDINGS.length;
/** Coprime to their number, so that every one comes once before any comes again, neighbours differing in all parts. */
const STRIDE = 17_389;

/** Gives another question each time, thousands of times; `from` begins elsewhere than another run did. */
export function createQuestions(from = 0): () => string {
  let number = from;
  return () => {
    number += 1;
    return makeQuestion((number * STRIDE) % COMBINATIONS);
  };
}

function makeQuestion(number: number): string {
  const place = PLACES[number % PLACES.length] ?? '';
  let rest = Math.floor(number / PLACES.length);
  const year = YEARS[rest % YEARS.length] ?? 0;
  rest = Math.floor(rest / YEARS.length);
  const indicator = INDICATORS[rest % INDICATORS.length] ?? '';
  rest = Math.floor(rest / INDICATORS.length);
  return WORDINGS[rest % WORDINGS.length]?.(place, year, indicator) ?? '';
}

/** Asked again and again: what many want to know on the same day. */
export const REPEATED: readonly string[] = Array.from({ length: 40 }, (_, number) => makeQuestion(number * 1_009 + 7));

/** Address of a question below `/v1/ask`. */
export function pathOf(question: string, more = ''): string {
  return `/v1/ask?q=${encodeURIComponent(question)}${more}`;
}

/** Four of five questions are ones that were asked before; the fifth never was. */
export function createMixture(from = 0): () => string {
  const unrepeated = createQuestions(from);
  let number = 0;
  return () => {
    number += 1;
    return number % 5 === 0 ? unrepeated() : (REPEATED[number % REPEATED.length] ?? '');
  };
}
