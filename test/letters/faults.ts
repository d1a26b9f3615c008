import type { Random } from "../../seed/random";
import { compiledAnew, type Made, make } from "./asked-run";
import { byteFaults, twoCodes } from "./byte-faults";
import { putTogether } from "./edit-pdf";
import { inputFaults } from "./input-faults";
import { fonts } from "./sample-letters";
import type { Bed } from "./taken-apart";

/** The typesetter's map from characters to glyphs, wrong in one character while it sets the run. */
async function withWrongMap(bed: Bed, random: Random): Promise<Made> {
  const { regular } = fonts;
  const { glyphFor } = regular;
  const [right, wrong] = twoCodes({ bed, random });
  const drawn = glyphFor.call(regular, wrong.character.codePointAt(0) as number, null);
  regular.glyphFor = (codePoint, selector) => {
    const glyph = glyphFor.call(regular, codePoint, selector);
    if (typeof glyph === "string" || typeof drawn === "string") return glyph;
    return codePoint === right.character.codePointAt(0) ? { ...drawn, codePoints: glyph.codePoints } : glyph;
  };
  try {
    return await make(bed.asked, compiledAnew(bed.asked));
  } finally {
    regular.glyphFor = glyphFor;
  }
}

export const faultNames = [
  "the typesetter's map of glyphs",
  ...Object.keys(byteFaults),
  ...Object.keys(inputFaults),
];

/** A run with one fault in it; null where this fault, this time, changed nothing. */
export async function withFault(bed: Bed, name: string, random: Random): Promise<Made | null> {
  const byteFault = byteFaults[name];
  const inputFault = inputFaults[name];
  if (byteFault) {
    const objects = bed.objects.map((object) => ({
      ...object,
      stream: object.stream && Buffer.from(object.stream),
    }));
    byteFault({ bed, objects, random });
    const pdf = putTogether(objects, bed.trailer);
    return pdf.equals(putTogether(bed.objects, bed.trailer)) ? null : { pdf, placed: bed.made.placed };
  }
  if (!inputFault) return withWrongMap(bed, random);
  const made = await make(inputFault(bed.asked, random));
  return made.pdf.equals(bed.made.pdf) ? null : made;
}
