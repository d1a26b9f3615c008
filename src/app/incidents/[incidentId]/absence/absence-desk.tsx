"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Notice } from "@/components/notice";
import type { AbsenceAnswer, AskedFacts } from "@/features/scope/absence/schema";
import { useDenied, useMay } from "../../signed-in-context";
import { SubPage } from "../../sub-page";
import { AbsenceAnswerView } from "./absence-answer";
import { AskedForm } from "./asked-form";
import { Certificates } from "./certificates";

/** For people who ask "am I on it?": search the approved list, and certify that they are not. */
export function AbsenceDesk({ incidentId }: { incidentId: string }) {
  const t = useTranslations("lists");
  const may = useMay();
  const denied = useDenied()("absence.certificates");
  const [answered, setAnswered] = useState<{ asked: AskedFacts; answer: AbsenceAnswer } | null>(null);
  const [shownId, setShownId] = useState<string | null>(null);
  return (
    <SubPage back={{ href: `/incidents/${incidentId}/list`, label: t("absence.back") }}>
      {denied ? (
        <Notice>{denied}</Notice>
      ) : (
        <>
          {may("absence.search") ? (
            <AskedForm
              incidentId={incidentId}
              onAnswered={(asked, answer) => setAnswered({ asked, answer })}
              onChanged={() => setAnswered(null)}
            />
          ) : null}
          {answered ? (
            <AbsenceAnswerView
              incidentId={incidentId}
              asked={answered.asked}
              answer={answered.answer}
              onIssued={(certificateId) => {
                setAnswered(null);
                setShownId(certificateId);
              }}
            />
          ) : null}
          <Certificates incidentId={incidentId} shownId={shownId} onShow={setShownId} />
        </>
      )}
    </SubPage>
  );
}
