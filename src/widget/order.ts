/** In which order is an answer read? Takes it as the service composed it, gives the lines of its lead, the rows of its table. */

import type { Answer, AnswerFact, AnswerTable } from '../api/ask.js';

/** How the service begins a line of help that holds a question to try. */
const TO_TRY = /^(?:试试问|試試問|Try)[：:]\s*/;

/** Questions that help proposes, which are pressed rather than read. */
export function listQuestionsToTry(answer: Answer | null): string[] {
  if (answer?.kind !== 'help') return [];
  return answer.lead.flatMap(({ text }) => (TO_TRY.test(text) ? [text.replace(TO_TRY, '')] : []));
}

/** A table says all that lines say of its figures but what the first may make of several of them. */
export function listLead(answer: Answer | null): Answer['lead'] {
  if (answer?.kind === 'help') return answer.lead.filter(({ text }) => !TO_TRY.test(text));
  if (answer === null || answer.table === null) return answer?.lead ?? [];
  const inTable = new Set(
    answer.table.rows.flatMap(({ cells }) => cells.flatMap((cell) => answer.facts[cell?.fact ?? -1]?.citation ?? [])),
  );
  const isAlone = answer.lead.length === 1;
  return answer.lead.filter(
    ({ citations }, index) =>
      !citations.every((marker) => inTable.has(marker)) || (index === 0 && (isAlone || citations.length > 1)),
  );
}

/** A ranking from its first place down; anything else as it came. */
export function listRows({ kind, facts, lead }: Answer, { rows }: AnswerTable): AnswerTable['rows'] {
  return kind === 'ranking' ? sortRows(rows, facts, lead[0]?.citations[0]) : rows;
}

/** By value, from the end that the lead names first. `first` is the marker of its citation. */
function sortRows(
  rows: AnswerTable['rows'],
  facts: readonly AnswerFact[],
  first: number | undefined,
): AnswerTable['rows'] {
  const readValue = ({ cells }: AnswerTable['rows'][number]) => facts[cells[0]?.fact ?? -1]?.value ?? null;
  const values = rows.map(readValue).filter((value) => value !== null);
  const named = facts.find(({ citation }) => citation === first)?.value;
  const sign = named !== undefined && named <= Math.min(...values) ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [one, other] = [readValue(a), readValue(b)];
    // What has no figure comes last.
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return sign * (one - other);
  });
}
