import { createWriteStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { finished } from "node:stream/promises";
import PDFDocument from "pdfkit";
import type { Contender } from "./contender";
import { fontFiles } from "./peers";
import { type PlainLetter, plainLetters } from "./plain-letter";

type Fonts = { regular: Buffer; bold: Buffer };
const mm = 72 / 25.4;

function openDocument(fonts: Fonts): PDFKit.PDFDocument {
  const document = new PDFDocument({ size: "A4", margin: 60, autoFirstPage: false, font: "" });
  document.registerFont("regular", fonts.regular);
  document.registerFont("bold", fonts.bold);
  return document;
}

function drawLetter(document: PDFKit.PDFDocument, letter: PlainLetter): void {
  document.addPage();
  document
    .font("regular")
    .fontSize(10)
    .text(letter.address.join("\n"), 20 * mm, 22 * mm, { lineGap: 3 });
  document.fontSize(9.5).text(letter.head.join("\n"), 110 * mm, 22 * mm, { align: "right", lineGap: 5 });
  document.text("", 60, 105 * mm);
  for (const { look, text } of letter.body) {
    const bold = look === "title" || look === "heading";
    document.font(bold ? "bold" : "regular").fontSize(look === "title" ? 14 : 10.5);
    document.text(text, {
      align: look === "right" ? "right" : look === "title" || look === "panel" ? "center" : "justify",
      lineGap: 4,
    });
  }
}

async function write(file: string, fonts: Fonts, letters: readonly PlainLetter[]): Promise<number> {
  const document = openDocument(fonts);
  const out = createWriteStream(file);
  document.pipe(out);
  for (const letter of letters) drawLetter(document, letter);
  document.end();
  await finished(out);
  return (await stat(file)).size;
}

async function readFonts(): Promise<Fonts> {
  return { regular: await readFile(fontFiles.regular), bold: await readFile(fontFiles.bold) };
}

/** pdfkit as its guide shows it, one document for all letters. */
export const pdfkitRun: Contender = {
  batch: false,
  async prepare() {
    const fonts = await readFonts();
    return async (count, folder) => ({
      bytes: await write(path.join(folder, "run.pdf"), fonts, plainLetters(count)),
    });
  },
};

/** pdfkit as its guide shows it, one document a letter. */
export const pdfkitSingle: Contender = {
  batch: false,
  async prepare() {
    const fonts = await readFonts();
    return async (count, folder) => {
      let bytes = 0;
      for (const [i, letter] of plainLetters(count).entries())
        bytes += await write(path.join(folder, `letter-${i}.pdf`), fonts, [letter]);
      return { bytes };
    };
  },
};
