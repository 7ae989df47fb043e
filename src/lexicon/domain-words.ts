/** Words that general dictionaries lack and reports are full of; nodejieba is told them so that they stay whole. */
export const DOMAIN_WORDS: readonly string[] =
  // indicators, then units
  (
    '地区生产总值 生产总值 规上工业 规模以上工业 工业增加值 固定资产投资 社会消费品零售总额 一般公共预算收入 ' +
    '居民消费价格 城镇登记失业率 城镇调查失业率 城镇新增就业 人均可支配收入 进出口总额 高新技术企业 高新技术产业 ' +
    '常住人口 城镇化率 粮食产量 粮食总产 森林覆盖率 民生支出 参保率 脱贫攻坚 乡村振兴 营商环境 招商引资 老旧小区 ' +
    '棚户区 高标准农田 专精特新 小巨人 放管服 十三五 十四五 十五五 ' +
    '亿元 万元 万亿元 万吨 亿斤 万亩 万人 个百分点 百分点 平方公里'
  ).split(' ');
