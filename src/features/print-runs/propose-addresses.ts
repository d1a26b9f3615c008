import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { printedAddress } from "./locked-address-task";
import { type AddressLine, readAddressFile } from "./returned/read-address-file";
import { sameAddress } from "./returned/rules";
import {
  type AddressLineProblem,
  type ProposeFile,
  type ProposeFileAnswer,
  proposeFileInput,
} from "./returned/schema";

type Known = {
  line: number;
  personId: string;
  taskId: string | null;
  state: "open" | "proposed" | null;
  printed: { postcode: string | null; address: string } | null;
};

/** Whose number each line says, and their open task. */
async function knownPeople(tx: Tx, incidentId: string, lines: readonly AddressLine[]): Promise<Known[]> {
  const asked = lines.map(({ line, inquiryNumber }) => ({ line, inquiryNumber }));
  const rows = await tx.execute<Known>(sql`
    select a.line, named.person_id as "personId", t.id as "taskId", t.state,
      case when l.id is not null then ${printedAddress} end as printed
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a(line int, "inquiryNumber" text)
    join letters named on named.inquiry_number = a."inquiryNumber" and named.incident_id = ${incidentId}
    left join address_tasks t on t.incident_id = ${incidentId} and t.person_id = named.person_id
      and t.state in ('open', 'proposed')
    left join returned_mail m on m.id = t.returned_mail_id left join letters l on l.id = m.letter_id
    order by a.line`);
  return [...rows];
}

function problemOf(
  address: AddressLine,
  known: Known | undefined,
  taken: ReadonlySet<string>,
): AddressLineProblem | null {
  if (!known) return "unknown";
  if (!known.taskId) return "no-open-task";
  if (known.state === "proposed") return "waiting-already";
  if (taken.has(known.taskId)) return "twice-in-file";
  return known.printed && sameAddress(known.printed, address) ? "same-address" : null;
}

async function putForward(
  tx: Tx,
  staffId: string,
  batchId: string,
  proposals: readonly (AddressLine & { taskId: string })[],
): Promise<void> {
  const proposed = await tx.execute(sql`
    update address_tasks t set state = 'proposed', postcode = a.postcode, address = a.address, source = a.source,
      batch_id = ${batchId}, proposed_by = ${staffId}, proposed_at = clock_timestamp()
    from jsonb_to_recordset(${JSON.stringify(proposals)}::jsonb)
      as a("taskId" uuid, postcode text, address text, source text)
    where t.id = a."taskId" and t.state = 'open' returning 1`);
  if (proposed.length !== proposals.length) throw new Conflict("address-task.race");
}

/**
 * Puts many addresses forward at once, as a file `inquiry number,postcode,address,source`; a second person decides
 * on all of them together. Lines that cannot be taken are set aside, each with its number and why. Throws
 * `returned-mail.too-many-lines`, `csv.*` with the line, `incident.closed`.
 */
export async function proposeAddresses(actor: Actor, input: ProposeFile): Promise<ProposeFileAnswer> {
  const by = authorizeStaff(actor, "addressTasks.proposeFile");
  const { incidentId, text } = parseInput(proposeFileInput, input);
  const file = await readAddressFile(text);
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId, "no key update");
    const known = new Map((await knownPeople(tx, incidentId, file.addresses)).map((one) => [one.line, one]));
    const taken = new Set<string>();
    const proposals: (AddressLine & { taskId: string })[] = [];
    const setAside = [...file.setAside];
    for (const address of file.addresses) {
      const person = known.get(address.line);
      const problem = problemOf(address, person, taken);
      if (problem || !person?.taskId) {
        setAside.push({ line: address.line, problem: problem ?? "no-open-task" });
      } else {
        taken.add(person.taskId);
        proposals.push({ ...address, taskId: person.taskId });
      }
    }
    setAside.sort((one, other) => one.line - other.line);
    if (proposals.length === 0) return { batchId: null, lines: file.lines, proposed: 0, setAside };
    const batchId = randomUUID();
    await putForward(tx, by.staffId, batchId, proposals);
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "address-task.batch-proposed",
      subject: { type: "address-batch", id: batchId },
      detail: { addresses: proposals.length, setAside: setAside.length },
    });
    return { batchId, lines: file.lines, proposed: proposals.length, setAside };
  });
}
