/** Scrolls to a question; brings what an open card proves and what it cites into view, and the focus to it. */

/** Pixels above a question, and between it and the sentence below. */
const GAP = 6;

type Root = HTMLElement | DocumentFragment;

/** Scrolls the log, and not the page around the element, to the turn of this id or to the last. */
export function showTurn(root: Root, id?: string): void {
  const turn = root.querySelector<HTMLElement>(id === undefined ? '.turn:last-of-type' : `#${id}`);
  const log = turn?.closest('.scroll');
  if (turn && log) log.scrollTop = turn.offsetTop - GAP;
}

/** `chip` is the id of the chip whose card is drawn now, `before` of the one that was; null for none. */
export function followCard(root: Root, chip: string | null, before: string | null): void {
  if (chip === null) {
    // Focus was in the card that is gone.
    if (before !== null && activeIn(root) === null) findChip(root, before)?.focus({ preventScroll: true });
    return;
  }
  const card = root.querySelector<HTMLElement>('.card');
  const source = root.querySelector<HTMLElement>('.source');
  if (card && chip !== before) {
    showProved(findChip(root, chip));
    // Who steps through the citations goes on from the same button.
    if (!card.contains(activeIn(root))) card.focus({ preventScroll: true });
  }
  if (source) showMark(source, chip);
}

/** The chip of this id; of a citation that has none behind a sentence, one that has another part to play. */
function findChip(root: Root, id: string): HTMLElement | null {
  const citation = id.replace(/^chip-/, '');
  return (
    root.querySelector<HTMLElement>(`#${CSS.escape(id)}`) ??
    root.querySelector<HTMLElement>(`[data-citation="${CSS.escape(citation)}"]`)
  );
}

function activeIn(root: Root): Element | null {
  return root instanceof ShadowRoot ? root.activeElement : null;
}

/** Scrolls the log until what the chip stands behind is seen, below the question that stays above it. */
export function showProved(chip: HTMLElement | null): void {
  const log = chip?.closest<HTMLElement>('.scroll');
  const block = chip?.closest<HTMLElement>('.sentence, .lead, tr, .item') ?? chip;
  if (!log || !block) return;
  const details = block.closest('details');
  if (details) details.open = true;
  const top =
    log.getBoundingClientRect().top +
    GAP +
    (block.closest('.turn')?.querySelector<HTMLElement>('.question')?.offsetHeight ?? 0);
  const { top: own, bottom } = block.getBoundingClientRect();
  if (own < top || bottom > log.getBoundingClientRect().bottom) log.scrollTop += own - top;
}

/** Scrolls the cited words to the head of their surroundings, once these are there, without moving the page. */
function showMark(source: HTMLElement, chip: string): void {
  const mark = source.querySelector<HTMLElement>('mark');
  if (!mark) return;
  const shown = `${chip} ${source.querySelectorAll('.context p').length}`;
  if (source.dataset.shown === shown) return;
  source.dataset.shown = shown;
  source.scrollTop += mark.getBoundingClientRect().top - source.getBoundingClientRect().top - GAP;
}
