const firstSlots = 1 << 16;

/**
 * Paths seen, as 64-bit hashes: ten million take 128 MB where strings would take gigabytes. That two paths of ten
 * million share a hash has a chance of 1 in 300,000.
 */
export class SeenPaths {
  private size = 0;
  private high = new Uint32Array(firstSlots);
  private low = new Uint32Array(firstSlots);

  /** Whether the path was new. */
  add(path: string): boolean {
    const [high, low] = hash(path);
    if (!place(this.high, this.low, high, low)) return false;
    this.size += 1;
    if (this.size * 2 > this.high.length) this.grow();
    return true;
  }

  private grow(): void {
    const high = new Uint32Array(this.high.length * 2);
    const low = new Uint32Array(this.low.length * 2);
    for (let slot = 0; slot < this.high.length; slot++) {
      const one = this.high[slot] ?? 0;
      const other = this.low[slot] ?? 0;
      if (one !== 0 || other !== 0) place(high, low, one, other);
    }
    this.high = high;
    this.low = low;
  }
}

/** Puts a hash into its slot; false where it is there already. */
function place(highs: Uint32Array, lows: Uint32Array, high: number, low: number): boolean {
  const mask = highs.length - 1;
  for (let slot = low & mask; ; slot = (slot + 1) & mask) {
    const one = highs[slot];
    const other = lows[slot];
    if (one === 0 && other === 0) {
      highs[slot] = high;
      lows[slot] = low;
      return true;
    }
    if (one === high && other === low) return false;
  }
}

/** Two multiplicative hashes of the UTF-16 units, finished as murmur3 is; never both 0. */
function hash(text: string): [high: number, low: number] {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return [a >>> 0, b >>> 0 || 1];
}

const idsAChunk = 1 << 16;
const mostChunks = 1 << 14;

/** File ids seen, as bits. A volume numbers its entries from 1, so a thousand million take 128 MB. */
export class SeenIds {
  count = 0;
  /** Ids too wild to keep: then nothing may be concluded from the count. */
  isLost = false;
  private readonly chunks = new Map<number, Uint8Array>();

  add(id: number): void {
    const at = Math.floor(id / idsAChunk);
    let chunk = this.chunks.get(at);
    if (!chunk) {
      if (this.chunks.size === mostChunks) {
        this.isLost = true;
        return;
      }
      chunk = new Uint8Array(idsAChunk / 8);
      this.chunks.set(at, chunk);
    }
    const bit = id % idsAChunk;
    const byte = chunk[bit >> 3] ?? 0;
    if (byte & (1 << (bit & 7))) return;
    chunk[bit >> 3] = byte | (1 << (bit & 7));
    this.count += 1;
  }
}
