/** Scrolls to the last question; puts the open card below its chip, and the focus where the reader expects it. */

/** Pixels between a chip and its card, and above a question. */
const GAP = 6;

/** Scrolls the log, and not the page around the element. */
export function showLastTurn(root: HTMLElement | DocumentFragment): void {
  const turn = root.querySelector<HTMLElement>('.turn:last-of-type');
  const log = turn?.closest('.scroll');
  if (turn && log) log.scrollTop = turn.offsetTop - GAP;
}

/** `chip` is the id of the chip whose card is drawn now, `before` of the one that was; null for none. */
export function followCard(root: HTMLElement | DocumentFragment, chip: string | null, before: string | null): void {
  if (chip === null) {
    const left = before === null ? null : findById(root, before);
    // Focus was in the card that is gone.
    if (left && activeIn(root) === null) left.focus({ preventScroll: true });
    return;
  }
  const button = findById(root, chip);
  const card = root.querySelector<HTMLElement>('.card');
  const block = card?.closest('.block');
  if (!button || !card || !block) return;
  const top = button.getBoundingClientRect().bottom - block.getBoundingClientRect().top + GAP;
  card.style.setProperty('top', `${top}px`);
  showMark(card);
  if (chip === before) return;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: 'nearest' });
}

function findById(root: HTMLElement | DocumentFragment, id: string): HTMLElement | null {
  return root.querySelector<HTMLElement>(`#${CSS.escape(id)}`);
}

function activeIn(root: HTMLElement | DocumentFragment): Element | null {
  return root instanceof ShadowRoot ? root.activeElement : null;
}

/** Scrolls the quotation into the middle of its surroundings, once, by whole lines and without moving the page. */
function showMark(card: HTMLElement): void {
  const context = card.querySelector<HTMLElement>('.context');
  const mark = context?.querySelector<HTMLElement>('mark');
  const shown = mark?.textContent ?? '';
  if (!context || !mark || context.dataset.shown === shown) return;
  context.dataset.shown = shown;
  const middle = mark.offsetTop - (context.clientHeight - mark.offsetHeight) / 2;
  const top = mark.parentElement?.offsetTop ?? 0;
  const line = Number.parseFloat(getComputedStyle(context).lineHeight);
  context.scrollTop = top + Math.round((middle - top) / line) * line;
}
