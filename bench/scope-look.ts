import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { affectedPeople } from "@/features/people/queries";
import { measureScope } from "@/features/scope/measure-scope";
import { whatIf } from "@/features/scope/queries";
import type { Actor } from "@/features/staff/rules";
import { median, seconds } from "./measured";
import { lostVolumes, volumes } from "./scope-data";

const looks = 50;

/** How long a screen waits: what-if over the whole catalog, and the search for a person. */
export async function lookAround(manager: Actor, incidentId: string): Promise<void> {
  await database().execute(sql`analyze people, documents, exposures`);
  const measuring = await seconds(() => measureScope(manager, { incidentId }));
  const firstWhatIf = await seconds(() => whatIf({ incidentId, volumes: lostVolumes }));
  const whatIfs: number[] = [];
  for (let look = 0; look < looks; look += 1) {
    const toggled = volumes.filter((_, i) => (look * 7 + i * 3) % 5 < 2);
    const fromDay = `2012-0${1 + (look % 9)}-01`;
    whatIfs.push(await seconds(() => whatIf({ incidentId, volumes: toggled, fromDay, toDay: "2013-06-30" })));
  }
  tell("what-if: measured once after a derivation", [measuring], "s");
  tell("what-if: the first look, from the database", [firstWhatIf], "ms");
  tell("what-if: tapes and days toggled (goal < 1 s)", whatIfs, "ms");
  const people = await database().execute<Record<"kana" | "insured" | "claim", string>>(sql`
    select p.kana, p.insured_number as insured, d.claim_number as claim
    from people p join exposures e on e.person_id = p.id join documents d on d.id = e.document_id
    where p.incident_id = ${incidentId} and p.affected and p.id in
      (select id from people where incident_id = ${incidentId} and affected order by md5(id::text) limit ${looks})`);
  for (const by of ["kana", "insured", "claim"] as const) {
    const waits: number[] = [];
    for (const person of people)
      waits.push(await seconds(() => affectedPeople({ incidentId, search: person[by] })));
    tell(
      `person search by ${{ kana: "name", insured: "insured number", claim: "claim number" }[by]}`,
      waits,
      "ms",
    );
  }
}

function tell(what: string, waits: number[], unit: "s" | "ms"): void {
  const shown = (value: number) => (unit === "s" ? value.toFixed(1) : (value * 1000).toFixed(1));
  const slowest = waits.length > 1 ? `, slowest ${shown(Math.max(...waits))}` : "";
  console.log(`  ${what.padEnd(70)} ${shown(median(waits))} ${unit}${slowest}`);
}
