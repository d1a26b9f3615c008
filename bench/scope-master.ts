import { sql } from "drizzle-orm";
import { copyRows } from "@/db/copy-rows";
import { inTransaction } from "@/db/in-transaction";
import { kanaKey, nameKey } from "@/lib/japan/name-key";
import { familyNames } from "../seed/family-names";
import { givenNames } from "../seed/given-names";

/** One claim in a hundred is in no master. */
const claimsPerUnknown = 100;

/**
 * A customer master of one record a claim, written by SQL and not read from a file: reading masters is not measured
 * here. Whose claim it is goes round, so that every person has one and some have two.
 */
export async function writeMaster(
  incidentId: string,
  uploadId: string,
  { claims, people }: { claims: number; people: number },
): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.execute(sql`create temporary table spelling (number int, name text, name_key text, kana text,
      kana_key text) on commit drop`);
    await copyRows(tx, "spelling", ["number", "name", "name_key", "kana", "kana_key"], spellings());
    await tx.execute(sql`create unique index on spelling (number)`);
    await tx.execute(sql`analyze spelling`);
    const [master] = await tx.execute<{ id: string }>(sql`
      insert into master_imports (incident_id, upload_id, file_name, encoding, mapping, content_hash, bytes_total)
      values (${incidentId}, ${uploadId}, 'master.csv', 'cp932', '{}', md5(random()::text), 1) returning id`);
    await tx.execute(sql`
      insert into person_records (import_id, line, raw, outcome, claim_number, received_on, insured_number,
        policy_number, name, name_key, kana, kana_key, birth_date, sex, postcode, address, address_key, phone, phone_key)
      select ${master?.id}, c + 2, 'CLM-2012-' || lpad(c::text, 7, '0') || ',' || p || ',' || s.name, 'record',
             'CLM-2012-' || lpad(c::text, 7, '0'), date '2012-10-01' + (c % 60),
             lpad(p::text, 10, '0'), 'P' || lpad((p * 3)::text, 9, '0'), s.name, s.name_key, s.kana, s.kana_key,
             date '1930-01-01' + (p % 30000), case when p % 2 = 0 then 'male' else 'female' end, '1000001',
             '東京都千代田区千代田' || (p % 40) || '丁目' || (p % 97), '東京都千代田区千代田' || (p % 40) || '-' || (p % 97),
             '03-0000-' || lpad((p % 10000)::text, 4, '0'), '030000' || lpad((p % 10000)::text, 4, '0')
      from generate_series(0, ${claims - 1}::int) c
      cross join lateral (select c % ${people}::int as p) whose
      join spelling s on s.number = (p * 7919::bigint % (select count(*) from spelling))::int
      where c % ${claimsPerUnknown}::int <> 7`);
    await tx.execute(sql`
      update master_imports i set state = 'read', rows_read = n.rows, rows_recorded = n.rows
      from (select count(*)::int as rows from person_records where import_id = ${master?.id}) n
      where i.id = ${master?.id}`);
    await tx.execute(sql`analyze person_records`);
  });
}

function* spellings(): Generator<[number, string, string, string, string]> {
  const given = [...Object.values(givenNames.男), ...Object.values(givenNames.女)].flat();
  let number = 0;
  for (const family of familyNames) {
    for (const one of given) {
      const [name, kana] = [`${family.written}　${one.written}`, `${family.kana}　${one.kana}`];
      yield [number++, name, nameKey(name), kana, kanaKey(kana)];
    }
  }
}
