import { readError } from "../../../error-text";

/** One scan on its way: read at the bench, sent in its turn, answered, or not got through yet. */
export type Scan<Answer> = {
  id: string;
  /** What the scanner typed. */
  text: string;
  state: "waiting" | "sending" | "answered" | "failed";
  answer: Answer | null;
  /** Why it is not answered: what the server refused, or what the way to it did. */
  error: unknown;
};

type ScanQueueWish<Answer> = {
  /** Asks the server. `id` is the same at each try, so that a lost answer counts nothing twice. */
  send: (scan: { id: string; text: string }) => Promise<Answer>;
  /** Keeps what is not answered, oldest first, where a reload finds it. `known`: every scan of this queue. */
  keep: (open: { id: string; text: string }[], known: ReadonlySet<string>) => void;
};

type ScanEars<Answer> = {
  onAnswer: (scan: Scan<Answer> & { answer: Answer }) => void;
  /** A scan did not get through: it waits for the next try, or was refused. */
  onFailure: () => void;
};

const mostShown = 30;
const firstPauseMs = 1_000;
const longestPauseMs = 15_000;

/**
 * Sends scans one after the other in the order in which they were read. While the server is out of reach it waits
 * and tries again by itself, later scans behind; what the server refuses is set aside and may be tried again.
 */
export class ScanQueue<Answer> {
  private scans: readonly Scan<Answer>[] = [];
  private listeners = new Set<() => void>();
  private ears: ScanEars<Answer> | undefined;
  private known = new Set<string>();
  private isSending = false;
  private pauseMs = firstPauseMs;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly wish: ScanQueueWish<Answer>) {}

  /** The latest first: all that are open, and the last answered. */
  readonly snapshot = (): readonly Scan<Answer>[] => this.scans;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Takes a scan; it is sent when those before it are through. */
  add(text: string, id: string = crypto.randomUUID()): void {
    this.known.add(id);
    this.change([{ id, text, state: "waiting", answer: null, error: null }, ...this.scans]);
    void this.pump();
  }

  /** Takes up what an earlier page did not get through, oldest first. */
  resume(open: readonly { id: string; text: string }[]): void {
    for (const { id, text } of open) if (!this.known.has(id)) this.add(text, id);
  }

  /** Tries a refused scan again, or does not wait any longer for the next try. */
  retry(id: string): void {
    this.set(id, { state: "waiting", error: null });
    this.nudge();
  }

  /** Somebody saw that it did not go through and does not want it any more. */
  drop(id: string): void {
    this.change(this.scans.filter((scan) => scan.id !== id || scan.state === "sending"));
  }

  /** The network may be back: no longer waits for the next try. */
  nudge(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    void this.pump();
  }

  /** Who wants to hear of answers. Gives back how to end it; the queue goes on sending all the same. */
  listen(ears: ScanEars<Answer>): () => void {
    this.ears = ears;
    return () => {
      if (this.ears === ears) this.ears = undefined;
    };
  }

  private async pump(): Promise<void> {
    if (this.isSending || this.timer !== undefined) return;
    this.isSending = true;
    for (let next = this.oldestWaiting(); next; next = this.oldestWaiting()) {
      if (!(await this.sendOne(next))) break;
    }
    this.isSending = false;
  }

  /** False where the server is out of reach and the rest has to wait. */
  private async sendOne({ id, text }: Scan<Answer>): Promise<boolean> {
    this.set(id, { state: "sending" });
    try {
      const answer = await this.wish.send({ id, text });
      this.pauseMs = firstPauseMs;
      const answered = this.set(id, { state: "answered", answer, error: null });
      if (answered) this.ears?.onAnswer({ ...answered, answer });
      return true;
    } catch (error) {
      const isOutOfReach = readError(error).kind === "unreachable";
      this.set(id, { state: isOutOfReach ? "waiting" : "failed", error });
      this.ears?.onFailure();
      if (isOutOfReach) this.wait();
      return !isOutOfReach;
    }
  }

  private wait(): void {
    this.timer = setTimeout(() => this.nudge(), this.pauseMs);
    this.pauseMs = Math.min(longestPauseMs, this.pauseMs * 2);
  }

  private oldestWaiting(): Scan<Answer> | undefined {
    return this.scans.findLast(({ state }) => state === "waiting");
  }

  private set(id: string, change: Partial<Scan<Answer>>): Scan<Answer> | undefined {
    this.change(this.scans.map((scan) => (scan.id === id ? { ...scan, ...change } : scan)));
    return this.scans.find((scan) => scan.id === id);
  }

  private change(scans: readonly Scan<Answer>[]): void {
    let answered = 0;
    this.scans = scans.filter(({ state }) => state !== "answered" || ++answered <= mostShown);
    const open = this.scans.filter(({ state }) => state !== "answered");
    this.wish.keep(open.map(({ id, text }) => ({ id, text })).reverse(), this.known);
    for (const listener of this.listeners) listener();
  }
}
