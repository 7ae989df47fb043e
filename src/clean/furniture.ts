/**
 * Cleaning, page furniture: the lines of a web page that are not the document's. One line goes in; the reason to drop
 * it, or null, comes out. The rules are general patterns of Chinese government and newspaper sites, and are asked only
 * at the head and the tail of a file (zones.ts), where furniture stands.
 */

/** Furniture is short; a longer line is text whatever it begins with. UTF-16 code units. */
const LONGEST_FURNITURE = 160;
/** A crumb of a breadcrumb, an entry of a menu. */
const LONGEST_CRUMB = 12;

/** Reasons whose lines say when, from whom or by whom a document was published. */
export const BYLINE = 'byline';
export const EDITOR = 'editor';
export const NAVIGATION = 'navigation';

/** Buttons and menu words; a line of nothing else is navigation. */
const BUTTON_WORDS = new Set(
  (
    '下载 打印 打印本页 打印页面 全屏 收藏 加入收藏 加大 还原 减小 大 中 小 特大 默认 首页 网站首页 登录 登陆 注册 退出 关闭 关闭窗口 关闭本页 ' +
    '分享 分享到 分享至 分享到微信 微信 微博 QQ QQ空间 朗读 繁体 简体 无障碍 长者模式 字号 字体 字体大小 返回 返回顶部 返回首页 纠错 我要纠错 ' +
    '搜索 导航 菜单 当前位置 您的位置 您现在的位置 您当前的位置 所在位置 阅读量 浏览量 × > › » | A A+ A-'
  ).split(' '),
);
const BUTTON_SEPARATORS = /[\s|｜【】[\]()（）:：,，、/]+/;

const CRUMB_TRAIL = /^(?:首页|网站首页|当前位置|您的位置|您现在的位置|您当前的位置|所在位置)\s*[:：>›»|]/;
const CRUMB_SEPARATOR = /\s*[|｜>›»]\s*/;
/** A crumb is a bare name: punctuation or markup makes it a sentence, a table row or a tag. */
const SENTENCE_MARK = /[。，；、：,;<%\d]/;
const LONE_SEPARATOR = /^[>›»]$/;
const READ_MORE = /^(?:点击)?(?:查看|阅读|展开|显示)(?:余下|剩余|更多)?(?:全文|全部|原文)$/;
const ADDRESS = /^(?:https?:\/\/|www\.)\S+$/i;
/** 原文链接：https://… below a text, and where the office is that keeps the site. */
const LABELLED_ADDRESS =
  /^[（(【[]?(?:原文|来源|文章|网页|本文|阅读)?(?:链接|网址|地址|出处|URL)\s*[:：]\s*(?:https?:\/\/|www\.)\S+$/i;
const POSTAL_ADDRESS = /^(?:联系|办公|通[讯信]|单位)?地址\s*[:：].{4,80}(?:邮编|邮政编码)\s*[:：]?\s*\d{6}/;
const HOST = /^(?:主办|承办|主管|协办|指导|技术支持)(?:单位)?[:：]/;
const RECORD_NUMBER = /^\S{0,4}(?:ICP备|公网安备|网站标识码)/;

const EDITOR_LABEL =
  /^[（(【[]?(?:责任编辑|值班编辑|执行编辑|编辑|责编|编审|审核|审校|校对|监制|供稿|初审|复审|终审|主编)\s*[:：]/;
const BYLINE_LABEL =
  /^[（(【[]?(?:来源|信息来源|文章来源|稿源|发布时间|发布日期|发表时间|成文日期|更新时间|时间|日期|作者|栏目|发布机构|(?:发文|发布|印发|公布|制定|签发)(?:单位|机关|机构)|索引号|文号|发文字号|主题分类|信息分类|浏览次数|浏览量|阅读量|阅读次数|访问量|点击数|点击量|点击率|字号|字体|字体大小)\s*[:：]/;
const ORIGINAL_TITLE = /^[（(【[]?原标题\s*[:：]/;
const CLOCK_TIME = /^[（(]?\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?[\sT]*\d{1,2}[:：时点]\d{1,2}/;
/** Behind the number of a magazine, too. */
const BARE_ISO_DATE = /^(?:\d{4}年第\d{1,3}期[\s|·]{0,3})?\d{4}-\d{1,2}-\d{1,2}$/;
const DATE_AND_LABEL = /^\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?\s{0,4}(?:来源|编辑|责编|作者|浏览|稿源)/;

/** A reporter's name, not a reporter's question: `记者：感谢您` opens a turn of an interview. */
const REPORTER =
  /^[（(](?:本报|本网)?(?:记者|通讯员)[^。？?]{2,30}[)）]$|^(?:本报|本网)?(?:记者|通讯员)\s*[:：]?\s*[\p{Script=Han}\s]{2,8}$/u;

const PHOTO_CREDIT = /(?:记者|通讯员|摄影)[^。]{1,30}摄(?:影)?[)）]?$/;
const SPEAKER_AT_DESK = /(?:作|做)(?:了)?(?:省|市|县|区)?(?:人民)?政府工作报告/;
const TELLS_OF_ASSEMBLY = /代表大会|(?:会议|大会)(?:上|在|开幕)/;
const SPEECH_BEGINS = /^各位(?:代表|委员)/;

/** Begins what a page shows below its text; everything after it belongs to the page. */
const RELATED =
  /^[【[(（]?(?:相关(?:附件|链接|文档|报道|阅读|新闻|稿件|文章|推荐|专题|解读)|延伸阅读|推荐阅读|热门推荐|精彩图片|精彩推荐|猜你喜欢|更多新闻|扫一扫|扫描二维码|扫码|分享到|分享:|分享：|上一篇|下一篇|友情链接|网站地图|附件下载|打印本页|关闭窗口|》》)/;
const COPYRIGHT =
  /^(?:[【[(（]?(?:版权|免责|特别|法律|本网|本站)[^。，,]{0,6}声明|声明[:：]|版权所有|版权归|Copyright|©|凡本[网站]|\d{1,2}[、.]\s?凡本[网站])|^.{0,30}版权.{0,20}声明[:：]?$/i;

/** Begins a block that reaches to the end of the page. */
export function opensPageEnd(text: string): string | null {
  if (COPYRIGHT.test(text.slice(0, LONGEST_FURNITURE))) return 'copyright';
  return text.length <= LONGEST_FURNITURE && RELATED.test(text) ? 'related links' : null;
}

/**
 * Why a line is page furniture, null when it is not.
 *
 * @param line the line with its white space squeezed, not closed: `来源:荆门日报 编辑:…` has its parts apart.
 * @param neighbours the lines before and after it (blank ones left out), for menus that have one word a line.
 */
export function judgeFurniture(line: string, neighbours: { before: string; after: string }): string | null {
  if (line.length > LONGEST_FURNITURE) return null;
  if (isNavigation(line, neighbours)) return NAVIGATION;
  if (ADDRESS.test(line) || LABELLED_ADDRESS.test(line) || POSTAL_ADDRESS.test(line)) return 'address';
  // 主办单位：省交通运输厅 may close a list of projects; what heads a page has no full stop and names no second office.
  if ((HOST.test(line) && !/[。，；,;]/.test(line)) || RECORD_NUMBER.test(line)) return 'page header';
  if (ORIGINAL_TITLE.test(line)) return 'original title';
  if (EDITOR_LABEL.test(line)) return EDITOR;
  if (
    BYLINE_LABEL.test(line) ||
    CLOCK_TIME.test(line) ||
    BARE_ISO_DATE.test(line) ||
    DATE_AND_LABEL.test(line) ||
    REPORTER.test(line)
  ) {
    return BYLINE;
  }
  return isPhotoCaption(line, neighbours) ? 'photo caption' : null;
}

/** A label whose value stands on the next line: `来源：`, `【字体：`. */
export function isBareLabel(line: string): boolean {
  return /[:：]$/.test(line) && (BYLINE_LABEL.test(line) || EDITOR_LABEL.test(line));
}

/**
 * 市长某某作政府工作报告。本报记者某某摄: tells of a picture that did not come along and stands just above the speech. A
 * line that names the assembly says when, where and who, as a preamble does, and stays.
 */
function isPhotoCaption(line: string, { before, after }: { before: string; after: string }): boolean {
  if (TELLS_OF_ASSEMBLY.test(line)) return false;
  if (PHOTO_CREDIT.test(line.slice(-40))) return true;
  if (TELLS_OF_ASSEMBLY.test(before) && !/[上。）)]$/.test(before)) return false;
  return SPEAKER_AT_DESK.test(line) && SPEECH_BEGINS.test(after);
}

function isNavigation(line: string, { before, after }: { before: string; after: string }): boolean {
  if (READ_MORE.test(line) || CRUMB_TRAIL.test(line) || LONE_SEPARATOR.test(line)) return true;
  if (line.length <= LONGEST_CRUMB && (LONE_SEPARATOR.test(before) || LONE_SEPARATOR.test(after))) return true;
  const words = line.split(BUTTON_SEPARATORS).filter((word) => word !== '');
  if (words.every((word) => BUTTON_WORDS.has(word))) return true;
  const crumbs = line.split(CRUMB_SEPARATOR);
  return crumbs.length > 2 && crumbs.every((crumb) => crumb.length <= LONGEST_CRUMB && !SENTENCE_MARK.test(crumb));
}
