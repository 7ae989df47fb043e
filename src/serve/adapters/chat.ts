/** Between the service's contract and a chat: takes a conversation, gives its question; takes a reply, gives a message. */

import type { AskReply } from '../../api/ask.js';
import { MAX_HISTORY, MAX_PAST_ANSWER_LENGTH, type PastTurn, Question } from '../../api/request.js';
import { WenjuError } from '../../errors.js';
import { detectLanguage } from '../../lexicon/language.js';
import { describeValue } from '../problem.js';
import { splitBySentence } from '../stream.js';
import { writeMarkdownTable } from './answer-table.js';
import type { Annotation, ChatRequest } from './openai-schemas.js';

/** What an assistant says. */
export interface SaidMessage {
  /** The pieces together are the content. */
  readonly pieces: readonly string[];
  readonly annotations: Annotation[];
}

/** Said below figures that differ; the reply's own status has no place in a chat. */
const CONFLICT = {
  zh: '以上文件的说法不一致，请看各自的出处。',
  en: 'The documents contradict each other; see the source of each.',
};

/** The last message of role user. @throws WenjuError INPUT_INVALID when there is none or it is no question. */
export function readQuestion({ messages }: Pick<ChatRequest, 'messages'>): string {
  const position = messages.findLastIndex(({ role }) => role === 'user');
  const place = `messages[${position}].content`;
  const content = messages[position]?.content;
  if (content == null) {
    throw new WenjuError('INPUT_INVALID', 'messages: expected a message of role user with a question, came none.');
  }
  const text =
    typeof content === 'string' ? content : content.map((part, number) => readPart(part, place, number)).join('\n');
  const question = Question.safeParse(text);
  if (question.success) return question.data;
  const expected = question.error.issues[0]?.message;
  throw new WenjuError('INPUT_INVALID', `${place}: expected ${expected}, came ${describeValue(text)}.`);
}

/** The turns before the last question. Messages that are no question (too long, pictures) are passed over. */
export function readHistory({ messages }: Pick<ChatRequest, 'messages'>): PastTurn[] {
  const last = messages.findLastIndex(({ role }) => role === 'user');
  const turns: { question: string; answer?: string }[] = [];
  for (const { role, content } of messages.slice(0, Math.max(0, last))) {
    const text = readText(content);
    if (role === 'user') turns.push({ question: text });
    const turn = turns.at(-1);
    if (role === 'assistant' && turn !== undefined && text !== '') turn.answer = text.slice(0, MAX_PAST_ANSWER_LENGTH);
  }
  return turns.filter(({ question }) => Question.safeParse(question).success).slice(-MAX_HISTORY);
}

function readText(content: ChatRequest['messages'][number]['content']): string {
  if (content == null) return '';
  if (typeof content === 'string') return content;
  return content
    .map(({ type, text }) => (type === 'text' && typeof text === 'string' ? text : ''))
    .join('\n')
    .trim();
}

function readPart(part: Readonly<Record<string, unknown>>, place: string, number: number): string {
  if (part.type === 'text' && typeof part.text === 'string') return part.text;
  const came = describeValue(part.type);
  throw new WenjuError(
    'INPUT_INVALID',
    `${place}[${number}]: expected a part of type text with a text, came ${came}. Only text can be asked.`,
  );
}

/** `origin`: where this service's pages are, for documents that were published nowhere. */
export function writeMessage(reply: AskReply, question: string, origin: string): SaidMessage {
  const { answer, citations, notFound, status } = reply;
  const table = answer?.table ?? null;
  const below = [
    table === null ? null : writeMarkdownTable(table),
    answer?.note,
    status === 'conflicting' ? CONFLICT[detectLanguage(question)] : null,
    notFound?.message,
  ].filter((line) => line != null);
  const pieces = answer === null ? [] : splitBySentence(answer);
  for (const line of below) pieces.push(pieces.length === 0 ? line : `\n\n${line}`);
  const annotations = findMarkers(answer).flatMap(({ marker, start, end }): Annotation[] => {
    const citation = citations.find((each) => each.marker === marker);
    if (citation === undefined) return [];
    const url = citation.deepLink ?? `${origin}${citation.readerUrl}`;
    return [{ type: 'url_citation', url_citation: { url, title: citation.title, start_index: start, end_index: end } }];
  });
  return { pieces, annotations };
}

/** Where markers stand. A sentence may hold what looks like one, a footnote's [1]: they are looked for behind it. */
function findMarkers(answer: AskReply['answer']): { marker: number; start: number; end: number }[] {
  const found: { marker: number; start: number; end: number }[] = [];
  if (answer === null) return found;
  let searchedTo = 0;
  for (const { text, citations } of [...answer.lead, ...answer.sentences]) {
    const at = answer.text.indexOf(text, searchedTo);
    if (at !== -1) searchedTo = at + text.length;
    for (const marker of citations) {
      const written = `[${marker}]`;
      const start = answer.text.indexOf(written, searchedTo);
      if (start === -1) continue;
      searchedTo = start + written.length;
      found.push({ marker, start, end: searchedTo });
    }
  }
  return found;
}
