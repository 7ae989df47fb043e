/**
 * A report for the tests of formats, in the form of a county's government work report: headings that stand alone and
 * headings that run into their paragraph, a table with its unit, figures. Every sentence and every figure is invented.
 */

/** A part of a report, as an office writes it; a `number` stands before its heading. */
export type Block =
  | { readonly kind: 'title' | 'preamble' | 'paragraph'; readonly text: string }
  | { readonly kind: 'heading' | 'subheading'; readonly number: string; readonly text: string }
  | { readonly kind: 'table'; readonly caption: string; readonly unit: string; readonly rows: readonly string[][] };

const title = (text: string): Block => ({ kind: 'title', text });
const preamble = (text: string): Block => ({ kind: 'preamble', text });
const heading = (number: string, text: string): Block => ({ kind: 'heading', number, text });
const subheading = (number: string, text: string): Block => ({ kind: 'subheading', number, text });
const paragraph = (text: string): Block => ({ kind: 'paragraph', text });

/** The table's section holds nothing else, so that formats without tables differ from the others in it alone. */
export const TABLE_SECTION = '三、2024年主要预期目标';

export const REPORT: readonly Block[] = [
  title('钟祥市2024年政府工作报告'),
  preamble('——2024年1月8日在钟祥市第七届人民代表大会第三次会议上'),
  preamble('市长　周明远'),
  paragraph('各位代表：'),
  paragraph('现在，我代表市人民政府，向大会报告工作，请予审议，并请市政协委员和其他列席人员提出意见。'),

  heading('一、', '2023年工作回顾'),
  paragraph(
    '过去的一年，我们坚持稳中求进，扛住了需求不足的压力，办成了一批打基础的大事。全市地区生产总值达到682.4亿元，增长6.3%；一般公共预算收入31.6亿元，增长9.8%；城镇居民人均可支配收入43215元，增长5.7%。',
  ),
  subheading('（一）', '产业根基更加稳固'),
  paragraph(
    '磷化工产业向精细化转型，新增规模以上工业企业38家，总数达到342家，工业投资增长14.2%。葛根、香菇、泉水柑三个农产品入选全国名特优新农产品名录，农产品加工业产值突破460亿元。全年接待游客1180万人次，明显陵景区夜间开放87天，带动住宿餐饮消费增长12.5%。',
  ),
  paragraph(
    '科技创新投入持续加大，全社会研发经费支出占地区生产总值的比重提高到2.1%。高新技术企业净增19家，达到126家；与六所高校共建产业研究院，转化科技成果45项，合同成交额8.9亿元。',
  ),
  subheading('（二）', '城乡面貌持续改善'),
  paragraph(
    '改造城镇老旧小区52个，惠及居民9640户；新建城市公园6座、口袋公园23个，新增停车位2150个。汉江大桥主体工程合龙，南湖片区雨污分流管网铺设37公里，城区内涝点由21处减少到5处。新改建农村公路286公里，建成和美乡村示范村18个，农村生活垃圾无害化处理率达到98%。',
  ),
  subheading('（三）', '民生保障扎实有力'),
  paragraph(
    '城镇新增就业1.26万人，返乡创业3100人，零就业家庭保持动态清零。新建、改扩建学校9所，增加学位4200个，义务教育大班额全部消除。市人民医院新院区投入使用，增加床位600张，县域内就诊率达到92.3%。建成社区老年食堂31家，日均供餐4800人次。',
  ),
  paragraph(
    '回顾一年的工作，我们也清醒看到存在的困难和问题：新兴产业规模偏小，企业用工结构性短缺；乡镇污水处理设施运行不够稳定；一些干部抓落实的本领还有欠缺。对此，我们将采取有力措施，认真加以解决。',
  ),

  heading('二、', '2024年总体要求'),
  paragraph(
    '今年是实现“十四五”规划目标任务的关键一年。做好政府工作，要坚持以推动高质量发展为主题，把恢复和扩大需求摆在优先位置，统筹发展和安全，推动经济实现质的有效提升和量的合理增长，让人民群众的获得感成色更足。',
  ),

  heading('三、', '2024年主要预期目标'),
  {
    kind: 'table',
    caption: '表1 主要预期目标',
    unit: '亿元',
    rows: [
      ['指标', '2023年完成', '2024年目标', '增速'],
      ['地区生产总值', '682.4', '730.2', '7%左右'],
      ['规模以上工业增加值', '198.7', '215.6', '8.5%'],
      ['固定资产投资', '355.1', '390.6', '10%'],
      ['社会消费品零售总额', '286.9', '312.7', '9%'],
      ['外贸出口', '24.3', '27.0', '11%'],
    ],
  },

  heading('四、', '2024年重点工作'),
  paragraph(
    '（一）全力扩大有效投资。坚持项目为王，计划实施亿元以上项目165个，完成年度投资240亿元。加快汉江大桥引线、沿江高速钟祥段等交通项目建设，确保大桥10月底前通车。抢抓政策机遇，力争争取各类专项资金55亿元。',
  ),
  paragraph(
    '（二）加快建设现代化产业体系。推动磷化工企业技改扩规，新上技术改造项目70个；培育新能源电池材料产业，力争产值达到120亿元。支持香菇产业延链补链，建设出口示范基地2万亩。开展企业服务专员行动，为规模以上企业一对一解决难题。',
  ),
  paragraph(
    '（三）扎实推进乡村全面振兴。落实最严格的耕地保护制度，建设高标准农田15万亩，粮食总产量稳定在20亿斤以上。推广水稻机插秧和再生稻，主要农作物综合机械化率提高到86%。盘活闲置农房400套，村集体经济年收入20万元以上的村占比达到75%。',
  ),
  paragraph(
    '（四）用心办好民生实事。今年将新增托位850个，改造老旧小区46个，新建社区老年食堂20家，为2.3万名适龄女生免费接种疫苗。实施城区供水管网更新，更换老旧管道62公里，让群众喝上放心水。',
  ),
  paragraph(
    '（五）守牢安全发展底线。压实安全生产责任，完成燃气老旧管网改造48公里；稳妥化解隐性债务，确保政府债务风险总体可控。完善防汛抗旱体系，除险加固病险水库17座，新建应急物资储备点12个。',
  ),
  paragraph(
    '各位代表，实干成就梦想，奋斗开创未来。让我们凝心聚力、锐意进取，为谱写中国式现代化钟祥篇章作出新的更大贡献！',
  ),
];
