import { z } from "zod";
import japanPost from "./japan-post.json" with { type: "json" };

const day = z.iso.date();
const percent = z.number().positive().max(100);
const least = z.int().positive();
const source = z.string().min(10);

const rising = (values: readonly number[]) =>
  values.every((value, at) => at === 0 || value > (values[at - 1] ?? 0));

/** Newest last, each in force from its day on. */
const dated = <Entry extends z.ZodRawShape>(entry: Entry) =>
  z
    .array(z.strictObject({ from: day, source, ...entry }))
    .min(1)
    .refine((entries) => {
      const days = entries.map((entry) => String((entry as { from: unknown }).from));
      return days.every((from, at) => at === 0 || from > (days[at - 1] ?? ""));
    });

const tablesSchema = z.strictObject({
  rates: dated({
    classes: z
      .array(z.strictObject({ upToG: z.number().positive(), yen: z.int().positive() }))
      .min(1)
      .refine(
        (classes) => rising(classes.map(({ upToG }) => upToG)) && rising(classes.map(({ yen }) => yen)),
      ),
  }),
  barcode: dated({ leastPieces: least, percent }),
  presort: dated({
    steps: z
      .array(z.strictObject({ leastPieces: least, percent }))
      .min(1)
      .refine(
        (steps) => rising(steps.map((step) => step.leastPieces)) && rising(steps.map((step) => step.percent)),
      ),
  }),
  slack: dated({ days: z.int().positive(), percent }),
  areas: z.strictObject({
    source,
    named: z
      .array(
        z.strictObject({
          ja: z.string(),
          en: z.string(),
          digits: z.array(z.string().regex(/^\d{2}$/)).min(1),
        }),
      )
      .refine((areas) => {
        const digits = areas.flatMap((area) => area.digits);
        return new Set(digits).size === digits.length;
      }),
  }),
});

export type PostTables = z.infer<typeof tablesSchema>;

/** What the post asks, by the day: rates, discounts and areas, each with its source. A wrong table throws at once. */
export const postTables: PostTables = tablesSchema.parse(japanPost);

/** The entry in force on a day (ISO), or null before the first one we have a source for. */
export function inForce<Entry extends { from: string }>(entries: readonly Entry[], on: string): Entry | null {
  return entries.findLast(({ from }) => from <= on) ?? null;
}
