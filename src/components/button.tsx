"use client";
import { useTranslations } from "next-intl";
import { type ButtonHTMLAttributes, type MouseEvent, type ReactNode, type Ref, useId } from "react";
import { type ButtonSize, type ButtonTone, buttonLook } from "./button-look";
import { Spinner } from "./spinner";
import { Tooltip } from "./tooltip";
import { useHydrated } from "./use-hydrated";

export type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "aria-disabled"> & {
  tone?: ButtonTone;
  size?: ButtonSize;
  /** Something is under way: shows a ring, says so to screen readers, takes no second click. */
  busy?: boolean;
  /** Why it cannot be pressed now. The button stays reachable by keyboard and tells the reason. */
  blockedBecause?: ReactNode;
  icon?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
};

/** A button. `type` is "button" unless told; submit buttons wait until the page is hydrated. */
export function Button(props: ButtonProps) {
  const {
    tone = "secondary",
    size = "md",
    type = "button",
    busy = false,
    blockedBecause,
    icon,
    disabled,
    className,
    onClick,
    children,
    ...rest
  } = props;
  const t = useTranslations("common");
  const hydrated = useHydrated();
  const reasonId = useId();
  const blocked = Boolean(blockedBecause);
  const isDisabled = disabled || (type === "submit" && !hydrated);
  const click = (event: MouseEvent<HTMLButtonElement>) => {
    if (blocked || busy) event.preventDefault();
    else onClick?.(event);
  };
  const button = (
    <button
      {...rest}
      type={type}
      disabled={isDisabled}
      aria-disabled={blocked || busy || undefined}
      aria-busy={busy || undefined}
      aria-describedby={blocked ? reasonId : rest["aria-describedby"]}
      onClick={click}
      className={buttonLook(tone, size, Boolean(isDisabled) || blocked, className)}
    >
      {busy ? <Spinner /> : icon}
      {children}
      {busy ? <span className="sr-only">{t("working")}</span> : null}
    </button>
  );
  if (!blocked) return button;
  return (
    <>
      <Tooltip text={blockedBecause}>{button}</Tooltip>
      <span id={reasonId} className="sr-only">
        {blockedBecause}
      </span>
    </>
  );
}
