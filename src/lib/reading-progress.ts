/** How fast something goes; `secondsLeft` is null while that cannot be told. */
export type MeasuredPace = { rowsPerSecond: number; secondsLeft: number | null };

type Sample = { at: number; rows: number; bytes: number };

const windowMs = 30_000;
const leastMs = 1_000;

/**
 * How far a reading of files is. A file may be passed over several times: `bytesRead` is the part of all passes
 * that is done, scaled to the files' size, so it reaches `bytesTotal` when the last pass does. An opening that is
 * closed before the file's end was a look at its beginning and counts for nothing.
 */
export class ReadingProgress {
  rows = 0;
  private readonly files: { bytes: number; passes: number; passed: number }[] = [];
  private samples: Sample[] = [];

  /** Wraps a file's `open`; every byte that is read through it counts. */
  counted(
    open: () => AsyncIterable<Uint8Array>,
    bytes: number,
    passes: number,
  ): () => AsyncIterable<Uint8Array> {
    const file = { bytes, passes, passed: 0 };
    this.files.push(file);
    return async function* () {
      let here = 0;
      let whole = false;
      try {
        for await (const chunk of open()) {
          here += chunk.byteLength;
          file.passed += chunk.byteLength;
          yield chunk;
        }
        whole = true;
      } finally {
        if (!whole) file.passed -= here;
      }
    };
  }

  get bytesRead(): number {
    return this.files.reduce(
      (sum, { bytes, passes, passed }) => sum + Math.min(bytes, Math.floor(passed / passes)),
      0,
    );
  }

  get bytesTotal(): number {
    return this.files.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** The files will be read from the start. */
  restart(): void {
    this.files.length = 0;
    this.rows = 0;
    this.forget();
  }

  /** What was measured until now says nothing of what comes: rows were only passed over. */
  forget(): void {
    this.samples = [];
  }

  /** The pace of the last half minute, asked about once a second; null until there is one. */
  measure(now = performance.now()): MeasuredPace | null {
    const last = { at: now, rows: this.rows, bytes: this.bytesRead };
    this.samples = [...this.samples.filter(({ at }) => now - at < windowMs), last];
    const first = this.samples[0] ?? last;
    const seconds = (last.at - first.at) / 1000;
    if (seconds * 1000 < leastMs) return null;
    const bytesPerSecond = (last.bytes - first.bytes) / seconds;
    return {
      rowsPerSecond: Math.round((last.rows - first.rows) / seconds),
      secondsLeft: bytesPerSecond > 0 ? Math.ceil((this.bytesTotal - last.bytes) / bytesPerSecond) : null,
    };
  }
}
