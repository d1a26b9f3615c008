"use client";
import { useTranslations } from "next-intl";
import { TextField } from "@/components/text-field";
import type { QuestionField } from "@/features/hotline/rules";
import { Said } from "./said";

type QuestionFieldsProps = {
  questions: readonly QuestionField[];
  answers: Partial<Record<QuestionField, string>>;
  onAnswer: (field: QuestionField, text: string) => void;
};

const numeric: readonly QuestionField[] = ["phoneLastFour", "postcode", "insuredNumber"];

/** Each question as words to read out, with the box for the answer. */
export function QuestionFields({ questions, answers, onAnswer }: QuestionFieldsProps) {
  const t = useTranslations("hotline");
  return (
    <div className="flex flex-col gap-5">
      {questions.map((field) => (
        <div key={field}>
          <Said className="mb-2">{t(`question.${field}.say`)}</Said>
          <TextField
            label={t(`question.${field}.label`)}
            hint={t(`question.${field}.hint`)}
            value={answers[field] ?? ""}
            onChange={(event) => onAnswer(field, event.target.value)}
            inputMode={numeric.includes(field) ? "numeric" : undefined}
            autoComplete="off"
            maxLength={100}
            figures
            className="max-w-sm"
          />
        </div>
      ))}
    </div>
  );
}
