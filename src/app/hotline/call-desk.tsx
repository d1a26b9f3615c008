"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/button";
import { Notice } from "@/components/notice";
import { Spinner } from "@/components/spinner";
import type { OpenCall, PersonForCaller } from "@/features/hotline/schema";
import { useErrorText } from "../error-text";
import { useTRPC } from "../trpc";
import { CallCard } from "./call-card";
import { FindCaller } from "./find-caller";
import { OutboundGreeting } from "./outbound-greeting";
import { PersonView } from "./person-view";
import { useDraft } from "./use-draft";
import { deskKeys, useKeys } from "./use-keys";
import { useNow } from "./use-now";
import { type Candidate, VerificationPanel } from "./verification-panel";
import { WrapUpForm } from "./wrap-up-form";

type CallDeskProps = { call: OpenCall; aheadMs: number };

/** One call from ringing to wrap-up: the call, whom it is about, what may be said, how it ended. */
export function CallDesk({ call, aheadMs }: CallDeskProps) {
  const drafting = useDraft(call.callId);
  const { person, reveal } = usePersonOfCall(call);
  const wrapUp = useRef<HTMLElement>(null);
  const isGranted = useIsGranted(call, aheadMs);
  useKeys({ [deskKeys.wrapUp]: () => focusOutcome(wrapUp.current) });
  const isTold = isGranted && person.data;
  return (
    <div className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-[22rem_minmax(0,1fr)] lg:grid-rows-[auto_1fr]">
      <CallCard
        call={call}
        aheadMs={aheadMs}
        isGranted={isGranted}
        person={isTold ? person.data : undefined}
      />
      <div className="min-w-0 lg:col-start-2 lg:row-span-2 lg:row-start-1">
        {isTold ? (
          <PersonView call={call} person={person.data} drafting={drafting} onChanged={reveal} />
        ) : isGranted ? (
          <Revealing error={person.error} onRetry={reveal} />
        ) : (
          <BeforeVerified call={call} onBooked={() => drafting.change({ booked: true })} />
        )}
      </div>
      <WrapUpForm ref={wrapUp} call={call} toExplain={toExplainOf(person.data)} drafting={drafting} />
    </div>
  );
}

/** The classes to tick off: those of the call we owe; of somebody we owe none, all that was lost of theirs. */
function toExplainOf(person: PersonForCaller | undefined): string[] | undefined {
  return person?.callTask?.toExplain ?? person?.lost.map(({ classCode }) => classCode);
}

function useIsGranted(call: OpenCall, aheadMs: number): boolean {
  const now = useNow(1_000, aheadMs);
  return call.grantedUntil !== null && now < call.grantedUntil;
}

/** What may be told, asked for once each time it was granted: every answer is recorded as a reveal. */
function usePersonOfCall({ callId, personId, grantedUntil }: OpenCall) {
  const trpc = useTRPC();
  const { mutate, ...person } = useMutation(trpc.hotline.person.mutationOptions());
  const asked = useRef<string>(undefined);
  const grant = grantedUntil ? `${personId} ${grantedUntil.toISOString()}` : undefined;
  useEffect(() => {
    if (!grant || asked.current === grant) return;
    asked.current = grant;
    mutate({ callId });
  }, [grant, callId, mutate]);
  return { person, reveal: () => mutate({ callId }) };
}

function Revealing({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useTranslations("hotline");
  const common = useTranslations("common");
  const errorText = useErrorText();
  if (!error) {
    return (
      <p className="flex items-center gap-2 text-ink-soft">
        <Spinner />
        {t("person.loading")}
      </p>
    );
  }
  return (
    <Notice
      tone="danger"
      live
      action={
        <Button size="sm" onClick={onRetry}>
          {common("retry")}
        </Button>
      }
    >
      {errorText(error)}
    </Notice>
  );
}

/** Until somebody is verified: who is it, then the questions. We rang: the number first, then the questions. */
function BeforeVerified({ call, onBooked }: { call: OpenCall; onBooked: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const t = useTranslations("hotline");
  const [candidate, setCandidate] = useState<Candidate | null>(null);
  const ofCall: Candidate | null =
    call.personId && call.maskedName && call.addressee
      ? { personId: call.personId, maskedName: call.maskedName, addressee: call.addressee, prefecture: "" }
      : null;
  const passed = () => queries.invalidateQueries({ queryKey: trpc.hotline.current.queryKey() });
  if (candidate) {
    return (
      <VerificationPanel
        key={candidate.personId}
        call={call}
        candidate={candidate}
        onPassed={passed}
        onBooked={onBooked}
        onBack={() => setCandidate(null)}
      />
    );
  }
  return (
    <>
      {call.verified && ofCall ? (
        <Notice
          tone="attention"
          className="mb-6"
          title={t("verify.expired")}
          action={
            <Button autoFocus onClick={() => setCandidate(ofCall)}>
              {t("verify.again")}
            </Button>
          }
        >
          {t("verify.expired-why")}
        </Notice>
      ) : null}
      {call.direction === "outbound" && ofCall ? (
        <OutboundGreeting call={call} onReached={() => setCandidate(ofCall)} />
      ) : (
        <FindCaller call={call} autoFocus={!call.verified} onChoose={setCandidate} />
      )}
    </>
  );
}

/** The outcome that is chosen, else the first that can be. */
function focusOutcome(within: HTMLElement | null) {
  const chosen = within?.querySelector<HTMLElement>("input[type=radio]:checked:enabled");
  (chosen ?? within?.querySelector<HTMLElement>("input[type=radio]:enabled"))?.focus();
}
