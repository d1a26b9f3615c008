"use client";
import { useMutation } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { Notice } from "@/components/notice";
import { Progress } from "@/components/progress";
import { useToast } from "@/components/toast";
import { measureSteps } from "@/features/scope/rules";
import type { ScopeMeasureShown } from "@/features/scope/schema";
import { useErrorText } from "../../../error-text";
import { useTRPC } from "../../../trpc";
import { useBlocked } from "../../signed-in-context";
import { useChanged } from "../../use-changed";

type MeasureNoticeProps = { incidentId: string; measured: ScopeMeasureShown };

/** How current the figures are, where they are not of the last derivation. */
export function MeasureNotice({ incidentId, measured }: MeasureNoticeProps) {
  const t = useTranslations("scope");
  const format = useFormatter();
  const { state, step, version, measuredAt } = measured;
  if (state === "measuring") {
    const name = measureSteps[(step ?? 1) - 1] ?? "copies";
    return (
      <div className="mb-5 rounded-lg border border-line bg-surface px-4 py-3">
        <Progress
          label={t("measuring.title")}
          done={step === null ? 0 : step - 1}
          total={measureSteps.length}
          state={step === null ? "waiting" : "running"}
        >
          <p className="text-sm text-ink-soft">
            {step === null ? t("measuring.waits") : t(`measuring.step.${name}`)}{" "}
            {version > 0 ? t("measuring.shown", { at: format.dateTime(measuredAt, "stamp") }) : null}
          </p>
        </Progress>
      </div>
    );
  }
  if (state !== "outdated" && state !== "gave-up") return null;
  return (
    <Notice
      tone={state === "gave-up" ? "danger" : "attention"}
      className="mb-5"
      title={t(`measuring.${state}`)}
      action={<MeasureAgain incidentId={incidentId} />}
    >
      {version > 0 ? t("measuring.shown", { at: format.dateTime(measuredAt, "stamp") }) : null}
    </Notice>
  );
}

function MeasureAgain({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("scope");
  const errorText = useErrorText();
  const blocked = useBlocked();
  const toast = useToast();
  const changed = useChanged();
  const measure = useMutation(
    trpc.scope.measure.mutationOptions({
      onSuccess: changed,
      onError: (error) => toast({ title: errorText(error), tone: "danger" }),
    }),
  );
  return (
    <Button
      size="sm"
      busy={measure.isPending}
      blockedBecause={blocked("scope.measure")}
      onClick={() => measure.mutate({ incidentId })}
    >
      {t("measuring.again")}
    </Button>
  );
}
