import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { callStanding, printedAddress, returnsOfPerson } from "./locked-address-task";
import { sameAddress } from "./returned/rules";
import { type AddressTaskRow, type AddressTasksAsked, addressTasksPageSize } from "./returned/schema";

type Address = { postcode: string | null; address: string };

const time = (value: unknown) => (value ? new Date(String(value)) : null);

function taskRow(row: Record<string, unknown>): AddressTaskRow {
  const printed = row.printed as Address;
  const listed = row.listed as { postcode: string | null; address: string | null } | null;
  const elsewhere =
    listed?.address && !sameAddress(printed, { ...listed, address: listed.address })
      ? { postcode: listed.postcode, address: listed.address }
      : null;
  return {
    id: String(row.id),
    personId: String(row.person_id),
    name: (row.name as string | null) ?? "",
    kana: (row.kana as string | null) ?? "",
    inquiryNumber: String(row.inquiry_number),
    reason: row.reason as AddressTaskRow["reason"],
    returns: Number(row.returns),
    returnedAt: new Date(String(row.returned_at)),
    printed,
    listed: elsewhere,
    state: row.state as AddressTaskRow["state"],
    proposal:
      row.address === null
        ? null
        : {
            postcode: row.postcode as string | null,
            address: String(row.address),
            source: row.source as NonNullable<AddressTaskRow["proposal"]>["source"],
          },
    batchId: row.batch_id as string | null,
    proposedBy: row.proposed_by as string | null,
    proposedByName: row.proposed_name as string | null,
    proposedAt: time(row.proposed_at),
    decidedByName: row.decided_name as string | null,
    decidedAt: time(row.decided_at),
    call: row.call as AddressTaskRow["call"],
  };
}

/** People whose letters came back, in one state of the search for their address; a page after `afterId`. */
export async function addressTasks(db: Queryable, asked: AddressTasksAsked): Promise<AddressTaskRow[]> {
  const after = asked.afterId ?? "00000000-0000-0000-0000-000000000000";
  const rows = await db.execute<Record<string, unknown>>(sql`
    select t.*, who.name, who.kana, l.inquiry_number, m.reason, m.at as returned_at, ${printedAddress} as printed,
      ${returnsOfPerson} as returns, ${callStanding} as call, proposer.name as proposed_name, decider.name as decided_name,
      (select jsonb_build_object('postcode', a.canonical::jsonb ->> 'postcode', 'address', a.canonical::jsonb ->> 'address')
       from affected_lists f join affected_people a on a.list_id = f.id and a.person_id = t.person_id
       where f.incident_id = t.incident_id and f.state = 'approved') as listed
    from address_tasks t join people who on who.id = t.person_id
    join returned_mail m on m.id = t.returned_mail_id join letters l on l.id = m.letter_id
    left join staff proposer on proposer.id = t.proposed_by left join staff decider on decider.id = t.decided_by
    where t.incident_id = ${asked.incidentId} and t.state = ${asked.state} and t.id > ${after}
    order by t.id limit ${addressTasksPageSize}`);
  return rows.map(taskRow);
}
