/** What a cell should hold and does not. `reason` is the tail of a rejected record's reason. */
export class FieldFault extends Error {
  constructor(
    readonly column: string,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** A record's cells by lower-case column name. A column the source does not have reads as `undefined`. */
export type Fields = (column: string) => string | undefined;

const largestInt32 = 2_147_483_647;

/** The number that 1 to 15 ASCII digits spell, and nothing else does; -1 for any other text. */
export function plainDigits(value: string): number {
  if (value.length === 0 || value.length > 15) return -1;
  let number = 0;
  for (let i = 0; i < value.length; i += 1) {
    const digit = value.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

function digitsOf(column: string, value: string): number {
  const plain = plainDigits(value);
  if (plain >= 0) return plain;
  if (!/^-?(\d{1,3}(,\d{3})+|\d{1,16})$/.test(value)) throw new FieldFault(column, "not-a-whole-number");
  const number = Number(value.replaceAll(",", ""));
  if (!Number.isSafeInteger(number)) throw new FieldFault(column, "number-too-large");
  return number;
}

/** A whole number, also with thousands separators; `null` where the source is silent. */
export function wholeNumber(fields: Fields, column: string): number | null {
  const value = fields(column);
  if (value === undefined || value === "") return null;
  const number = digitsOf(column, value);
  if (number < 0) throw new FieldFault(column, "negative");
  return number;
}

/** A whole number that must be there and fits the catalog's 32-bit columns (ids, indexes). */
export function requiredInt32(fields: Fields, column: string, least: number): number {
  const value = fields(column);
  if (value === undefined || value === "") throw new FieldFault(column, "empty");
  const number = digitsOf(column, value);
  if (number > largestInt32) throw new FieldFault(column, "number-too-large");
  if (number < least) throw new FieldFault(column, least > 0 ? "not-positive" : "negative");
  return number;
}

/** 0 or 1 as the catalog writes its flags; `null` where the source is silent. */
export function flag(fields: Fields, column: string): boolean | null {
  const number = wholeNumber(fields, column);
  return number === null ? null : number !== 0;
}

/** Text, `null` where empty or not stated. Never trimmed nor normalised. */
export function textOrNull(fields: Fields, column: string): string | null {
  const value = fields(column);
  return value === undefined || value === "" ? null : value;
}

export function requiredText(fields: Fields, column: string): string {
  const value = textOrNull(fields, column);
  if (value === null) throw new FieldFault(column, "empty");
  return value;
}

/** `YYYY-MM-DD HH:MM:SS`, checked against the calendar, fractions of a second cut off; all zeros is `null`. */
export function localTime(fields: Fields, column: string): string | null {
  const value = textOrNull(fields, column);
  if (value === null) return null;
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d{1,9})?$/.exec(value);
  if (!match) throw new FieldFault(column, "not-a-time");
  if (match[1] === "0000-00-00") return null;
  const instant = new Date(`${match[1]}T${match[2]}Z`);
  if (Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== match[1])
    throw new FieldFault(column, "not-a-time");
  return `${match[1]} ${match[2]}`;
}

const blocksPerFileNumber = 2 ** 32;

/** Bacula's pair of file and block number as one address; on a disk volume this is the byte offset. */
export function address(fields: Fields, fileColumn: string, blockColumn: string): number | null {
  const file = wholeNumber(fields, fileColumn);
  const block = wholeNumber(fields, blockColumn);
  if (file === null || block === null) return null;
  if (block >= blocksPerFileNumber) throw new FieldFault(blockColumn, "number-too-large");
  const value = file * blocksPerFileNumber + block;
  if (!Number.isSafeInteger(value)) throw new FieldFault(fileColumn, "number-too-large");
  return value;
}
