"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { mayDecideAddress, mayPropose } from "@/features/print-runs/returned/rules";
import type { AddressDecision, AddressTaskRow } from "@/features/print-runs/returned/schema";
import { useErrorText } from "../../error-text";
import { ConfirmDialog } from "../../incidents/confirm-dialog";
import { useBlocked, useMay, useSignedIn } from "../../incidents/signed-in-context";
import { useChanged } from "../../incidents/use-changed";
import { useTRPCClient } from "../../trpc";
import { ProposeAddressDialog } from "./propose-address-dialog";
import { SubstituteDialog } from "./substitute-dialog";

/** What can be done about one person now; what cannot says why. */
export function AddressActs({ task }: { task: AddressTaskRow }) {
  const t = useTranslations("returned");
  const may = useMay();
  const isOpen = task.state === "open" || task.state === "proposed";
  const canBegin = may("addressTasks.propose") && mayPropose(task).ok;
  if (task.batchId && task.state === "proposed")
    return <p className="text-sm text-ink-soft">{t("addresses.in-batch")}</p>;
  return (
    <>
      {task.state === "proposed" && may("addressTasks.decide") ? (
        <>
          <Decide task={task} decision="re-letter" primary />
          <Decide task={task} decision="reject" />
        </>
      ) : null}
      {canBegin ? <ProposeAddressDialog task={task} /> : null}
      {isOpen && may("addressTasks.decide") ? (
        <>
          <Decide task={task} decision="call" />
          <SubstituteDialog task={task} />
        </>
      ) : null}
    </>
  );
}

type DecideProps = {
  task: AddressTaskRow;
  decision: Exclude<AddressDecision, "substitute">;
  primary?: boolean;
};

function Decide({ task, decision, primary = false }: DecideProps) {
  const t = useTranslations("returned");
  const client = useTRPCClient();
  const changed = useChanged();
  const blocked = useBlocked();
  const errorText = useErrorText();
  const signedIn = useSignedIn();
  const verdict = mayDecideAddress({ ...task, source: task.proposal?.source ?? null }, decision, signedIn);
  const refused = verdict.ok
    ? undefined
    : errorText({ kind: "not-allowed-now", reason: verdict.because, detail: {} });
  const why = blocked("addressTasks.decide") ?? refused;
  const trigger = (
    <Button size="sm" tone={primary ? "primary" : "secondary"} blockedBecause={why}>
      {t(`decision.${decision}`)}
    </Button>
  );
  if (why) return trigger;
  return (
    <ConfirmDialog
      title={t(`decision-title.${decision}`, { name: task.name })}
      description={t(`decision-why.${decision}`)}
      confirm={t(`decision.${decision}`)}
      trigger={trigger}
      act={async () => {
        await client.addressTasks.decide.mutate({ addressTaskId: task.id, decision });
        await changed();
      }}
    />
  );
}
