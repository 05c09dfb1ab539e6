/** AbortController and AbortSignal, on the virtual clock. */
import { after } from './environment.ts';
import { RealError, put } from './primordials.ts';

type Listener = ((event: { type: 'abort'; target: AbortSignal }) => void) | { handleEvent: Listener };

/** An error as DOMException makes them: told apart by its name. */
function named(name: string, message: string): Error {
  const error = new RealError(message);
  put(error, 'name', name);
  return error;
}

let abort: (signal: AbortSignal, reason: unknown) => void;

export class AbortSignal {
  #aborted = false;
  #reason: unknown;
  #listeners: { listener: Listener; once: boolean }[] = [];
  onabort: Listener | null = null;

  static {
    abort = (signal, reason) => signal.#abort(reason);
  }

  static abort(reason?: unknown): AbortSignal {
    const signal = new AbortSignal();
    abort(signal, reason);
    return signal;
  }
  static timeout(milliseconds: number): AbortSignal {
    const signal = new AbortSignal();
    after(milliseconds, () => abort(signal, named('TimeoutError', 'The operation was aborted due to timeout')));
    return signal;
  }
  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const signal = new AbortSignal();
    for (const one of signals) {
      if (one.aborted) abort(signal, one.reason);
      else one.addEventListener('abort', () => abort(signal, one.reason));
    }
    return signal;
  }

  get aborted(): boolean {
    return this.#aborted;
  }
  get reason(): unknown {
    return this.#reason;
  }
  throwIfAborted(): void {
    if (this.#aborted) throw this.#reason;
  }
  addEventListener(type: string, listener: Listener, options?: { once?: boolean }): void {
    if (type === 'abort') this.#listeners.push({ listener, once: options?.once === true });
  }
  removeEventListener(type: string, listener: Listener): void {
    if (type === 'abort') this.#listeners = this.#listeners.filter((one) => one.listener !== listener);
  }
  #abort(reason: unknown): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason ?? named('AbortError', 'This operation was aborted');
    const listeners = this.#listeners;
    this.#listeners = listeners.filter(({ once }) => !once);
    for (const { listener } of [...(this.onabort ? [{ listener: this.onabort }] : []), ...listeners]) {
      const event = { type: 'abort' as const, target: this };
      if (typeof listener === 'function') listener(event);
      else if (typeof listener.handleEvent === 'function') listener.handleEvent(event);
    }
  }
}

export class AbortController {
  readonly signal = new AbortSignal();
  abort(reason?: unknown): void {
    abort(this.signal, reason);
  }
}
