"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { Button } from "@/components/button";
import { type Column, DataTable } from "@/components/data-table";
import { Section } from "@/components/section";
import { useToast } from "@/components/toast";
import { useTRPC, useTRPCClient } from "../../../../trpc";
import type { Outputs } from "../../../outputs";
import { ReasonDialog } from "../../../reason-dialog";
import { useBlocked } from "../../../signed-in-context";
import { useChanged } from "../../../use-changed";

type Party = Outputs["people"]["parties"][number];
type OtherPartiesProps = { incidentId: string; personId: string };

/** Who else is named in the claims of this person's papers, in which role, and who they may be. */
export function OtherParties({ incidentId, personId }: OtherPartiesProps) {
  const trpc = useTRPC();
  const t = useTranslations("matching");
  const parties = useQuery(trpc.people.parties.queryOptions({ personId }));
  const columns = useColumns(incidentId);
  return (
    <Section title={t("person.parties")} lead={t("person.parties-lead")}>
      <DataTable
        label={t("person.parties")}
        columns={columns}
        rows={parties.data}
        rowId={(row) => `${row.claimNumber} ${row.role} ${row.name}`}
        empty={t("person.parties-none")}
      />
    </Section>
  );
}

function useColumns(incidentId: string): Column<Party>[] {
  const t = useTranslations("matching");
  return useMemo(
    () => [
      { id: "name", header: t("person.party.name"), cell: (row) => row.name, isRowHeader: true },
      {
        id: "role",
        header: t("person.party.role"),
        cell: (row) => t(`person.role.${row.role}`),
        width: "8rem",
      },
      {
        id: "relation",
        header: t("person.party.relation"),
        cell: (row) => row.relation || "–",
        width: "7rem",
      },
      {
        id: "claim",
        header: t("person.party.claim"),
        cell: (row) => <span className="code">{row.claimNumber}</span>,
        width: "12rem",
      },
      {
        id: "who",
        header: t("person.party.who"),
        cell: (row) =>
          row.linkId && row.linkedPersonId ? (
            <span className="flex flex-wrap items-center gap-2">
              <Link className="link" href={`/incidents/${incidentId}/people/${row.linkedPersonId}`}>
                {row.linkedName}
              </Link>
              <Unlink linkId={row.linkId} />
            </span>
          ) : (
            <Proposals incidentId={incidentId} party={row} />
          ),
      },
    ],
    [t, incidentId],
  );
}

function Proposals({ incidentId, party }: { incidentId: string; party: Party }) {
  const t = useTranslations("matching");
  const format = useFormatter();
  if (party.proposals.length === 0) return <span className="text-ink-faint">{t("person.no-proposal")}</span>;
  return (
    <ul className="grid gap-1">
      {party.proposals.map((one) => (
        <li key={one.personId} className="flex flex-wrap items-center gap-2">
          <Link className="link" href={`/incidents/${incidentId}/people/${one.personId}`}>
            {one.name}
          </Link>
          <span className="text-sm text-ink-soft">
            {one.birthDate ? format.dateTime(new Date(one.birthDate), "date") : null}{" "}
            {t(`person.because.${one.because}`)}
          </span>
          <LinkTo incidentId={incidentId} party={party} personId={one.personId} />
        </li>
      ))}
    </ul>
  );
}

function LinkTo({ incidentId, party, personId }: { incidentId: string; party: Party; personId: string }) {
  const t = useTranslations("matching");
  const client = useTRPCClient();
  const blocked = useBlocked();
  const changed = useChanged();
  const toast = useToast();
  const { claimNumber, role, name } = party;
  return (
    <ReasonDialog
      title={t("person.link-title", { name })}
      description={t("person.link-means", { claim: claimNumber, role: t(`person.role.${role}`) })}
      confirm={t("person.link")}
      trigger={
        <Button size="sm" tone="quiet" blockedBecause={blocked("people.linkParty")}>
          {t("person.link")}
        </Button>
      }
      act={async (reason) => {
        await client.people.linkParty.mutate({ incidentId, claimNumber, role, personId, reason });
        await changed();
        toast({ title: t("person.linked"), tone: "ok" });
      }}
    />
  );
}

function Unlink({ linkId }: { linkId: string }) {
  const t = useTranslations("matching");
  const client = useTRPCClient();
  const blocked = useBlocked();
  const changed = useChanged();
  return (
    <ReasonDialog
      title={t("person.unlink-title")}
      description={t("person.unlink-means")}
      confirm={t("person.unlink")}
      trigger={
        <Button size="sm" tone="quiet" blockedBecause={blocked("people.unlinkParty")}>
          {t("person.unlink")}
        </Button>
      }
      act={async (reason) => {
        await client.people.unlinkParty.mutate({ linkId, reason });
        await changed();
      }}
    />
  );
}
