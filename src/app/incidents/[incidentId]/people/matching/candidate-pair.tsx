"use client";
import clsx from "clsx";
import Link from "next/link";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/badge";
import type { Tone } from "@/components/tone";
import { type Likeness, markDifferences, type TextPiece } from "@/features/people/rules";
import type { Candidate } from "./use-decisions";

type Side = Candidate["one"];
type CandidatePairProps = { incidentId: string; candidate: Candidate; kept: Side; other: Side };

const shownFields = [
  "name",
  "kana",
  "birthDate",
  "sex",
  "address",
  "phone",
  "insuredNumber",
  "policyNumber",
  "policyholderName",
  "guardianName",
  "deceasedOn",
] as const;
type ShownField = (typeof shownFields)[number];
/** A single character matters in what is written; of a number or a day the whole does. */
const readByCharacter: ReadonlySet<ShownField> = new Set([
  "name",
  "kana",
  "address",
  "policyholderName",
  "guardianName",
]);

function markWhole(one: string, other: string): TextPiece[][] {
  return [one, other].map((text) =>
    text ? [{ text, differs: one !== other && one !== "" && other !== "" }] : [],
  );
}

/** Two records side by side: the one that is kept on the left; what differs is marked, character by character. */
export function CandidatePair({ incidentId, candidate, kept, other }: CandidatePairProps) {
  const t = useTranslations("matching");
  const format = useFormatter();
  const textOf = useTextOf();
  const { evidence } = candidate;
  const shown = shownFields.filter((field) => kept[field] || other[field]);
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full min-w-xl border-collapse text-sm">
        <caption className="px-4 py-2 text-left">
          <span className="text-ink-soft">{t("score")} </span>
          <span className="figures text-lg font-bold">{format.number(candidate.score)}</span>
          <span className="text-ink-soft"> / 100</span>
        </caption>
        <thead>
          <tr className="border-y border-line text-left align-bottom">
            <th scope="col" className="w-28 px-4 py-2 font-normal text-ink-soft">
              {t("field-of")}
            </th>
            <PersonHead incidentId={incidentId} side={kept} isKept />
            <PersonHead incidentId={incidentId} side={other} />
            <th scope="col" className="w-32 px-4 py-2 font-normal text-ink-soft">
              {t("likeness-of")}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((field) => {
            const texts = [textOf(kept, field), textOf(other, field)] as const;
            const pieces = readByCharacter.has(field) ? markDifferences(...texts) : markWhole(...texts);
            return (
              <Row key={field} label={t(`field.${field}`)} likeness={likenessOf(evidence, field)}>
                {pieces.map((side, i) => (
                  <td
                    key={i === 0 ? "kept" : "other"}
                    className={clsx("px-4 py-1.5", i === 0 && "bg-accent-soft")}
                  >
                    <Marked pieces={side} />
                  </td>
                ))}
              </Row>
            );
          })}
          <Row label={t("documents")}>
            <DocumentsCell side={kept} isKept />
            <DocumentsCell side={other} />
          </Row>
          <Row label={t("source")}>
            <SourceCell side={kept} isKept />
            <SourceCell side={other} />
          </Row>
        </tbody>
      </table>
    </div>
  );
}

function likenessOf(evidence: Candidate["evidence"], field: ShownField): Likeness | undefined {
  return field in evidence ? evidence[field as keyof typeof evidence] : undefined;
}

function useTextOf(): (side: Side, field: ShownField) => string {
  const incidents = useTranslations("incidents");
  const format = useFormatter();
  return (side, field) => {
    const value = side[field];
    if (!value) return "";
    if (field === "birthDate" || field === "deceasedOn") return format.dateTime(new Date(value), "date");
    if (field === "sex" && (value === "male" || value === "female")) return incidents(`sex.${value}`);
    return value;
  };
}

function PersonHead({ incidentId, side, isKept }: { incidentId: string; side: Side; isKept?: boolean }) {
  const t = useTranslations("matching");
  const incidents = useTranslations("incidents");
  return (
    <th scope="col" className={clsx("px-4 py-2 font-normal", isKept && "bg-accent-soft")}>
      <span className="block text-xs text-ink-soft">{isKept ? t("kept") : t("merged-into-kept")}</span>
      <Link className="link text-base font-bold" href={`/incidents/${incidentId}/people/${side.id}`}>
        {side.name || incidents("people.no-name")}
      </Link>
      {side.mergedInto ? <span className="block text-xs text-ink-soft">{t("part-of-another")}</span> : null}
    </th>
  );
}

const tones: Record<Likeness, Tone> = {
  same: "ok",
  variant: "ok",
  "differs-in-character": "attention",
  "kana-same": "attention",
  differs: "danger",
  missing: "neutral",
};

function Row({ label, likeness, children }: { label: string; likeness?: Likeness; children: ReactNode }) {
  const t = useTranslations("matching");
  return (
    <tr className="border-b border-line align-top last:border-b-0">
      <th scope="row" className="px-4 py-1.5 text-left font-normal text-ink-soft">
        {label}
      </th>
      {children}
      <td className="px-4 py-1.5">
        {likeness ? <Badge tone={tones[likeness]}>{t(`likeness.${likeness}`)}</Badge> : null}
      </td>
    </tr>
  );
}

function Marked({ pieces }: { pieces: readonly TextPiece[] }) {
  if (pieces.length === 0) return <span className="text-ink-faint">–</span>;
  let at = 0;
  return pieces.map(({ text, differs }) => {
    const key = at;
    at += text.length;
    return differs ? (
      <mark key={key} className="rounded-sm bg-attention-soft font-bold text-attention">
        {text}
      </mark>
    ) : (
      <span key={key}>{text}</span>
    );
  });
}

function DocumentsCell({ side, isKept }: { side: Side; isKept?: boolean }) {
  const t = useTranslations("matching");
  const locale = useLocale();
  return (
    <td className={clsx("px-4 py-1.5", isKept && "bg-accent-soft")}>
      {side.documents.length === 0 ? <span className="text-ink-faint">{t("no-documents")}</span> : null}
      <ul>
        {side.documents.map((one) => (
          <li key={`${one.claimNumber} ${one.nameJa} ${one.receivedOn}`}>
            {locale === "ja" ? one.nameJa : one.nameEn}{" "}
            <span className="figures text-ink-soft">{one.receivedOn ?? "–"}</span>{" "}
            <span className="code">{one.claimNumber}</span>
          </li>
        ))}
      </ul>
    </td>
  );
}

function SourceCell({ side, isKept }: { side: Side; isKept?: boolean }) {
  return (
    <td className={clsx("px-4 py-1.5", isKept && "bg-accent-soft")}>
      <span className="code break-all text-ink-soft">
        {side.fileName ? `${side.fileName}:${side.line}` : "–"}
      </span>
    </td>
  );
}
