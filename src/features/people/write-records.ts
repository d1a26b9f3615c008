import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type CopyValue, copyRows } from "@/db/copy-rows";
import { Internal } from "@/lib/errors";
import type { MasterRow } from "./readers/master";
import type { MasterRecord } from "./readers/master-record";

export type RecordCounts = {
  rowsRead: number;
  rowsRecorded: number;
  rowsDuplicate: number;
  rowsRejected: number;
};

/**
 * Writes every line of a master with what it came to: a record, the exact duplicate of an earlier line, or
 * rejected with its reason. Asserts that they add up to the lines read.
 */
export async function writeRecords(
  tx: Tx,
  importId: string,
  rows: AsyncIterable<MasterRow>,
): Promise<RecordCounts> {
  const read = { rows: 0 };
  await copyRows(tx, "person_records", columns, copied(importId, rows, read));
  await tx.execute(sql`
    update person_records r
    set outcome = 'duplicate', reason = 'row.duplicate-of-line', duplicate_of_line = same.first_line
    from (select id, min(line) over (partition by raw) as first_line
          from person_records where import_id = ${importId} and outcome = 'record') same
    where same.id = r.id and same.first_line < r.line`);
  await tx.execute(sql`analyze person_records`);
  const [counts] = await tx.execute<Omit<RecordCounts, "rowsRead">>(sql`
    select count(*) filter (where outcome = 'record')::int as "rowsRecorded",
           count(*) filter (where outcome = 'duplicate')::int as "rowsDuplicate",
           count(*) filter (where outcome = 'rejected')::int as "rowsRejected"
    from person_records where import_id = ${importId}`);
  if (!counts) throw new Internal("master.rows-unaccounted");
  const { rowsRecorded, rowsDuplicate, rowsRejected } = counts;
  if (read.rows !== rowsRecorded + rowsDuplicate + rowsRejected)
    throw new Internal("master.rows-unaccounted", { read: read.rows });
  return { rowsRead: read.rows, rowsRecorded, rowsDuplicate, rowsRejected };
}

const lineColumns = [
  "import_id",
  "line",
  "raw",
  "outcome",
  "reason",
  "reason_column",
  "code_point",
  "warnings",
];
const personColumns = [
  ...[
    "claim_number",
    "received_on",
    "insured_number",
    "policy_number",
    "name",
    "name_key",
    "kana",
    "kana_key",
  ],
  ...["birth_date", "sex", "postcode", "address", "address_key", "phone", "phone_key", "policyholder_name"],
  ...["policyholder_relation", "guardian_name", "deceased_on", "bereaved_name", "bereaved_relation"],
  ...["beneficiary_name", "proxy_name", "proxy_relation", "email", "email_consent"],
];
const columns = [...lineColumns, ...personColumns];
const noPerson: CopyValue[] = personColumns.map(() => null);

async function* copied(
  importId: string,
  rows: AsyncIterable<MasterRow>,
  read: { rows: number },
): AsyncGenerator<CopyValue[]> {
  for await (const row of rows) {
    read.rows += 1;
    if (row.outcome === "rejected") {
      const { line, raw, reason, column, codePoint } = row;
      yield [importId, line, raw, "rejected", reason, column, codePoint, null, ...noPerson];
      continue;
    }
    const { line, raw, record } = row;
    const warnings = record.warnings.length > 0 ? record.warnings : null;
    yield [importId, line, raw, "record", "", null, null, warnings, ...personOf(record)];
  }
}

/** Numbers in the form they are joined in; names and addresses as received, their keys beside them. */
function personOf(r: MasterRecord): CopyValue[] {
  return [
    ...[r.claimNumberKey, r.receivedOnIso, r.insuredNumberKey, r.policyNumberKey],
    ...[r.insuredName || null, r.nameKey, r.insuredKana || null, r.kanaKey],
    ...[r.birthDateIso, r.sexKey, (r.postcodeDigits ?? r.postcode) || null, r.address || null, r.addressKey],
    ...[r.phone || null, r.phoneKey, r.policyholderName || null, r.policyholderRelation || null],
    ...[r.guardianName || null, r.deceasedOnIso, r.bereavedName || null, r.bereavedRelation || null],
    ...[r.beneficiaryName || null, r.proxyName || null, r.proxyRelation || null],
    ...[r.emailAddress, r.emailConsentGiven],
  ];
}
