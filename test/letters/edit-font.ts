/** The outlines of a TrueType file, to be changed by hand; `widths` in its own units. */
export type FontParts = { outlines: Buffer[]; tables: Map<string, Buffer> };

const tagAt = (font: Buffer, at: number) => font.toString("latin1", at, at + 4);

/** Takes a font as a document embeds it apart. */
export function fontParts(font: Buffer): FontParts {
  const tables = new Map<string, Buffer>();
  for (let i = 0; i < font.readUInt16BE(4); i += 1) {
    const at = 12 + i * 16;
    const from = font.readUInt32BE(at + 8);
    tables.set(tagAt(font, at), Buffer.from(font.subarray(from, from + font.readUInt32BE(at + 12))));
  }
  const [loca, glyf, head] = ["loca", "glyf", "head"].map((tag) => tables.get(tag) as Buffer) as [
    Buffer,
    Buffer,
    Buffer,
  ];
  const long = head.readInt16BE(50) === 1;
  const count = loca.length / (long ? 4 : 2);
  const place = (i: number) => (long ? loca.readUInt32BE(i * 4) : loca.readUInt16BE(i * 2) * 2);
  const outlines = Array.from({ length: count - 1 }, (_, i) =>
    Buffer.from(glyf.subarray(place(i), place(i + 1))),
  );
  return { outlines, tables };
}

/** The font again, with whatever outlines it has now. */
export function fontOf({ outlines, tables }: FontParts): Buffer {
  const loca = Buffer.alloc((outlines.length + 1) * 4);
  let at = 0;
  outlines.forEach((outline, i) => {
    loca.writeUInt32BE(at, i * 4);
    at += outline.length;
  });
  loca.writeUInt32BE(at, outlines.length * 4);
  const head = Buffer.from(tables.get("head") as Buffer);
  head.writeInt16BE(1, 50);
  const all = new Map([...tables, ["loca", loca], ["glyf", Buffer.concat(outlines)], ["head", head]]);
  const directory = Buffer.alloc(12 + all.size * 16);
  directory.writeUInt32BE(0x00010000, 0);
  directory.writeUInt16BE(all.size, 4);
  const parts = [directory];
  let offset = directory.length;
  [...all].forEach(([tag, table], i) => {
    const entry = 12 + i * 16;
    directory.write(tag, entry, "latin1");
    directory.writeUInt32BE(offset, entry + 8);
    directory.writeUInt32BE(table.length, entry + 12);
    const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
    parts.push(padded);
    offset += padded.length;
  });
  return Buffer.concat(parts);
}
