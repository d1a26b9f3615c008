"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/button";
import { TextField } from "@/components/text-field";
import { parseInquiryNumber } from "@/lib/inquiry-number";

type LetterNumberFormProps = {
  /** The number given last is not this person's. */
  isWrong: boolean;
  isBusy: boolean;
  autoFocus?: boolean;
  onNumber: (inquiryNumber: string) => void;
};

/** The number printed on the letter stands for one of the two answers. */
export function LetterNumberForm({ isWrong, isBusy, autoFocus, onNumber }: LetterNumberFormProps) {
  const t = useTranslations("hotline");
  const [text, setText] = useState("");
  const [isMistyped, setMistyped] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = parseInquiryNumber(text);
    setMistyped(!parsed.ok);
    if (parsed.ok && !isBusy) onNumber(parsed.inquiryNumber);
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-start gap-3">
      <TextField
        className="max-w-sm flex-1"
        label={t("verify.number")}
        hint={t("verify.number-hint")}
        error={isMistyped ? t("verify.number-mistyped") : isWrong ? t("verify.number-wrong") : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setMistyped(false);
        }}
        placeholder="OW-"
        autoComplete="off"
        maxLength={40}
        autoFocus={autoFocus}
        figures
      />
      <Button type="submit" busy={isBusy} className="mt-6">
        {t("verify.use-number")}
      </Button>
    </form>
  );
}
