"use client";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { type Column, DataTable } from "@/components/data-table";
import { useTRPCClient } from "../../../../trpc";
import type { Outputs } from "../../../outputs";
import { ReasonDialog } from "../../../reason-dialog";
import { useBlocked } from "../../../signed-in-context";
import { useChanged } from "../../../use-changed";
import { useRowPages } from "../../../use-row-pages";

type Decided = Outputs["people"]["decisions"]["decisions"][number];

/** What was decided, by whom, when and why; each can be taken back. */
export function DecidedPairs({ incidentId }: { incidentId: string }) {
  const client = useTRPCClient();
  const t = useTranslations("matching");
  const columns = useColumns(incidentId);
  const pages = useRowPages(
    ["people.decisions", incidentId],
    async (after: { at: string; id: string } | undefined, signal) => {
      const page = await client.people.decisions.query({ incidentId, after }, { signal });
      return { rows: page.decisions, next: page.next };
    },
  );
  return (
    <div className="pt-4">
      <DataTable
        label={t("tab.decided")}
        columns={columns}
        rows={pages.rows}
        rowId={(row) => row.id}
        more={pages.more}
        empty={t("none-decided")}
        error={pages.error}
        onRetry={pages.onRetry}
        rowHeightPx={64}
      />
    </div>
  );
}

function useColumns(incidentId: string): Column<Decided>[] {
  const t = useTranslations("matching");
  const incidents = useTranslations("incidents");
  const format = useFormatter();
  return useMemo(() => {
    const person = (id: string, name: string | null) => (
      <Link className="link" href={`/incidents/${incidentId}/people/${id}`}>
        {name || incidents("people.no-name")}
      </Link>
    );
    return [
      {
        id: "kind",
        header: t("decided.kind"),
        cell: (row) => (
          <Badge tone={row.undoneAt ? "done" : row.kind === "merged" ? "ok" : "neutral"}>
            {row.undoneAt ? t("decided.undone") : t(`decided.${row.kind}`)}
          </Badge>
        ),
        width: "8rem",
      },
      {
        id: "people",
        header: t("decided.people"),
        cell: (row) => (
          <>
            {person(row.personId, row.name)}
            <span aria-hidden="true">{row.kind === "merged" ? " ← " : " ≠ "}</span>
            {person(row.otherPersonId, row.otherName)}
          </>
        ),
        isRowHeader: true,
      },
      {
        id: "why",
        header: t("decided.why"),
        cell: (row) => (
          <>
            {row.reason}
            {row.undoReason ? (
              <span className="block text-xs text-ink-soft">
                {t("decided.undone-because", { reason: row.undoReason, name: row.undoneByName ?? "" })}
              </span>
            ) : null}
          </>
        ),
      },
      {
        id: "who",
        header: t("decided.who"),
        cell: (row) => (
          <>
            {row.byName}
            <span className="figures block text-xs text-ink-soft">
              {format.dateTime(new Date(row.at), "stamp")}
            </span>
          </>
        ),
        width: "10rem",
      },
      {
        id: "undo",
        header: <span className="sr-only">{t("act.undo")}</span>,
        cell: (row) => (row.undoneAt ? null : <UndoDecision incidentId={incidentId} decision={row} />),
        width: "7rem",
      },
    ];
  }, [t, incidents, format, incidentId]);
}

/** Takes one decision back; everything stands as before it. */
export function UndoDecision({
  incidentId,
  decision,
}: {
  incidentId: string;
  decision: Pick<Decided, "id" | "kind">;
}) {
  const t = useTranslations("matching");
  const client = useTRPCClient();
  const blocked = useBlocked();
  const changed = useChanged();
  return (
    <ReasonDialog
      title={t(`undo.${decision.kind}`)}
      description={t(`undo.${decision.kind}-means`)}
      confirm={t("undo.confirm")}
      hint={t("undo.hint")}
      trigger={
        <Button size="sm" tone="quiet" blockedBecause={blocked("people.unmerge")}>
          {t("undo.button")}
        </Button>
      }
      act={async (reason) => {
        if (decision.kind === "merged") await client.people.unmerge.mutate({ mergeId: decision.id, reason });
        else await client.people.reconsider.mutate({ incidentId, candidateId: decision.id, reason });
        await changed();
      }}
    />
  );
}
