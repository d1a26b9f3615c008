"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { DescriptionList } from "@/components/description-list";
import { FormError } from "@/components/form-error";
import { LinkButton } from "@/components/link-button";
import { Notice } from "@/components/notice";
import { Progress } from "@/components/progress";
import { Stat, StatRow } from "@/components/stat";
import type { Preflight, TemplateOfAddressee } from "@/features/letters/schema";
import { useErrorText } from "../../../error-text";
import type { TextKey } from "../../../gaiji/text-key";
import { useTRPC } from "../../../trpc";
import { useBlocked, useMay } from "../../signed-in-context";
import { useChanged } from "../../use-changed";
import { PreflightRefusals } from "./preflight-refusals";

type PreflightSectionProps = {
  incidentId: string;
  chosen: NonNullable<TemplateOfAddressee["chosen"]>;
};

/** Every letter of some words set before anybody approves them: how many, how heavy, and who cannot be printed and why. */
export function PreflightSection({ incidentId, chosen }: PreflightSectionProps) {
  const trpc = useTRPC();
  const t = useTranslations("gaiji");
  const looks = useQuery(
    trpc.letters.preflights.queryOptions(
      { incidentId },
      {
        refetchInterval: ({ state }) =>
          state.data?.some((one) => one.state === "asked" && !one.givenUp) ? 1_000 : false,
      },
    ),
  );
  const look = looks.data?.find((one) => one.letterTemplateId === chosen.id);
  if (!looks.data) return null;
  return (
    <section className="mt-4 border-t border-line pt-4" aria-label={t("preflight.title")}>
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-2">
        <div>
          <h3 className="text-base font-bold">{t("preflight.title")}</h3>
          <p className="max-w-prose text-sm text-ink-soft">{t("preflight.lead")}</p>
        </div>
        {look?.state === "asked" && !look.givenUp ? null : <AskAgain letterTemplateId={chosen.id} />}
      </div>
      {look?.givenUp ? <Notice tone="danger" title={t("preflight.given-up")} /> : null}
      {look?.state === "asked" && !look.givenUp ? (
        <Progress
          label={t("preflight.running")}
          done={look.looked}
          total={look.expected}
          state={look.expected === null ? "waiting" : "running"}
        />
      ) : null}
      {look?.state === "done" ? (
        <Found incidentId={incidentId} look={look} hash={chosen.contentHash} />
      ) : null}
    </section>
  );
}

function AskAgain({ letterTemplateId }: { letterTemplateId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("gaiji");
  const errorText = useErrorText();
  const blocked = useBlocked();
  const changed = useChanged();
  const ask = useMutation(trpc.letters.preflight.mutationOptions({ onSuccess: changed }));
  return (
    <div>
      <Button
        size="sm"
        busy={ask.isPending}
        blockedBecause={blocked("letters.preflight")}
        onClick={() => ask.mutate({ letterTemplateId })}
      >
        {t("preflight.again")}
      </Button>
      <FormError>{ask.error ? errorText(ask.error) : null}</FormError>
    </div>
  );
}

type FoundProps = { incidentId: string; look: Preflight; hash: string };

function Found({ incidentId, look, hash }: FoundProps) {
  const t = useTranslations("gaiji");
  const format = useFormatter();
  const may = useMay();
  const refused = look.refused ?? 0;
  const labels = {
    sheets: (key: string) => t("preflight.sheets.count", { count: Number(key) }),
    weight: (key: string) => t(`preflight.weight.${key}` as TextKey),
    addressLines: (key: string) => t("preflight.addressLines.count", { count: Number(key) }),
    barcode: (key: string) => t(`preflight.barcode.${key}` as TextKey),
  };
  const counts = (what: keyof typeof labels) =>
    Object.entries(look.figures?.[what] ?? {}).map(([key, count]) => ({
      key,
      term: labels[what](key),
      value: <span className="figures">{format.number(count)}</span>,
    }));
  const used = look.figures?.decisions?.used ?? 0;
  return (
    <div className="grid gap-4">
      {look.contentHash === hash ? null : <Notice tone="attention" title={t("preflight.of-other-words")} />}
      <StatRow>
        <Stat label={t("preflight.people")} value={look.people} unit={t("preflight.unit")} />
        <Stat
          label={t("preflight.refused")}
          value={refused}
          unit={t("preflight.unit")}
          tone={refused > 0 ? "attention" : "ok"}
          note={t(refused > 0 ? "preflight.refused-why" : "preflight.none-refused")}
        />
        <Stat label={t("preflight.decided")} value={used} unit={t("preflight.unit")} />
      </StatRow>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {(["sheets", "weight", "addressLines", "barcode"] as const).map((what) => (
          <div key={what}>
            <p className="mb-1 text-sm font-bold">{t(`preflight.${what}.title`)}</p>
            <DescriptionList items={counts(what)} />
          </div>
        ))}
      </div>
      {refused > 0 && may("letters.preflightRefusals") ? (
        <>
          <PreflightRefusals incidentId={incidentId} preflightId={look.id} />
          <div>
            <LinkButton href={`/incidents/${incidentId}/letters/gaiji`}>{t("to-desk")}</LinkButton>
          </div>
        </>
      ) : null}
    </div>
  );
}
