"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { DescriptionList } from "@/components/description-list";
import { Notice } from "@/components/notice";
import { PageHeader } from "@/components/page-header";
import { Section } from "@/components/section";
import type { PostingRow } from "@/features/print-runs/postage/schema";
import { ConfirmDialog } from "../../../incidents/confirm-dialog";
import { useBlocked } from "../../../incidents/signed-in-context";
import { useChanged } from "../../../incidents/use-changed";
import { Loaded } from "../../../loaded";
import { useTRPC, useTRPCClient } from "../../../trpc";
import { PostageLines } from "../postage-lines";
import { SheetAreas } from "./sheet-areas";

/** One acceptance sheet, as it is printed and given to the post. */
export function PostingPage({ postingId }: { postingId: string }) {
  const trpc = useTRPC();
  const posting = useQuery(trpc.postings.get.queryOptions({ postingId }));
  return <Loaded query={posting}>{(known) => <Sheet posting={known} />}</Loaded>;
}

function Sheet({ posting }: { posting: PostingRow }) {
  const t = useTranslations("postage");
  const format = useFormatter();
  const { sheet } = posting;
  const postedOn = format.dateTime(new Date(`${posting.postedOn}T00:00:00+09:00`), "day");
  return (
    <article>
      <PageHeader
        title={t("sheet.heading", { number: posting.number })}
        back={{ href: "/mailroom/postage", label: t("title") }}
        lead={<span className="code">{sheet.incidentCode}</span>}
        actions={
          <div className="flex flex-wrap gap-2 print:hidden">
            <Button tone="primary" onClick={() => window.print()}>
              {t("sheet.print")}
            </Button>
            {posting.withdrawnAt ? null : <Withdraw posting={posting} />}
          </div>
        }
      />
      {posting.withdrawnAt ? (
        <Notice tone="attention" className="mb-4">
          {t("sheet.withdrawn", {
            name: posting.withdrawnByName ?? "",
            at: format.dateTime(posting.withdrawnAt, "dayTime"),
          })}
        </Notice>
      ) : posting.piecesNow !== posting.pieces ? (
        <Notice tone="danger" className="mb-4 print:hidden">
          {t("sheet.differs", { pieces: posting.pieces, now: posting.piecesNow })}
        </Notice>
      ) : null}
      <DescriptionList
        items={[
          { term: t("sheet.sender"), value: sheet.sender },
          { term: t("posted-on"), value: postedOn },
          { term: t("make.office"), value: posting.office },
          { term: t("make.slack"), value: t(`slack.${posting.slack}`) },
          {
            term: t("sheet.made"),
            value: `${posting.byName} ${format.dateTime(posting.at, "dayTime")}`,
          },
        ]}
      />
      <Section title={t("sheet.postage")}>
        <PostageLines lines={sheet.postage.lines} />
        <p className="figures mt-3 text-right text-2xl font-bold">
          {t("sheet.total", { pieces: posting.pieces, yen: posting.yen })}
        </p>
        <p className="figures text-right text-sm text-ink-soft">
          {t("sheet.discounts", {
            full: sheet.postage.fullYen,
            barcode: sheet.postage.barcodeYen,
            presort: sheet.postage.presortYen,
            slack: sheet.postage.slackYen,
          })}
        </p>
      </Section>
      <Section title={t("sheet.runs")}>
        <ul className="flex flex-wrap gap-x-6 gap-y-1">
          {sheet.runs.map((run) => (
            <li key={run.code} className="figures">
              {t("sheet.run", { number: run.number, pieces: run.pieces })}{" "}
              <span className="code text-sm text-ink-soft">{run.code}</span>
            </li>
          ))}
        </ul>
      </Section>
      <SheetAreas areas={sheet.areas} />
    </article>
  );
}

function Withdraw({ posting }: { posting: PostingRow }) {
  const t = useTranslations("postage");
  const client = useTRPCClient();
  const changed = useChanged();
  const why = useBlocked()("postings.withdraw");
  const trigger = <Button blockedBecause={why}>{t("sheet.withdraw")}</Button>;
  if (why) return trigger;
  return (
    <ConfirmDialog
      title={t("sheet.withdraw-title", { number: posting.number })}
      description={t("sheet.withdraw-why")}
      confirm={t("sheet.withdraw")}
      trigger={trigger}
      act={async () => {
        await client.postings.withdraw.mutate({ postingId: posting.id });
        await changed();
      }}
    />
  );
}
