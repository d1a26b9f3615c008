import { type CsvRecord, parseCsv } from "@/lib/csv";
import { Invalid } from "@/lib/errors";
import { parseInquiryNumber } from "@/lib/inquiry-number";
import { parsePostcode } from "@/lib/japan/postcode";
import { sourceOf } from "./rules";
import { type AddressLineProblem, type AddressSource, mostFileLines } from "./schema";

export type AddressLine = {
  line: number;
  inquiryNumber: string;
  postcode: string | null;
  address: string;
  source: AddressSource;
};

export type AddressFileLines = {
  lines: number;
  addresses: AddressLine[];
  setAside: { line: number; problem: AddressLineProblem }[];
};

const columns = 4;
const longestAddressChars = 200;

/**
 * The lines of a file `inquiry number,postcode,address,source`; the postcode may be empty. Blank lines and a first
 * line that names no number (a header) are left out; the second line for one number is set aside. Throws Invalid
 * `returned-mail.too-many-lines` { most } and `csv.*` { line }.
 */
export async function readAddressFile(text: string): Promise<AddressFileLines> {
  const read: AddressFileLines = { lines: 0, addresses: [], setAside: [] };
  const numbers = new Set<string>();
  let first = true;
  for await (const record of parseCsv(chunk(text), { maxColumns: 20 })) {
    if (record.raw.trim() === "") continue;
    const isHeader =
      first && !parseInquiryNumber(record.cells[0] ?? "").ok && !sourceOf(record.cells[3] ?? "");
    first = false;
    if (isHeader) continue;
    read.lines += 1;
    if (read.lines > mostFileLines)
      throw new Invalid("returned-mail.too-many-lines", { most: mostFileLines });
    const line = lineOf(record);
    if ("problem" in line) read.setAside.push(line);
    else if (numbers.has(line.inquiryNumber))
      read.setAside.push({ line: line.line, problem: "twice-in-file" });
    else {
      numbers.add(line.inquiryNumber);
      read.addresses.push(line);
    }
  }
  return read;
}

function lineOf({ line, cells }: CsvRecord): AddressLine | { line: number; problem: AddressLineProblem } {
  if (cells.length < columns) return { line, problem: "columns" };
  const [number = "", code = "", place = "", from = ""] = cells;
  const inquiryNumber = parseInquiryNumber(number);
  if (!inquiryNumber.ok) return { line, problem: "inquiry-number" };
  const postcode = parsePostcode(code);
  if (code.trim() !== "" && !postcode) return { line, problem: "postcode" };
  const address = place.trim();
  if (address === "" || address.length > longestAddressChars || /[\p{Cc}\p{Cs}]/u.test(address)) {
    return { line, problem: "address" };
  }
  const source = sourceOf(from);
  if (!source) return { line, problem: "source" };
  return { line, inquiryNumber: inquiryNumber.inquiryNumber, postcode, address, source };
}

async function* chunk(text: string): AsyncGenerator<string> {
  yield text;
}
