import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { benchForThisFile, incidentWithMissing } from "../features/upstream/bench";

benchForThisFile();

const nobody = "00000000-0000-0000-0000-000000000000";

describe("tables filled by the million refer to what is there", () => {
  it("a child of nobody is refused, also among many that have a parent", async () => {
    const incidentId = await incidentWithMissing(["REF-1"]);
    const { row, document, medium, person } = await oneOfEach(incidentId);
    for (const statement of [
      sql`insert into catalog_row_media values (${row}, ${medium}, 'full'), (-1, ${medium}, 'full')`,
      sql`insert into catalog_row_media values (${row}, ${nobody}, 'full')`,
      sql`insert into document_sources values (${document}, ${row}, ${nobody}, 'full')`,
      sql`insert into document_sources values (${document}, -1, ${medium}, 'full')`,
      sql`insert into document_sources values (${nobody}, ${row}, ${medium}, 'full')`,
      sql`insert into exposures (person_id, document_id) values (${person}, ${document}), (${nobody}, ${document})`,
      sql`insert into exposures (person_id, document_id) values (${person}, ${nobody})`,
      sql`insert into documents (incident_id, document_key, claim_number, class_code, certainty)
          values (${incidentId}, 'k2', 'c', 'SD', 'full'), (${nobody}, 'k2', 'c', 'SD', 'full')`,
      sql`insert into people (incident_id, insured_number, leading_record_id) values (${nobody}, '2', 1)`,
    ]) {
      const refusal = await database()
        .execute(statement)
        .catch((error: { cause?: { code?: string } }) => error.cause?.code);
      expect(refusal).toBe("23503");
    }
  });

  it("children go with their parent where they may, and keep it where they must", async () => {
    const incidentId = await incidentWithMissing(["REF-2"]);
    const { importId, row, document, medium, person } = await oneOfEach(incidentId);
    await database().execute(sql`insert into catalog_row_media values (${row}, ${medium}, 'full')`);
    await database().execute(
      sql`insert into document_sources values (${document}, ${row}, ${medium}, 'full')`,
    );
    await database().execute(
      sql`insert into exposures (person_id, document_id) values (${person}, ${document})`,
    );
    for (const kept of [
      sql`delete from people where id = ${person}`,
      sql`delete from media where id = ${medium}`,
    ]) {
      await expect(database().execute(kept)).rejects.toThrow();
    }
    await database().execute(sql`delete from documents where id = ${document}`);
    expect(await left("exposures", sql`person_id = ${person}`)).toBe(0);
    expect(await left("document_sources", sql`catalog_row_id = ${row}`)).toBe(0);
    expect(await left("catalog_row_media", sql`catalog_row_id = ${row}`)).toBe(1);
    await database().execute(sql`delete from catalog_imports where id = ${importId}`);
    expect(await left("catalog_rows", sql`import_id = ${importId}`)).toBe(0);
    expect(await left("catalog_row_media", sql`catalog_row_id = ${row}`)).toBe(0);
  });
});

async function left(table: string, which: ReturnType<typeof sql>): Promise<number> {
  const [counted] = await database().execute<{ rows: number }>(
    sql`select count(*)::int as rows from ${sql.identifier(table)} where ${which}`,
  );
  return counted?.rows ?? -1;
}

async function oneOfEach(incidentId: string) {
  const [made] = await database().execute<
    Record<"importId" | "row" | "document" | "medium" | "person", string>
  >(sql`
    with import as (
      insert into catalog_imports (incident_id, content_hash, bytes_total)
      values (${incidentId}, ${incidentId}, 1) returning id
    ), row as (
      insert into catalog_rows (import_id, file_number, line, raw) select id, 1, 1, 'x' from import returning id
    ), document as (
      insert into documents (incident_id, document_key, claim_number, class_code, certainty)
      values (${incidentId}, 'k', 'c', 'SD', 'full') returning id
    ), person as (
      insert into people (incident_id, insured_number, leading_record_id) values (${incidentId}, '1', 1) returning id
    )
    select import.id as "importId", row.id as row, document.id as document, person.id as person,
           (select id from media where incident_id = ${incidentId}) as medium
    from import, row, document, person`);
  if (!made) throw new Error("nothing was made");
  return made;
}
