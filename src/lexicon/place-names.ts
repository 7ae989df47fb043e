/**
 * Lexicon, names of places that no rule gives: tables the gazetteer is built with. Facts of geography and language, each
 * table as short as the rule beside it allows.
 */

/** The 55 ethnic minorities as they stand in names of autonomous places, longest first where one ends another. */
export const ETHNIC_NAMES: readonly string[] = (
  '蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 ' +
  '水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 ' +
  '俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族 各族 维吾尔 哈萨克 柯尔克孜 蒙古 塔吉克 锡伯 达斡尔 回'
).split(' ');

const DIVISION = new RegExp(
  `(?<=.{2})(?:(?:${ETHNIC_NAMES.join('|')})*(?:自治州|自治区|自治县)|特别行政区|省|市|区|县)$`,
);

/** A full name without what kind of place it is and whose: 新疆 of 新疆维吾尔自治区. */
export function shortNameOf(name: string): string {
  return name.replace(DIVISION, '');
}

/** Words without the place that they begin with, in full or short: 湖北省的高速公路, 湖北高速公路. */
export function withoutPlace(words: string, place: string | null): string {
  const names = place === null ? [] : [place, shortNameOf(place)];
  const name = names.find((each) => words.startsWith(each)) ?? '';
  return words.slice(name.length).replace(/^的/, '');
}

/** One-character names of provinces, by the first two digits of GB/T 2260. */
export const ABBREVIATIONS: ReadonlyMap<string, string> = new Map(
  (
    '京11 津12 冀13 晋14 蒙15 辽21 吉22 黑23 沪31 苏32 浙33 皖34 闽35 赣36 鲁37 豫41 鄂42 湘43 粤44 桂45 琼46 渝50 川51 蜀51 黔52 贵52 滇53 云53 藏54 陕61 秦61 ' +
    '甘62 陇62 青63 宁64 新65 台71 港81 澳82'
  )
    .split(' ')
    .map((entry) => [entry.charAt(0), entry.slice(1)]),
);

/** Abbreviations that are hardly ever anything else: one of them makes the run it stands in a row of provinces. */
export const DISTINCT_ABBREVIATIONS = new Set('京津冀晋辽沪浙皖闽赣鲁豫鄂湘粤桂琼渝黔滇陕');
/** Abbreviations that are everyday characters and count only beside a distinct one (沪苏浙皖, 粤港澳, 陕甘宁). */
export const RUN_ABBREVIATIONS = new Set('蒙吉黑苏川藏甘宁港澳');

/** Short names that are everyday words: found in a text only in full (东方市), though `resolve` knows them. */
export const EVERYDAY_NAMES = new Set(
  (
    '东方 和平 平安 新华 长安 来宾 白银 大同 阿里 合作 同仁 灯塔 龙井 无为 江山 双河 新星 阳春 安宁 永安 永康 长治 新民 兴化 开平 三河 沙河 ' +
    '尚志 五常 临江 临海 平湖 明光 天长 高安 高平 孝义 武安 安国 安达 同江 海林 海城 海安 东港 东台 东阳 宁国 乐平 兴城 凤城 北镇 南雄 平果 开远 ' +
    '沙湾 弥勒 兴义 兴仁 赤水 新乐 河间 庐山 黄山 铁力 共青城 会理 文山 新密 高密 英德 大安 开原 南安 福安 宜城 应城 桂平 龙泉 项城 磐石 子长 资兴 凉山'
  ).split(' '),
);

/** Full names of districts that every city may have, and words that end like one. */
export const EVERYDAY_DISTRICTS = new Set(
  (
    '新城区 老城区 市中区 城中区 城东区 城西区 城南区 城北区 城关区 城厢区 新市区 解放区 港口区 高新区 开发区 经开区 新区 林区 矿区 郊区 城区 ' +
    '中心区 湖滨区 滨湖区 滨海新区 滨江区 平原区 江南区 江北区 山城区 河东区 河西区 河口区 向阳区 前进区 工农区 红旗区 青云谱区 通道县 示范区 和县 南部县'
  ).split(' '),
);

/**
 * Words that hold a place's name and are not the place, where the edges of words do not show it (word-edges.ts): a name
 * stands at the beginning of a word or is one (苏州河, 幸福安康), or the segmenter does not know the word (医保, 弘扬).
 */
export const LOOKALIKES: readonly string[] = (
  '长治久安 天下大同 出海口 入海口 阿里巴巴 阿里云 北海道 长白山 孙中山 中山大学 中山路 中山装 中山陵 上海合作组织 和田玉 ' +
  '太行山 巴丹吉林 萨拉乌苏 乌苏里江 苏州河 推广 医保 新晋 幸福安康 富足安康 周年大庆 弘扬 天山 回迁 木兰溪 罗浮山 ' +
  '武汉城市圈 上海精神 大庆精神 延安精神 井冈山精神 三明治 朝阳产业 安康码 宁德时代 沪宁 宁沪 东京'
).split(' ');

/** Characters after 河南, 湖北, 山西, … that make them the side of a river or mountain: 黄河南岸, 太行山西麓. */
export const SIDE_WORDS = new Set('岸麓坡侧畔');

/** What follows a place's short name when it is the name of a street: 朝阳大道, 湖北路. */
export const STREET = /^(?:路|大道|大街|街道)/;

/** Spellings that are English words or people's names first: 5 miles, Ali. */
export const EVERYDAY_SPELLINGS = new Set(['mile', 'ali']);

/** English names that are not the pinyin of the short name, and the choice where two cities share one, by code; the usual name last. */
export const ENGLISH_NAMES: ReadonlyMap<string, string> = new Map(
  (
    'shanxi 140000,shaanxi 610000,nei mongol 150000,inner mongolia 150000,xizang 540000,tibet 540000,' +
    'hongkong 810000,hong kong 810000,macau 820000,macao 820000,taiwan 710000,peking 110000,beijing 110000,jilin city 220200,' +
    'harbin 230100,qiqihar 230200,hohhot 150100,ordos 150600,hulunbuir 150700,bayannur 150800,ulanqab 150900,' +
    'hinggan 152200,xilingol 152500,alxa 152900,lhasa 540100,shigatse 540200,xigaze 540200,qamdo 540300,' +
    'chamdo 540300,nyingchi 540400,urumqi 650100,ürümqi 650100,karamay 650200,turpan 650400,aksu 652900,' +
    "kashgar 653100,hotan 653200,ili 654000,altay 654300,ngawa 513200,garze 513300,golog 632600,lu'an 341500," +
    'suzhou 320500,fuzhou 350100'
  )
    .split(',')
    .map((entry) => [entry.slice(0, -7), entry.slice(-6)]),
);
