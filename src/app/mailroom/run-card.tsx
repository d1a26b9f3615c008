"use client";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/badge";
import { Checkbox } from "@/components/checkbox";
import { Figure } from "@/components/figure";
import { Spinner } from "@/components/spinner";
import type { PrintRunRow } from "@/features/print-runs/schema";
import { RunProgress } from "./run-progress";

type RunCardProps = {
  run: PrintRunRow;
  /** On an open run: whether it is among those to be sealed together. */
  marking?: { on: boolean; set: (on: boolean) => void };
  /** Where the card leads; the run's page unless told. */
  href?: string;
};

/** One run on the board: its number, whose letters, how many, from where to where. */
export function RunCard({ run, marking, href }: RunCardProps) {
  const t = useTranslations("mailroom");
  const bench = useTranslations("bench");
  return (
    <div className="relative flex items-start gap-2 rounded-md border border-line bg-surface px-3 py-2 hover:border-line-strong">
      {marking ? (
        <Checkbox
          label={t("board.mark", { number: run.number })}
          hideLabel
          checked={marking.on}
          onChange={(event) => marking.set(event.target.checked)}
          className="relative z-10 pt-0.5"
        />
      ) : null}
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-2">
          <Link
            href={href ?? `/mailroom/runs/${run.id}`}
            className="font-bold text-ink no-underline after:absolute after:inset-0 hover:underline"
          >
            {t.rich("run", {
              number: run.number,
              code: (text) => <span className="code text-lg">{text}</span>,
            })}
          </Link>
          <Figure value={run.letterCount} unit={t("unit.letters", { count: run.letterCount })} />
        </div>
        <p className="flex flex-wrap justify-between gap-x-2 text-sm text-ink-soft">
          <span>{t(`addressee.${run.addressee}`)}</span>
          <PostcodeSpan run={run} />
        </p>
        {run.state === "released" || run.state === "printed" ? <RunProgress stages={run.stages} /> : null}
        <RunNow run={run} />
        {run.kind === "reprint" ? <Badge>{bench("kind.reprint")}</Badge> : null}
        {run.stoppedPlaces.length > 0 && run.state !== "handed-over" ? (
          <Badge tone="attention">{t("board.stopped", { letters: run.stoppedPlaces.length })}</Badge>
        ) : null}
      </div>
    </div>
  );
}

/** From which postcode to which the run goes. */
export function PostcodeSpan({ run }: { run: Pick<PrintRunRow, "firstPostcode" | "lastPostcode"> }) {
  const { firstPostcode: first, lastPostcode: last } = run;
  if (!first || !last) return null;
  return (
    <span className="code whitespace-nowrap">
      〒{first === last ? printed(first) : `${printed(first)}～${printed(last)}`}
    </span>
  );
}

const printed = (postcode: string) => `${postcode.slice(0, 3)}-${postcode.slice(3)}`;

function RunNow({ run }: { run: PrintRunRow }) {
  const t = useTranslations("mailroom");
  const format = useFormatter();
  if (run.state === "sealed") {
    return run.problem ? (
      <Badge tone="danger">{t("board.failed")}</Badge>
    ) : (
      <p className="flex items-center gap-1.5 text-sm text-ink-soft">
        <Spinner />
        {t("board.rendering")}
      </p>
    );
  }
  const at = run.handedOverAt ?? run.printedAt ?? run.releasedAt ?? run.renderedAt;
  if (!at || run.state === "open") return null;
  return <p className="figures text-xs text-ink-faint">{format.dateTime(at, "dayTime")}</p>;
}
