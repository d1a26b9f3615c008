import { controlSheetCodeText } from "@/lib/sheet-code";
import { footText } from "./expected-letter";
import { readMark } from "./machine-marks";
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
  private begun = false;
  private ended = false;

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

  /** Takes the next page of the file. False where it is nobody's, or a control sheet that is not where it belongs. */
  take(page: PdfPage, number: number): boolean {
    const ink = this.inkOf(page);
    const place = ink && this.controlPlaceOf(ink);
    if (place) return this.takeControlSheet(place, number);
    if (this.ended) return false;
    const marked = ink && this.byMark.get(textOf(ink.shown.filter(isFoot)));
    const owner = marked ?? this.byPlace[number - 1];
    if (!owner) return false;
    const inOrder = owner.piece >= this.highest;
    this.highest = Math.max(this.highest, owner.piece);
    const sheet = marked && inOrder ? owner.sheet : null;
    const parts = ink && partsOrNull(() => partsOfSheet(ink, (marked?.sheet ?? 1) === 1, this.plan.envelope));
    this.found[owner.piece]?.push({ page: number, sheet, parts });
    return true;
  }

  /** Whether the control sheets that were asked for were there. */
  isComplete(): boolean {
    return !this.plan.control || (this.begun && this.ended);
  }

  private takeControlSheet(place: "head" | "end", number: number): boolean {
    const inPlace = place === "head" ? number === 1 : this.begun && !this.ended;
    if (place === "head") this.begun = true;
    else this.ended = true;
    return inPlace;
  }

  /** A control sheet says what is in the run, in words and in its 2D code, and names no letter of it. */
  private controlPlaceOf({ shown, masks }: PageInk): "head" | "end" | null {
    const { control, runCode, pieces } = this.plan;
    if (!control || runCode === null) return null;
    const text = textOf(shown);
    const place = (["head", "end"] as const).find((candidate) => {
      const code = controlSheetCodeText({
        runCode,
        place: candidate,
        pieces: pieces.length,
        sheets: this.sheets,
      });
      return text.includes(code) && partsOrNull(() => String(masks.map(readMark)) === code);
    });
    return place && !pieces.some(({ inquiryNumber }) => text.includes(inquiryNumber)) ? place : null;
  }

  private inkOf(page: PdfPage): PageInk | null {
    return page.width === 595.28 && page.height === 841.89 ? partsOrNull(() => this.read(page)) : null;
  }
}

/** Null where a page, or a part of one, cannot be read. */
function partsOrNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable || error instanceof RangeError) return null;
    throw error;
  }
}
