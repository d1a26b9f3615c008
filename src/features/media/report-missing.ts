import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { changeMedium } from "./change-medium";
import { type ReportMissing, reportMissingInput } from "./schema";

/** Somebody suspects that the medium is gone. From now on what lies on it is in scope. Throws NotAllowedNow `medium.is-<state>`. */
export async function reportMissing(actor: Actor, input: ReportMissing): Promise<{ id: string }> {
  const by = authorizeStaff(actor, "media.reportMissing");
  const { id, since, reason } = parseInput(reportMissingInput, input);
  return changeMedium({ id, by, act: "report-missing", reason, missingSince: since });
}
