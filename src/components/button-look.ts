import clsx from "clsx";

export type ButtonTone = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

const tones: Record<ButtonTone, string> = {
  primary: "border-accent bg-accent text-on-accent hover:border-accent-strong hover:bg-accent-strong",
  secondary: "border-line-strong bg-surface text-ink hover:border-ink-soft hover:bg-sunken",
  quiet: "border-transparent bg-transparent text-accent hover:bg-accent-soft hover:text-accent-strong",
  danger: "border-danger bg-danger text-on-danger hover:border-danger-strong hover:bg-danger-strong",
};

const sizes: Record<ButtonSize, string> = {
  sm: "min-h-8 px-2.5 py-1 text-sm gap-1.5",
  md: "min-h-9.5 px-3.5 py-1.5 text-base gap-2",
  lg: "min-h-12 px-5 py-2.5 text-lg gap-2.5",
};

const off = "border-line bg-sunken text-ink-faint hover:border-line hover:bg-sunken hover:text-ink-faint";

/** The classes shared by buttons and by links that look like buttons. */
export function buttonLook(tone: ButtonTone, size: ButtonSize, isOff: boolean, className?: string): string {
  return clsx(
    "inline-flex items-center justify-center rounded-md border font-bold leading-tight no-underline",
    "transition-colors duration-100 select-none focus-visible:rounded-md",
    sizes[size],
    isOff ? off : tones[tone],
    className,
  );
}
