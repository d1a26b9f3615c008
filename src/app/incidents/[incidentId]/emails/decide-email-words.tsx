"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { mayDecideEmailTemplate } from "@/features/emails/rules";
import type { EmailWords } from "@/features/emails/schema";
import { useTRPCClient } from "../../../trpc";
import { ConfirmDialog } from "../../confirm-dialog";
import { useBlocked, useSignedIn } from "../../signed-in-context";
import { useChanged } from "../../use-changed";

type Chosen = NonNullable<EmailWords["chosen"]>;

/** The second person's decision on words that were put forward, or taking them back. */
export function DecideEmailWords({ chosen }: { chosen: Chosen }) {
  const t = useTranslations("emails");
  const client = useTRPCClient();
  const blocked = useBlocked();
  const changed = useChanged();
  const because = useWhyNot(chosen);
  const { id: emailTemplateId, contentHash, state } = chosen;
  const decide = async (decision: "approve" | "reject") => {
    await client.emails.decideTemplate.mutate({ emailTemplateId, decision, contentHash });
    await changed();
  };
  return (
    <>
      {state === "submitted" ? (
        <>
          <ConfirmDialog
            title={t("decide.approve-title")}
            description={t("decide.approve-description")}
            confirm={t("decide.approve")}
            trigger={
              <Button tone="primary" blockedBecause={blocked("emails.decideTemplate") ?? because("approve")}>
                {t("decide.approve")}
              </Button>
            }
            act={() => decide("approve")}
          />
          <ConfirmDialog
            title={t("decide.reject-title")}
            description={t("decide.reject-description")}
            confirm={t("decide.reject")}
            danger
            trigger={
              <Button blockedBecause={blocked("emails.decideTemplate") ?? because("reject")}>
                {t("decide.reject")}
              </Button>
            }
            act={() => decide("reject")}
          />
        </>
      ) : null}
      <ConfirmDialog
        title={t("decide.withdraw-title")}
        description={t("decide.withdraw-description")}
        confirm={t("decide.withdraw")}
        danger
        trigger={
          <Button tone="quiet" blockedBecause={blocked("emails.withdrawTemplate")}>
            {t("decide.withdraw")}
          </Button>
        }
        act={async () => {
          await client.emails.withdrawTemplate.mutate({ emailTemplateId });
          await changed();
        }}
      />
    </>
  );
}

/** Why this person cannot decide on these words, by the rule the server enforces. */
function useWhyNot(chosen: Chosen): (decision: "approve" | "reject") => string | undefined {
  const t = useTranslations("emails");
  const { staffId } = useSignedIn();
  return (decision) => {
    const { contentHash, factsChanged, state, submittedBy } = chosen;
    const verdict = mayDecideEmailTemplate({
      state,
      submittedBy,
      decider: staffId,
      submittedHash: contentHash,
      seenHash: contentHash,
      hashNow: factsChanged && decision === "approve" ? "" : contentHash,
    });
    if (verdict.ok) return undefined;
    return verdict.because === "email-template.own-work" ? t("decide.own") : t("decide.facts-changed");
  };
}
