import { type EmbeddedFace, openFace } from "./embedded-face";
import type { PdfFile, PdfPage } from "./pdf-file";
import {
  type PdfDictionary,
  PdfName,
  PdfReader,
  PdfString,
  type PdfValue,
  PdfWord,
  Unreadable,
} from "./pdf-values";
import type { Bitmap } from "./qr-symbol";
import type { FontFile } from "./true-type";

/** Text shown at a stretch, without its blanks. Points from the sheet's lower left corner. */
export type Shown = { text: string; face: EmbeddedFace; x: number; y: number; width: number; size: number };

/** A picture of one bit a point, painted in black. Points from the sheet's lower left corner. */
export type Mask = Bitmap & { left: number; bottom: number; width: number; height: number };

/** All that a page shows, but for lines and frames. */
export type PageInk = { shown: Shown[]; masks: Mask[] };

/** The deepest a drawing may draw another. */
const deepestForms = 2;

type Placed = { a: number; d: number; x: number; y: number };
const upright: Placed = { a: 1, d: 1, x: 0, y: 0 };

/**
 * Reads what pages show, in the order in which they show it. A page may do only what ours do: place upright text in
 * embedded fonts at its own size, draw lines, boxes and masks in black, and use shared drawings of such. Anything
 * else (text without ink, in white, turned or shrunk, clipped, under a picture) is `Unreadable`.
 */
export function openPageReader(file: PdfFile, sources: readonly FontFile[]): (page: PdfPage) => PageInk {
  const faces = new Map<PdfDictionary, Map<string, EmbeddedFace>>();
  const opened = new Map<PdfDictionary, EmbeddedFace>();
  const drawings = new Map<PdfDictionary, Map<string, Shown[]>>();
  const faceOf = (resources: PdfDictionary, name: string): EmbeddedFace => {
    const here = memo(faces, resources, () => new Map());
    return memo(here, name, () => {
      const font = file.dictionary(file.dictionary(resources.get("Font")).get(name));
      return memo(opened, font, () => openFace(file, font, sources));
    });
  };
  const drawingOf = (resources: PdfDictionary, name: string, depth: number): Shown[] => {
    const here = memo(drawings, resources, () => new Map());
    return memo(here, name, () => {
      if (depth > deepestForms) throw new Unreadable("drawing-depth");
      const { facts, bytes } = file.stream(file.dictionary(resources.get("XObject")).get(name));
      if (file.name(facts.get("Subtype")) !== "Form" || facts.has("Matrix"))
        throw new Unreadable("drawing-kind");
      const { shown, masks } = read(bytes, file.dictionary(facts.get("Resources")), depth + 1);
      if (masks.length > 0) throw new Unreadable("drawing-kind");
      return shown;
    });
  };
  const read = (contents: Uint8Array, resources: PdfDictionary, depth: number): PageInk =>
    readContents(contents, {
      face: (name) => faceOf(resources, name),
      drawing: (name) => drawingOf(resources, name, depth),
    });
  return (page) => read(page.contents(), page.resources, 0);
}

function memo<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

type Resources = { face(name: string): EmbeddedFace; drawing(name: string): Shown[] };
type State = {
  resources: Resources;
  shown: Shown[];
  masks: Mask[];
  /** The last is in force. */
  placed: Placed[];
  text: { face: EmbeddedFace | null; size: number; spread: number; x: number; y: number; open: boolean };
  operands: PdfValue[];
};

function readContents(contents: Uint8Array, resources: Resources): PageInk {
  const reader = new PdfReader(contents);
  const state: State = {
    resources,
    shown: [],
    masks: [],
    placed: [upright],
    text: { face: null, size: 0, spread: 0, x: 0, y: 0, open: false },
    operands: [],
  };
  for (let value = reader.next(false); value !== undefined; value = reader.next(false)) {
    if (!(value instanceof PdfWord)) {
      state.operands.push(value);
      continue;
    }
    if (value.word === "BI") state.masks.push(readMask(reader, here(state)));
    else {
      const act = operators.get(value.word);
      if (!act) throw new Unreadable("operator");
      act(state);
    }
    state.operands.length = 0;
  }
  if (state.placed.length !== 1 || state.text.open) throw new Unreadable("unbalanced");
  return { shown: state.shown, masks: state.masks };
}

function numbers({ operands }: State, count: number): number[] {
  if (operands.length !== count || operands.some((value) => typeof value !== "number"))
    throw new Unreadable("operands");
  return operands as number[];
}

function nameIn({ operands }: State, count: number): string {
  const [name] = operands;
  if (operands.length !== count || !(name instanceof PdfName)) throw new Unreadable("operands");
  return name.name;
}

const here = ({ placed }: State): Placed => placed.at(-1) as Placed;
const ignored = (count: number) => (state: State) => {
  numbers(state, count);
};

const operators = new Map<string, (state: State) => void>([
  ["q", ({ placed }) => placed.push(placed.at(-1) as Placed)],
  [
    "Q",
    ({ placed }) => {
      if (placed.length < 2) throw new Unreadable("unbalanced");
      placed.pop();
    },
  ],
  [
    "cm",
    (state) => {
      const [a, b, c, d, e, f] = numbers(state, 6) as [number, number, number, number, number, number];
      if (b !== 0 || c !== 0) throw new Unreadable("turned");
      const now = here(state);
      state.placed[state.placed.length - 1] = {
        a: now.a * a,
        d: now.d * d,
        x: now.x + now.a * e,
        y: now.y + now.d * f,
      };
    },
  ],
  [
    "BT",
    ({ text }) => {
      if (text.open) throw new Unreadable("unbalanced");
      Object.assign(text, { open: true, face: null, x: 0, y: 0 });
    },
  ],
  [
    "ET",
    ({ text }) => {
      if (!text.open) throw new Unreadable("unbalanced");
      text.open = false;
    },
  ],
  [
    "Tc",
    (state) => {
      [state.text.spread = 0] = numbers(state, 1);
    },
  ],
  [
    "Tf",
    (state) => {
      const name = nameIn(state, 2);
      const [, size] = state.operands;
      if (typeof size !== "number") throw new Unreadable("operands");
      state.text.face = state.resources.face(name);
      state.text.size = size;
    },
  ],
  [
    "Tm",
    (state) => {
      const [a, b, c, d, x, y] = numbers(state, 6) as [number, number, number, number, number, number];
      if (a !== 1 || b !== 0 || c !== 0 || d !== 1) throw new Unreadable("turned");
      state.text.x = x;
      state.text.y = y;
    },
  ],
  ["TJ", show],
  [
    "Do",
    (state) => {
      const { a, d, x, y } = here(state);
      if (a !== 1 || d !== 1) throw new Unreadable("shrunk");
      for (const part of state.resources.drawing(nameIn(state, 1)))
        state.shown.push({ ...part, x: part.x + x, y: part.y + y });
    },
  ],
  ["w", ignored(1)],
  ["m", ignored(2)],
  ["l", ignored(2)],
  ["re", ignored(4)],
  ["S", ignored(0)],
  ["f", ignored(0)],
]);

function show(state: State): void {
  const { text, operands } = state;
  const { face, size, spread } = text;
  const [parts] = operands;
  const { a, d, x, y } = here(state);
  if (!text.open || !face || operands.length !== 1 || !Array.isArray(parts)) throw new Unreadable("operands");
  if (a !== 1 || d !== 1) throw new Unreadable("shrunk");
  let words = "";
  let width = 0;
  for (const part of parts as PdfValue[]) {
    if (typeof part === "number") width -= (part * size) / 1000;
    else if (part instanceof PdfString && part.bytes.length % 2 === 0) {
      const { bytes } = part;
      for (let i = 0; i < bytes.length; i += 2) {
        const code = (bytes.charCodeAt(i) << 8) | bytes.charCodeAt(i + 1);
        words += face.characterOf(code);
        width += (face.widthOf(code) * size) / 1000 + spread;
      }
    } else throw new Unreadable("operands");
  }
  if (words !== "") state.shown.push({ text: words, face, x: x + text.x, y: y + text.y, width, size });
  text.x += width;
}

/** `BI … ID … EI`: a mask of one bit a point, its bytes as they are, whose set bits are painted. */
function readMask(reader: PdfReader, { a, d, x, y }: Placed): Mask {
  const facts = new Map<string, PdfValue>();
  for (;;) {
    const key = reader.next(false);
    if (key instanceof PdfWord && key.word === "ID") break;
    const value = reader.next(false);
    if (!(key instanceof PdfName) || value === undefined) throw new Unreadable("mask");
    facts.set(key.name, value);
  }
  const { W: columns, H: rows, IM, D, ...more } = Object.fromEntries(facts);
  const isOurs = IM === true && String(D) === "1,0" && Object.keys(more).every((key) => key === "BPC");
  if (!isOurs || typeof columns !== "number" || typeof rows !== "number" || a <= 0 || d <= 0)
    throw new Unreadable("mask");
  const from = reader.at + 1;
  const to = from + Math.ceil(columns / 8) * rows;
  reader.at = to;
  const end = reader.next(false);
  if (!(end instanceof PdfWord) || end.word !== "EI") throw new Unreadable("mask");
  const bytes = reader.bytes.subarray(from, to);
  return { columns, rows, bytes, left: x, bottom: y, width: a, height: d };
}
