/**
 * Lexicon, the bodies of the nation: does a line name one as who speaks or issues? Ministries, commissions and
 * administrations are those of the State Council since its reform of 2023 (国务院机构设置), with the names that titles
 * shorten them to.
 */

const NATIONAL_BODIES = [
  '国务院|中共中央|中国共产党中央|党中央|中央(?:纪委|军委|网信办|财办|改革办|组织部|宣传部|办公厅)|最高人民(?:法院|检察院)',
  '全国(?:人民代表大会|人大|政协|总工会|妇联)|中国人民政治协商会议全国委员会|共青团中央|中国人民银行|审计署|海关总署|税务总局',
  '(?:外交|国防|教育|科学?技术?|工业和信息化|工信|公安|民政|司法|财政|商务|水利|自然资源|生态环境|交通运输|农业农村)部',
  '(?:人力资源(?:和)?社会保障|人社|住房(?:和)?城乡建设|住建|文化和旅游|文旅|退役军人(?:事务)?|应急(?:管理)?)部',
  '国家(?:发展(?:和)?改革|卫生健康|民族事务)(?:委员会|委)|国家(?:发改|卫健|民)委|国家安全部',
  '国家(?:税务|市场监(?:督)?管(?:理)?|金融监(?:督)?管(?:理)?|广播电视|体育)总局|(?:市场监管|金融监管|体育|广电)总局',
  '国家(?:统计|能源|数据|医疗保障|医保|知识产权|粮食和物资储备|粮食和储备|林业和草原|林草|铁路|民用航空|邮政|文物|中医药)局',
  '国家(?:疾病预防控制|疾控|矿山安全监察|外汇管理|药品监督管理|药监|移民管理|消防救援|档案|保密|密码管理|信访|公务员)局',
].join('|');

/** Opens a line: 国务院总理 李强, 财政部 税务总局关于…的公告, 中华人民共和国国家统计局. */
const OPENED_BY = new RegExp(`^[《—（(\\s]*(?:中华人民共和国)?(?:\\d{4}年)?(?:${NATIONAL_BODIES})`);
/** The country itself, whose statistics and plans name no body: 中华人民共和国2024年国民经济和社会发展统计公报. */
const COUNTRY = /^[《\s]*中华人民共和国(?:\d{4}年|国民经济)/;
/** Numbers of the State Council, the Central Committee and their offices: 国发〔2024〕3号. */
const NUMBER = /^(?:国(?:办)?[发函]|中(?:办)?发)(?:明电)?\s?[〔［[（(【]\d{4}/;
/** ——2025年3月5日在第十四届全国人民代表大会第三次会议上, and in English */
const ASSEMBLY =
  /在.{0,8}全国(?:人民代表大会|人大|政协)|\bNational People['’]s Congress\b|\bPremier of the State Council\b/;

/** Whether a line that is a title, a signature or the like names a body of the nation as the one whose text it is. */
export function namesNationalBody(line: string): boolean {
  return [OPENED_BY, COUNTRY, NUMBER, ASSEMBLY].some((pattern) => pattern.test(line));
}
