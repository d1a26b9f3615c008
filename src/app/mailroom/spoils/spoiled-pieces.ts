import { parseInquiryNumber } from "@/lib/inquiry-number";
import { parseSheetCode } from "@/lib/sheet-code";

/** Which pieces came to harm: by the code that was scanned, or by places in the run that were typed. */
export type SpoiledPieces = { code: string } | { sequences: number[] };

/** Reads "12", "12, 40、41" in any width, a sheet's code or an inquiry number; null for anything else. */
export function spoiledPieces(typed: string): SpoiledPieces | null {
  const text = typed.normalize("NFKC").trim();
  if (parseSheetCode(text).ok || parseInquiryNumber(text).ok) return { code: text };
  const places = text.split(/[\s,、]+/).filter(Boolean);
  if (places.length === 0 || !places.every((place) => /^[0-9]{1,5}$/.test(place) && Number(place) > 0))
    return null;
  return { sequences: [...new Set(places.map(Number))] };
}
