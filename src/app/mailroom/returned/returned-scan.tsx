"use client";
import { useQueryClient } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Kbd } from "@/components/kbd";
import { Notice } from "@/components/notice";
import { type ReturnedAnswer, type ReturnReason, returnReasons } from "@/features/print-runs/returned/schema";
import { useErrorText } from "../../error-text";
import { useSignedIn } from "../../incidents/signed-in-context";
import { useTRPCClient } from "../../trpc";
import { useOnceASecond } from "../../use-once-a-second";
import { keptPlace } from "../bench/[station]/kept-scans";
import { ScanField } from "../bench/[station]/scan-field";
import { useScanQueue } from "../bench/[station]/use-scan-queue";
import { playSound } from "../bench/[station]/verdict-sound";
import { ReturnVerdict, returnSounds } from "./return-verdict";

/** A scan waits under its reason's number, so that changing the reason does not change what was scanned before. */
const kept = (reason: ReturnReason, code: string) => `${returnReasons.indexOf(reason) + 1} ${code}`;
const unkept = (text: string) => ({
  reason: returnReasons[Number(text.slice(0, 1)) - 1] ?? "other",
  code: text.slice(2),
});

/** The reason as big keys, which 1 to 5 and Enter choose as well, and the field the scanner types into. */
export function ReturnedScan({ incidentId }: { incidentId: string }) {
  const t = useTranslations("returned");
  const client = useTRPCClient();
  const queries = useQueryClient();
  const { staffId } = useSignedIn();
  const [reason, setReason] = useState<ReturnReason | null>(null);
  const [asksFirst, setAsksFirst] = useState(false);
  const askAgain = useOnceASecond(() => void queries.invalidateQueries());
  const { queue, scans } = useScanQueue<ReturnedAnswer>({
    place: keptPlace({ printRunId: incidentId, station: "returned", staffId }),
    send: ({ id, text }) => {
      const scan = unkept(text);
      return client.returnedMail.record.mutate({
        incidentId,
        scanId: id,
        reason: scan.reason,
        code: scan.code.slice(0, 200),
      });
    },
    onAnswer: ({ answer }) => {
      playSound(returnSounds[answer.verdict]);
      askAgain();
    },
    onFailure: () => playSound("look"),
  });
  const choose = (chosen: ReturnReason) => {
    setReason(chosen);
    setAsksFirst(false);
  };
  const scan = (text: string) => {
    const key = text.normalize("NFKC").trim();
    const byKey = /^[1-5]$/.test(key) ? returnReasons[Number(key) - 1] : undefined;
    if (byKey) return choose(byKey);
    if (!reason) {
      playSound("look");
      return setAsksFirst(true);
    }
    queue.add(kept(reason, text));
  };
  const last = scans.find(({ state }) => state === "answered" || state === "failed");
  return (
    <div className="min-w-0">
      <ReasonKeys reason={reason} choose={choose} />
      {asksFirst ? (
        <Notice tone="attention" live className="mb-3">
          {t("scan.reason-first")}
        </Notice>
      ) : null}
      <ScanField onScan={scan} />
      <div role="status" aria-live="assertive" aria-atomic="true" className="mt-3">
        {last?.answer ? <ReturnVerdict answer={last.answer} reason={unkept(last.text).reason} /> : null}
        {last?.state === "failed" ? (
          <FailedScan
            error={last.error}
            retry={() => queue.retry(last.id)}
            drop={() => queue.drop(last.id)}
          />
        ) : null}
      </div>
    </div>
  );
}

type ReasonKeysProps = { reason: ReturnReason | null; choose: (reason: ReturnReason) => void };

function ReasonKeys({ reason, choose }: ReasonKeysProps) {
  const t = useTranslations("returned");
  return (
    <fieldset className="mb-3">
      <legend className="mb-1.5 text-sm text-ink-soft">{t("scan.reason")}</legend>
      <div className="grid grid-cols-1 gap-2 sm:grid-cols-2">
        {returnReasons.map((one, at) => (
          <label
            key={one}
            className={`flex min-h-14 cursor-pointer items-center gap-3 rounded-lg border-2 px-4 py-2 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent ${one === reason ? "border-accent bg-accent-soft" : "border-line bg-surface hover:border-line-strong"}`}
          >
            <input
              type="radio"
              name="reason"
              value={one}
              checked={one === reason}
              onChange={() => choose(one)}
              className="sr-only"
            />
            <Kbd>{at + 1}</Kbd>
            <span className={one === reason ? "font-bold" : undefined}>{t(`reason.${one}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function FailedScan({ error, retry, drop }: { error: unknown; retry: () => void; drop: () => void }) {
  const t = useTranslations("returned");
  const errorText = useErrorText();
  return (
    <div className="rounded-lg border-2 border-danger bg-danger-soft px-6 py-4 text-danger">
      <p className="flex items-center gap-3 text-xl font-bold">
        <CloudOff aria-hidden="true" className="size-8 shrink-0" />
        {t("scan.failed")}
      </p>
      <p>{errorText(error)}</p>
      <p className="mt-2 flex gap-4">
        <button type="button" className="link" onClick={retry}>
          {t("scan.retry")}
        </button>
        <button type="button" className="link" onClick={drop}>
          {t("scan.drop")}
        </button>
      </p>
    </div>
  );
}
