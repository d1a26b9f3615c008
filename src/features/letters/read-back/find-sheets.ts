import { controlSheetCodeText } from "@/lib/sheet-code";
import { footText } from "./expected-letter";
import type { PageInk } from "./page-text";
import type { PdfPage } from "./pdf-file";
import { Unreadable } from "./pdf-values";
import type { RunPlan } from "./read-back";
import { textOf } from "./says";
import { isFoot, partsOfSheet, type SheetParts } from "./sheet-parts";

/** A page of the file as the sheet of a letter it says it is; `parts` is null where it cannot be read. */
export type FoundSheet = { page: number; sheet: number | null; parts: SheetParts | null };

/** Finds the letter each page belongs to by its own marks, or else by its place; one list for each planned letter. */
export class SheetFinder {
  readonly found: FoundSheet[][];
  private readonly byMark = new Map<string, { piece: number; sheet: number }>();
  private readonly byPlace: { piece: number; sheet: number }[] = [];
  private readonly sheets: number;
  private highest = -1;

  constructor(
    private readonly plan: RunPlan,
    private readonly read: (page: PdfPage) => PageInk,
  ) {
    this.found = plan.pieces.map(() => []);
    this.sheets = plan.pieces.reduce((sum, { pages }) => sum + pages, 0);
    plan.pieces.forEach((planned, piece) => {
      for (let sheet = 1; sheet <= planned.pages; sheet += 1) {
        this.byMark.set(footText(planned, sheet, plan), { piece, sheet });
        this.byPlace[planned.firstPage + sheet - 2] = { piece, sheet };
      }
    });
  }

  /** Takes the next page of the file. False where it is nobody's. */
  take(page: PdfPage, number: number): boolean {
    if (this.plan.control && number === 1) return this.isControlSheet(page, "head");
    if (this.plan.control && number === this.sheets + 2) return this.isControlSheet(page, "end");
    const parts = this.partsOf(page);
    const marked = parts && this.byMark.get(textOf(parts.foot));
    const owner = marked ?? this.byPlace[number - 1];
    if (!owner) return false;
    const inOrder = owner.piece >= this.highest;
    this.highest = Math.max(this.highest, owner.piece);
    const sheet = marked && inOrder ? owner.sheet : null;
    this.found[owner.piece]?.push({ page: number, sheet, parts });
    return true;
  }

  /** It says what is in the run, and names no letter of it. */
  private isControlSheet(page: PdfPage, place: "head" | "end"): boolean {
    const { runCode, pieces } = this.plan;
    if (runCode === null) return false;
    const text = textOf(this.read(page).shown);
    const code = controlSheetCodeText({ runCode, place, pieces: pieces.length, sheets: this.sheets });
    return text.includes(code) && !pieces.some(({ inquiryNumber }) => text.includes(inquiryNumber));
  }

  private partsOf(page: PdfPage): SheetParts | null {
    try {
      const ink = this.read(page);
      if (page.width !== 595.28 || page.height !== 841.89) return null;
      const foot = textOf(ink.shown.filter(isFoot));
      const first = (this.byMark.get(foot)?.sheet ?? 1) === 1;
      return partsOfSheet(ink, first, this.plan.envelope);
    } catch (error) {
      if (error instanceof Unreadable || error instanceof RangeError) return null;
      throw error;
    }
  }
}
