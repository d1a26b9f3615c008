import type { NextThing } from "@/features/reports/rules";

/** The tab on which each next thing is done; null where another desk does it. */
const tabByNext: Record<NextThing, string | null> = {
  "register-media": "media",
  "report-missing": "media",
  "upload-catalog": "catalog",
  "mend-catalog": "catalog",
  "look-at-unresolved": "catalog",
  "upload-master": "people",
  "mend-master": "people",
  "nobody-found": "people",
  "freeze-list": "list",
  "approve-list": "list",
  "freeze-again": "list",
  "look-at-scope": "catalog",
  "decide-notices": "notices",
  "look-at-withheld": "notices",
  "look-at-emails": "emails",
  "send-emails": "emails",
  "approve-templates": "letters",
  "generate-letters": "letters",
  "look-at-held": "letters",
  "plan-runs": "print",
  "mend-run": "print",
  "seal-runs": "print",
  "release-runs": "print",
  "print-runs": "print",
  "hand-over-runs": "print",
  "mend-work": "#work",
  "keep-promises": null,
  "ring-people": null,
};

/** Where a next thing is done, or null where another desk does it. */
export function placeOfNext(incidentId: string, next: NextThing): string | null {
  const tab = tabByNext[next];
  if (!tab) return null;
  return tab.startsWith("#") ? `/incidents/${incidentId}${tab}` : `/incidents/${incidentId}/${tab}`;
}
