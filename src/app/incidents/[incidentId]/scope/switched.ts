import type { Toggles } from "@/features/scope/rules";
import type { ShownVolume } from "@/features/scope/schema";

/**
 * What somebody switched, as the difference to the present scope: it stays true when a medium is found, and fits an
 * address. Labels, job numbers, class codes and days only, no personal data.
 */
export type Switched = {
  readonly on: readonly string[];
  readonly off: readonly string[];
  readonly withoutJobs: readonly string[];
  readonly withoutClasses: readonly string[];
  readonly fromDay: string | null;
  readonly toDay: string | null;
  readonly withoutPartial: boolean;
};

export const nothingSwitched: Switched = {
  on: [],
  off: [],
  withoutJobs: [],
  withoutClasses: [],
  fromDay: null,
  toDay: null,
  withoutPartial: false,
};

const isDay = (text: string | null) => (text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null);

export function readSwitched(asked: URLSearchParams): Switched {
  return {
    on: asked.getAll("on"),
    off: asked.getAll("off"),
    withoutJobs: asked.getAll("without-job"),
    withoutClasses: asked.getAll("without-class"),
    fromDay: isDay(asked.get("from")),
    toDay: isDay(asked.get("to")),
    withoutPartial: asked.has("whole-only"),
  };
}

/** The address's query, "" where nothing is switched. */
export function writeSwitched(switched: Switched): string {
  const asked = new URLSearchParams();
  for (const label of switched.on) asked.append("on", label);
  for (const label of switched.off) asked.append("off", label);
  for (const key of switched.withoutJobs) asked.append("without-job", key);
  for (const code of switched.withoutClasses) asked.append("without-class", code);
  if (switched.fromDay) asked.set("from", switched.fromDay);
  if (switched.toDay) asked.set("to", switched.toDay);
  if (switched.withoutPartial) asked.set("whole-only", "");
  const text = asked.toString();
  return text ? `?${text}` : "";
}

export function isLost({ state }: Pick<ShownVolume, "state">): boolean {
  return state === "missing" || state === "lost";
}

export function isOn(switched: Switched, volume: Pick<ShownVolume, "label" | "state">): boolean {
  return isLost(volume) ? !switched.off.includes(volume.label) : switched.on.includes(volume.label);
}

/** The same with one volume switched the other way. */
export function switchVolume(switched: Switched, volume: Pick<ShownVolume, "label" | "state">): Switched {
  const list = isLost(volume) ? "off" : "on";
  return { ...switched, [list]: flip(switched[list], volume.label) };
}

export function flip(list: readonly string[], one: string): string[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}

/** What is asked of the server. Days in the wrong order are no range. */
export function togglesOf(
  switched: Switched,
  volumes: readonly ShownVolume[],
  classes: readonly { code: string }[],
): Toggles {
  const { fromDay, toDay, withoutClasses } = switched;
  const left = classes.map(({ code }) => code).filter((code) => !withoutClasses.includes(code));
  return {
    volumes: volumes.filter((volume) => isOn(switched, volume)).map(({ label }) => label),
    withoutJobs: switched.withoutJobs,
    classes: left.length === classes.length ? null : left,
    fromDay,
    toDay: fromDay && toDay && toDay < fromDay ? fromDay : toDay,
    withPartial: !switched.withoutPartial,
  };
}
