"use client";
import { useFormatter, useTranslations } from "next-intl";
import type { Role } from "@/features/staff/rules";

/** Names roles as "A or B" in the reader's language. */
export function useRoleNames(): (roles: readonly Role[]) => string {
  const shell = useTranslations("shell");
  const format = useFormatter();
  return (roles) =>
    format.list(
      roles.map((role) => shell(`role.${role}`)),
      { type: "disjunction" },
    );
}
