"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge } from "@/components/badge";
import { type Column, DataTable } from "@/components/data-table";
import { Notice } from "@/components/notice";
import { PageHeader } from "@/components/page-header";
import type { StaffRow } from "@/features/staff/schema";
import { useErrorText } from "../../error-text";
import { useTRPC } from "../../trpc";
import { useDenied } from "../signed-in-context";
import { AddStaffMember } from "./add-staff-member";
import { StaffActs } from "./staff-acts";

/** Who may sign in and as what. */
export function StaffDesk() {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const errorText = useErrorText();
  const denied = useDenied()("staff.list");
  const members = useQuery(trpc.staff.list.queryOptions(undefined, { enabled: !denied }));
  const columns = useColumns();
  return (
    <>
      <PageHeader
        back={{ href: "/incidents", label: t("list.title") }}
        title={t("staff.title")}
        lead={t("staff.lead")}
        actions={<AddStaffMember />}
      />
      {denied ? (
        <Notice>{denied}</Notice>
      ) : (
        <DataTable
          label={t("staff.title")}
          columns={columns}
          rows={members.data}
          rowId={(row) => row.id}
          error={members.error && !members.data ? errorText(members.error) : undefined}
          onRetry={() => members.refetch()}
        />
      )}
    </>
  );
}

function useColumns(): Column<StaffRow>[] {
  const t = useTranslations("incidents");
  return useMemo(
    () => [
      { id: "name", header: t("staff.name"), cell: (row) => row.name, isRowHeader: true, width: "12rem" },
      { id: "email", header: t("staff.email"), cell: (row) => <span className="code">{row.email}</span> },
      {
        id: "state",
        header: t("list.state"),
        cell: (row) => (
          <span className="flex flex-wrap gap-1">
            {row.disabledAt ? <Badge tone="danger">{t("staff.disabled")}</Badge> : null}
            <Badge tone={row.twoFactorEnabled ? "ok" : "neutral"}>
              {row.twoFactorEnabled ? t("staff.two-steps") : t("staff.one-step")}
            </Badge>
          </span>
        ),
        width: "12rem",
      },
      {
        id: "acts",
        header: t("staff.role-and-acts"),
        cell: (row) => <StaffActs member={row} />,
        width: "24rem",
      },
    ],
    [t],
  );
}
