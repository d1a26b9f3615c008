"use client";
import { useMutation } from "@tanstack/react-query";
import { FileCheck2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { DescriptionList } from "@/components/description-list";
import { Notice } from "@/components/notice";
import { useToast } from "@/components/toast";
import { mayRelease } from "@/features/print-runs/rules";
import type { PrintRunRow } from "@/features/print-runs/schema";
import { ConfirmDialog } from "../../../incidents/confirm-dialog";
import { useBlocked, useSignedIn } from "../../../incidents/signed-in-context";
import { useChanged } from "../../../incidents/use-changed";
import { useTRPC } from "../../../trpc";

/** Four eyes: what was read back from the finished pages, and the second person's word that they may be printed. */
export function ReleaseRun({ run }: { run: PrintRunRow }) {
  const t = useTranslations("bench");
  const mailroom = useTranslations("mailroom");
  const { staffId } = useSignedIn();
  const isOwn = run.sealedBy === staffId;
  return (
    <section
      aria-label={mailroom("next.label")}
      className="rounded-lg border-l-4 border-accent bg-accent-soft px-5 py-4"
    >
      <h2 className="text-xl">{t("release.title")}</h2>
      <p className="max-w-prose text-sm text-ink-soft">{t("release.why")}</p>
      <div className="mt-3">
        <DescriptionList
          items={[
            {
              term: t("release.read-back"),
              value: (
                <span className="flex items-start gap-1.5 text-ok">
                  <FileCheck2 aria-hidden="true" className="mt-1 size-4 shrink-0" />
                  {t("release.read-back-ok", { pages: run.pageCount ?? 0 })}
                </span>
              ),
            },
            { term: t("release.letters"), value: <span className="figures">{run.letterCount}</span> },
            { term: t("release.sheets"), value: <span className="figures">{run.pageCount}</span> },
            { term: t("release.sealed-by"), value: run.sealedByName },
            {
              term: t("release.hash"),
              value: <span className="code text-sm break-all">{run.pdfSha256}</span>,
            },
          ]}
        />
      </div>
      {isOwn ? (
        <Notice tone="attention" className="mt-3">
          {t("release.own")}
        </Notice>
      ) : null}
      <div className="mt-3">
        <ReleaseButton run={run} isOwn={isOwn} />
      </div>
    </section>
  );
}

function ReleaseButton({ run, isOwn }: { run: PrintRunRow; isOwn: boolean }) {
  const trpc = useTRPC();
  const t = useTranslations("bench");
  const toast = useToast();
  const changed = useChanged();
  const { staffId } = useSignedIn();
  const blocked = useBlocked()("printRuns.release");
  const release = useMutation(trpc.printRuns.release.mutationOptions());
  const why = blocked ?? (isOwn || !mayRelease(run, staffId).ok ? t("release.own") : undefined);
  const trigger = (
    <Button tone="primary" size="lg" blockedBecause={why}>
      {t("release.do")}
    </Button>
  );
  if (why) return trigger;
  return (
    <ConfirmDialog
      title={t("release.confirm-title", { number: run.number })}
      description={t("release.confirm-why", { letters: run.letterCount, pages: run.pageCount ?? 0 })}
      confirm={t("release.do")}
      trigger={trigger}
      act={async () => {
        await release.mutateAsync({ printRunId: run.id });
        toast({ title: t("release.done", { number: run.number }) });
        await changed();
      }}
    />
  );
}
