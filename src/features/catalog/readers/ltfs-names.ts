/** A name as the tape holds it, or why it could not be told. */
export type LtfsName =
  | { readonly name: string }
  | { readonly problem: string; readonly codePoint: string | null };

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The content of a `name` element. With `percentencoded="true"` it stands for bytes of UTF-8, `%XX` among plain
 * characters (LTFS format 2.4, "Name percent encoding"). Nothing is normalised: the name is kept as it is.
 * Problems: `catalog.empty`, `catalog.name-percent-wrong`, `catalog.name-not-utf8`, `catalog.name-not-storable`
 * (U+0000), `catalog.name-with-slash`, `catalog.replacement-character`.
 */
export function readLtfsName(written: string, percentEncoded: boolean): LtfsName {
  const decoded = percentEncoded && written.includes("%") ? percentDecoded(written) : { name: written };
  return "problem" in decoded ? decoded : checked(decoded.name);
}

function percentDecoded(written: string): LtfsName {
  const bytes: Uint8Array[] = [];
  for (const [place, piece] of written.split("%").entries()) {
    if (place > 0 && !/^[0-9A-Fa-f]{2}/.test(piece)) return problem("catalog.name-percent-wrong");
    if (place > 0) bytes.push(Uint8Array.of(Number.parseInt(piece.slice(0, 2), 16)));
    bytes.push(Buffer.from(place > 0 ? piece.slice(2) : piece, "utf8"));
  }
  try {
    return { name: utf8.decode(Buffer.concat(bytes)) };
  } catch {
    return problem("catalog.name-not-utf8");
  }
}

function checked(name: string): LtfsName {
  if (name === "") return problem("catalog.empty");
  if (name.includes("\0")) return problem("catalog.name-not-storable", "U+0000");
  if (name.includes("/")) return problem("catalog.name-with-slash", "U+002F");
  if (name.includes("\ufffd")) return problem("catalog.replacement-character", "U+FFFD");
  return { name };
}

function problem(reason: string, codePoint: string | null = null): LtfsName {
  return { problem: reason, codePoint };
}

/**
 * The barcode in `<barcode>-<generation>.schema` (with or without `.gz`; a browser may have added ` (1)`);
 * null where the file is named otherwise.
 */
export function barcodeOf(fileName: string, generation: number | null): string | null {
  const base = fileName.split(/[/\\]/).at(-1) ?? "";
  const number = generation === null ? "\\d+" : `0*${generation}`;
  return new RegExp(`^(.+)-${number}(?!\\d).*\\.(?:schema|xml)(?:\\.gz)?$`, "i").exec(base)?.[1] ?? null;
}

/** An LTFS time (`2012-11-08T05:36:48.881170099Z`) as an ISO instant to the millisecond; null where it is none. */
export function ltfsTime(text: string): string | null {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/.exec(text.trim());
  if (!found) return null;
  const time = Date.parse(`${found[1]}.${(found[2] ?? "0").padEnd(3, "0").slice(0, 3)}Z`);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
