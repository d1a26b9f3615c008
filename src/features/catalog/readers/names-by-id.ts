/** What came of a name that was to be kept. */
export type Kept = "kept" | "same" | "contradicts" | "too-many";

const blockBytes = 1 << 20;
/** Positions are 32-bit: 4 GiB of names. More than any memory that we may count on. */
const maxBlocks = 4096;
// A JavaScript Map ends at 2^24 entries.
const maxLate = 16_000_000;
const longName = 0xff;
const recentNames = 8192;

/**
 * A table of names by whole-number id, in little memory: UTF-8 in blocks outside the JavaScript heap, some 5 bytes
 * beside the name's own. Ids that ascend, as a table's mostly do, cost least; others are kept all the same.
 */
export class NamesById {
  private readonly blocks: Buffer[] = [];
  private blockAt = blockBytes;
  /** Ascending, while `isDense` is false. While it is true, the ids are `firstId`, `firstId` + 1, … */
  private ids = new Float64Array(0);
  private positions = new Uint32Array(1024);
  private count = 0;
  private firstId = 0;
  private lastId = Number.NEGATIVE_INFINITY;
  private isDense = true;
  private readonly late = new Map<number, number>();
  // Rows of one folder follow each other, so that most look-ups ask for a name that was just given.
  private readonly recentIds = new Float64Array(recentNames).fill(Number.NaN);
  private readonly recent: string[] = new Array(recentNames).fill("");

  get size(): number {
    return this.count + this.late.size;
  }

  add(id: number, name: string): Kept {
    if (id <= this.lastId) {
      const earlier = this.get(id);
      if (earlier !== undefined) return earlier === name ? "same" : "contradicts";
      if (this.late.size >= maxLate) return "too-many";
    }
    const position = this.store(name);
    if (position < 0) return "too-many";
    if (id <= this.lastId) this.late.set(id, position);
    else this.append(id, position);
    return "kept";
  }

  get(id: number): string | undefined {
    const slot = id % recentNames;
    if (this.recentIds[slot] === id) return this.recent[slot];
    const position = this.positionOf(id);
    if (position === undefined) return undefined;
    const name = this.nameAt(position);
    this.recentIds[slot] = id;
    this.recent[slot] = name;
    return name;
  }

  private append(id: number, position: number): void {
    if (this.count === 0) this.firstId = id;
    else if (this.isDense && id !== this.lastId + 1) this.writeIdsDown();
    if (this.count === this.positions.length) this.positions = grown(this.positions, Uint32Array);
    this.positions[this.count] = position;
    if (!this.isDense) {
      if (this.count === this.ids.length) this.ids = grown(this.ids, Float64Array);
      this.ids[this.count] = id;
    }
    this.count += 1;
    this.lastId = id;
  }

  private writeIdsDown(): void {
    this.isDense = false;
    this.ids = new Float64Array(this.positions.length);
    for (let i = 0; i < this.count; i += 1) this.ids[i] = this.firstId + i;
  }

  private positionOf(id: number): number | undefined {
    if (id > this.lastId) return undefined;
    const place = this.isDense ? id - this.firstId : this.placeOf(id);
    return (place >= 0 ? this.positions[place] : undefined) ?? this.late.get(id);
  }

  private placeOf(id: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.ids[middle] ?? 0;
      if (found === id) return middle;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** Where the name stands now; -1 where there is no more room. A name lies in one block, its length before it. */
  private store(name: string): number {
    const bytes = Buffer.byteLength(name);
    const needed = bytes + (bytes < longName ? 1 : 5);
    if (needed > blockBytes) return -1;
    if (this.blockAt + needed > blockBytes) {
      if (this.blocks.length === maxBlocks) return -1;
      this.blocks.push(Buffer.allocUnsafeSlow(blockBytes));
      this.blockAt = 0;
    }
    const block = this.blocks[this.blocks.length - 1];
    if (!block) return -1;
    const position = (this.blocks.length - 1) * blockBytes + this.blockAt;
    if (bytes < longName) block[this.blockAt] = bytes;
    else {
      block[this.blockAt] = longName;
      block.writeUInt32LE(bytes, this.blockAt + 1);
    }
    block.write(name, this.blockAt + needed - bytes);
    this.blockAt += needed;
    return position;
  }

  private nameAt(position: number): string {
    const block = this.blocks[Math.floor(position / blockBytes)];
    if (!block) return "";
    const at = position % blockBytes;
    const short = block[at] ?? 0;
    const from = at + (short < longName ? 1 : 5);
    return block.toString("utf8", from, from + (short < longName ? short : block.readUInt32LE(at + 1)));
  }
}

function grown<A extends Uint32Array | Float64Array>(full: A, kind: new (length: number) => A): A {
  const larger = new kind(Math.max(1024, full.length * 2));
  larger.set(full);
  return larger;
}
