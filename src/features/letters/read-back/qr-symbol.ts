import { Unreadable } from "./pdf-values";

/** A picture of one bit a point: rows of whole bytes, the first point in the highest bit; a set bit is dark. */
export type Bitmap = { columns: number; rows: number; bytes: Uint8Array };

/** Bytes of error correction a block, and data bytes of each block, level M, versions 1 to 9 (ISO/IEC 18004, table 9). */
const levelM: readonly (readonly [ecc: number, ...data: number[]])[] = [
  [10, 16],
  [16, 28],
  [26, 44],
  [18, 32, 32],
  [24, 43, 43],
  [16, 27, 27, 27, 27],
  [18, 31, 31, 31, 31],
  [22, 38, 38, 39, 39],
  [22, 36, 36, 36, 37, 37],
];
/** The last of the lines on which alignment patterns stand, for versions 2 to 9; from 7 on there is one between. */
const alignmentLine = (version: number) => 10 + 4 * version;

/** The text of a QR code as it is drawn: level M, byte mode, without a single wrong module. Throws `Unreadable`. */
export function readQr({ columns: size, rows, bytes }: Bitmap): string {
  const version = (size - 17) / 4;
  const blocks = levelM[version - 1];
  if (rows !== size || !blocks) throw new Unreadable("code-size");
  const rowBytes = Math.ceil(size / 8);
  const isDark = (x: number, y: number) => ((bytes[y * rowBytes + (x >> 3)] as number) >> (7 - (x & 7))) & 1;
  const frame = frameOf(version, size);
  for (const [place, dark] of frame.dark) {
    if (isDark(place % size, Math.floor(place / size)) !== dark) throw new Unreadable("code-frame");
  }
  const mask = readFormat(size, isDark);
  const codewords = readCodewords(size, frame.taken, (x, y) => isDark(x, y) ^ maskAt(mask, x, y));
  return textOf(dataOf(codewords, blocks));
}

type Frame = { taken: Uint8Array; dark: Map<number, number> };
const frames = new Map<number, Frame>();

/** All modules that carry no data, and which of them are dark whatever the text. */
function frameOf(version: number, size: number): Frame {
  const known = frames.get(version);
  if (known) return known;
  const frame: Frame = { taken: new Uint8Array(size * size), dark: new Map() };
  const set = (x: number, y: number, dark: boolean | null) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    frame.taken[y * size + x] = 1;
    if (dark !== null) frame.dark.set(y * size + x, dark ? 1 : 0);
  };
  for (let i = 0; i < size; i += 1) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  const rings = (x: number, y: number, radius: number, light: readonly number[]) => {
    for (let dy = -radius; dy <= radius; dy += 1)
      for (let dx = -radius; dx <= radius; dx += 1)
        set(x + dx, y + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))));
  };
  const far = size - 4;
  for (const [x, y] of [
    [3, 3],
    [far, 3],
    [3, far],
  ] as const)
    rings(x, y, 4, [2, 4]);
  const last = alignmentLine(version);
  const lines = version < 2 ? [] : version < 7 ? [6, last] : [6, (6 + last) / 2, last];
  for (const x of lines) {
    for (const y of lines) {
      const inFinder = (x === 6 && (y === 6 || y === last)) || (x === last && y === 6);
      if (!inFinder) rings(x, y, 2, [1]);
    }
  }
  for (const [x, y] of formatPlaces(size).flat()) set(x, y, null);
  set(8, size - 8, true);
  if (version >= 7) putVersion(version, size, set);
  frames.set(version, frame);
  return frame;
}

function putVersion(version: number, size: number, set: (x: number, y: number, dark: boolean) => void): void {
  let rest = version << 12;
  for (let bit = 17; bit >= 12; bit -= 1) if ((rest >> bit) & 1) rest ^= 0x1f25 << (bit - 12);
  const bits = (version << 12) | rest;
  for (let i = 0; i < 18; i += 1) {
    const [a, b] = [size - 11 + (i % 3), Math.floor(i / 3)];
    set(a, b, ((bits >> i) & 1) === 1);
    set(b, a, ((bits >> i) & 1) === 1);
  }
}

/** Where the fifteen bits that name level and mask stand, lowest bit first; twice. */
function formatPlaces(size: number): [number, number][][] {
  const near = [0, 1, 2, 3, 4, 5, 7, 8];
  const first = [
    ...near.map((y) => [8, y]),
    ...[...near]
      .reverse()
      .slice(1)
      .map((x) => [x, 8]),
  ];
  const second = [
    ...Array.from({ length: 8 }, (_, i) => [size - 1 - i, 8]),
    ...Array.from({ length: 7 }, (_, i) => [8, size - 7 + i]),
  ];
  return [first, second] as [number, number][][];
}

function readFormat(size: number, isDark: (x: number, y: number) => number): number {
  const copies = formatPlaces(size).map((places) =>
    places.reduce((bits, [x, y], i) => bits | (isDark(x, y) << i), 0),
  );
  for (let mask = 0; mask < 8; mask += 1) {
    let rest = mask << 10;
    for (let bit = 14; bit >= 10; bit -= 1) if ((rest >> bit) & 1) rest ^= 0x537 << (bit - 10);
    if (copies.every((bits) => bits === (((mask << 10) | rest) ^ 0x5412))) return mask;
  }
  throw new Unreadable("code-format");
}

function maskAt(mask: number, x: number, y: number): number {
  const isFlipped = [
    (x + y) % 2,
    y % 2,
    x % 3,
    (x + y) % 3,
    ((y >> 1) + Math.floor(x / 3)) % 2,
    ((x * y) % 2) + ((x * y) % 3),
    (((x * y) % 2) + ((x * y) % 3)) % 2,
    (((x + y) % 2) + ((x * y) % 3)) % 2,
  ][mask];
  return isFlipped === 0 ? 1 : 0;
}

/** Bits upwards and downwards in pairs of columns from the right, beside the column of the timing pattern. */
function readCodewords(size: number, taken: Uint8Array, bitAt: (x: number, y: number) => number): number[] {
  const codewords: number[] = [];
  let byte = 1;
  let upwards = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let i = 0; i < size; i += 1) {
      const y = upwards ? size - 1 - i : i;
      for (const x of [right, right - 1]) {
        if (taken[y * size + x]) continue;
        byte = (byte << 1) | bitAt(x, y);
        if (byte < 256) continue;
        codewords.push(byte & 255);
        byte = 1;
      }
    }
    upwards = !upwards;
  }
  return codewords;
}

/** The blocks' data one after the other. Every block must be whole: its error correction has nothing to correct. */
function dataOf(codewords: readonly number[], [ecc, ...lengths]: readonly number[]): number[] {
  const blocks = lengths.map((): number[] => []);
  let at = 0;
  for (let i = 0; i < Math.max(...lengths); i += 1)
    for (const [k, length] of lengths.entries()) if (i < length) blocks[k]?.push(codewords[at++] as number);
  const data = blocks.flat();
  for (let i = 0; i < (ecc as number); i += 1)
    for (const block of blocks) block.push(codewords[at++] as number);
  if (!blocks.every((block) => isWhole(block, ecc as number))) throw new Unreadable("code-damaged");
  return data;
}

const [powers, logs] = ((): [Uint8Array, Uint8Array] => {
  const [power, log] = [new Uint8Array(512), new Uint8Array(256)];
  for (let i = 0, value = 1; i < 255; i += 1) {
    power[i] = value;
    power[i + 255] = value;
    log[value] = i;
    value = (value << 1) ^ (value & 128 ? 0x11d : 0);
  }
  return [power, log];
})();

/** Whether the block, as a polynomial over GF(256), is 0 at α⁰ … αⁿ⁻¹. */
function isWhole(block: readonly number[], n: number): boolean {
  for (let i = 0; i < n; i += 1) {
    let value = 0;
    for (const codeword of block)
      value = (value === 0 ? 0 : (powers[(logs[value] as number) + i] as number)) ^ codeword;
    if (value !== 0) return false;
  }
  return true;
}

/** Byte mode (0100), a length of 8 bits, the bytes. */
function textOf(data: readonly number[]): string {
  const [first = 0, second = 0] = data;
  const length = ((first & 15) << 4) | (second >> 4);
  if (first >> 4 !== 4 || length + 2 > data.length) throw new Unreadable("code-mode");
  const bytes = Array.from(
    { length },
    (_, i) => (((data[i + 1] as number) & 15) << 4) | ((data[i + 2] as number) >> 4),
  );
  return Buffer.from(bytes).toString("utf8");
}
