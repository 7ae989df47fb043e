/**
 * Describe, what a document says of itself: reads title, preamble, bylines and form of a cleaned document. Every function
 * takes what cleaning found and gives one fact, null when the text does not say. Patterns are those of Chinese reports,
 * interviews and the pages they stand on.
 */

import type { CleanedDocument } from '../clean/contract.js';
import { DOCUMENT_KINDS, type DocumentType, type KindSigns, kindByTitle, kindOf } from '../document-kinds.js';
import type { Gazetteer, Region } from '../lexicon/contract.js';
import { findDate, findDateOrMonth } from '../lexicon/dates.js';
import { NATION } from '../lexicon/nation.js';
import { namesNationalBody } from '../lexicon/national-bodies.js';
import { toSimplified } from '../lexicon/simplified.js';
import { LONE_YEAR, YEAR_DIGITS } from '../lexicon/years.js';

/** Paragraphs from the first that may be title, preamble or signature. */
const OPENING_PARAGRAPHS = 8;
/** UTF-16 code units; a longer paragraph is text. */
const LONGEST_PREAMBLE = 80;
/** The same of one in English. */
const LONGEST_ENGLISH_PREAMBLE = 240;
const LONGEST_SIGNATURE = 30;
/** Characters in which a speaker says for whom, and to whom. */
const PREAMBLE = 1_000;
/** Paragraphs up to the last that may be signature and date. */
const CLOSING_PARAGRAPHS = 4;
/** So many questions make an interview; one alone may be a quotation. */
const MIN_QUESTIONS = 2;

const ASSEMBLY =
  /在.{2,50}(?:会议|大会)(?:上|的政府工作报告)|\b(?:at|to) the .{2,60}\b(?:session|meeting|congress)\b.{0,120}/i;
const DATE = String.raw`[\d二].{2,4}年.{1,3}月.{1,3}日`;
const DATE_IN_BRACKETS = new RegExp(`^[（(]${DATE}[)）]$`);
const DATE_ALONE = new RegExp(`^${DATE}$`);
/** （2026年2月10日印发）, 市人民政府办公室　2024年5月16日印发, 市人民政府 二〇二四年三月八日 */
const ISSUED = new RegExp(
  `^[（(]?(?:\\S{2,30}(?:\\s|政府|办公厅|办公室|[局厅委院]))?\\s?${DATE}(?:印发|公布|发布|成文)?[)）]?$`,
);
/** （2026年3月25日某市第五届人民代表大会第六次会议通过） */
const PASSED = new RegExp(`^[（(]${DATE}.{2,60}(?:通过|批准|审议通过)[)）]$`);
/** 2028年4月, below the title of a white paper. */
const MONTH_ALONE = /^(?:\d{4}|二[\p{Script=Han}〇○]{3})年.{1,3}月$/u;
/** 随政办发〔2024〕12号, 〔2024〕3号 */
const DOCUMENT_NUMBER = new RegExp(`[〔［[（(【](${YEAR_DIGITS})[〕］\\])）】]\\s?第?\\d{1,5}号`);
/** What a census and the like were counted at: 2020年11月1日零时, 2023年末. */
const COUNTED_AT = new RegExp(`(${LONE_YEAR})年(?:\\d{1,2}月\\d{1,2}日零时|12月31日|末|底)`);
/** 2025年工作安排 is ahead, 2024年工作回顾 behind. */
const WORK_AHEAD = new RegExp(
  `(${LONE_YEAR})年.{0,10}(?:工作(?:总体)?(?:安排|任务|部署|重点|打算|要求|计划|目标)|重点工作|目标任务)`,
);
const WORK_BEHIND = new RegExp(`(${LONE_YEAR})年.{0,10}(?:回顾|工作总结)`);
const SIGNED_DATE = /(?:政府|办公[厅室]|委员会|[厅局委]|调查总?队)\s?[\d二].{2,4}年.{1,3}月.{1,3}日(?:印发|发布)?$/;
const NAME = String.raw`[\p{Script=Han}·]{2,15}`;
const SPEAKS_FOR_NATION = /我代表(?:国务院|全国人民代表大会|全国人大)/;
const SENTENCE_END = /[。；！？：]$/;
const OFFICE_AND_NAME = new RegExp(`(?:长|总理|主席|书记|主任)\\s(${NAME})$`, 'u');
/** 省长 殷勇同志作政府工作报告: who delivers, in a sentence of its own. */
const DELIVERS = new RegExp(
  `(?:[省市县区州]长|主席)\\s?(${NAME}?)(?:同志)?(?:代表.{2,12}[,，]?)?(?:在.{2,40}(?:会议|大会)上)?(?:向大会)?作政府工作报告`,
  'u',
);
/** ——2025年1月14日海南省省长刘小明在……会议上的讲话 */
const SPEAKS_AT = new RegExp(`日.{0,16}?(?:[省市县区州]长|主席)(${NAME}?)在.{2,50}(?:会议|大会)上`, 'u');
/** 龚正市长在……会议的政府工作报告 */
const SPEAKS_BY_OFFICE = /日(\p{Script=Han}{2,4})(?:[省市县区州]长|主席)在.{2,50}(?:会议|大会)/u;
const HAN = /\p{Script=Han}/u;
const ENGLISH_OFFICE = '(?:Acting )?(?:Premier|Governor|Mayor|Chair(?:man|woman|person)?|Magistrate|Chief Executive)';
const ENGLISH_NAME = String.raw`\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+){1,3}`;
/** Li Ming, Mayor of …; Mayor Li Ming */
const ENGLISH_SPEAKER = new RegExp(`^(?:By )?(${ENGLISH_NAME}), ${ENGLISH_OFFICE}\\b`, 'u');
const ENGLISH_SPEAKER_BEHIND = new RegExp(`^(?:By )?${ENGLISH_OFFICE} (${ENGLISH_NAME})$`, 'u');
const DATE_AND_NAME = new RegExp(`日\\s(${NAME})[)）]$`, 'u');
const BARE_NAME = /^(?:.{0,12}(?:省长|市长|县长|区长|州长|盟长|主席))?(\p{Script=Han}{2,4})$/u;
const SALUTATION = /^各位|^同志/;
const TO_ASSEMBLY = /^各位(?:代表|委员)/m;
const SIGNING_BODY =
  /(?:政研室|研究室|研究院|办公室|委员会|人民政府|[省市县区]委|[省市县区]政府|课题组|发改委|局|厅|调查总?队)$/;
/** What an office issues in its own name; an article is what somebody says, and may be signed by an office. */
const OFFICIAL_PAPER = /公报|通知|通告|公告|通报|意见|决定|批复|办法|规定|条例|细则|方案|规划|纲要|纪要|函$/;
/** Whoever typed a speech is not who spoke. */
const SPEECH = /工作报告|讲话|致辞|演讲/;
/** Columns, accounts and newsrooms stand where an author does. */
const OUTLET =
  /(?:观察|[日晚早时周]报|在线|融媒体?|频道|编辑部|公众号|传媒|新闻|资讯|工作室|小编|客户端|文摘|之声|发布|记者|网站?|电视台|中心|宣传部)$/;

const DISTRICT = /^\p{Script=Han}{1,3}区$/u;
/** 青山区2025年政府工作报告, 2025年青山区政府工作报告 */
const OPENS_WITH_DISTRICT = /^(?:\d{4}年)?(\p{Script=Han}{1,3}区)(?=\d{4}年|人民|政府|国民)/u;

const TURN = /^([\p{Script=Han}·]{1,12})[:：]/u;
const QUESTIONER = /记者$|^问$|^主持人$|^提问$/;
const UNNAMED_ANSWER = /^答$/;

const SOURCE =
  /(?:来源|稿源|发布机构|(?:发文|发布|印发|公布|制定|签发)(?:单位|机关|机构))\s*[:：]\s*([^\s:：（）()【】]{2,40}?)(?=\s|责任编辑|编辑|责编|作者|记者|发布|时间|日期|浏览|阅读|点击|[（）()【】]|$)/;
const COLUMN = /栏目\s*[:：]\s*([^\s:：\-—>]{2,40})/;
const HOST = /^主办(?:单位)?[:：]\s*(\S{2,40})/;
const AUTHOR = new RegExp(`作者\\s*[:：]\\s*(${NAME})`, 'u');

const TARGET_YEAR = new RegExp(
  String.raw`(?<![到至望\d])(${YEAR_DIGITS})年(?!远景)[^。，,；;:：\d]{0,30}目标(?:是|为|[:：])`,
  'g',
);

/** The paragraphs in which title, preamble and signature stand. */
export function readOpening(cleaned: CleanedDocument): string[] {
  return cleaned.paragraphs
    .slice(0, OPENING_PARAGRAPHS)
    .map(({ start, end }) => cleaned.text.slice(start, end))
    .filter((text) => text.length <= (HAN.test(text) ? LONGEST_PREAMBLE : LONGEST_ENGLISH_PREAMBLE));
}

/** The kind that a title, or a file's name, tells by itself. */
export function readTitledType(title: string): DocumentType | null {
  return kindByTitle(title)?.type ?? null;
}

/** The kind that the title tells, else what the text looks like. */
export function readType(title: string, cleaned: CleanedDocument, signer: string | null): DocumentType | null {
  const preamble = cleaned.text.slice(0, PREAMBLE);
  const isDialogue = countTurns(cleaned).questions >= MIN_QUESTIONS;
  const isSigned = signer !== null;
  const shows = (signs: KindSigns): boolean =>
    signs.title?.test(title) === true ||
    signs.preamble?.test(preamble) === true ||
    (signs.isDialogue === true && isDialogue) ||
    (signs.isSigned === true && isSigned);
  const told = DOCUMENT_KINDS.find((kind) => shows(kind.told)) ?? DOCUMENT_KINDS.find((kind) => shows(kind.likely));
  return told?.type ?? null;
}

/** The day the report was delivered: ——2024年1月10日在……会议上, or the date in the title. */
export function readDelivered(title: string, opening: readonly string[]): string | null {
  for (const text of opening) {
    const date = ASSEMBLY.test(text) ? findDateOrMonth(text) : DATE_IN_BRACKETS.test(text) ? findDate(text) : null;
    if (date !== null) return date;
  }
  return findDate(title);
}

/**
 * The first date the page puts beside its text, else the one an official letter has on a line of its own or beside who
 * signs, in front of its text or behind it.
 */
export function readPublished(opening: readonly string[], cleaned: CleanedDocument): string | null {
  const isSigned = (text: string) =>
    text.length <= LONGEST_SIGNATURE * 2 &&
    [DATE_ALONE, ISSUED, SIGNED_DATE, PASSED, MONTH_ALONE].some((form) => form.test(text));
  const signed = [...opening, ...listClosing(cleaned).reverse()].filter(isSigned);
  for (const dated of [...cleaned.bylines, ...signed]) {
    const date = MONTH_ALONE.test(dated) ? findDateOrMonth(dated) : findDate(dated);
    if (date !== null) return date;
  }
  return null;
}

export function readPublisher(cleaned: CleanedDocument): string | null {
  const headers = cleaned.dropped.filter(({ reason }) => reason === 'page header').map(({ text }) => text);
  return firstMatch(SOURCE, cleaned.bylines) ?? firstMatch(COLUMN, cleaned.bylines) ?? firstMatch(HOST, headers);
}

/** The body that signs a letter below its text. */
export function readClosingSigner(title: string, cleaned: CleanedDocument): string | null {
  return readSigner(title, listClosing(cleaned));
}

/** The bodies that sign below the title, of a bulletin often two together. */
export function readSigner(title: string, opening: readonly string[]): string | null {
  const line = opening.find(
    (text) => text !== title && SIGNING_BODY.test(text) && !/[:：]/.test(text) && text.length <= LONGEST_SIGNATURE,
  );
  const bodies = line?.split(' ') ?? [];
  if (line === undefined) return null;
  return bodies.every((body) => SIGNING_BODY.test(body)) ? bodies.join('，') : line;
}

/**
 * Who speaks: the name after the office or the assembly, the one who answers, the body that signs an article, the author.
 *
 * @param signer the body that signs; of an official paper it is who issues it.
 */
export function readSpeaker(
  title: string,
  opening: readonly string[],
  signer: string | null,
  cleaned: CleanedDocument,
): string | null {
  const named =
    firstMatch(DELIVERS, opening) ??
    firstMatch(OFFICE_AND_NAME, opening) ??
    firstMatch(DATE_AND_NAME, [title]) ??
    firstMatch(SPEAKS_AT, opening) ??
    firstMatch(SPEAKS_BY_OFFICE, opening) ??
    firstMatch(ENGLISH_SPEAKER, opening) ??
    firstMatch(ENGLISH_SPEAKER_BEHIND, opening);
  if (named !== null) return named;
  const assembly = opening.findIndex((text) => ASSEMBLY.test(text));
  const afterAssembly = assembly < 0 ? '' : (opening[assembly + 1] ?? '');
  const bareName = BARE_NAME.exec(afterAssembly)?.[1];
  if (bareName !== undefined && !SALUTATION.test(bareName)) return bareName;
  const { questions, answerer } = countTurns(cleaned);
  if (questions >= MIN_QUESTIONS) return answerer;
  if (signer !== null) return isIssued(title) || isReport(title) ? null : signer;
  const author = firstMatch(AUTHOR, cleaned.bylines);
  const isSpeech =
    SPEECH.test(title) ||
    opening.some((text) => ASSEMBLY.test(text)) ||
    TO_ASSEMBLY.test(cleaned.text.slice(0, PREAMBLE));
  return author === null || isSpeech || OUTLET.test(author) ? null : author;
}

/** True for what an office issues in its own name. */
export function isIssued(title: string): boolean {
  return OFFICIAL_PAPER.test(title);
}

/** True for what a body reports: who signs it publishes it, and does not speak. */
export function isReport(title: string): boolean {
  return /(?:报告|总结)$/.test(title);
}

/** The region of title, assembly or signing body, else the nation for what it issues, else the one named most often. */
export function readRegion(
  title: string,
  opening: readonly string[],
  signer: string | null,
  publisher: string | null,
  cleaned: CleanedDocument,
  gazetteer: Gazetteer,
): Region | null {
  const assembly = opening.map((paragraph) => ASSEMBLY.exec(paragraph)?.[0] ?? '').find((found) => found !== '') ?? '';
  for (const place of [title, assembly, signer ?? '']) {
    const region = firstRegion(place, gazetteer);
    if (region !== null) return region;
  }
  // What is of all places names some more often than others.
  const issuers = [title, publisher ?? '', ...listSignatures(opening, cleaned)];
  const isOfNation = SPEAKS_FOR_NATION.test(cleaned.text.slice(0, PREAMBLE)) || namesNation(issuers, gazetteer);
  if (isOfNation) return NATION;
  const text = toSimplified(cleaned.text);
  const [, district] = OPENS_WITH_DISTRICT.exec(title) ?? [];
  const own = district === undefined ? null : resolveByText(district, text, gazetteer);
  return own ?? listNamedRegions(text, gazetteer)[0] ?? null;
}

/** Lines that may say who issues the text: in front of it and at its end, such as end no sentence. */
function listSignatures(opening: readonly string[], cleaned: CleanedDocument): string[] {
  const signatures = listClosing(cleaned).filter(({ length }) => length <= LONGEST_SIGNATURE);
  return [...opening, ...signatures].filter((line) => !SENTENCE_END.test(line));
}

function listClosing({ paragraphs, text }: CleanedDocument): string[] {
  return paragraphs.slice(-CLOSING_PARAGRAPHS).map(({ start, end }) => text.slice(start, end));
}

/** 国家统计局荆门调查队 is of its place. */
function namesNation(lines: readonly string[], gazetteer: Gazetteer): boolean {
  return lines.some((line) => namesNationalBody(line) && firstRegion(line, gazetteer) === null);
}

/** The region named first, followed inwards as long as the next name lies in it: 湖北省荆门市 is 荆门市. */
export function firstRegion(text: string, gazetteer: Gazetteer): Region | null {
  let found: Region | null = null;
  let end = 0;
  // An abbreviation of one character in a title names a group (粤港澳大湾区), not the place it comes from.
  for (const mention of gazetteer.find(toSimplified(text)).filter(({ start, end: close }) => close - start > 1)) {
    if (found === null || (mention.start === end && gazetteer.contains(found, mention.region))) found = mention.region;
    else break;
    end = mention.end;
  }
  return found;
}

/** Of a name that several districts have the one that lies in what the text names most: 青山区 of a text on 武汉. */
export function resolveByText(name: string, text: string, gazetteer: Gazetteer): Region | null {
  const known = gazetteer.resolve(name);
  if (known !== null || !DISTRICT.test(name)) return known;
  for (const outer of listNamedRegions(text, gazetteer)) {
    const region = gazetteer.resolve(outer.name + name);
    if (region !== null && region.level === 'county' && gazetteer.contains(outer, region)) return region;
  }
  return null;
}

/** Those named most often first. */
function listNamedRegions(text: string, gazetteer: Gazetteer): Region[] {
  const counts = new Map<string, { readonly region: Region; count: number }>();
  for (const { region } of gazetteer.find(text)) {
    const counted = counts.get(region.code) ?? { region, count: 0 };
    counted.count += 1;
    counts.set(region.code, counted);
  }
  return [...counts.values()].sort((one, other) => other.count - one.count).map(({ region }) => region);
}

/** The year in the number of a document: 随政办发〔2024〕12号. */
export function readNumberedYear(opening: readonly string[]): number | null {
  const found = firstMatch(DOCUMENT_NUMBER, opening);
  return found === null ? null : Number(found);
}

/** Of what only counts and has no year in its title: the one that it counts. */
export function readCountedYear(title: string, text: string): number | null {
  const [, year] = kindOf({ type: 'other', title }).onlyCounts ? (COUNTED_AT.exec(text) ?? []) : [];
  return year === undefined ? null : Number(year);
}

/** The latest year whose targets the text sets; a target set for later years (到2025年, 2035年远景目标) is no year of a report. */
export function readTargetYear(text: string): number | null {
  const years = [...text.matchAll(TARGET_YEAR)].map((match) => Number(match[1]));
  if (years.length > 0) return years.reduce((left, right) => Math.max(left, right));
  const [ahead, behind] = [WORK_AHEAD, WORK_BEHIND].map((pattern) => pattern.exec(text)?.[1]);
  if (ahead !== undefined) return Number(ahead);
  return behind === undefined ? null : Number(behind) + 1;
}

function countTurns(cleaned: CleanedDocument): { questions: number; answerer: string | null } {
  const answers = new Map<string, number>();
  let questions = 0;
  for (const { start, end } of cleaned.paragraphs) {
    const speaker = TURN.exec(cleaned.text.slice(start, Math.min(end, start + 16)))?.[1];
    if (speaker === undefined) continue;
    if (QUESTIONER.test(speaker)) questions += 1;
    else if (!UNNAMED_ANSWER.test(speaker)) answers.set(speaker, (answers.get(speaker) ?? 0) + 1);
  }
  let answerer: string | null = null;
  for (const [name, count] of answers) if (count > (answers.get(answerer ?? '') ?? 1)) answerer = name;
  return { questions, answerer };
}

function firstMatch(pattern: RegExp, texts: readonly string[]): string | null {
  for (const text of texts) {
    const found = pattern.exec(text)?.[1];
    if (found !== undefined) return found.trim();
  }
  return null;
}
