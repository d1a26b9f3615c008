import { Forbidden } from "@/lib/errors";
import { authorize } from "./authorize";
import type { Act, Actor } from "./rules";

/** As `authorize`, for acts that carry a person's name: our own jobs may not do them. */
export function authorizeStaff(actor: Actor, act: Act): { kind: "staff"; staffId: string } {
  const by = authorize(actor, act);
  if (by.kind !== "staff") throw new Forbidden("staff.only-people", { act });
  return by;
}
