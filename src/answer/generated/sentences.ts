/**
 * From what a language model says to what can be checked: its text in pieces goes in, whole sentences with what each cites
 * come out as soon as they are whole. What it thinks aloud is dropped, its status is read apart, and of a marker that has
 * not come to its end nothing is shown. Linear time.
 */

/** Words and the ids that stand behind them. */
export interface CitedPart {
  readonly text: string;
  readonly ids: readonly string[];
}

export interface WrittenSentence {
  /** One, or several where ids stand amid the sentence; none of them without words. */
  readonly parts: readonly CitedPart[];
  readonly beginsParagraph: boolean;
}

export interface StreamReader {
  /** The sentences that have come to their end with this piece. */
  read(piece: string): WrittenSentence[];
  /** What is left when the text has come to its end. */
  end(): WrittenSentence[];
  /** What it says of the passages: whether they answer; null where it does not say. */
  readonly status: WrittenStatus | null;
}

type WrittenStatus = 'answered' | 'partial' | 'not_found';

/** UTF-16 code units of a sentence: what has no end is cut here, and nothing of that length is let through. */
const LONGEST_SENTENCE = 1_200;

const THINKING = ['think', 'thinking', 'reasoning', 'thought'];
const OPENED = new RegExp(`<(${THINKING.join('|')})>`, 'i');
const THOUGHTS = new RegExp(`<(${THINKING.join('|')})>[\\s\\S]*?(?:</\\1>|$)`, 'gi');
/** The beginning of a tag that may go on in the next piece. */
const HALF_TAG = /<\/?[a-z]{0,9}$/i;
const STATUS = /^[\s*#]*(?:status|状态)\s*[:：]\s*\**\s*(answered|partial|not[_ ]found)\b[\s*。.]*$/i;
const MAY_BE_STATUS = /^[\s*#]*(?:s|$|status|状)/i;

const ENDS = /[。！？!?]|\.(?=[\s\]）)”"]|$)/u;
const CLOSERS = /^[”’」』）)》"*]+/u;
/** A full stop behind these ends no sentence. */
const ABBREVIATED = /(?:^|[\s(（])(?:[A-Z]|e\.g|i\.e|No|Nos|vs|approx|St|Mr|Mrs|Dr|U\.S|U\.K|Inc|Ltd|Co|cf|al)\.$/;
const NUMBERED = /^[\s*#>-]*\d{1,2}\.$/;

/** `[k7q2]`, `【k7q2、m3t9】`, also what stands for a citation elsewhere: `[1]`, `[来源2]`. */
const MARKER =
  /[[［【(（]\s*((?:(?:来源|段落|文件|passage|source|doc|id)?[:：\s]*[a-z]{0,2}\d[a-z0-9]{0,6})(?:\s*[,，、;；]\s*(?:(?:来源|段落|文件|passage|source|doc|id)?[:：\s]*[a-z]{0,2}\d[a-z0-9]{0,6}))*)\s*[\]］】)）]/gi;
/** In round brackets stand numbers of all kinds, and a marker only where it looks like one of ours. */
const OURS = /^[a-z]\d[a-z]\d$/;
const HALF_MARKER = /[[［【][^\]］】\n]{0,80}$/;

/** Of a whole text what does not stand within tags of thinking. */
export function dropThoughts(text: string): string {
  return text.replace(THOUGHTS, '');
}

export function createStreamReader(): StreamReader {
  /** What has not come to its end. */
  let rest = '';
  /** The tag that it thinks within; null outside. */
  let thinkingIn: string | null = null;
  let status: WrittenStatus | null = null;
  let isFirstLine = true;
  let beginsParagraph = true;
  let unseen = '';

  /** Without what stands within tags of thinking; a tag may be cut anywhere. */
  function dropThinking(piece: string, isLast: boolean): string {
    let text = unseen + piece;
    let said = '';
    unseen = '';
    for (;;) {
      if (thinkingIn !== null) {
        const closing = `</${thinkingIn}>`;
        const at = text.toLowerCase().indexOf(closing);
        if (at === -1) {
          // As much as may be the beginning of the closing tag.
          unseen = isLast ? '' : text.slice(-closing.length);
          return said;
        }
        text = text.slice(at + closing.length);
        thinkingIn = null;
        continue;
      }
      const opened = OPENED.exec(text);
      if (opened === null) {
        const half = isLast ? null : HALF_TAG.exec(text);
        if (half === null) return said + text;
        unseen = half[0];
        return said + text.slice(0, half.index);
      }
      said += text.slice(0, opened.index);
      text = text.slice(opened.index + opened[0].length);
      thinkingIn = (opened[1] ?? '').toLowerCase();
    }
  }

  function take(isLast: boolean): WrittenSentence[] {
    const sentences: WrittenSentence[] = [];
    if (isFirstLine && !readStatus(isLast)) return sentences;
    for (;;) {
      const end = findEnd(rest, isLast);
      if (end === null) break;
      const written = rest.slice(0, end);
      rest = rest.slice(end);
      const sentence = readParts(written);
      if (sentence.length > 0) {
        sentences.push({ parts: sentence, beginsParagraph });
        beginsParagraph = false;
      }
      if (/\n\s*$/.test(written) || /^\s*\n/.test(rest)) beginsParagraph = true;
    }
    return sentences;
  }

  /** False while the first line may still become one that tells the status. */
  function readStatus(isLast: boolean): boolean {
    rest = rest.trimStart();
    const at = rest.indexOf('\n');
    const line = at === -1 ? rest : rest.slice(0, at);
    if (at === -1 && !isLast && MAY_BE_STATUS.test(line) && line.length < LONGEST_STATUS) return false;
    const found = STATUS.exec(line)?.[1]?.toLowerCase().replace(' ', '_');
    if (found === 'answered' || found === 'partial' || found === 'not_found') {
      status = found;
      rest = at === -1 ? '' : rest.slice(at + 1);
    }
    isFirstLine = false;
    return true;
  }

  return {
    read(piece) {
      rest += dropThinking(piece, false);
      return take(false);
    },
    end() {
      rest += dropThinking('', true);
      return take(true);
    },
    get status() {
      return status;
    },
  };
}

/** Of a line that tells the status. */
const LONGEST_STATUS = 40;

/** Where the first sentence ends, markers behind it and all; null while that is not known. */
function findEnd(text: string, isLast: boolean): number | null {
  let from = 0;
  while (from < text.length) {
    const line = text.indexOf('\n', from);
    const limit = line === -1 ? text.length : line;
    const found = ENDS.exec(text.slice(from, limit));
    if (found === null) {
      if (line !== -1) return line + 1;
      break;
    }
    const at = from + found.index;
    const end = at + found[0].length;
    if (found[0] === '.' && end === text.length && !isLast) return null;
    const before = text.slice(Math.max(0, at - 12), end);
    if (found[0] === '.' && (ABBREVIATED.test(before) || NUMBERED.test(text.slice(0, end)))) {
      from = end;
      continue;
    }
    return endBehindMarkers(text, end, isLast);
  }
  if (isLast) return text.length === 0 ? null : text.length;
  return text.length > LONGEST_SENTENCE ? LONGEST_SENTENCE : null;
}

/** Ids mostly stand behind the full stop. One that has them in front is whole at once. */
function endBehindMarkers(text: string, from: number, isLast: boolean): number | null {
  let end = from + (CLOSERS.exec(text.slice(from, from + MOST_CLOSERS))?.[0].length ?? 0);
  const own = text.slice(0, end);
  const hasIds = readMarkers(own).length > 0;
  for (;;) {
    const behind = text.slice(end);
    const blank = /^[ \t]*/.exec(behind)?.[0].length ?? 0;
    const next = behind.slice(blank);
    const [marker] = readMarkers(next.slice(0, LONGEST_MARKER));
    if (marker?.start === 0) {
      end += blank + marker.end;
      end += /^[。.]?/.exec(text.slice(end))?.[0].length ?? 0;
      continue;
    }
    if (isLast) return end;
    if (next === '' && !hasIds) return null;
    if (HALF_MARKER.test(next) && next.length <= LONGEST_MARKER) return null;
    return end;
  }
}

const MOST_CLOSERS = 8;
const LONGEST_MARKER = 100;

interface Marker {
  readonly start: number;
  readonly end: number;
  readonly ids: readonly string[];
}

function readMarkers(text: string): Marker[] {
  return Array.from(text.matchAll(MARKER)).flatMap(({ 0: written, 1: listed = '', index }): Marker[] => {
    const ids = listed
      .split(/[,，、;；]/)
      .map((id) => id.replace(/^\s*(?:来源|段落|文件|passage|source|doc|id)?[:：\s]*/i, '').trim());
    const isRound = /^[(（]/.test(written);
    if (isRound && !ids.every((id) => OURS.test(id))) return [];
    return [{ start: index, end: index + written.length, ids }];
  });
}

/** A mark of a list, of a heading or of stress is no word. */
const LIST_MARK =
  /^[\s>#]*(?:[-*•·●■]\s+|[-–—]{1,2}(?!\d)\s*|\d{1,2}[.、)）]\s*(?=\D)|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、)?/;
const STRESS = /\*\*|__|`/g;
const WORDS = /[\p{L}\p{N}]/u;

/** Words behind the last ids belong to the part in front of them; ids in front of all words to the first. */
function readParts(written: string): CitedPart[] {
  const parts: { text: string; ids: string[] }[] = [];
  let from = 0;
  let pending = '';
  const add = (text: string, ids: readonly string[]): void => {
    const last = parts.at(-1);
    if (WORDS.test(text)) parts.push({ text, ids: [...ids] });
    else if (last === undefined) pending += text;
    else {
      last.text += text;
      last.ids.push(...ids);
    }
  };
  for (const { start, end, ids } of readMarkers(written)) {
    add(written.slice(from, start), ids);
    from = end;
  }
  const behind = written.slice(from);
  const last = parts.at(-1);
  if (last === undefined) add(behind, []);
  else last.text += behind;
  return parts.map(({ text, ids }, at) => ({ text: cleanWords(at === 0 ? pending + text : text), ids }));
}

function cleanWords(text: string): string {
  return removeUnseen(text)
    .replace(STRESS, '')
    .replace(LIST_MARK, '')
    .replace(HALF_MARKER, '')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[.,;:!?。，；：！？])/g, '')
    .trim();
}

const UNSEEN = /[\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Variation_Selector}]|(?![\n\t])\p{Cc}/gu;

/** Without characters that nobody sees: zero-width, bidirectional, tags, control characters. */
export function removeUnseen(text: string): string {
  return text.replace(UNSEEN, '');
}
