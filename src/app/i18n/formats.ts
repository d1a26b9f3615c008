import type { Formats } from "next-intl";

/** Named formats for `format.dateTime(value, "day")` and for `{when, date, day}` in texts. */
export const formats = {
  dateTime: {
    day: { year: "numeric", month: "short", day: "numeric", weekday: "short" },
    date: { year: "numeric", month: "2-digit", day: "2-digit" },
    time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    dayTime: {
      month: "short",
      day: "numeric",
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    },
    stamp: {
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    },
  },
  number: {
    count: { maximumFractionDigits: 0 },
    percent: { style: "percent", maximumFractionDigits: 1 },
  },
} satisfies Formats;
