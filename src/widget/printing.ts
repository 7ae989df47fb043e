/**
 * What the browser prints of a page with the element: the paper instead of the panel, and instead of everything else
 * where the page is there for the element alone. Takes the browser's word that it is about to print, and its keys.
 */

import type { Takeaway, Taken } from './takeaway.js';

export interface PrintingHost {
  readonly takeaway: Takeaway;
  /** What there is to print; null: nothing yet, or nothing that is part of the page. */
  readonly taken: Taken | null;
  readonly isAlone: boolean;
  readonly shadowRoot: ShadowRoot | null;
}

export class Printing {
  readonly #host: PrintingHost;

  constructor(host: PrintingHost) {
    this.#host = host;
  }

  start(): void {
    window.addEventListener('beforeprint', this.#before);
    window.addEventListener('afterprint', this.#after);
    window.addEventListener('keydown', this.#onKeydown);
  }

  stop(): void {
    window.removeEventListener('beforeprint', this.#before);
    window.removeEventListener('afterprint', this.#after);
    window.removeEventListener('keydown', this.#onKeydown);
  }

  readonly #before = (): void => {
    const { taken, isAlone, shadowRoot, takeaway } = this.#host;
    if (taken) takeaway.layOut(taken, isAlone ? null : shadowRoot);
  };

  readonly #after = (): void => this.#host.takeaway.takeAway();

  /** The browser waits for no reference, the button does: the keys do what it does. */
  readonly #onKeydown = (event: KeyboardEvent): void => {
    const { taken, isAlone, takeaway } = this.#host;
    const isPrinting = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key === 'p';
    if (!isPrinting || !isAlone || !taken || event.defaultPrevented) return;
    event.preventDefault();
    takeaway.print(taken);
  };
}
