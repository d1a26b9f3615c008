import type { PointerEvent } from "react";

type BarsProps = {
  /** Read out: what the bars show; the numbers stand in a table beside. */
  label: string;
  now: readonly number[];
  asked: readonly number[];
  /** The value of a bar as high as the chart: the same for charts that are compared. */
  most: number;
  /** What a pointer over a bar tells. */
  titles: readonly string[];
  /** Bars outside are dimmed; places of the first and last inside. */
  inside?: readonly [number, number];
  onPoint?: (bar: number, event: PointerEvent<SVGSVGElement>) => void;
};

const width = 10;
const height = 100;
const leastHeight = 1.5;

/** Bars of people: what is in scope now is filled, what would be is drawn around it. */
export function Bars({ label, now, asked, most, titles, inside, onPoint }: BarsProps) {
  const bars = Math.max(1, titles.length);
  const high = (value: number) =>
    value === 0 ? 0 : Math.max(leastHeight, (value / Math.max(1, most)) * height);
  const point = (event: PointerEvent<SVGSVGElement>) => {
    if (!onPoint) return;
    const box = event.currentTarget.getBoundingClientRect();
    const bar = Math.floor(((event.clientX - box.left) / box.width) * bars);
    onPoint(Math.min(bars - 1, Math.max(0, bar)), event);
  };
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${bars * width} ${height}`}
      preserveAspectRatio="none"
      className="block h-24 w-full overflow-visible border-b border-line-strong data-pointed:cursor-crosshair data-pointed:touch-none"
      data-pointed={onPoint ? "" : undefined}
      onPointerDown={onPoint ? point : undefined}
      onPointerMove={onPoint ? point : undefined}
      onPointerUp={onPoint ? point : undefined}
    >
      {titles.map((title, bar) => {
        const isDimmed = inside !== undefined && (bar < inside[0] || bar > inside[1]);
        const filled = high(now[bar] ?? 0);
        const drawn = high(asked[bar] ?? 0);
        return (
          <g key={title} opacity={isDimmed ? 0.35 : 1}>
            <title>{title}</title>
            <rect x={bar * width} y={0} width={width} height={height} fill="transparent" />
            <rect
              x={bar * width + 1}
              y={height - filled}
              width={width - 2}
              height={filled}
              className="fill-accent"
              opacity={0.55}
            />
            {drawn > 0 ? (
              <rect
                x={bar * width + 1}
                y={height - drawn}
                width={width - 2}
                height={drawn}
                fill="none"
                className="stroke-ink"
                strokeWidth={1.25}
                vectorEffect="non-scaling-stroke"
              />
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}

/** What fill and outline mean. */
export function BarsKey({ now, asked }: { now: string; asked: string }) {
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-soft">
      <span className="flex items-center gap-1.5">
        <span aria-hidden="true" className="inline-block size-3 bg-accent opacity-55" />
        {now}
      </span>
      <span className="flex items-center gap-1.5">
        <span aria-hidden="true" className="inline-block size-3 border-[1.25px] border-ink" />
        {asked}
      </span>
    </p>
  );
}
