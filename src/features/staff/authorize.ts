import type { EventActor } from "@/db/record-event";
import { Forbidden } from "@/lib/errors";
import { type Act, type Actor, mayAct } from "./rules";

/** The first line of every verb. Throws `Forbidden` (`staff.not-your-role`) where the table says no. */
export function authorize(actor: Actor, act: Act): EventActor {
  if (!mayAct(actor, act)) throw new Forbidden("staff.not-your-role", { act });
  return actor.kind === "staff"
    ? { kind: "staff", staffId: actor.staffId }
    : { kind: "system", name: actor.name };
}
