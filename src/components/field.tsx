"use client";
import clsx from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useId } from "react";

/** What every field takes besides the attributes of its control. */
export type FieldProps = {
  label: ReactNode;
  /** How to fill it in; stays visible. */
  hint?: ReactNode;
  /** What is wrong and what to do. Marks the control as invalid. */
  error?: ReactNode;
  required?: boolean;
  /** Keeps the label for screen readers only, where the surroundings already say it. */
  hideLabel?: boolean;
  className?: string;
  id?: string;
};

/** Ids and aria attributes that tie a control to its label, hint and error. */
export function useFieldIds({ id, hint, error }: Pick<FieldProps, "id" | "hint" | "error">) {
  const own = useId();
  const controlId = id ?? own;
  const hintId = `${controlId}-hint`;
  const errorId = `${controlId}-error`;
  const described = [hint ? hintId : "", error ? errorId : ""].filter(Boolean).join(" ");
  return {
    controlId,
    hintId,
    errorId,
    aria: {
      id: controlId,
      "aria-invalid": error ? true : undefined,
      "aria-describedby": described || undefined,
    },
  };
}

/** "必須" beside a label. */
export function RequiredMark() {
  const t = useTranslations("common");
  return <span className="text-xs font-normal text-danger">{t("required")}</span>;
}

type FieldFrameProps = FieldProps & { ids: ReturnType<typeof useFieldIds>; children: ReactNode };

/** Label above, control, then hint and error below. */
export function FieldFrame({
  label,
  hint,
  error,
  required,
  hideLabel,
  className,
  ids,
  children,
}: FieldFrameProps) {
  return (
    <div className={clsx("flex min-w-0 flex-col gap-1", className)}>
      <label
        htmlFor={ids.controlId}
        className={hideLabel ? "sr-only" : "flex flex-wrap items-baseline gap-x-2 text-sm font-bold"}
      >
        {label}
        {required && !hideLabel ? <RequiredMark /> : null}
      </label>
      {children}
      {hint ? (
        <p id={ids.hintId} className="text-sm text-ink-soft">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={ids.errorId} className="text-sm font-bold text-danger">
          {error}
        </p>
      ) : null}
    </div>
  );
}
