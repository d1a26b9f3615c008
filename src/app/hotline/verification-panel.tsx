"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/button";
import { Notice } from "@/components/notice";
import { Spinner } from "@/components/spinner";
import type { QuestionField } from "@/features/hotline/rules";
import type { CallerHit, DrawnQuestions, OpenCall } from "@/features/hotline/schema";
import { readError, useErrorText } from "../error-text";
import { useTRPC } from "../trpc";
import { BookingPanel } from "./booking-panel";
import { LetterNumberForm } from "./letter-number-form";
import { QuestionFields } from "./question-fields";
import { Said } from "./said";
import { shownName } from "./spoken-name";
import { deskKeys, useKeys } from "./use-keys";

/** Whom the caller may be; the number on the letter, where they were found by it. */
export type Candidate = Pick<CallerHit, "personId" | "maskedName" | "prefecture" | "addressee"> & {
  inquiryNumber?: string;
};

type VerificationPanelProps = {
  call: OpenCall;
  candidate: Candidate;
  onPassed: () => void;
  onBooked: () => void;
  onBack: () => void;
};

/** The questions the server drew, the answers the agent types, and passed or failed. */
export function VerificationPanel({ call, candidate, onPassed, onBooked, onBack }: VerificationPanelProps) {
  const t = useTranslations("hotline");
  const errorText = useErrorText();
  const { draw, drawWith, verify, submit } = useVerification(call, candidate, onPassed);
  useKeys({ [deskKeys.search]: onBack });
  const failed = verify.data?.passed === false ? verify.data : undefined;
  const isLocked = failed?.attemptsLeft === 0;
  const problem = draw.error ?? verify.error;
  const reason = problem ? readError(problem).reason : "";
  return (
    <section aria-labelledby="verify">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="verify" className="text-lg">
          {t("verify.title", { name: shownName(candidate.maskedName) })}
        </h2>
        <Button tone="quiet" size="sm" onClick={onBack}>
          {call.direction === "outbound" ? t("verify.back-to-call") : t("verify.back")}
        </Button>
      </div>
      <p className="mb-4 max-w-prose text-ink-soft">{t(`verify.lead.${candidate.addressee}`)}</p>
      {failed && !isLocked ? (
        <Notice tone="danger" live className="mb-4" title={t("verify.failed", { left: failed.attemptsLeft })}>
          {t("verify.failed-say")}
        </Notice>
      ) : null}
      {isLocked ? <Locked /> : null}
      {problem && reason !== "verification.too-few-facts" ? (
        <Notice tone="danger" live className="mb-4">
          {errorText(problem)}
        </Notice>
      ) : null}
      {reason === "verification.too-few-facts" ? (
        <TooFewFacts call={call} candidate={candidate} onNumber={drawWith} onBooked={onBooked} />
      ) : null}
      {draw.isPending ? <Spinner /> : null}
      {draw.data && !isLocked && !draw.error ? (
        <Questions drawn={draw.data} isBusy={verify.isPending} onSubmit={submit}>
          {draw.data.inquiryNumberAccepted ? (
            <p className="text-sm font-bold text-ok">{t("verify.number-accepted")}</p>
          ) : draw.data.questions.length === 1 ? null : (
            <LetterNumberForm
              isWrong={Boolean(draw.variables?.inquiryNumber)}
              isBusy={draw.isPending}
              onNumber={drawWith}
            />
          )}
        </Questions>
      ) : null}
    </section>
  );
}

/** Draws on opening and after each failure; says the server's verdict. */
function useVerification(call: OpenCall, candidate: Candidate, onPassed: () => void) {
  const trpc = useTRPC();
  const draw = useMutation(trpc.hotline.drawQuestions.mutationOptions());
  const verify = useMutation(
    trpc.hotline.verify.mutationOptions({
      onSuccess: ({ passed, attemptsLeft }) => {
        if (passed) onPassed();
        else if (attemptsLeft > 0) drawWith(draw.variables?.inquiryNumber);
      },
    }),
  );
  const drawWith = (inquiryNumber: string | undefined) =>
    draw.mutate({ callId: call.callId, personId: candidate.personId, inquiryNumber });
  const isDrawn = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the panel opens
  useEffect(() => {
    if (isDrawn.current) return;
    isDrawn.current = true;
    drawWith(candidate.inquiryNumber);
  }, []);
  const submit = (answers: Partial<Record<QuestionField, string>>) => {
    if (draw.data) verify.mutate({ verificationId: draw.data.verificationId, answers });
  };
  return { draw, drawWith, verify, submit };
}

type QuestionsProps = {
  drawn: DrawnQuestions;
  isBusy: boolean;
  onSubmit: (answers: Partial<Record<QuestionField, string>>) => void;
  children: React.ReactNode;
};

function Questions({ drawn, isBusy, onSubmit, children }: QuestionsProps) {
  const t = useTranslations("hotline");
  const [answers, setAnswers] = useState<Partial<Record<QuestionField, string>>>({});
  const form = useRef<HTMLFormElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new questions begin with empty fields
  useEffect(() => {
    setAnswers({});
    form.current?.querySelector("input")?.focus();
  }, [drawn.verificationId]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isBusy) onSubmit(answers);
  };
  return (
    <div className="flex flex-col gap-5">
      <form ref={form} onSubmit={submit} className="rounded-lg border border-line bg-surface p-5">
        <QuestionFields
          questions={drawn.questions}
          answers={answers}
          onAnswer={(field, text) => setAnswers((before) => ({ ...before, [field]: text }))}
        />
        <div className="mt-5 flex flex-wrap items-center gap-3">
          <Button type="submit" tone="primary" busy={isBusy}>
            {t("verify.check")}
          </Button>
          <span className="text-sm text-ink-soft">{t("verify.only-verdict")}</span>
        </div>
      </form>
      {children}
    </div>
  );
}

function Locked() {
  const t = useTranslations("hotline");
  return (
    <Notice tone="danger" live title={t("verify.locked")}>
      <p>{t("verify.locked-why")}</p>
      <Said className="mt-3">{t("verify.locked-say")}</Said>
    </Notice>
  );
}

type TooFewFactsProps = {
  call: OpenCall;
  candidate: Candidate;
  onNumber: (inquiryNumber: string) => void;
  onBooked: () => void;
};

/** Too little is left that was not lost: the number on their letter, or we ring the number on file. */
function TooFewFacts({ call, candidate, onNumber, onBooked }: TooFewFactsProps) {
  const t = useTranslations("hotline");
  return (
    <div className="flex flex-col gap-5">
      <Notice tone="attention" live title={t("verify.too-few")}>
        {t("verify.too-few-why")}
      </Notice>
      <LetterNumberForm isWrong={false} isBusy={false} autoFocus onNumber={onNumber} />
      {call.direction === "inbound" ? (
        <BookingPanel
          incidentId={call.incidentId}
          personId={candidate.personId}
          lead={t("verify.ring-on-file")}
          onBooked={onBooked}
        />
      ) : null}
    </div>
  );
}
