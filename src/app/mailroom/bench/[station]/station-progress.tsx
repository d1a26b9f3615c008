"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/link-button";
import { Notice } from "@/components/notice";
import { Progress } from "@/components/progress";
import { Section } from "@/components/section";
import type { MissingPiece, PrintRunRow, Station } from "@/features/print-runs/schema";
import { useDenied } from "../../../incidents/signed-in-context";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import { benchHref } from "./bench-href";
import { passedAt, stationAfter, stationBefore } from "./station-order";

type StationProgressProps = { run: PrintRunRow; station: Station };

/** How far the run is at this station, and by name what is missing. */
export function StationProgress({ run, station }: StationProgressProps) {
  const trpc = useTRPC();
  const t = useTranslations("bench");
  const denied = useDenied()("bench.missingPieces");
  const asked = { printRunId: run.id, station };
  const missing = useQuery({ ...trpc.bench.missingPieces.queryOptions(asked), enabled: !denied });
  const { passed, live } = passedAt(station, run.stages);
  const toPull = missing.data?.filter(({ stopped }) => stopped).length ?? 0;
  const expected = live - toPull;
  const isThrough = passed >= expected && live > 0;
  return (
    <>
      <Section title={t("desk.progress")}>
        <p className="mb-2">
          <span className="figures text-4xl font-bold tracking-tight">
            {t("desk.of", { passed, expected })}
          </span>
        </p>
        <Progress
          label={t(`station.${station}`)}
          done={passed}
          total={expected}
          state={isThrough ? "done" : passed === 0 ? "waiting" : "running"}
        >
          {toPull > 0 ? (
            <p className="font-bold text-attention">{t("desk.to-pull", { count: toPull })}</p>
          ) : null}
        </Progress>
        {isThrough ? <Through run={run} station={station} /> : null}
      </Section>
      <Section title={t("desk.missing")} lead={t("desk.missing-lead")}>
        {denied ? (
          <Notice>{denied}</Notice>
        ) : (
          <Loaded query={missing}>{(pieces) => <MissingList pieces={pieces} station={station} />}</Loaded>
        )}
      </Section>
    </>
  );
}

/** Every piece is through: where the pile goes next. */
function Through({ run, station }: StationProgressProps) {
  const t = useTranslations("bench");
  const next = stationAfter(station);
  return (
    <Notice
      tone="ok"
      live
      className="mt-3"
      title={t("desk.all-passed")}
      action={
        next ? (
          <LinkButton href={benchHref(next, run.id)} tone="primary">
            {t("desk.next-station", { station: t(`station.${next}`) })}
          </LinkButton>
        ) : (
          <LinkButton href={`/mailroom/runs/${run.id}`} tone="primary">
            {t("run.close")}
          </LinkButton>
        )
      }
    />
  );
}

const mostNamed = 200;

function MissingList({ pieces, station }: { pieces: readonly MissingPiece[]; station: Station }) {
  const t = useTranslations("bench");
  if (pieces.length === 0) return <p className="text-ok">{t("desk.missing-none")}</p>;
  const more = pieces.length - mostNamed;
  return (
    <>
      <ul
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={t("desk.missing")}
        className="max-h-96 divide-y divide-line overflow-y-auto rounded-lg border border-line bg-surface"
      >
        {pieces.slice(0, mostNamed).map((piece) => (
          <li key={piece.sequence} className="flex flex-wrap items-baseline gap-x-4 px-3 py-1">
            <span className="figures w-14 text-right text-lg font-bold">{piece.sequence}</span>
            <span className="code text-sm text-ink-soft">{piece.inquiryNumber}</span>
            <Why piece={piece} station={station} />
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="mt-1 text-sm">{t("desk.missing-more", { count: more })}</p> : null}
    </>
  );
}

const stageBefore = { print: null, insert: "printed", seal: "inserted", "hand-over": "sealed" } as const;

/** What is the matter with it besides that it has not come by. */
function Why({ piece, station }: { piece: MissingPiece; station: Station }) {
  const t = useTranslations("bench");
  if (piece.stopped) return <b className="text-sm text-danger">{t("desk.missing-stopped")}</b>;
  if (piece.onHold) return <b className="text-sm text-attention">{t("desk.missing-hold")}</b>;
  const before = stationBefore(station);
  if (before === null || piece.stage === stageBefore[station]) return null;
  return (
    <span className="text-sm text-ink-soft">
      {t("desk.missing-before", { station: t(`station.${before}`) })}
    </span>
  );
}
