/**
 * The way back of phones (a gesture, a button) closes what lies open over a page instead of leaving it. Takes whether
 * something is open, tells when it is to be closed; browsers without close watchers leave the page as ever.
 */

/** As far as it is used; not all browsers have it (HTML Standard, close watchers). */
interface Watcher {
  onclose: (() => void) | null;
  destroy(): void;
}

export class WayBack {
  readonly #close: () => void;
  #watcher: Watcher | null = null;

  constructor(close: () => void) {
    this.#close = close;
  }

  /** Called after every drawing. */
  follow(isOpen: boolean): void {
    if (isOpen && this.#watcher === null) this.#watcher = this.#watch();
    else if (!isOpen) this.stop();
  }

  stop(): void {
    this.#watcher?.destroy();
    this.#watcher = null;
  }

  #watch(): Watcher | null {
    const { CloseWatcher: Made } = window as { CloseWatcher?: new () => Watcher };
    if (!Made) return null;
    const watcher = new Made();
    watcher.onclose = () => {
      this.#watcher = null;
      this.#close();
    };
    return watcher;
  }
}
