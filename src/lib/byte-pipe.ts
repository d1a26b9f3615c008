import { Internal } from "./errors";

/** Bytes that may wait between the two ends before the writing end has to. */
const mostWaitingBytes = 256 * 1024;

/**
 * Joins one who pushes bytes to one who reads them, in order, with little in between: `push` waits while the
 * reader is behind. Read it once. Where the reader stops early, `push` throws `byte-pipe.reader-left`.
 */
export class BytePipe implements AsyncIterable<Uint8Array> {
  private waiting: Uint8Array[] = [];
  private waitingBytes = 0;
  private end: { error: unknown } | null = null;
  private readerLeft = false;
  private wakeReader: () => void = () => undefined;
  private wakeWriter: () => void = () => undefined;

  /** Hands on bytes; resolves when there is room for more. */
  async push(bytes: Uint8Array): Promise<void> {
    this.waiting.push(bytes);
    this.waitingBytes += bytes.byteLength;
    this.wakeReader();
    while (this.waitingBytes > mostWaitingBytes && !this.readerLeft) {
      await new Promise<void>((wake) => {
        this.wakeWriter = wake;
      });
    }
    if (this.readerLeft) throw new Internal("byte-pipe.reader-left");
  }

  /** Nothing more will come. The reader ends, or throws `error`, once it has read what is waiting. */
  close(error: unknown = null): void {
    this.end ??= { error };
    this.wakeReader();
  }

  /** Nobody will read on, or begin to. */
  abandon(): void {
    this.readerLeft = true;
    this.waiting = [];
    this.wakeWriter();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const bytes = this.waiting.shift();
        if (bytes) {
          yield bytes;
          this.waitingBytes -= bytes.byteLength;
          this.wakeWriter();
        } else if (this.end) {
          if (this.end.error !== null) throw this.end.error;
          return;
        } else {
          await new Promise<void>((wake) => {
            this.wakeReader = wake;
          });
        }
      }
    } finally {
      this.abandon();
    }
  }
}
