"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { TextField } from "@/components/text-field";
import { useErrorText } from "../../../error-text";
import { useCount } from "./use-count";

type CountFormProps = {
  letterCount: number;
  /** What was counted. */
  label: string;
  /** The word on the button. */
  confirm: string;
  blocked: string | undefined;
  recording: { error: unknown; isPending: boolean };
  /** Called with a count that agrees with the run. */
  record: (count: number) => void;
  /** The count takes the focus when the page opens. */
  autoFocus?: boolean;
  /** Further fields after the count. */
  children?: ReactNode;
};

/** Letters were counted: type or scan the count, press Enter. A count that does not agree is not recorded. */
export function CountForm(props: CountFormProps) {
  const { letterCount, label, confirm, blocked, recording, record, autoFocus, children } = props;
  const t = useTranslations("mailroom");
  const errorText = useErrorText();
  const field = useRef<HTMLInputElement>(null);
  const { text, change, problem, read } = useCount(letterCount);
  const submit = () => {
    const count = read();
    if (count === null) field.current?.select();
    else record(count);
  };
  return (
    <form
      noValidate
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!blocked && !recording.isPending) submit();
      }}
    >
      <FormError>{recording.error ? errorText(recording.error) : null}</FormError>
      <div className="flex flex-wrap items-start gap-2">
        <TextField
          ref={field}
          label={label}
          error={problem}
          value={text}
          onChange={(event) => change(event.target.value)}
          inputMode="numeric"
          autoComplete="off"
          autoFocus={autoFocus}
          figures
          suffix={t("unit.letters", { count: letterCount })}
          className="w-44"
        />
        {children}
        <Button
          type="submit"
          tone="primary"
          className="mt-6"
          busy={recording.isPending}
          blockedBecause={blocked}
        >
          {confirm}
        </Button>
      </div>
    </form>
  );
}
