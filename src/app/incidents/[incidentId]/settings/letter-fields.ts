/** The facts of an incident as the form shows them, in groups; the names are those of `editIncidentInput`. */
export const factGroups = [
  {
    id: "sender",
    fields: [
      "organisationName",
      "departmentName",
      "representativeName",
      "organisationPostcode",
      "organisationAddress",
    ],
  },
  { id: "incident", fields: ["title", "discoveredOn", "letterDate", "callbackMinutes", "callbackAgents"] },
  { id: "words-ja", fields: ["outline", "cause", "secondaryHarm", "measures"] },
  { id: "words-en", fields: ["outlineEn", "causeEn", "secondaryHarmEn", "measuresEn"] },
] as const;

export type FactField = (typeof factGroups)[number]["fields"][number];

/** Every letter says these; it cannot be made while one is empty. */
const saidInLetters: readonly FactField[] = [
  "organisationName",
  "departmentName",
  "representativeName",
  "outline",
  "cause",
  "secondaryHarm",
  "measures",
];

export function isSaidInLetters(field: FactField): boolean {
  return saidInLetters.includes(field);
}

const manyLines = /^(outline|cause|secondaryHarm|measures)(En)?$/;

/** How a field is typed in. */
export function kindOf(field: FactField): "lines" | "date" | "number" | "text" {
  if (manyLines.test(field)) return "lines";
  if (field === "discoveredOn" || field === "letterDate") return "date";
  return field === "callbackMinutes" || field === "callbackAgents" ? "number" : "text";
}

/** What the form holds, as `editIncidentInput` wants it. */
export function typedFact(field: FactField, text: string): string | number | null {
  if (kindOf(field) === "number") return Number(text);
  if (field === "letterDate" && text === "") return null;
  return text;
}
