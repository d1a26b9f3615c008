"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/link-button";
import { firstBlocked, type NextThing, type Stage } from "@/features/reports/rules";
import { useMay } from "../signed-in-context";
import { placeOfNext } from "./next-places";

type NextStepProps = { incidentId: string; stages: Stage[] };

/** The first thing read on the front page: what to do now, why, and the button that leads there. */
export function NextStep({ incidentId, stages }: NextStepProps) {
  const t = useTranslations("incidents");
  const first = firstBlocked(stages);
  const also = stages.flatMap((stage) => (stage.state === "done" && stage.next ? [stage.next] : []));
  const isMoving = stages.some((stage) => stage.state === "moving");
  const idle = isMoving ? "moving" : "finished";
  return (
    <section
      aria-labelledby="next-step"
      className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4 rounded-lg border border-line border-l-4 border-l-accent bg-surface px-5 py-4"
    >
      <div className="min-w-0 max-w-prose">
        <p className="text-sm text-ink-soft">{t("next.label")}</p>
        <h2 id="next-step" className="text-xl font-bold">
          {first?.next ? t(`next.title.${first.next}`) : t(`next.idle.${idle}`)}
        </h2>
        <p className="mt-1 text-ink-soft">
          {first?.next ? t(`next.why.${first.next}`) : t(`next.idle-why.${idle}`)}
        </p>
        <AlsoToDo incidentId={incidentId} also={also} />
      </div>
      {first?.next ? <NextButton incidentId={incidentId} next={first.next} /> : null}
    </section>
  );
}

function NextButton({ incidentId, next }: { incidentId: string; next: NextThing }) {
  const t = useTranslations("incidents");
  const may = useMay();
  const place = placeOfNext(incidentId, next) ?? (may("callbacks.due") ? "/hotline" : null);
  if (!place) return null;
  return (
    <LinkButton href={place} tone="primary" size="lg">
      {t(`next.button.${next}`)}
    </LinkButton>
  );
}

function AlsoToDo({ incidentId, also }: { incidentId: string; also: readonly NextThing[] }) {
  const t = useTranslations("incidents");
  if (also.length === 0) return null;
  return (
    <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
      <span className="text-ink-soft">{t("next.also")}</span>
      {also.map((next) => (
        <Link key={next} href={placeOfNext(incidentId, next) ?? `/incidents/${incidentId}`} className="link">
          {t(`next.title.${next}`)}
        </Link>
      ))}
    </p>
  );
}
