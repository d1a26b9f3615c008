import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { changeMedium } from "./change-medium";
import { type RecordFound, recordFoundInput } from "./schema";

/** The medium turned up. What lies on it leaves the scope; letters already handed over stay what they are. Throws NotAllowedNow `medium.is-<state>`. */
export async function recordFound(actor: Actor, input: RecordFound): Promise<{ id: string }> {
  const by = authorizeStaff(actor, "media.recordFound");
  const { id, reason } = parseInput(recordFoundInput, input);
  return changeMedium({ id, by, act: "record-found", reason });
}
