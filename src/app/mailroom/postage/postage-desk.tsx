"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PageHeader } from "@/components/page-header";
import { TextField } from "@/components/text-field";
import { Toolbar } from "@/components/toolbar";
import { tokyoDate } from "@/features/incidents/rules";
import { Loaded } from "../../loaded";
import { useTRPC } from "../../trpc";
import { useMailroom } from "../mailroom-context";
import { MakePosting } from "./make-posting";
import { PostageSums } from "./postage-sums";
import { Postings } from "./postings";

/** What the post costs, what it would cost otherwise, and the sheets that go with it. */
export function PostageDesk() {
  const trpc = useTRPC();
  const t = useTranslations("postage");
  const { incident } = useMailroom();
  const [postedOn, setPostedOn] = useState(() => tokyoDate(new Date()));
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(postedOn);
  const figures = useQuery({
    ...trpc.postings.figures.queryOptions({ incidentId: incident.id, postedOn }),
    enabled: isDate,
  });
  return (
    <>
      <PageHeader title={t("title")} lead={<span className="code">{incident.code}</span>} />
      <Toolbar label={t("posted-on")}>
        <TextField
          type="date"
          label={t("posted-on")}
          hint={t("posted-on-hint")}
          value={postedOn}
          min="1994-01-24"
          onChange={(event) => setPostedOn(event.target.value)}
          figures
        />
      </Toolbar>
      <Loaded query={figures}>{(known) => <PostageSums figures={known} />}</Loaded>
      <MakePosting key={incident.id} incidentId={incident.id} postedOn={postedOn} />
      <Postings incidentId={incident.id} />
    </>
  );
}
