import type { Role } from "@/features/staff/rules";

/** The desks, in the order of the switch. The name is also the first part of the address. */
export const desks = ["incidents", "hotline", "mailroom"] as const;

export type Desk = (typeof desks)[number];

const desksByRole: Record<Role, readonly Desk[]> = {
  "incident-manager": ["incidents", "mailroom"],
  agent: ["hotline"],
  supervisor: ["hotline", "incidents"],
  mailroom: ["mailroom"],
  auditor: ["incidents", "mailroom"],
  administrator: ["incidents", "mailroom"],
};

/** The desks a role works at; the first is where it lands after signing in. */
export function desksOf(role: Role): readonly Desk[] {
  return desksByRole[role];
}

/** The page a role begins on. */
export function firstPageOf(role: Role): string {
  return `/${desksByRole[role][0] ?? ""}`;
}
