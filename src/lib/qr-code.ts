import { Internal } from "./errors";

/**
 * A QR code as rows of bits from the upper left, the first module in the highest bit of the first byte, each row
 * in whole bytes; a set bit is dark. Without quiet zone: leave four modules free on every side.
 */
export type QrCode = { size: number; rowBytes: number; bits: Uint8Array };

/** Bytes of ECC a block and data bytes of each block, level M, versions 1 to 9 (ISO/IEC 18004, table 9). */
const blocksByVersion: readonly { ecc: number; data: readonly number[] }[] = [
  { ecc: 10, data: [16] },
  { ecc: 16, data: [28] },
  { ecc: 26, data: [44] },
  { ecc: 18, data: [32, 32] },
  { ecc: 24, data: [43, 43] },
  { ecc: 16, data: [27, 27, 27, 27] },
  { ecc: 18, data: [31, 31, 31, 31] },
  { ecc: 22, data: [38, 38, 39, 39] },
  { ecc: 22, data: [36, 36, 36, 37, 37] },
];
const alignmentByVersion: readonly (readonly number[])[] = [
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
];
const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Mode and length before the bytes: 4 and 8 bits. */
const headerBits = 12;
/** The mask every reader must know; choosing the fairest of eight would cost more than all the rest. */
const usualMask = 3;

/**
 * Encodes text (as UTF-8) in the smallest version that holds it, level M: a quarter of a damaged symbol's area
 * may be half unreadable. With version and mask fixed a QR code is affine in its bits: each bit of the text has a
 * drawing of its own, and the symbol is their exclusive or. Those drawings are made once; a symbol is made from the
 * one before by the bits that differ.
 *
 * @throws Internal `qr-code.too-long` above 180 bytes
 */
export function qrCode(text: string, mask: number = usualMask): QrCode {
  const bytes = Buffer.from(text, "utf8");
  const version = blocksByVersion.findIndex(({ data }) => bytes.length <= sum(data) - 2) + 1;
  if (version === 0) throw new Internal("qr-code.too-long", { bytes: bytes.length });
  const { size, rowBytes, drawings, lastOf } = drawingsOf(version, mask);
  const last = lastOf(bytes.length);
  for (let k = 0; k < bytes.length; k++) {
    const changed = (bytes[k] as number) ^ (last.bytes[k] as number);
    if (changed === 0) continue;
    for (let bit = 0; bit < 8; bit++) {
      if (changed & (128 >> bit)) addTo(last.words, drawings[headerBits + 8 * k + bit] as Uint32Array);
    }
  }
  last.bytes = bytes;
  return { size, rowBytes, bits: new Uint8Array(last.words.slice().buffer, 0, size * rowBytes) };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

function addTo(words: Uint32Array, drawing: Uint32Array): void {
  for (let i = 0; i < words.length; i++) (words[i] as number) ^= drawing[i] as number;
}

type Drawings = {
  size: number;
  rowBytes: number;
  /** What each bit of the data bytes changes in the symbol. */
  drawings: readonly Uint32Array[];
  /** The last text of so many bytes and its symbol (at first zeros): the next one mostly differs in few bits. */
  lastOf(length: number): { bytes: Uint8Array; words: Uint32Array };
};

const known = new Map<number, Drawings>();

function drawingsOf(version: number, mask: number): Drawings {
  const key = version * masks.length + mask;
  let made = known.get(key);
  if (!made) {
    made = makeDrawings(version, mask);
    known.set(key, made);
  }
  return made;
}

function makeDrawings(version: number, mask: number): Drawings {
  const grid = openGrid(version);
  const places = dataPlaces(grid);
  const blocks = blocksByVersion[version - 1] as (typeof blocksByVersion)[number];
  const words = Math.ceil((grid.size * grid.rowBytes) / 4);
  const draw = (codewords: Uint8Array) => {
    const drawing = new Uint32Array(words);
    const bytes = new Uint8Array(drawing.buffer);
    codewords.forEach((codeword, i) => {
      for (let bit = 0; bit < 8; bit++) {
        if (codeword & (128 >> bit)) setBit(bytes, grid, places[8 * i + bit] as number);
      }
    });
    return drawing;
  };
  const dataBytes = sum(blocks.data);
  const drawings = Array.from({ length: 8 * dataBytes }, (_, i) => {
    const data = new Uint8Array(dataBytes);
    data[i >> 3] = 128 >> (i & 7);
    return draw(withErrorCorrection(data, blocks));
  });
  const frame = drawFrame(grid, mask, places, words);
  const byLength = new Map<number, { bytes: Uint8Array; words: Uint32Array }>();
  const lastOf = (length: number) => {
    const known = byLength.get(length);
    if (known) return known;
    const last = { bytes: new Uint8Array(length), words: frame.slice() };
    addTo(last.words, draw(withErrorCorrection(zeroText(length, dataBytes), blocks)));
    byLength.set(length, last);
    return last;
  };
  return { size: grid.size, rowBytes: grid.rowBytes, drawings, lastOf };
}

/** Byte mode, the length, so many zero bytes, the terminator (zeros as well) and the padding. */
function zeroText(length: number, dataBytes: number): Uint8Array {
  const data = new Uint8Array(dataBytes);
  data[0] = 0x40 | (length >> 4);
  data[1] = (length << 4) & 0xf0;
  for (let i = length + 2, pad = 0xec; i < dataBytes; i++, pad ^= 0xec ^ 0x11) data[i] = pad;
  return data;
}

/** Codewords in the order in which they are placed: data of all blocks by turns, then their error correction. */
function withErrorCorrection(data: Uint8Array, blocks: (typeof blocksByVersion)[number]): Uint8Array {
  let from = 0;
  const parts = blocks.data.map((length) => {
    const part = data.subarray(from, from + length);
    from += length;
    return { part, ecc: errorCorrection(part, blocks.ecc) };
  });
  const out: number[] = [];
  const longest = Math.max(...blocks.data);
  for (let i = 0; i < longest; i++) {
    for (const { part } of parts) if (i < part.length) out.push(part[i] as number);
  }
  for (let i = 0; i < blocks.ecc; i++) for (const { ecc } of parts) out.push(ecc[i] as number);
  return Uint8Array.from(out);
}

/** Product in GF(256) modulo x⁸ + x⁴ + x³ + x² + 1. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ (product & 128 ? 0x11d : 0);
    if (b & (1 << bit)) product ^= a;
  }
  return product & 255;
}

const generators = new Map<number, number[]>();

/** Coefficients of Π (x − αⁱ), i below `degree`, without the leading one. */
function generator(degree: number): number[] {
  const made = generators.get(degree);
  if (made) return made;
  let polynomial = [1];
  for (let i = 0, root = 1; i < degree; i++, root = times(root, 2)) {
    const shifted = [...polynomial, 0];
    polynomial = shifted.map((one, k) => one ^ (k > 0 ? times(polynomial[k - 1] as number, root) : 0));
  }
  generators.set(degree, polynomial.slice(1));
  return polynomial.slice(1);
}

function errorCorrection(data: Uint8Array, degree: number): number[] {
  const divisor = generator(degree);
  const rest = new Array<number>(degree).fill(0);
  for (const byte of data) {
    const factor = byte ^ (rest.shift() as number);
    rest.push(0);
    if (factor === 0) continue;
    divisor.forEach((one, i) => {
      (rest[i] as number) ^= times(one, factor);
    });
  }
  return rest;
}

/** `fixed` marks the modules of the frame: finders, timing, alignment, format and version. */
type Grid = { version: number; size: number; rowBytes: number; fixed: Uint8Array; dark: Uint8Array };

function openGrid(version: number): Grid {
  const size = 17 + 4 * version;
  const cells = size * size;
  const grid = {
    version,
    size,
    rowBytes: Math.ceil(size / 8),
    fixed: new Uint8Array(cells),
    dark: new Uint8Array(cells),
  };
  for (let i = 0; i < size; i++) {
    put(grid, i, 6, i % 2 === 0);
    put(grid, 6, i, i % 2 === 0);
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const) {
    square(grid, x, y, 4, (ring) => ring !== 2 && ring !== 4);
  }
  const centres = alignmentByVersion[version - 1] ?? [];
  const last = centres.length - 1;
  centres.forEach((x, i) => {
    centres.forEach((y, k) => {
      const inFinder = (i === 0 && (k === 0 || k === last)) || (i === last && k === 0);
      if (!inFinder) square(grid, x, y, 2, (ring) => ring !== 1);
    });
  });
  putFormat(grid, 0);
  putVersion(grid);
  return grid;
}

function put(grid: Grid, x: number, y: number, dark: boolean): void {
  if (x < 0 || y < 0 || x >= grid.size || y >= grid.size) return;
  grid.fixed[y * grid.size + x] = 1;
  grid.dark[y * grid.size + x] = dark ? 1 : 0;
}

function square(grid: Grid, x: number, y: number, radius: number, dark: (ring: number) => boolean): void {
  for (let dy = -radius; dy <= radius; dy++) {
    for (let dx = -radius; dx <= radius; dx++) {
      put(grid, x + dx, y + dy, dark(Math.max(Math.abs(dx), Math.abs(dy))));
    }
  }
}

/** Level M (00) and the mask, twice round the finders. */
function putFormat(grid: Grid, mask: number): void {
  let rest = mask;
  for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
  const bits = ((mask << 10) | rest) ^ 0x5412;
  const { size } = grid;
  for (let i = 0; i < 15; i++) {
    const dark = ((bits >> i) & 1) === 1;
    if (i < 6) put(grid, 8, i, dark);
    else if (i < 8) put(grid, 8, i + 1, dark);
    else if (i === 8) put(grid, 7, 8, dark);
    else put(grid, 14 - i, 8, dark);
    if (i < 8) put(grid, size - 1 - i, 8, dark);
    else put(grid, 8, size - 15 + i, dark);
  }
  put(grid, 8, size - 8, true);
}

function putVersion(grid: Grid): void {
  const { version, size } = grid;
  if (version < 7) return;
  let rest = version;
  for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
  const bits = (version << 12) | rest;
  for (let i = 0; i < 18; i++) {
    const dark = ((bits >> i) & 1) === 1;
    const a = size - 11 + (i % 3);
    const b = Math.floor(i / 3);
    put(grid, a, b, dark);
    put(grid, b, a, dark);
  }
}

/** Modules for data in their order: upwards and downwards in pairs of columns, from the right. */
function dataPlaces({ size, fixed }: Grid): number[] {
  const places: number[] = [];
  for (let right = size - 1, upwards = true; right >= 1; right -= 2, upwards = !upwards) {
    if (right === 6) right = 5;
    for (let i = 0; i < size; i++) {
      const y = upwards ? size - 1 - i : i;
      for (const x of [right, right - 1]) if (!fixed[y * size + x]) places.push(y * size + x);
    }
  }
  return places;
}

function setBit(bytes: Uint8Array, { size, rowBytes }: Grid, place: number): void {
  const x = place % size;
  const y = Math.floor(place / size);
  (bytes[y * rowBytes + (x >> 3)] as number) ^= 128 >> (x & 7);
}

/** All that does not depend on the text: the frame, and the mask over every place of data. */
function drawFrame(grid: Grid, mask: number, places: readonly number[], words: number): Uint32Array {
  putFormat(grid, mask);
  const drawing = new Uint32Array(words);
  const bytes = new Uint8Array(drawing.buffer);
  grid.dark.forEach((dark, place) => {
    if (dark) setBit(bytes, grid, place);
  });
  const isMasked = masks[mask] as (typeof masks)[number];
  for (const place of places) {
    if (isMasked(place % grid.size, Math.floor(place / grid.size))) setBit(bytes, grid, place);
  }
  return drawing;
}
