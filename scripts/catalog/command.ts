import { once } from "node:events";
import type { SourceFile } from "@/features/catalog/readers/catalog-facts";
import { detectCatalogFormat, type ReadCatalogOptions } from "@/features/catalog/readers/read-catalog";
import { OwabiError } from "@/lib/errors";
import { type Asked, argumentsOf, Unreadable, usage } from "./arguments";
import { givenFiles } from "./given-files";
import { withLiveTables } from "./live-tables";
import { reasonLine, refusal, rejectedLine, speaksAgainst } from "./say-answer";
import {
  linePath,
  linesOnVolume,
  type Overview,
  overviewOf,
  placing,
  reasonsFor,
  volumesIn,
  type Word,
} from "./volume-answer";

const complete = 0;
const unreadable = 2;
const incomplete = 3;
const volumesShown = 50;

const say = (sentence: string) => process.stderr.write(`${sentence}\n`);

// Whoever reads us may have seen enough (`| head`): then no more is written, and the verdict stands.
let isReaderGone = false;
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    if (stream === process.stdout) isReaderGone = true;
  });

async function printed(lines: { word: Word; path: string }[]): Promise<void> {
  const text = lines.map(({ word, path }) => `${word}\t${linePath(path)}\n`).join("");
  if (process.stdout.write(text) || isReaderGone) return;
  const gone = new AbortController();
  const drained = once(process.stdout, "drain", { signal: gone.signal }).catch(() => undefined);
  await Promise.race([
    drained,
    new Promise<void>((resolve) => process.stdout.once("close", () => resolve())),
  ]);
  gone.abort();
}

/** Prints what is on the volume, says how complete that is, and answers the exit code. */
async function answer(asked: Asked, files: readonly SourceFile[]): Promise<number> {
  const options: ReadCatalogOptions = {
    volume: asked.volume,
    ...(asked.format && { format: asked.format }),
    ...(asked.encoding && { encoding: asked.encoding }),
    ...(asked.mapping && { mapping: asked.mapping }),
  };
  const format = asked.format ?? (await detectCatalogFormat(files, options));
  const overview = await overviewOf(files, options);
  const volumes = volumesIn(overview);
  if (!volumes.includes(asked.volume)) throw new Unreadable(noSuchVolume(asked.volume, volumes));
  const reasons = reasonsFor(asked.volume, overview);
  const counts: Record<Word, number> = { full: 0, partial: 0, named: 0 };
  for await (const lines of linesOnVolume(files, options, placing(asked.volume, overview.jobMedia))) {
    for (const { word } of lines) counts[word] += 1;
    if (!isReaderGone) await printed(lines);
  }
  sayCounts(asked.volume, format, files.length, overview, counts);
  const against = reasons.filter(speaksAgainst);
  say(
    against.length > 0
      ? `INCOMPLETE: ${asked.volume} holds or may hold more than is listed.`
      : `Complete: nothing known to be on ${asked.volume} is missing from the list.`,
  );
  for (const reason of [...against, ...reasons.filter((one) => !against.includes(one))])
    say(reasonLine(reason));
  return against.length > 0 ? incomplete : complete;
}

function noSuchVolume(volume: string, volumes: string[]): string {
  // What a catalog holds does not speak to the terminal.
  const shown = volumes.slice(0, volumesShown).map(linePath).join(", ");
  const more = volumes.length > volumesShown ? ` and ${volumes.length - volumesShown} more` : "";
  return volumes.length === 0
    ? `The catalog knows no volume ${volume}: it names none at all.`
    : `The catalog knows no volume ${volume}. It knows: ${shown}${more}.`;
}

function sayCounts(
  volume: string,
  format: string,
  files: number,
  { linesRead, rejected, jobMedia }: Overview,
  { full, partial, named }: Record<Word, number>,
): void {
  const n = (value: number) => value.toLocaleString("en");
  say(`${volume} by ${format}: ${n(files)} file(s), ${n(linesRead)} lines read.`);
  say(`On it: ${n(full)} full, ${n(partial)} partial; only named: ${n(named)}.`);
  if (jobMedia.some(({ jobId }) => jobId <= 0) && jobMedia.some(({ jobId }) => jobId > 0))
    say("A file that both the catalog and a listing name is counted twice.");
  if (rejected.count === 0) return;
  say(`Not understood: ${n(rejected.count)} line(s).`);
  for (const one of rejected.first) say(rejectedLine(one));
  if (rejected.count > rejected.first.length) say(`  and ${n(rejected.count - rejected.first.length)} more`);
}

async function run(args: string[]): Promise<number> {
  try {
    const asked = argumentsOf(args);
    if (asked === "help") {
      process.stdout.write(usage);
      return complete;
    }
    if (asked.database !== undefined)
      return await withLiveTables(asked.database, say, (files) => answer(asked, files));
    return await answer(asked, await givenFiles(asked, process.env.CATALOG_FROM ?? process.cwd(), say));
  } catch (error) {
    if (error instanceof Unreadable) say(error.message);
    else if (error instanceof OwabiError) say(refusal(error));
    else if (error instanceof Error && "code" in error && "path" in error) say(error.message);
    else throw error;
    return unreadable;
  }
}

process.exitCode = await run(process.argv.slice(2));
