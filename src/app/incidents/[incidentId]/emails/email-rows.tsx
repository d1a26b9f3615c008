"use client";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { RadioGroup } from "@/components/radio-group";
import { Section } from "@/components/section";
import { Toolbar } from "@/components/toolbar";
import {
  type EmailProgress,
  type EmailRow,
  type EmailState,
  emailPageSize,
  emailStates,
} from "@/features/emails/schema";
import { useErrorText } from "../../../error-text";
import { useTRPCClient } from "../../../trpc";
import { pageOf, useRowPages } from "../../use-row-pages";
import { ResolveEmail } from "./resolve-email";

type EmailRowsProps = { incidentId: string; states: EmailProgress["states"] };

/** What needs somebody comes first. */
const inOrder: readonly EmailState[] = ["unknown", "bounced", "refused", "held", "generated", "claimed"];
const shownFirst = (states: EmailProgress["states"]) => inOrder.find((one) => states[one] > 0) ?? "sent";

/** The messages of one state: whose, what the mail servers said, and what somebody has to do. */
export function EmailRows({ incidentId, states }: EmailRowsProps) {
  const client = useTRPCClient();
  const t = useTranslations("emails");
  const format = useFormatter();
  const [picked, setPicked] = useState<EmailState | null>(null);
  const state = picked && states[picked] > 0 ? picked : shownFirst(states);
  const columns = useColumns(incidentId);
  const pages = useRowPages(
    ["emails.inState", incidentId, state, states[state]],
    async (afterEmailId: string | undefined, signal) => {
      const rows = await client.emails.inState.query({ incidentId, state, afterEmailId }, { signal });
      return pageOf(rows, emailPageSize, (row) => row.id);
    },
  );
  return (
    <div id="messages" className="mt-8 scroll-mt-4">
      <Section title={t("rows.title")} lead={t(`rows.lead.${state}`)}>
        <Toolbar label={t("rows.state")}>
          <RadioGroup
            label={t("rows.state")}
            inline
            value={state}
            onValueChange={(value) => setPicked(emailStates.find((one) => one === value) ?? null)}
            options={emailStates
              .filter((one) => states[one] > 0)
              .map((one) => ({ value: one, label: `${t(`state.${one}`)} ${format.number(states[one])}` }))}
          />
        </Toolbar>
        <DataTable
          label={t("rows.title")}
          columns={columns}
          rows={pages.rows}
          rowId={(row) => row.id}
          total={states[state]}
          more={pages.more}
          error={pages.error}
          onRetry={pages.onRetry}
        />
      </Section>
    </div>
  );
}

// The name is the link, not the row: a dialog opened from a row would hand its clicks on to it.
function useColumns(incidentId: string): Column<EmailRow>[] {
  const t = useTranslations("emails");
  const format = useFormatter();
  const errorText = useErrorText();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("rows.name"),
        isRowHeader: true,
        cell: (row) => (
          <Link href={`/incidents/${incidentId}/people/${row.personId}`} className="link">
            {row.name}
          </Link>
        ),
      },
      {
        id: "number",
        header: t("rows.number"),
        width: "11rem",
        cell: (row) => <span className="code">{row.inquiryNumber}</span>,
      },
      {
        id: "at",
        header: t("rows.at"),
        width: "9rem",
        cell: (row) => <span className="figures">{format.dateTime(row.at, "stamp")}</span>,
      },
      {
        id: "said",
        header: t("rows.said"),
        cell: (row) =>
          row.heldFor ? (
            errorText({ kind: "invalid", ...row.heldFor })
          ) : (
            <span className="code">{row.bounceStatus ?? row.serverCode ?? "–"}</span>
          ),
      },
      {
        id: "act",
        header: t("rows.act"),
        width: "16rem",
        cell: (row) =>
          row.state === "unknown" ? (
            <ResolveEmail email={row} />
          ) : (
            <span className="text-sm text-ink-soft">{t(`act.${row.state}`)}</span>
          ),
      },
    ],
    [t, format, errorText, incidentId],
  );
}
