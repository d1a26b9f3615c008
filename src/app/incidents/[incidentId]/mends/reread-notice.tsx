"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { Notice } from "@/components/notice";
import { useToast } from "@/components/toast";
import { useBlocked } from "../../signed-in-context";
import { useAct } from "../../use-act";
import { useChanged } from "../../use-changed";

type RereadNoticeProps = {
  reading: { state: string; mendsWaiting: number; isBeingReread: boolean };
  act: "catalog.reread" | "people.rereadImport";
  reread: () => Promise<{ existing: boolean }>;
};

/** Mends that wait: one button reads the files again with all of them. */
export function RereadNotice({ reading, act, reread }: RereadNoticeProps) {
  const t = useTranslations("mends");
  const toast = useToast();
  const blocked = useBlocked();
  const changed = useChanged();
  const { isBusy, problem, run } = useAct();
  const { state, mendsWaiting, isBeingReread } = reading;
  if (state !== "read" && state !== "failed") return null;
  if (isBeingReread) return <Notice className="mt-2">{t("reread.under-way")}</Notice>;
  if (mendsWaiting === 0) return null;
  return (
    <Notice
      tone="attention"
      className="mt-2"
      title={t("reread.title", { count: mendsWaiting })}
      action={
        <Button
          tone="primary"
          size="sm"
          busy={isBusy}
          blockedBecause={blocked(act)}
          onClick={() =>
            run(async () => {
              const { existing } = await reread();
              toast({ title: existing ? t("reread.nothing-new") : t("reread.begun"), tone: "ok" });
              await changed();
            })
          }
        >
          {t("reread.button", { count: mendsWaiting })}
        </Button>
      }
    >
      {state === "read" ? t("reread.why") : t("reread.why-failed")}
      <FormError>{problem}</FormError>
    </Notice>
  );
}
