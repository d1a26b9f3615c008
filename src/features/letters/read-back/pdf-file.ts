import { inflateSync } from "node:zlib";
import {
  type PdfDictionary,
  PdfName,
  PdfReader,
  PdfRef,
  type PdfValue,
  PdfWord,
  Unreadable,
} from "./pdf-values";

/** `contents` is read when it is asked for: one page that cannot be read leaves the others readable. */
export type PdfPage = { contents(): Uint8Array; resources: PdfDictionary; width: number; height: number };
export type PdfStream = { facts: PdfDictionary; bytes: Uint8Array };

/** More than any page of ours holds once inflated. */
const mostStreamBytes = 64 * 1024 * 1024;
const deepestPageTree = 32;

/**
 * A finished PDF read from its own bytes: one cross-reference table, no later additions, nothing encrypted. Anything
 * out of place is `Unreadable`; no attempt is made to mend.
 */
export class PdfFile {
  private readonly places: Map<number, number>;
  private readonly known = new Map<number, PdfValue>();
  readonly root: PdfDictionary;

  constructor(private readonly bytes: Uint8Array) {
    const { places, trailer } = readCrossReferences(bytes);
    this.places = places;
    if (trailer.has("Encrypt") || trailer.has("Prev")) throw new Unreadable("trailer");
    this.root = this.dictionary(trailer.get("Root"));
  }

  /** What a reference stands for; any other value is itself. */
  value(given: PdfValue | undefined): PdfValue | undefined {
    if (!(given instanceof PdfRef)) return given;
    const known = this.known.get(given.number);
    if (known !== undefined) return known;
    const read = this.readerAt(given.number).next(true);
    if (read === undefined || read instanceof PdfWord || read instanceof PdfRef)
      throw new Unreadable("object");
    this.known.set(given.number, read);
    return read;
  }

  dictionary(given: PdfValue | undefined): PdfDictionary {
    const value = this.value(given);
    if (value instanceof Map) return value as PdfDictionary;
    throw new Unreadable("no-dictionary");
  }

  list(given: PdfValue | undefined): readonly PdfValue[] {
    const value = this.value(given);
    if (Array.isArray(value)) return value;
    throw new Unreadable("no-list");
  }

  number(given: PdfValue | undefined): number {
    const value = this.value(given);
    if (typeof value === "number") return value;
    throw new Unreadable("no-number");
  }

  name(given: PdfValue | undefined): string {
    const value = this.value(given);
    if (value instanceof PdfName) return value.name;
    throw new Unreadable("no-name");
  }

  /** A stream with its bytes inflated. */
  stream(given: PdfValue | undefined): PdfStream {
    if (!(given instanceof PdfRef)) throw new Unreadable("no-stream");
    const reader = this.readerAt(given.number);
    const facts = this.dictionary(reader.next(true));
    const word = reader.next(false);
    if (!(word instanceof PdfWord) || word.word !== "stream") throw new Unreadable("no-stream");
    let from = reader.at;
    if (this.bytes[from] === 13) from += 1;
    if (this.bytes[from] !== 10) throw new Unreadable("stream");
    from += 1;
    const to = from + this.number(facts.get("Length"));
    const end = new PdfReader(this.bytes, to).next(false);
    if (!(end instanceof PdfWord) || end.word !== "endstream") throw new Unreadable("stream-length");
    const raw = this.bytes.subarray(from, to);
    if (!facts.has("Filter")) return { facts, bytes: raw };
    if (this.name(facts.get("Filter")) !== "FlateDecode" || facts.has("DecodeParms"))
      throw new Unreadable("filter");
    return { facts, bytes: inflate(raw) };
  }

  /** The pages in the order in which they are printed. */
  *pages(): Generator<PdfPage> {
    const tree = this.root.get("Pages");
    yield* this.pagesBelow(tree, new Map(), 0);
  }

  private *pagesBelow(
    given: PdfValue | undefined,
    inherited: PdfDictionary,
    depth: number,
  ): Generator<PdfPage> {
    const node = this.dictionary(given);
    const facts: PdfDictionary = new Map([...inherited, ...node]);
    if (depth > deepestPageTree) throw new Unreadable("page-tree");
    if (this.name(node.get("Type")) === "Pages") {
      const { Kids: _kids, ...below } = Object.fromEntries(facts);
      for (const kid of this.list(node.get("Kids")))
        yield* this.pagesBelow(kid, new Map(Object.entries(below)), depth + 1);
      return;
    }
    const [left, bottom, width, height] = this.list(facts.get("MediaBox")).map((side) => this.number(side));
    if (left !== 0 || bottom !== 0 || facts.has("Rotate") || facts.has("CropBox") || facts.has("Annots"))
      throw new Unreadable("page-box");
    const resources = this.dictionary(facts.get("Resources"));
    const contents = () => this.stream(node.get("Contents")).bytes;
    yield { contents, resources, width: width ?? 0, height: height ?? 0 };
  }

  private readerAt(number: number): PdfReader {
    const place = this.places.get(number);
    if (place === undefined) throw new Unreadable("missing-object");
    const reader = new PdfReader(this.bytes, place);
    const [own, , word] = [reader.next(false), reader.next(false), reader.next(false)];
    if (own !== number || !(word instanceof PdfWord) || word.word !== "obj")
      throw new Unreadable("object-place");
    return reader;
  }
}

function inflate(bytes: Uint8Array): Uint8Array {
  try {
    return inflateSync(bytes, { maxOutputLength: mostStreamBytes });
  } catch {
    throw new Unreadable("deflated");
  }
}

function readCrossReferences(bytes: Uint8Array): { places: Map<number, number>; trailer: PdfDictionary } {
  const tail = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(
    "latin1",
    bytes.length - 64,
  );
  const start = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail);
  if (!start) throw new Unreadable("end");
  const reader = new PdfReader(bytes, Number(start[1]));
  if (wordOf(reader.next(false)) !== "xref") throw new Unreadable("cross-references");
  const places = new Map<number, number>();
  for (;;) {
    const first = reader.next(false);
    if (wordOf(first) === "trailer") break;
    const count = reader.next(false);
    if (typeof first !== "number" || typeof count !== "number") throw new Unreadable("cross-references");
    for (let i = 0; i < count; i += 1) {
      const [place, , kind] = [reader.next(false), reader.next(false), wordOf(reader.next(false))];
      if (typeof place !== "number" || (kind !== "n" && kind !== "f"))
        throw new Unreadable("cross-references");
      if (kind === "n") places.set(first + i, place);
    }
  }
  const trailer = reader.next(true);
  if (!(trailer instanceof Map)) throw new Unreadable("trailer");
  return { places, trailer: trailer as PdfDictionary };
}

const wordOf = (value: PdfValue | undefined) => (value instanceof PdfWord ? value.word : null);
