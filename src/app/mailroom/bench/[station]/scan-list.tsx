"use client";
import { CloudOff, Hourglass } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import { Spinner } from "@/components/spinner";
import type { ScanAnswer } from "@/features/print-runs/schema";
import { readError, useErrorText } from "../../../error-text";
import type { Scan, ScanQueue } from "./scan-queue";
import { verdictLooks } from "./verdict-look";

type ScanListProps = { scans: readonly Scan<ScanAnswer>[]; queue: ScanQueue<ScanAnswer> };

/** The last scans, the latest first. What is not recorded says so and can be sent again. */
export function ScanList({ scans, queue }: ScanListProps) {
  const t = useTranslations("bench");
  const isOutOfReach = scans.some(
    ({ state, error }) => state === "waiting" && error && readError(error).kind === "unreachable",
  );
  return (
    <Section title={t("scan.list")}>
      {isOutOfReach ? (
        <Notice
          tone="danger"
          live
          className="mb-2"
          action={
            <Button size="sm" onClick={() => queue.nudge()}>
              {t("scan.retry")}
            </Button>
          }
        >
          {t("scan.out-of-reach")}
        </Notice>
      ) : null}
      {scans.length === 0 ? (
        <p className="text-ink-faint">{t("scan.list-none")}</p>
      ) : (
        <ol
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label={t("scan.list")}
          className="max-h-80 divide-y divide-line overflow-y-auto rounded-lg border border-line bg-surface"
        >
          {scans.map((scan) => (
            <li key={scan.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-1.5">
              <ScanOutcome scan={scan} />
              <span className="code ml-auto text-sm break-all text-ink-faint">{scan.text}</span>
              {scan.state === "failed" ? <FailedScan scan={scan} queue={queue} /> : null}
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function ScanOutcome({ scan }: { scan: Scan<ScanAnswer> }) {
  const t = useTranslations("bench");
  if (scan.answer) {
    const { icon: Icon, text } = verdictLooks[scan.answer.verdict];
    return (
      <>
        <span className={`flex w-36 items-center gap-1.5 font-bold ${text}`}>
          <Icon aria-hidden="true" className="size-4 shrink-0" />
          {t(`verdict.${scan.answer.verdict}`)}
        </span>
        {scan.answer.sequence === null ? null : (
          <span className="figures">{t("scan.piece", { sequence: scan.answer.sequence })}</span>
        )}
      </>
    );
  }
  if (scan.state === "failed") {
    return (
      <span className="flex items-center gap-1.5 font-bold text-danger">
        <CloudOff aria-hidden="true" className="size-4 shrink-0" />
        {t("scan.failed")}
      </span>
    );
  }
  return (
    <span className="flex items-center gap-1.5 text-ink-soft">
      {scan.state === "sending" ? <Spinner /> : <Hourglass aria-hidden="true" className="size-4" />}
      {scan.state === "sending" ? t("scan.sending") : t("scan.waiting")}
    </span>
  );
}

/** Why the server refused it, and what to do about it. */
function FailedScan({ scan, queue }: { scan: Scan<ScanAnswer>; queue: ScanQueue<ScanAnswer> }) {
  const t = useTranslations("bench");
  const errorText = useErrorText();
  return (
    <span className="flex w-full flex-wrap items-center gap-2 pb-1">
      <span className="min-w-0 flex-1 text-sm text-danger">{errorText(scan.error)}</span>
      <Button size="sm" onClick={() => queue.retry(scan.id)}>
        {t("scan.retry")}
      </Button>
      <Button size="sm" tone="quiet" onClick={() => queue.drop(scan.id)}>
        {t("scan.drop")}
      </Button>
    </span>
  );
}
