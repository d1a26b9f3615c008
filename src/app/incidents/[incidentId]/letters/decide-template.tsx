"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { mayDecideTemplate } from "@/features/letters/rules";
import type { TemplateOfAddressee } from "@/features/letters/schema";
import { useTRPCClient } from "../../../trpc";
import { ConfirmDialog } from "../../confirm-dialog";
import { useBlocked, useSignedIn } from "../../signed-in-context";
import type { TextKey } from "../../text-key";
import { useChanged } from "../../use-changed";

type Chosen = NonNullable<TemplateOfAddressee["chosen"]>;

/** The second person's decision on words that were put forward, or taking them back. */
export function DecideTemplate({ chosen }: { chosen: Chosen }) {
  const t = useTranslations("incidents");
  const client = useTRPCClient();
  const blocked = useBlocked();
  const changed = useChanged();
  const because = useWhyNot(chosen);
  const { id, contentHash, state } = chosen;
  const decide = async (decision: "approve" | "reject") => {
    await client.letters.decideTemplate.mutate({ letterTemplateId: id, decision, contentHash });
    await changed();
  };
  return (
    <>
      {state === "submitted" ? (
        <>
          <ConfirmDialog
            title={t("template.approve-title")}
            description={t("template.approve-description")}
            confirm={t("template.approve")}
            trigger={
              <Button tone="primary" blockedBecause={blocked("letters.decideTemplate") ?? because("approve")}>
                {t("template.approve")}
              </Button>
            }
            act={() => decide("approve")}
          >
            <p className="code text-sm break-all text-ink-soft">{contentHash}</p>
          </ConfirmDialog>
          <ConfirmDialog
            title={t("template.reject-title")}
            description={t("template.reject-description")}
            confirm={t("template.reject")}
            danger
            trigger={
              <Button blockedBecause={blocked("letters.decideTemplate") ?? because("reject")}>
                {t("template.reject")}
              </Button>
            }
            act={() => decide("reject")}
          />
        </>
      ) : null}
      <ConfirmDialog
        title={t("template.withdraw-title")}
        description={t("template.withdraw-description")}
        confirm={t("template.withdraw")}
        danger
        trigger={
          <Button tone="quiet" blockedBecause={blocked("letters.withdrawTemplate")}>
            {t("template.withdraw")}
          </Button>
        }
        act={async () => {
          await client.letters.withdrawTemplate.mutate({ letterTemplateId: id });
          await changed();
        }}
      />
    </>
  );
}

/** Why this person cannot decide on these words, by the rule the server enforces. */
function useWhyNot(chosen: Chosen): (decision: "approve" | "reject") => string | undefined {
  const t = useTranslations("incidents");
  const errors = useTranslations("errors");
  const { staffId } = useSignedIn();
  return (decision) => {
    const { contentHash, factsChanged, preflight, state, submittedBy } = chosen;
    const verdict = mayDecideTemplate({
      state,
      submittedBy,
      decider: staffId,
      submittedHash: contentHash,
      seenHash: contentHash,
      hashNow: factsChanged && decision === "approve" ? "" : contentHash,
      preflight: decision === "approve" ? preflight : "done",
    });
    if (verdict.ok) return undefined;
    if (verdict.because === "letter-template.own-work") return t("template.own");
    return errors(verdict.because as Parameters<typeof errors>[0]) as string & TextKey;
  };
}
