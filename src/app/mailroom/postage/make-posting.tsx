"use client";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/button";
import { Checkbox } from "@/components/checkbox";
import { FormError } from "@/components/form-error";
import { RadioGroup } from "@/components/radio-group";
import { Section } from "@/components/section";
import { TextField } from "@/components/text-field";
import { type RunToPost, type Slack, slacks } from "@/features/print-runs/postage/schema";
import { useBlocked } from "../../incidents/signed-in-context";
import { useAct } from "../../incidents/use-act";
import { useChanged } from "../../incidents/use-changed";
import { Loaded } from "../../loaded";
import { useTRPC, useTRPCClient } from "../../trpc";

/** Chooses the runs that go to the post together and makes their acceptance sheet. */
export function MakePosting({ incidentId, postedOn }: { incidentId: string; postedOn: string }) {
  const trpc = useTRPC();
  const t = useTranslations("postage");
  const runs = useQuery(trpc.postings.runsToPost.queryOptions({ incidentId }));
  return (
    <Section title={t("make.title")} lead={t("make.lead")}>
      <Loaded query={runs}>
        {(known) =>
          known.length === 0 ? (
            <p className="text-ink-faint">{t("make.none")}</p>
          ) : (
            <PostingForm incidentId={incidentId} postedOn={postedOn} runs={known} />
          )
        }
      </Loaded>
    </Section>
  );
}

type PostingFormProps = { incidentId: string; postedOn: string; runs: RunToPost[] };

function PostingForm({ incidentId, postedOn, runs }: PostingFormProps) {
  const t = useTranslations("postage");
  const client = useTRPCClient();
  const changed = useChanged();
  const router = useRouter();
  const blocked = useBlocked()("postings.make");
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [office, setOffice] = useState("");
  const [slack, setSlack] = useState<Slack>("none");
  const { isBusy, problem, setProblem, run } = useAct();
  const chosen = runs.filter(({ printRunId, ready }) => ready && !left.has(printRunId));
  const pieces = chosen.reduce((sum, one) => sum + one.pieces, 0);
  const mark = (id: string, on: boolean) => {
    const next = new Set(left);
    if (on) next.delete(id);
    else next.add(id);
    setLeft(next);
  };
  const submit = async () => {
    if (office.trim() === "") return setProblem(t("make.office-missing"));
    await run(async () => {
      const printRunIds = chosen.map(({ printRunId }) => printRunId);
      const made = await client.postings.make.mutate({ incidentId, printRunIds, postedOn, office, slack });
      await changed();
      router.push(`/mailroom/postage/${made.id}`);
    });
  };
  return (
    <form
      noValidate
      className="grid gap-4 rounded-lg border border-line bg-surface px-4 py-4 lg:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <fieldset>
        <legend className="mb-2 text-sm text-ink-soft">{t("make.runs")}</legend>
        <ul className="grid max-h-64 gap-1.5 overflow-y-auto">
          {runs.map((one) => (
            <li key={one.printRunId}>
              <Checkbox
                label={t("make.run", { number: one.number, pieces: one.pieces })}
                hint={one.ready ? undefined : t("make.not-ready")}
                disabled={!one.ready}
                checked={one.ready && !left.has(one.printRunId)}
                onChange={(event) => mark(one.printRunId, event.target.checked)}
              />
            </li>
          ))}
        </ul>
      </fieldset>
      <div className="grid content-start gap-4">
        <FormError>{problem}</FormError>
        <TextField
          label={t("make.office")}
          required
          maxLength={100}
          value={office}
          onChange={(event) => setOffice(event.target.value)}
        />
        <RadioGroup
          label={t("make.slack")}
          value={slack}
          onValueChange={(value) => setSlack(value as Slack)}
          options={slacks.map((value) => ({ value, label: t(`slack.${value}`) }))}
        />
        <Button
          type="submit"
          tone="primary"
          busy={isBusy}
          blockedBecause={blocked ?? (chosen.length === 0 ? t("make.choose") : undefined)}
        >
          {t("make.do", { runs: chosen.length, pieces })}
        </Button>
      </div>
    </form>
  );
}
