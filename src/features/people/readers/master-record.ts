import { codePointName } from "@/lib/code-point";
import { restoreCell } from "@/lib/csv";
import { readEmailAddress } from "@/lib/email-address";
import { addressKey } from "@/lib/japan/address-key";
import { parseJapaneseDate } from "@/lib/japan/dates";
import { kanaKey, nameKey } from "@/lib/japan/name-key";
import { isRoundedNumber, numberKey } from "@/lib/japan/number-key";
import { phoneKey } from "@/lib/japan/phone";
import { parsePostcode } from "@/lib/japan/postcode";
import { printForm } from "@/lib/japan/print-form";
import { findUnprintable } from "@/lib/japan/unprintable";
import { type MasterField, type MasterMapping, masterFields } from "./master-fields";

/** Something to look at before a letter is printed; the record itself counts. */
export type MasterWarning = { field: MasterField; reason: string; codePoint?: string };

/**
 * One line of a master: every field as received ("" where absent or blank), and beside it the keys and
 * readings we derive (null where there is nothing to derive from). Dates are ISO days.
 */
export type MasterRecord = Record<MasterField, string> & {
  claimNumberKey: string;
  /** Null: who this is tells no number, only what else stands in the line. */
  insuredNumberKey: string | null;
  policyNumberKey: string | null;
  nameKey: string | null;
  kanaKey: string | null;
  birthDateIso: string | null;
  receivedOnIso: string | null;
  deceasedOnIso: string | null;
  sexKey: "male" | "female" | null;
  postcodeDigits: string | null;
  addressKey: string | null;
  phoneKey: string | null;
  /** As a mail server takes it; null where it is none, or more than one. */
  emailAddress: string | null;
  /** Null: nothing is said, or nothing that is understood. */
  emailConsentGiven: boolean | null;
  warnings: MasterWarning[];
};

export type Rejection = { reason: string; column?: number; codePoint?: string };

const numbersToJoinOn = ["claimNumber", "insuredNumber"] as const;

/** A record from a line's cells, or why the line cannot be one. `column` counts from 1. */
export function recordFrom(cells: readonly string[], mapping: MasterMapping): MasterRecord | Rejection {
  const received = receivedFields(cells, mapping);
  if (received.claimNumber === "")
    return { reason: "claim-number.missing", column: (mapping.claimNumber ?? 0) + 1 };
  for (const field of numbersToJoinOn) {
    const column = (mapping[field] ?? 0) + 1;
    if (isRoundedNumber(received[field])) return { reason: "number.rounded", column };
  }
  const warnings: MasterWarning[] = [];
  const record = Object.assign(received, {
    claimNumberKey: numberKey(received.claimNumber),
    insuredNumberKey: numberKey(received.insuredNumber) || null,
    policyNumberKey: numberKey(received.policyNumber) || null,
    nameKey: nameKey(received.insuredName) || null,
    kanaKey: kanaKey(received.insuredKana) || null,
    birthDateIso: dayOf(received, "birthDate", warnings),
    receivedOnIso: dayOf(received, "receivedOn", warnings),
    deceasedOnIso: dayOf(received, "deceasedOn", warnings),
    sexKey: sexKey(received.sex),
    postcodeDigits: received.postcode === "" ? null : parsePostcode(received.postcode),
    addressKey: (received.address && addressKey(received.address)) || null,
    phoneKey: (received.phone && phoneKey(received.phone)) || null,
    emailAddress: received.email === "" ? null : emailAddress(received.email, warnings),
    emailConsentGiven: consentGiven(received.emailConsent),
    warnings,
  });
  if (mapping.insuredNumber !== undefined && !record.insuredNumberKey)
    warnings.push({ field: "insuredNumber", reason: "insured-number.missing" });
  warnOfGaps(record);
  for (const [field, reason] of printedFields) warnOfUnprintable(record, field, reason);
  return record;
}

function receivedFields(cells: readonly string[], mapping: MasterMapping): Record<MasterField, string> {
  const received = {} as Record<MasterField, string>;
  for (const field of masterFields) {
    const at = mapping[field];
    const cell = at === undefined ? "" : (cells[at] ?? "");
    received[field] = cell === "" || cell.trim() === "" ? "" : restoreCell(cell);
  }
  return received;
}

function dayOf(
  received: Record<MasterField, string>,
  field: "birthDate" | "receivedOn" | "deceasedOn",
  warnings: MasterWarning[],
): string | null {
  if (received[field] === "") return null;
  const parsed = parseJapaneseDate(received[field]);
  if ("iso" in parsed) return parsed.iso;
  warnings.push({ field, reason: `date.${parsed.problem}` });
  return null;
}

function warnOfGaps(record: MasterRecord): void {
  const { warnings } = record;
  if (record.insuredName === "") warnings.push({ field: "insuredName", reason: "name.missing" });
  if (record.address === "") warnings.push({ field: "address", reason: "address.missing" });
  if (record.sex && !record.sexKey) warnings.push({ field: "sex", reason: "sex.unreadable" });
  if (record.postcode && !record.postcodeDigits) {
    warnings.push({ field: "postcode", reason: "postcode.unreadable" });
  }
  if (record.phone && !record.phoneKey) warnings.push({ field: "phone", reason: "phone.unreadable" });
  if (record.emailConsent && record.emailConsentGiven === null)
    warnings.push({ field: "emailConsent", reason: "email-consent.unreadable" });
}

const printedFields: readonly (readonly [MasterField, string])[] = [
  ["insuredName", "name.unprintable"],
  ["policyholderName", "name.unprintable"],
  ["guardianName", "name.unprintable"],
  ["bereavedName", "name.unprintable"],
  ["beneficiaryName", "name.unprintable"],
  ["proxyName", "name.unprintable"],
  ["insuredKana", "kana.unprintable"],
  ["address", "address.unprintable"],
];

/** One warning a character, however often it stands in the field. */
function warnOfUnprintable(record: MasterRecord, field: MasterField, reason: string): void {
  if (record[field] === "") return;
  const found = findUnprintable(printForm(record[field]));
  for (const codePoint of new Set(found.map((one) => one.codePoint))) {
    record.warnings.push({ field, reason, codePoint });
  }
}

function sexKey(text: string): "male" | "female" | null {
  if (text === "男") return "male";
  if (text === "女") return "female";
  const plain = text.normalize("NFKC").trim().toLowerCase();
  if (/^(?:男性?|m|male|1)$/.test(plain)) return "male";
  return /^(?:女性?|f|female|2)$/.test(plain) ? "female" : null;
}

function emailAddress(text: string, warnings: MasterWarning[]): string | null {
  const read = readEmailAddress(text);
  if (read.ok) return read.address;
  warnings.push({ field: "email", reason: `email.${read.problem}` });
  return null;
}

function consentGiven(text: string): boolean | null {
  const plain = text.normalize("NFKC").trim().toLowerCase();
  if (/^(?:1|true|yes|y|はい|有り?|あり|可|同意(?:する|あり|有り?|済み?)?|承諾|○|〇|◯)$/.test(plain))
    return true;
  return /^(?:0|false|no|n|いいえ|無し?|なし|不可|否|同意しない|不同意|同意(?:なし|無し?)|×|✕)$/.test(plain)
    ? false
    : null;
}

/** Characters PostgreSQL's text cannot hold. */
export function unstorableIn(raw: string): string | undefined {
  return raw.includes("\0") ? codePointName("\0") : undefined;
}
