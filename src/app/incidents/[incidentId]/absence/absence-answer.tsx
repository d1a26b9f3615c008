"use client";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { Notice } from "@/components/notice";
import { type AbsenceAnswer, type AskedFacts, nearKinds } from "@/features/scope/absence/schema";
import { useTRPCClient } from "../../../trpc";
import { ConfirmDialog } from "../../confirm-dialog";
import { ReasonDialog } from "../../reason-dialog";
import { useChanged } from "../../use-changed";

type AbsenceAnswerProps = {
  incidentId: string;
  asked: AskedFacts;
  answer: AbsenceAnswer;
  onIssued: (certificateId: string) => void;
};

/** On it, very like somebody on it, or not on it; and then the certificate. */
export function AbsenceAnswerView({ incidentId, asked, answer, onIssued }: AbsenceAnswerProps) {
  const t = useTranslations("lists");
  if (answer.found > 0) {
    return (
      <Notice tone="attention" live className="mt-6" title={t("absence.found", { count: answer.found })}>
        {answer.personIds.length === 0 ? t("absence.found-ask") : null}
        {answer.personIds.map((personId, i) => (
          <Link key={personId} className="link mr-4" href={`/incidents/${incidentId}/people/${personId}`}>
            {t("absence.open-person", { nth: i + 1 })}
          </Link>
        ))}
      </Notice>
    );
  }
  const isClose = answer.close > 0;
  return (
    <Notice
      tone={isClose ? "attention" : "ok"}
      live
      className="mt-6"
      title={isClose ? t("absence.close", { count: answer.close }) : t("absence.not-found")}
      action={<Issue {...{ incidentId, asked, isClose, onIssued }} />}
    >
      {isClose ? <p className="mb-2">{t("absence.close-why")}</p> : null}
      <NearCounts answer={answer} />
    </Notice>
  );
}

function NearCounts({ answer }: { answer: AbsenceAnswer }) {
  const t = useTranslations("lists");
  const format = useFormatter();
  const near = nearKinds.filter((kind) => answer.near[kind] > 0);
  return (
    <>
      <p>{t("absence.searched", { version: answer.listVersion, people: answer.listPeople })}</p>
      <p className="figures">
        {near.length === 0
          ? t("absence.near-none")
          : t("absence.near", {
              counts: near
                .map((kind) => `${t(`near.${kind}`)} ${format.number(answer.near[kind])}`)
                .join(" · "),
            })}
      </p>
    </>
  );
}

type IssueProps = {
  incidentId: string;
  asked: AskedFacts;
  isClose: boolean;
  onIssued: (certificateId: string) => void;
};

function Issue({ incidentId, asked, isClose, onIssued }: IssueProps) {
  const client = useTRPCClient();
  const t = useTranslations("lists");
  const changed = useChanged();
  const issue = async (closeReason?: string) => {
    const { certificateId } = await client.absence.issue.mutate({ incidentId, asked, closeReason });
    await changed();
    onIssued(certificateId);
  };
  const trigger = <Button tone={isClose ? "secondary" : "primary"}>{t("absence.issue")}</Button>;
  return isClose ? (
    <ReasonDialog
      title={t("absence.issue-title")}
      description={t("absence.issue-close")}
      confirm={t("absence.issue")}
      hint={t("absence.issue-hint")}
      trigger={trigger}
      act={issue}
    />
  ) : (
    <ConfirmDialog
      title={t("absence.issue-title")}
      description={t("absence.issue-why")}
      confirm={t("absence.issue")}
      trigger={trigger}
      act={() => issue()}
    />
  );
}
