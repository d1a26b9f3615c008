import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import PDFDocument from "pdfkit";
import { Internal } from "@/lib/errors";
import { sheet } from "./envelope";
import type { Glyph, LetterFont } from "./font";
import type { GlyphCodes } from "./operators";

/** Takes the file's bytes as they come, in order; awaited, so a slow disk holds the typesetter back. */
export type ByteSink = (bytes: Uint8Array) => void | Promise<void>;

/** What every document of one template has in common, in a fixed order, so that its codes never change. */
export type DocumentPlan = {
  title: string;
  language: string;
  /** Written into the file as its date; the same input gives the same bytes. */
  createdAt: Date;
  faces: readonly { font: LetterFont; glyphs: readonly Glyph[] }[];
  /** Drawings used on many pages, by resource name. Their origin is their upper left corner. */
  forms: readonly { name: string; operators: string; width: number; height: number }[];
};

export type RunDocument = {
  codes: GlyphCodes;
  addPage(operators: string): void;
  /** Adds a page before all others. */
  addFirstPage(operators: string): void;
  /** Hands on what has been written so far. */
  flush(): Promise<void>;
  finish(): Promise<{ sha256: string; bytes: number }>;
};

/** What we lean on inside pdfkit 0.20.2. A test fails loudly when any of it moves. */
type PdfRef = { data: Record<string, unknown>; end(chunk?: Uint8Array): void };
type EmbeddedFont = {
  id: string;
  subset: { includeGlyph(id: number): number };
  widths: number[];
  unicode: (readonly number[])[];
  ref(): PdfRef;
};
type PdfkitInside = {
  _font: EmbeddedFont;
  _root: { data: { Pages: PdfRef & { data: { Kids: PdfRef[]; Count: number } } } };
  ref(data: Record<string, unknown>): PdfRef;
  push(chunk: Uint8Array | null): boolean;
};

/** Level 1 costs a third of level 6 and stays within 5 % of its size on these streams. */
const deflate = (text: string) => deflateSync(Buffer.from(text, "latin1"), { level: 1 });

/** pdfkit writes a file of pages we composed: fonts, objects, cross-references and the trailer are its own. */
export function openRunDocument(plan: DocumentPlan, sink: ByteSink): RunDocument {
  const document = new PDFDocument({
    pdfVersion: "1.7",
    lang: plan.language,
    displayTitle: true,
    autoFirstPage: false,
    font: "",
    info: { Title: plan.title, Creator: "Owabi", Producer: "Owabi", CreationDate: plan.createdAt },
  });
  const inside = document as unknown as PdfkitInside;
  const out = collect(inside, sink);
  const codes = openCodes(document, inside, plan);
  const pages = inside._root.data.Pages;
  const resources = inside.ref({ Font: codes.resources, XObject: {} });
  Object.assign(pages.data, { Resources: resources, MediaBox: [0, 0, sheet.width, sheet.height] });
  const drawings: Record<string, PdfRef> = {};
  for (const { name, operators, width, height } of plan.forms) {
    const form = inside.ref({
      Type: "XObject",
      Subtype: "Form",
      // A line's accents may rise above its box; the frame must not cut them.
      BBox: [-20, -height - 20, width + 20, 20],
      Resources: inside.ref({ Font: codes.resources }),
      Filter: "FlateDecode",
    });
    (form.data.Resources as PdfRef).end();
    form.end(deflate(operators));
    drawings[name] = form;
  }
  resources.data.XObject = drawings;
  const writePage = (operators: string): PdfRef => {
    const contents = inside.ref({ Filter: "FlateDecode" });
    const page = inside.ref({ Type: "Page", Parent: pages, Contents: contents });
    pages.data.Count++;
    page.end();
    contents.end(deflate(operators));
    return page;
  };
  return {
    codes,
    addPage(operators) {
      pages.data.Kids.push(writePage(operators));
    },
    addFirstPage(operators) {
      pages.data.Kids.unshift(writePage(operators));
    },
    flush: out.flush,
    async finish() {
      // Not before: a letter may bring a font for a single character.
      resources.end();
      document.end();
      await out.flush();
      if (!out.ended()) throw new Internal("letter-document.unfinished");
      return { sha256: out.digest(), bytes: out.bytes() };
    },
  };
}

/** pdfkit is a stream fed line by line; taking its lines directly saves a stream event for each. */
function collect(inside: PdfkitInside, sink: ByteSink) {
  const hash = createHash("sha256");
  let chunks: Uint8Array[] = [];
  let bytes = 0;
  let ended = false;
  // What the constructor already wrote waits in the stream.
  for (let early = (inside as unknown as NodeJS.ReadableStream).read(); early !== null; ) {
    chunks.push(early as unknown as Uint8Array);
    early = (inside as unknown as NodeJS.ReadableStream).read();
  }
  inside.push = (chunk) => {
    if (chunk === null) ended = true;
    else chunks.push(chunk);
    return true;
  };
  return {
    async flush() {
      const joined = Buffer.concat(chunks);
      chunks = [];
      if (joined.length === 0) return;
      bytes += joined.length;
      hash.update(joined);
      await sink(joined);
    },
    ended: () => ended,
    bytes: () => bytes,
    digest: () => hash.digest("hex"),
  };
}

function openCodes(document: PDFKit.PDFDocument, inside: PdfkitInside, plan: DocumentPlan) {
  const resources: Record<string, PdfRef> = {};
  const faces = new Map<LetterFont, { embedded: EmbeddedFont; hex: string[] }>();
  const embed = (font: LetterFont) => {
    document.font(font.fontkit as unknown as Buffer);
    const embedded = inside._font;
    const face = { embedded, hex: [] as string[] };
    faces.set(font, face);
    resources[embedded.id] = embedded.ref();
    return face;
  };
  for (const { font, glyphs } of plan.faces) {
    const face = embed(font);
    glyphs.forEach((glyph, i) => {
      if (include(face, glyph) !== hexCode(i + 1)) throw new Internal("letter-document.codes-drifted");
    });
  }
  const faceOf = (font: LetterFont) => faces.get(font) ?? embed(font);
  return {
    resources,
    fontName: (font: LetterFont) => faceOf(font).embedded.id,
    codeOf(glyph: Glyph) {
      const face = faceOf(glyph.font);
      return face.hex[glyph.id] ?? include(face, glyph);
    },
  };
}

function include({ embedded, hex }: { embedded: EmbeddedFont; hex: string[] }, glyph: Glyph): string {
  const code = embedded.subset.includeGlyph(glyph.id);
  embedded.widths[code] ??= glyph.advance;
  embedded.unicode[code] ??= glyph.codePoints;
  hex[glyph.id] = hexCode(code);
  return hex[glyph.id] as string;
}

/** A glyph code as the four hex digits of an Identity-H string. */
export const hexCode = (code: number): string => code.toString(16).padStart(4, "0");

/**
 * The codes every document of a template will use for the template's own glyphs: 1, 2, 3 … in the order in
 * which they are first asked for (0 is the missing glyph).
 */
export function templateCodes(fonts: readonly LetterFont[]): GlyphCodes & { faces: DocumentPlan["faces"] } {
  const faces = fonts.map((font) => ({ font, glyphs: [] as Glyph[], codes: new Map<number, string>() }));
  const faceOf = (font: LetterFont) => {
    const face = faces.find((known) => known.font === font);
    if (!face) throw new Internal("letter-document.unknown-font");
    return face;
  };
  return {
    faces,
    fontName: (font) => `F${faces.indexOf(faceOf(font)) + 1}`,
    codeOf(glyph) {
      const { glyphs, codes } = faceOf(glyph.font);
      const known = codes.get(glyph.id);
      if (known) return known;
      const code = hexCode(glyphs.push(glyph));
      codes.set(glyph.id, code);
      return code;
    },
  };
}
