import type { ReactNode } from "react";

type ToggleLineProps = {
  checked: boolean;
  onChange: () => void;
  label: ReactNode;
  badge?: ReactNode;
  /** A figure at the far side. */
  end?: ReactNode;
};

/** One thing to switch, the whole line to click on. */
export function ToggleLine({ checked, onChange, label, badge, end }: ToggleLineProps) {
  return (
    <label className="flex min-h-9 items-center gap-2.5 py-1 hover:bg-sunken">
      <input type="checkbox" checked={checked} onChange={onChange} className="size-[1.15em] shrink-0" />
      <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-0.5">
        {label}
        {badge}
      </span>
      {end === undefined ? null : <span className="figures shrink-0 text-sm">{end}</span>}
    </label>
  );
}
