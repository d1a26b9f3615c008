import { setImmediate } from "node:timers/promises";
import PDFDocument from "pdfkit";
import { beforeAll, describe, expect, it } from "vitest";
import { hexCode } from "@/features/letters/typeset/pdf-document";
import { previewLetter, type RunSet, setRun } from "@/features/letters/typeset/set-run";
import { type ReadPage, readPages } from "./read-pages";
import { compileSample, fonts, samplePiece, samplePieces, sampleRun, setSampleRun } from "./sample-letters";

const plain = (text: string) => text.replace(/\s/g, "");

describe("a run of 500 letters", () => {
  const pieces = samplePieces(500);
  let run: RunSet & { pdf: Buffer };
  let pages: ReadPage[];
  beforeAll(async () => {
    run = await setSampleRun("insured", pieces);
    pages = await readPages(run.pdf);
  });

  it("has every letter once, in order, its pages adding up", () => {
    expect(run.held).toEqual([]);
    expect(run.pieces.map((piece) => piece.letterId)).toEqual(pieces.map((piece) => piece.letterId));
    expect(run.pages).toBe(run.pieces.reduce((sum, piece) => sum + piece.pages, 0));
    expect(pages).toHaveLength(run.pages);
    expect(run.bytes).toBe(run.pdf.length);
  });

  it("every page holds its own name, address and number, and no other person's number", () => {
    const byNumber = new Map(pieces.map((piece) => [piece.inquiryNumber, piece]));
    run.pieces.forEach(({ letterId, firstPage, pages: count }) => {
      const piece = pieces.find((candidate) => candidate.letterId === letterId);
      const text = pages
        .slice(firstPage - 1, firstPage - 1 + count)
        .map((page) => page.text)
        .join("");
      if (!piece) throw new Error("a page of nobody");
      expect(text).toContain(`${piece.addressee.name}様`);
      for (const line of piece.addressee.addressLines) expect(text).toContain(plain(line));
      const numbers = new Set(text.match(/Q\d{5}-M9PX-3R/g));
      expect([...numbers]).toEqual([piece.inquiryNumber]);
      expect(byNumber.get([...numbers][0] ?? "")?.letterId).toBe(letterId);
      const addresses = new Set(text.match(/例示町\d+番地/g));
      expect(addresses.size).toBe(1);
      expect(text).toContain(`R0001/${String(piece.sequence).padStart(5, "0")}/${piece.inquiryNumber}1/1`);
    });
  });

  it("no page names anyone but its own person", () => {
    const names = [...new Set(pieces.map((piece) => piece.addressee.name))];
    run.pieces.forEach(({ letterId, firstPage }) => {
      const own = pieces.find((piece) => piece.letterId === letterId)?.addressee.name;
      const text = pages[firstPage - 1]?.text ?? "";
      const named = names.filter((name) => text.includes(`${name}様`) && !own?.endsWith(name));
      expect(named).toEqual([]);
    });
  });

  it("gives the same bytes for the same input, and others for another", async () => {
    const again = await setSampleRun("insured", pieces);
    expect(again.sha256).toBe(run.sha256);
    expect(again.pdf.equals(run.pdf)).toBe(true);
    const other = await setSampleRun("insured", pieces.slice(0, 499));
    expect(other.sha256).not.toBe(run.sha256);
  });

  it("lets others work: never more than 20 letters at a stretch", async () => {
    let turns = 0;
    let running = true;
    const counting = (async () => {
      while (running) {
        await setImmediate();
        turns++;
      }
    })();
    await setSampleRun("insured", pieces);
    running = false;
    await counting;
    expect(turns).toBeGreaterThanOrEqual(500 / 20);
  });
});

describe("letters that do not fit one sheet", () => {
  const long = (entries: number) =>
    samplePiece(entries, {
      values: {
        lost_clause: Array.from(
          { length: entries },
          (_, i) => `診断書 第${i + 1}号：お名前、性別、生年月日、ご病気に関する情報`,
        ),
      },
    });
  // Every way in which a page can end: one more line each time.
  const pieces = Array.from({ length: 60 }, (_, i) => long(i + 1));
  let letters: { entries: number; pages: ReadPage[] }[];
  beforeAll(async () => {
    const run = await setSampleRun("insured", pieces);
    const pages = await readPages(run.pdf);
    letters = run.pieces.map(({ firstPage, pages: count }, i) => ({
      entries: i + 1,
      pages: pages.slice(firstPage - 1, firstPage - 1 + count),
    }));
  });

  it("flow on, nothing lost, every sheet with the number and k/n", () => {
    for (const { entries, pages } of letters) {
      const text = pages.map((page) => page.text).join("");
      for (let i = 1; i <= entries; i++) expect(text).toContain(`診断書第${i}号`);
      expect(text).toContain("重ねて深くお詫び申し上げます。謹白");
      pages.forEach((page, k) => {
        expect(page.text).toContain("K7Q2-M9PX-3R");
        expect(page.text).toContain(`K7Q2-M9PX-3R${k + 1}/${pages.length}`);
        for (const word of page.words) expect(word.y).toBeGreaterThan(25);
      });
    }
    expect(letters.some(({ pages }) => pages.length === 3)).toBe(true);
  });

  it("leave no closing words alone on a sheet, no heading alone at its foot", () => {
    for (const { pages } of letters) {
      const rowsOf = (page: ReadPage | undefined) => [
        ...new Set(
          page?.words.filter((w) => w.size > 10 && w.text.trim() !== "").map((w) => Math.round(w.y)),
        ),
      ];
      expect(rowsOf(pages.at(-1)).length).toBeGreaterThanOrEqual(3);
      for (const page of pages.slice(0, -1)) {
        const foot = Math.min(...rowsOf(page));
        const last = page.words
          .filter((word) => Math.round(word.y) === foot)
          .map((word) => word.text)
          .join("");
        expect(last).not.toMatch(/^[１-５]/);
      }
    }
  });

  it("keep the frame with the hotline whole", () => {
    for (const { pages } of letters) {
      const withNumber = pages.filter((page) => page.text.includes("0120-000-000"));
      expect(withNumber).toHaveLength(1);
      expect(withNumber[0]?.text).toMatch(/本件専用フリーダイヤル.*をお知らせください/);
    }
  });

  it("are held where they need more sheets than an envelope takes", async () => {
    const run = await setSampleRun("insured", [long(199)]);
    expect(run.held).toMatchObject([{ reason: "letter.too-long" }]);
  });
});

describe("the file", () => {
  it("is a PDF with embedded fonts, title, language and the date it was given", async () => {
    const { pdf } = await setSampleRun("insured", [samplePiece()]);
    const source = pdf.toString("latin1");
    expect(source).toMatch(/^%PDF-1\.7/);
    expect(source).toContain("/Lang (ja)");
    expect(source).toContain("/DisplayDocTitle true");
    expect(source).toContain("(D:20140312000000Z)");
    expect(source.match(/\/FontFile2 /g)).toHaveLength(2);
    expect(source.match(/\/ToUnicode /g)).toHaveLength(2);
    expect(source).not.toContain("Helvetica");
  });

  it("reaches the sink in order and waits for it", async () => {
    const sizes: number[] = [];
    let open = 0;
    const result = await setRun(compileSample("insured"), sampleRun, samplePieces(60), async (bytes) => {
      expect(open++).toBe(0);
      await setImmediate();
      sizes.push(bytes.length);
      open--;
    });
    expect(sizes.length).toBeGreaterThan(3);
    expect(sizes.reduce((a, b) => a + b, 0)).toBe(result.bytes);
  });

  it("a preview is the run's own page", async () => {
    const compiled = compileSample("insured");
    const preview = await previewLetter(compiled, sampleRun, samplePiece());
    const run = await setSampleRun("insured", [samplePiece()]);
    expect(preview.ok && Buffer.from(preview.pdf).equals(run.pdf)).toBe(true);
    const held = await previewLetter(compiled, sampleRun, samplePiece(1, { values: { name: "" } }));
    expect(held).toMatchObject({ ok: false, held: [{ field: "name" }] });
  });

  it("a run label that cannot be printed is refused", async () => {
    const run = setRun(
      compileSample("insured"),
      { ...sampleRun, label: "R\ue000" },
      [samplePiece()],
      () => {},
    );
    await expect(run).rejects.toMatchObject({ reason: "print-run.label-unprintable" });
  });
});

describe("pdfkit 0.20.2, as we lean on it", () => {
  it("numbers the glyphs of a subset 1, 2, 3 … in the order they are included", () => {
    const document = new PDFDocument({ font: "", autoFirstPage: false });
    document.font(fonts.regular.fontkit as unknown as Buffer);
    const inside = document as unknown as {
      _font: {
        id: string;
        subset: { includeGlyph(id: number): number };
        widths: number[];
        unicode: number[][];
        ref(): object;
      };
      _root: { data: { Pages: { data: { Kids: unknown[]; Count: number } } } };
      ref(data: object): { data: object; end(chunk?: Uint8Array): void };
      push(chunk: Uint8Array | null): boolean;
    };
    expect([5, 900, 77, 5].map((id) => hexCode(inside._font.subset.includeGlyph(id)))).toEqual([
      "0001",
      "0002",
      "0003",
      "0001",
    ]);
    expect(inside._font.id).toBe("F1");
    expect(inside._font.widths).toHaveLength(1);
    expect(inside._font.unicode).toEqual([[0]]);
    expect(typeof inside._font.ref).toBe("function");
    expect(inside._root.data.Pages.data).toMatchObject({ Kids: [], Count: 0 });
    expect(inside.ref({ Filter: "FlateDecode" })).toHaveProperty("compress", false);
  });
});
