"use client";
import { useMutation } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { DescriptionList } from "@/components/description-list";
import { FormError } from "@/components/form-error";
import { RadioGroup } from "@/components/radio-group";
import { Section } from "@/components/section";
import type { EmailWords } from "@/features/emails/schema";
import { useErrorText } from "../../../error-text";
import { useTRPC } from "../../../trpc";
import { useBlocked, useMay } from "../../signed-in-context";
import { useChanged } from "../../use-changed";
import { DecideEmailWords } from "./decide-email-words";
import { EmailPreview } from "./email-preview";

type EmailWordsCardProps = { incidentId: string; words: EmailWords };

/** The words: chosen, looked at as the real people will read them, put forward, approved by another. */
export function EmailWordsCard({ incidentId, words }: EmailWordsCardProps) {
  const t = useTranslations("emails");
  const may = useMay();
  const { chosen, choices } = words;
  const [pick, setPick] = useState(choices[0] ? `${choices[0].name}/${choices[0].version}` : "");
  const [name = "", version = ""] = chosen ? [chosen.templateName, chosen.templateVersion] : pick.split("/");
  const state = chosen ? (chosen.factsChanged ? "changed" : chosen.state) : "none";
  const tone = state === "approved" ? "ok" : state === "changed" ? "danger" : "attention";
  return (
    <Section
      title={
        <span className="flex flex-wrap items-baseline gap-x-3">
          {t("words.title")}
          <Badge tone={tone}>{t(`words.state.${state}`)}</Badge>
        </span>
      }
      actions={chosen ? <DecideEmailWords chosen={chosen} /> : undefined}
    >
      <div className="grid items-start gap-5 rounded-lg border border-line bg-surface p-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        {chosen ? (
          <ChosenWords chosen={chosen} subject={subjectOf(words)} />
        ) : (
          <ChooseWords incidentId={incidentId} words={words} pick={pick} onPick={setPick} />
        )}
        {may("emails.preview") && name && version ? (
          <EmailPreview incidentId={incidentId} templateName={name} templateVersion={version} />
        ) : null}
      </div>
    </Section>
  );
}

const subjectOf = ({ chosen, choices }: EmailWords) =>
  choices.find(({ name, version }) => name === chosen?.templateName && version === chosen.templateVersion)
    ?.subject ?? "";

type ChosenWordsProps = { chosen: NonNullable<EmailWords["chosen"]>; subject: string };

function ChosenWords({ chosen, subject }: ChosenWordsProps) {
  const t = useTranslations("emails");
  const format = useFormatter();
  return (
    <DescriptionList
      items={[
        { term: t("words.subject"), value: subject },
        {
          term: t("words.template"),
          value: (
            <span className="code">
              {chosen.templateName}/{chosen.templateVersion}
            </span>
          ),
        },
        {
          term: t("words.submitted"),
          value: `${chosen.submittedByName}　${format.dateTime(chosen.submittedAt, "stamp")}`,
        },
        ...(chosen.decidedAt
          ? [
              {
                term: t("words.decided"),
                value: `${chosen.decidedByName ?? ""}　${format.dateTime(chosen.decidedAt, "stamp")}`,
              },
            ]
          : []),
        {
          term: t("words.hash"),
          value: <span className="code break-all text-ink-soft">{chosen.contentHash.slice(0, 16)}</span>,
        },
      ]}
    />
  );
}

type ChooseWordsProps = EmailWordsCardProps & { pick: string; onPick: (pick: string) => void };

function ChooseWords({ incidentId, words, pick, onPick }: ChooseWordsProps) {
  const trpc = useTRPC();
  const t = useTranslations("emails");
  const errorText = useErrorText();
  const blocked = useBlocked();
  const changed = useChanged();
  const submit = useMutation(trpc.emails.submitTemplate.mutationOptions({ onSuccess: changed }));
  const [templateName = "", templateVersion = ""] = pick.split("/");
  return (
    <div className="grid gap-4">
      <RadioGroup
        label={t("words.choose")}
        value={pick}
        onValueChange={onPick}
        options={words.choices.map(({ name, version, subject, language }) => ({
          value: `${name}/${version}`,
          label: t(`words.language.${language}`),
          hint: subject,
        }))}
      />
      <FormError>{submit.error ? errorText(submit.error) : null}</FormError>
      <div>
        <Button
          tone="primary"
          busy={submit.isPending}
          blockedBecause={blocked("emails.submitTemplate")}
          onClick={() => submit.mutate({ incidentId, templateName, templateVersion })}
        >
          {t("words.submit")}
        </Button>
      </div>
      <p className="text-sm text-ink-soft">{t("words.submit-why")}</p>
    </div>
  );
}
