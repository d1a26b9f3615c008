"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { Notice } from "@/components/notice";
import type { AddressBatch } from "@/features/print-runs/returned/schema";
import { useErrorText } from "../../error-text";
import { ConfirmDialog } from "../../incidents/confirm-dialog";
import { useBlocked, useSignedIn } from "../../incidents/signed-in-context";
import { useChanged } from "../../incidents/use-changed";
import { useTRPC, useTRPCClient } from "../../trpc";

/** Files of addresses that wait for a second person. */
export function AddressBatches({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("returned");
  const format = useFormatter();
  const batches = useQuery(trpc.addressTasks.batches.queryOptions({ incidentId }));
  return batches.data?.map((batch) => (
    <Notice
      key={batch.batchId}
      tone="attention"
      className="mb-4"
      title={t("batch.title", { count: batch.addresses })}
      action={
        <div className="flex flex-wrap gap-2">
          <DecideBatch batch={batch} decision="re-letter" />
          <DecideBatch batch={batch} decision="reject" />
        </div>
      }
    >
      <p>
        {t("batch.by", {
          name: batch.proposedByName,
          at: format.dateTime(batch.proposedAt, "dayTime"),
          sources: format.list(
            batch.sources.map(({ source, addresses }) =>
              t("batch.source", { source: t(`source.${source}`), count: addresses }),
            ),
          ),
        })}
      </p>
      <p className="text-sm text-ink-soft">{t("batch.why")}</p>
    </Notice>
  ));
}

function DecideBatch({ batch, decision }: { batch: AddressBatch; decision: "re-letter" | "reject" }) {
  const t = useTranslations("returned");
  const client = useTRPCClient();
  const changed = useChanged();
  const blocked = useBlocked();
  const errorText = useErrorText();
  const { staffId } = useSignedIn();
  const isOwn = decision === "re-letter" && batch.proposedBy === staffId;
  const why =
    blocked("addressTasks.decideBatch") ??
    (isOwn
      ? errorText({ kind: "not-allowed-now", reason: "address-task.own-proposal", detail: {} })
      : undefined);
  const trigger = (
    <Button size="sm" tone={decision === "re-letter" ? "primary" : "secondary"} blockedBecause={why}>
      {t(`batch.${decision}`)}
    </Button>
  );
  if (why) return trigger;
  return (
    <ConfirmDialog
      title={t(`batch-title.${decision}`, { count: batch.addresses })}
      description={t(`batch-why.${decision}`)}
      confirm={t(`batch.${decision}`)}
      trigger={trigger}
      act={async () => {
        await client.addressTasks.decideBatch.mutate({
          batchId: batch.batchId,
          decision,
          count: batch.addresses,
        });
        await changed();
      }}
    />
  );
}
