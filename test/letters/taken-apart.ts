import { type Asked, askedRun, type Made, make } from "./asked-run";
import { fontParts } from "./edit-font";
import { type PdfObject, takeApart } from "./edit-pdf";

/** The run as it must be, taken apart; each fault works on a copy. */
export type Bed = { asked: Asked; made: Made; objects: PdfObject[]; trailer: string; codes: Code[] };
/** A code some page shows in the regular face: its character and its outline. */
export type Code = { hex: string; character: string; outline: Buffer };

const isPage = ({ text }: PdfObject) => text.includes("/Type /Page\n");
export const contentsOf = (objects: PdfObject[], page: PdfObject) =>
  objects.find(({ number }) => number === Number(/\/Contents (\d+)/.exec(page.text)?.[1])) as PdfObject;
/** The sheets of letters: the two control sheets are written last. */
export const pagesOf = (objects: PdfObject[]) => objects.filter(isPage).slice(0, -2);
const byNumber = (objects: PdfObject[], number: number) =>
  objects.find((one) => one.number === number) as PdfObject;
export const refIn = (object: PdfObject, key: string) =>
  Number(new RegExp(`/${key} \\[?(\\d+)`).exec(object.text)?.[1]);

/** Objects of the regular face: its font file, its map to text, its widths. */
export function regularFace(objects: PdfObject[]) {
  const font = objects.find(({ text }) => text.includes("/Type0") && text.includes("Regular")) as PdfObject;
  const descendant = byNumber(objects, refIn(font, "DescendantFonts"));
  const descriptor = byNumber(objects, refIn(descendant, "FontDescriptor"));
  return {
    font,
    descendant,
    file: byNumber(objects, refIn(descriptor, "FontFile2")),
    toUnicode: byNumber(objects, refIn(font, "ToUnicode")),
  };
}

export async function openBed(): Promise<Bed> {
  const asked = askedRun();
  const made = await make(asked);
  const { objects, trailer } = takeApart(made.pdf);
  const { file, toUnicode } = regularFace(objects);
  const { outlines } = fontParts(file.stream as Buffer);
  const texts = [...(toUnicode.stream?.toString("latin1") ?? "").matchAll(/\[([^\]]*)\]/g)].flatMap((list) =>
    [...(list[1] ?? "").matchAll(/<([0-9a-f ]*)>/g)].map(([, hex = ""]) =>
      hex
        .split(" ")
        .map((unit) => String.fromCharCode(Number.parseInt(unit, 16)))
        .join(""),
    ),
  );
  const shown = new Set(
    pagesOf(objects).flatMap((page) =>
      linesIn(contentsOf(objects, page), "F1").flatMap(({ hex }) => hex.match(/[0-9a-f]{4}/g) ?? []),
    ),
  );
  const codes = [...shown].map((hex) => {
    const code = Number.parseInt(hex, 16);
    return { hex, character: texts[code] ?? "", outline: outlines[code] as Buffer };
  });
  return { asked, made, objects, trailer, codes: codes.filter(({ outline }) => outline.length > 0) };
}

type Line = { at: number; whole: string; hex: string };

/** The lines of text a stream shows in one face, each with the codes it shows. */
export function linesIn({ stream }: PdfObject, face: "F1" | "F2"): Line[] {
  const text = stream?.toString("latin1") ?? "";
  let now = "";
  return [...text.matchAll(/\/(F\d) [\d.]+ Tf|\[<[^\]]*\] TJ/g)].flatMap((match) => {
    now = match[1] ?? now;
    if (match[1] || now !== face) return [];
    return [
      { at: match.index, whole: match[0], hex: match[0].replace(/>[-\d.]+</g, "").replace(/[^0-9a-f]/g, "") },
    ];
  });
}

export const put = (object: PdfObject, at: number, old: string, by: string) => {
  const text = object.stream?.toString("latin1") ?? "";
  object.stream = Buffer.from(text.slice(0, at) + by + text.slice(at + old.length), "latin1");
};
