"use client";
import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import { Fragment, type ReactElement, type ReactNode } from "react";

export type MenuEntry = {
  id: string;
  label: ReactNode;
  onSelect: () => void;
  icon?: ReactNode;
  /** Of a choice: whether this one is in force. Leave out for acts. */
  checked?: boolean;
  danger?: boolean;
  disabled?: boolean;
};

export type MenuGroup = { id: string; label?: ReactNode; entries: readonly MenuEntry[] };

type MenuProps = {
  /** The button that opens it, with its own accessible name. */
  trigger: ReactElement;
  groups: readonly MenuGroup[];
  align?: "start" | "end";
};

const entryLook =
  "flex min-h-9 cursor-default items-center gap-2.5 px-3.5 py-1.5 text-base outline-none select-none " +
  "data-highlighted:bg-accent-soft data-highlighted:text-accent-strong data-disabled:text-ink-faint";

/** Acts and choices behind one button. */
export function Menu({ trigger, groups, align = "start" }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} className="z-50 outline-none">
          <Base.Popup className="max-h-(--available-height) min-w-52 overflow-y-auto rounded-md border border-line bg-raised py-1.5 shadow-popup outline-none">
            {groups.map((group, index) => (
              <Fragment key={group.id}>
                {index > 0 ? <Base.Separator className="my-1.5 h-px bg-line" /> : null}
                <MenuPart group={group} />
              </Fragment>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function MenuPart({ group }: { group: MenuGroup }) {
  const chosen = group.entries.find((entry) => entry.checked)?.id;
  const isChoice = group.entries.some((entry) => entry.checked !== undefined);
  const label = group.label ? (
    <Base.GroupLabel className="px-3.5 pt-1 pb-0.5 text-xs text-ink-soft">{group.label}</Base.GroupLabel>
  ) : null;
  if (!isChoice) {
    return (
      <Base.Group>
        {label}
        {group.entries.map((entry) => (
          <Base.Item
            key={entry.id}
            disabled={entry.disabled}
            onClick={entry.onSelect}
            className={entry.danger ? `${entryLook} text-danger` : entryLook}
          >
            {entry.icon}
            {entry.label}
          </Base.Item>
        ))}
      </Base.Group>
    );
  }
  return (
    <Base.RadioGroup value={chosen}>
      <Base.Group>
        {label}
        {group.entries.map((entry) => (
          <Base.RadioItem
            key={entry.id}
            value={entry.id}
            disabled={entry.disabled}
            onClick={entry.onSelect}
            closeOnClick
            className={entryLook}
          >
            <span className="flex size-4 shrink-0 items-center">
              <Base.RadioItemIndicator>
                <Check aria-hidden="true" className="size-4" />
              </Base.RadioItemIndicator>
            </span>
            {entry.label}
          </Base.RadioItem>
        ))}
      </Base.Group>
    </Base.RadioGroup>
  );
}
