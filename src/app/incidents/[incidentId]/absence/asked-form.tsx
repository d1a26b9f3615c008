"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { Section } from "@/components/section";
import { TextField } from "@/components/text-field";
import { type AbsenceAnswer, type AskedFacts, askedFacts } from "@/features/scope/absence/schema";
import { useErrorText } from "../../../error-text";
import { useTRPC } from "../../../trpc";

const fields = ["name", "kana", "birthDate", "number", "phone", "address"] as const;

type AskedFormProps = {
  incidentId: string;
  onAnswered: (asked: AskedFacts, answer: AbsenceAnswer) => void;
  /** What was typed is no longer what was answered. */
  onChanged: () => void;
};

/** What somebody says of themselves; at least two of the fields. Nothing of it is kept by searching. */
export function AskedForm({ incidentId, onAnswered, onChanged }: AskedFormProps) {
  const trpc = useTRPC();
  const t = useTranslations("lists");
  const errors = useTranslations("errors");
  const errorText = useErrorText();
  const formId = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const search = useMutation(
    trpc.absence.search.mutationOptions({
      onSuccess: (answer, { asked }) => onAnswered(asked, answer),
      onError: (error) => setProblem(errorText(error)),
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = [...new FormData(event.currentTarget)].filter(([, value]) => String(value).trim() !== "");
    const asked = askedFacts.safeParse(Object.fromEntries(given));
    const isEnough = given.length >= 2;
    setProblem(
      asked.success && isEnough ? null : errors(isEnough ? "input.invalid" : "absence.too-few-facts"),
    );
    if (asked.success && isEnough) search.mutate({ incidentId, asked: asked.data });
  };
  return (
    <Section title={t("absence.title")} lead={t("absence.lead")}>
      <form noValidate onSubmit={submit} onChange={onChanged} className="grid max-w-3xl gap-4 sm:grid-cols-2">
        <div className="col-span-full empty:hidden">
          <FormError>{problem}</FormError>
        </div>
        {fields.map((field) => (
          <TextField
            key={field}
            id={`${formId}-${field}`}
            name={field}
            label={t(`asked.${field}`)}
            type={field === "birthDate" ? "date" : "text"}
            figures={field === "birthDate" || field === "number" || field === "phone"}
            autoComplete="off"
            className={field === "address" ? "col-span-full" : undefined}
          />
        ))}
        <div className="col-span-full">
          <Button type="submit" tone="primary" busy={search.isPending}>
            {t("absence.search")}
          </Button>
        </div>
      </form>
    </Section>
  );
}
