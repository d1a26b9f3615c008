import { codePointName } from "./code-point";

/** A character CP932 does not have: where it stands (UTF-16 index, line from 1) and what it is. */
export type Cp932Loss = { index: number; line: number; codePoint: string };

export type Cp932Encoded = { ok: true; bytes: Uint8Array } | { ok: false; losses: Cp932Loss[] };

// Lead bytes in the order Windows prefers where one character has several codes: JIS X 0208,
// then NEC row 13, then IBM extensions, then NEC's copy of those, then user-defined.
const leadRanges = [
  [0x81, 0x84],
  [0x88, 0x9f],
  [0xe0, 0xea],
  [0x87, 0x87],
  [0xfa, 0xfc],
  [0xed, 0xee],
  [0xf0, 0xf9],
] as const;

let table: Map<string, number> | undefined;

function encodingTable(): Map<string, number> {
  if (table) return table;
  const decoder = new TextDecoder("shift_jis", { fatal: true });
  const built = new Map<string, number>();
  for (let byte = 0; byte < 0x80; byte++) built.set(String.fromCharCode(byte), byte);
  for (let byte = 0xa1; byte <= 0xdf; byte++) built.set(decoder.decode(Uint8Array.of(byte)), byte);
  for (const [first, last] of leadRanges) {
    for (let lead = first; lead <= last; lead++) addRow(built, decoder, lead);
  }
  table = built;
  return built;
}

function addRow(built: Map<string, number>, decoder: TextDecoder, lead: number): void {
  for (let trail = 0x40; trail <= 0xfc; trail++) {
    if (trail === 0x7f) continue;
    let character: string;
    try {
      character = decoder.decode(Uint8Array.of(lead, trail));
    } catch {
      continue; // no character at this code
    }
    if (!built.has(character)) built.set(character, (lead << 8) | trail);
  }
}

/**
 * Encodes as CP932, or says what would be lost; never writes "?". Look-alikes are losses too (〜 U+301C,
 * − U+2212, ¥ U+00A5), because changing a character is the caller's decision.
 */
export function encodeCp932(text: string): Cp932Encoded {
  const codes = encodingTable();
  const bytes = new Uint8Array(text.length * 2);
  const losses: Cp932Loss[] = [];
  let size = 0;
  let index = 0;
  let line = 1;
  for (const character of text) {
    const code = codes.get(character);
    if (code === undefined) losses.push({ index, line, codePoint: codePointName(character) });
    else if (code > 0xff) {
      bytes[size++] = code >> 8;
      bytes[size++] = code & 0xff;
    } else bytes[size++] = code;
    if (character === "\n") line++;
    index += character.length;
  }
  return losses.length > 0 ? { ok: false, losses } : { ok: true, bytes: bytes.slice(0, size) };
}
