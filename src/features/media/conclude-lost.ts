import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { changeMedium } from "./change-medium";
import { type ConcludeLost, concludeLostInput } from "./schema";

/** Somebody concluded, after the search, that a missing medium is lost. Throws NotAllowedNow `medium.is-<state>`. */
export async function concludeLost(actor: Actor, input: ConcludeLost): Promise<{ id: string }> {
  const by = authorizeStaff(actor, "media.concludeLost");
  const { id, reason } = parseInput(concludeLostInput, input);
  return changeMedium({ id, by, act: "conclude-lost", reason });
}
