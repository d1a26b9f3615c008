import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { addEnvelope } from "@/features/letters/add-envelope";
import { chooseEnvelope } from "@/features/letters/choose-envelope";
import { openLetterFonts } from "@/features/letters/compile-letters";
import { envelopesFor } from "@/features/letters/envelopes-for";
import { PdfFile } from "@/features/letters/read-back/pdf-file";
import { slipOfLetters } from "@/features/letters/slip-of-letters";
import { tryHeldPagesAgain } from "@/features/letters/try-held-pages-again";
import { shippedEnvelopes } from "@/features/letters/typeset/envelope";
import { planPrintRuns } from "@/features/print-runs/plan-print-runs";
import { benchFigures, printRunById, printRunsOf } from "@/features/print-runs/queries";
import { recordRendered } from "@/features/print-runs/record-rendered";
import { retryRendering } from "@/features/print-runs/retry-rendering";
import { benchSums } from "@/features/print-runs/rules";
import type { PrintRunRow } from "@/features/print-runs/schema";
import { sealPrintRuns } from "@/features/print-runs/seal-print-runs";
import { setPrintRun } from "@/features/print-runs/set-print-run";
import { takeApartRun } from "@/features/print-runs/take-apart-run";
import { takeMrdf } from "@/features/print-runs/take-mrdf";
import type { Actor } from "@/features/staff/rules";
import { FileStore } from "@/lib/files";
import { printForm } from "@/lib/japan/print-form";
import { printRunPdf } from "@/server/print-run-pdf";
import { readPages } from "../../letters/read-pages";
import { incidentWithLetters } from "../../setup/incident-with-letters";
import { as, doReadyTasks, openUpstreamBench, type UpstreamBench } from "../upstream/bench";

const mailroom = as("mailroom");
const manager = as("incident-manager");
const jobs: Actor = { kind: "system", name: "render-print-run" };
let bench: UpstreamBench;
let incidentId: string;
let files: FileStore;
let rendered: PrintRunRow[];

const rows = async <T extends Record<string, unknown> = Record<string, unknown>>(query: SQL) => [
  ...(await database().execute<T>(query)),
];
const change = (from: string, to: string) =>
  rows(sql`update incidents set measures = replace(measures, ${from}, ${to}) where id = ${incidentId}`);
const tasksOf = (printRunId: string) =>
  rows<{ state: string; last_reason: string | null }>(
    sql`select state, last_reason from outbox where dedupe_key = ${`render-print-run:${printRunId}`}`,
  );

beforeAll(async () => {
  bench = await openUpstreamBench();
  ({ incidentId } = await incidentWithLetters({ people: 260 }));
  files = new FileStore(bench.folder);
  await planPrintRuns(mailroom, { incidentId });
});
afterAll(() => bench.close());

test("facts that changed after the approval block rendering until they are as approved again", async () => {
  const printRunIds = (await printRunsOf(incidentId)).map(({ id }) => id);
  await sealPrintRuns(mailroom, { printRunIds });
  await change("改めました", "改めます");
  const [first = ""] = printRunIds;
  await expect(
    setPrintRun(jobs, { printRunId: first, storedAs: "print-runs/changed.pdf" }, files),
  ).rejects.toMatchObject({ kind: "not-allowed-now", reason: "letters.facts-changed-since-approval" });
  expect(await files.size("print-runs/changed.pdf")).toBeNull();
  await rows(sql`
    update outbox set state = 'dead', last_reason = 'letters.facts-changed-since-approval'
    where dedupe_key = ${`render-print-run:${first}`}`);
  expect((await printRunsOf(incidentId))[0]?.problem).toMatchObject({
    reason: "letters.facts-changed-since-approval",
  });
  await change("改めます", "改めました");
  await retryRendering(mailroom, { printRunId: first });
  await expect(retryRendering(mailroom, { printRunId: first })).rejects.toMatchObject({
    reason: "print-run.not-failed",
  });
  expect(await tasksOf(first)).toMatchObject([{ state: "ready" }]);
  await doReadyTasks();
  rendered = await printRunsOf(incidentId);
  expect(rendered.map(({ state, problem }) => [state, problem])).toEqual(
    rendered.map(() => ["rendered", null]),
  );
});

type Piece = {
  letter_id: string;
  inquiry_number: string;
  first_page: number;
  pages: number;
  addressee: { name: string; addressLines: string; postcode: string | null; honorific: string };
};
const piecesOf = (printRunId: string) =>
  rows<Piece>(sql`
    select rl.letter_id, l.inquiry_number, rl.first_page, rl.pages, l.addressee from print_run_letters rl
    join letters l on l.id = rl.letter_id where rl.print_run_id = ${printRunId} order by rl.sequence`);

const plain = (text: string) => printForm(text).replace(/\s/g, "");
const numbersIn = (text: string) => [...new Set(text.match(/OW-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}/g))];

describe("every page of every run", () => {
  test("is one piece's, in the order of the run, and says that person's name, address and number", async () => {
    let pagesRead = 0;
    for (const run of rendered) {
      const { content } = await printRunPdf(mailroom, run.id);
      const chunks: Uint8Array[] = [];
      for await (const chunk of content) chunks.push(chunk);
      const pdf = Buffer.concat(chunks);
      expect(createHash("sha256").update(pdf).digest("hex")).toBe(run.pdfSha256);
      const pages = await readPages(pdf);
      const pieces = await piecesOf(run.id);
      expect(pages).toHaveLength(run.pageCount ?? -1);
      expect(pieces).toHaveLength(run.letterCount);
      for (const control of [pages[0], pages.at(-1)]) expect(numbersIn(control?.text ?? "")).toEqual([]);
      let next = 2;
      for (const piece of pieces) {
        expect(piece.first_page).toBe(next);
        const own = pages.slice(next - 1, next - 1 + piece.pages).map(({ text }) => text);
        next += piece.pages;
        for (const text of own) expect(numbersIn(text)).toEqual([piece.inquiry_number]);
        expect(own[0]).toContain(plain(piece.addressee.name));
        expect(own[0]).toContain(plain(piece.addressee.addressLines));
        if (piece.addressee.honorific) expect(own[0]).toContain(piece.addressee.honorific);
      }
      expect(next).toBe(pages.length);
      pagesRead += pages.length;
    }
    expect(pagesRead).toBeGreaterThan(200);
  });

  test("names nobody else: no other person's name with an honorific, and no other address", async () => {
    for (const run of rendered) {
      const pages = await readPages(readFileSync(join(bench.folder, await storedAs(run.id))));
      const pieces = await piecesOf(run.id);
      for (const piece of pieces) {
        const text = pages
          .slice(piece.first_page - 1, piece.first_page - 1 + piece.pages)
          .map((page) => page.text)
          .join("");
        const others = pieces.filter(
          ({ addressee }) =>
            addressee.name !== piece.addressee.name &&
            addressee.addressLines !== piece.addressee.addressLines,
        );
        const own = plain(piece.addressee.name);
        const named = others.filter(({ addressee }) => {
          const name = plain(addressee.name);
          return (
            !own.endsWith(name) &&
            (text.includes(`${name}様`) || text.includes(plain(addressee.addressLines)))
          );
        });
        expect(named.map(({ letter_id }) => letter_id)).toEqual([]);
      }
    }
  });
});

test("the inserter's file names each piece of the run's PDF by what its pages are, and who must be pulled", async () => {
  for (const run of rendered) {
    const { text, fileName } = await takeMrdf(mailroom, { printRunId: run.id, format: "json" });
    const file = JSON.parse(text) as { pdf_sha256: string; sheets: number; records: MrdfRecord[] };
    expect(fileName).toMatch(/^[\w-]+-\d+\.mrdf\.json$/);
    expect(file.pdf_sha256).toBe(run.pdfSha256);
    expect(file.sheets + 2).toBe(run.pageCount);
    const pages = [...new PdfFile(readFileSync(join(bench.folder, await storedAs(run.id)))).pages()];
    const pieces = await piecesOf(run.id);
    expect(file.records.map(({ piece }) => piece)).toEqual(pieces.map((piece) => piece.inquiry_number));
    for (const { first_page, sheets, sha256, act } of file.records) {
      const own = pages.slice(first_page - 1, first_page - 1 + sheets);
      const hash = createHash("sha256");
      for (const page of own) hash.update(page.contents());
      expect(sha256).toBe(hash.digest("hex"));
      expect(act).toBe("insert");
    }
  }
  const [run] = rendered;
  if (!run) throw new Error("no run");
  const [piece] = await piecesOf(run.id);
  await rows(sql`
    insert into mail_stops (incident_id, kind, letter_id, reason, by_staff_id)
    select ${incidentId}, 'hold', ${piece?.letter_id}, 'お申し出', sealed_by from print_runs where id = ${run.id}`);
  const { text } = await takeMrdf(mailroom, { printRunId: run.id, format: "csv" });
  expect(text.split("\r\n").filter((line) => line.endsWith(",pull"))).toEqual([
    expect.stringContaining(String(piece?.inquiry_number)),
  ]);
  await rows(sql`delete from mail_stops where letter_id = ${piece?.letter_id}`);
  const taken = await rows(sql`select 1 from events where action = 'print-run.mrdf-taken'`);
  expect(taken).toHaveLength(rendered.length + 1);
  await expect(takeMrdf(as("agent"), { printRunId: run.id, format: "csv" })).rejects.toThrow(/staff/);
});

type MrdfRecord = { piece: string; first_page: number; sheets: number; sha256: string; act: string };

describe("the envelope", () => {
  const measured = {
    name: "長形3号 窓広め",
    ...{ widthMm: 235, heightMm: 120, windowLeftMm: 18, windowBottomMm: 62, windowWidthMm: 104 },
    ...{ windowHeightMm: 46, slackMm: 1, weightG: 6 },
  };

  test("is no other while words are put forward or approved for it", async () => {
    await expect(chooseEnvelope(manager, { incidentId, code: "dl" })).rejects.toMatchObject({
      reason: "envelope.words-in-use",
    });
    await chooseEnvelope(manager, { incidentId, code: "chokei3" });
    const { chosen, wordsInUse } = await envelopesFor(database(), incidentId);
    expect([chosen, wordsInUse > 0]).toEqual(["chokei3", true]);
  });

  test("that was measured is there for every incident, under one code once, and never where no address would show", async () => {
    await addEnvelope(manager, { incidentId, code: "wide", ...measured });
    await expect(addEnvelope(manager, { incidentId, code: "wide", ...measured })).rejects.toMatchObject({
      reason: "envelope.code-taken",
    });
    await expect(
      addEnvelope(manager, { incidentId, code: "narrow", ...measured, windowWidthMm: 60 }),
    ).rejects.toMatchObject({ reason: "letter.envelope-window" });
    const { envelopes } = await envelopesFor(database(), incidentId);
    expect(envelopes.map(({ code }) => code).sort()).toEqual(["c5", "chokei3", "dl", "number10", "wide"]);
    expect(envelopes.find(({ code }) => code === "wide")).toMatchObject({ weightG: 6, foldsMm: [115, 230] });
  });

  test("is recorded as we ship it, and is part of what an approval binds", async () => {
    const known = await envelopesFor(database(), incidentId);
    for (const [code, envelope] of Object.entries(shippedEnvelopes)) {
      expect(known.envelopes.find((record) => record.code === code)?.envelope).toEqual(envelope);
    }
    const asked = {
      incidentId,
      templateName: "insured",
      templateVersion: "v1",
      variant: "standard",
    } as const;
    const before = await slipOfLetters(database(), asked);
    expect(before).toMatchObject({ ok: true, foldsMm: [115, 230] });
    expect(before.picture).toMatch(/^<svg /);
    await rows(sql`update incidents set envelope_code = 'c5' where id = ${incidentId}`);
    const after = await slipOfLetters(database(), asked);
    expect(after).toMatchObject({ ok: true, foldsMm: [157] });
    expect(after.contentHash).not.toBe(before.contentHash);
    await rows(sql`update incidents set envelope_code = 'chokei3' where id = ${incidentId}`);
    expect((await slipOfLetters(database(), asked)).contentHash).toBe(before.contentHash);
  });
});

const storedAs = async (printRunId: string) => {
  const [run] = await rows<{ stored: string }>(
    sql`select pdf_stored_as as stored from print_runs where id = ${printRunId}`,
  );
  return run?.stored ?? "";
};

test("the same run set twice gives the same bytes, and a second recording of it is refused", async () => {
  for (const run of rendered) {
    await rows(sql`update print_runs set state = 'sealed' where id = ${run.id}`);
    const again = await setPrintRun(
      jobs,
      { printRunId: run.id, storedAs: `print-runs/again-${run.number}.pdf` },
      files,
    );
    expect(again.sha256).toBe(run.pdfSha256);
    expect(again.bytes).toBe(run.pdfBytes);
    await recordRendered(jobs, run.id, again);
    await expect(recordRendered(jobs, run.id, again)).rejects.toMatchObject({ reason: "print-run.race" });
  }
});

test("a file whose pieces are not the run's is not recorded", async () => {
  const [run] = rendered;
  await rows(sql`update print_runs set state = 'sealed' where id = ${run?.id ?? ""}`);
  const set = await setPrintRun(jobs, { printRunId: run?.id ?? "", storedAs: "print-runs/short.pdf" }, files);
  const short = { ...set, pieces: set.pieces.slice(1) };
  await expect(recordRendered(jobs, run?.id ?? "", short)).rejects.toMatchObject({
    reason: "print-run.pieces-differ",
  });
  await recordRendered(jobs, run?.id ?? "", set);
});

test("a letter the typesetter refuses leaves the run held, and the others keep the number printed on them", async () => {
  const run = rendered.find(({ letterCount }) => letterCount > 3);
  const printRunId = run?.id ?? "";
  await rows(sql`update print_runs set state = 'sealed' where id = ${printRunId}`);
  const before = await piecesOf(printRunId);
  const refused = before[1]?.letter_id ?? "";
  await rows(sql`
    update letters set addressee = jsonb_set(addressee, '{name}', ${JSON.stringify("佐\u{E000}木")}::jsonb)
    where id = ${refused}`);
  const set = await setPrintRun(jobs, { printRunId, storedAs: "print-runs/held.pdf" }, files);
  await recordRendered(jobs, printRunId, set);
  const [held] = await rows(sql`select state, held_for from letters where id = ${refused}`);
  expect(held).toMatchObject({
    state: "held",
    held_for: { reason: "letter.private-use", detail: { field: "addressee.name", codePoint: "U+E000" } },
  });
  const places = await rows<{ sequence: number; postcode: string | null }>(sql`
    select rl.sequence, l.postcode from print_run_letters rl join letters l on l.id = rl.letter_id
    where rl.print_run_id = ${printRunId} order by rl.sequence`);
  expect(await printRunById(printRunId)).toMatchObject({
    firstPostcode: places[0]?.postcode,
    lastPostcode: places.at(-1)?.postcode,
  });
  expect(places.map(({ sequence }) => sequence)).toEqual(
    before.map((_, index) => index + 1).filter((n) => n !== 2),
  );
  const pages = await readPages(readFileSync(join(bench.folder, "print-runs/held.pdf")));
  expect(pages.flatMap(({ text }) => numbersIn(text))).not.toContain(before[1]?.inquiry_number);
});

test("a letter whose page reads back differently is held, never its run: the others are rendered without it", async () => {
  const run = rendered.find(({ letterCount }) => letterCount > 3);
  const printRunId = run?.id ?? "";
  await rows(sql`update print_runs set state = 'sealed' where id = ${printRunId}`);
  const before = await piecesOf(printRunId);
  const counts = new Map<string, number>();
  for (const { addressee } of before)
    for (const character of new Set(addressee.name)) counts.set(character, (counts.get(character) ?? 0) + 1);
  const own = before.find(({ addressee }) => [...addressee.name].some((one) => counts.get(one) === 1));
  const rare = [...(own?.addressee.name ?? "")].find((one) => counts.get(one) === 1) ?? "";
  const { regular } = await openLetterFonts();
  const { glyphFor } = regular;
  // A fault in the typesetter's map: this one character is drawn as another, and copied out as itself.
  const wrong = glyphFor.call(regular, 0x8b1d, null);
  regular.glyphFor = (codePoint, selector) => {
    const glyph = glyphFor.call(regular, codePoint, selector);
    const isRare =
      codePoint === rare.codePointAt(0) && typeof glyph !== "string" && typeof wrong !== "string";
    return isRare ? { ...wrong, codePoints: glyph.codePoints } : glyph;
  };
  const set = await setPrintRun(jobs, { printRunId, storedAs: "print-runs/differs.pdf" }, files).finally(
    () => {
      regular.glyphFor = glyphFor;
    },
  );
  const differs = set.differing.map(({ letterId }) => letterId);
  expect(differs).toContain(own?.letter_id);
  expect(differs.length).toBeLessThan(before.length / 2);
  await recordRendered(jobs, printRunId, set);
  const letters = await rows(sql`
    select id, state, held_for, read_back_failed from letters where id in ${before.map((piece) => piece.letter_id)}`);
  for (const letter of letters) {
    const isHeld = differs.includes(String(letter.id));
    expect(letter).toMatchObject({ state: isHeld ? "held" : "in-run", read_back_failed: isHeld });
    if (isHeld) expect(letter.held_for).toMatchObject({ reason: "letter.read-back-differs" });
  }
  expect(letters.find(({ id }) => id === own?.letter_id)?.held_for).toEqual({
    reason: "letter.read-back-differs",
    detail: { field: "addressee.name" },
  });
  const pages = await readPages(readFileSync(join(bench.folder, "print-runs/differs.pdf")));
  expect(pages.flatMap(({ text }) => numbersIn(text))).toEqual(
    before.filter((piece) => !differs.includes(piece.letter_id)).map((piece) => piece.inquiry_number),
  );
  const [event] = await rows(sql`
    select detail from events where subject_id = ${printRunId} and action = 'print-run.rendered' order by id desc limit 1`);
  expect(event?.detail).toMatchObject({ letters: before.length - differs.length, differing: differs.length });
  const again = await tryHeldPagesAgain(manager, { incidentId });
  expect(again).toEqual({ letters: differs.length });
  const freed = await rows(sql`
    select distinct state, read_back_failed from letters where id in ${differs}`);
  expect(freed).toEqual([{ state: "generated", read_back_failed: false }]);
});

test("a disk that fails ends the setting of a run with its own error, and leaves no part of a file", async () => {
  const [run] = rendered;
  const printRunId = run?.id ?? "";
  await rows(sql`update print_runs set state = 'sealed' where id = ${printRunId}`);
  const noFolder = new FileStore(join(bench.folder, run?.pdfSha256 ?? ""));
  writeFileSync(join(bench.folder, run?.pdfSha256 ?? ""), "");
  await expect(
    setPrintRun(jobs, { printRunId, storedAs: "print-runs/x.pdf" }, noFolder),
  ).rejects.toMatchObject({ code: "ENOTDIR" });
  const small = new (class extends FileStore {
    override put(storedAs: string, content: AsyncIterable<Uint8Array>) {
      return super.put(storedAs, content, 10_000);
    }
  })(bench.folder);
  await expect(setPrintRun(jobs, { printRunId, storedAs: "print-runs/x.pdf" }, small)).rejects.toMatchObject({
    reason: "file.too-large",
  });
  expect(readdirSync(join(bench.folder, "print-runs")).filter((name) => name.startsWith("x."))).toEqual([]);
  await rows(sql`update print_runs set state = 'rendered' where id = ${printRunId}`);
});

test("a run that cannot be rendered gives its letters back, to be planned again; any other keeps them", async () => {
  const [whole, failed] = await printRunsOf(incidentId);
  const takeApart = (id?: string) => takeApartRun(mailroom, { printRunId: id ?? "" });
  await expect(takeApart(whole?.id)).rejects.toMatchObject({ reason: "print-run.not-failed" });
  const printRunId = failed?.id ?? "";
  await rows(sql`update print_runs set state = 'sealed' where id = ${printRunId}`);
  await expect(takeApart(printRunId)).rejects.toMatchObject({ reason: "print-run.not-failed" });
  await rows(sql`update outbox set state = 'dead' where dedupe_key = ${`render-print-run:${printRunId}`}`);
  expect(await takeApart(printRunId)).toEqual({ letters: failed?.letterCount });
  expect((await tasksOf(printRunId))[0]?.state).toBe("cancelled");
  await planPrintRuns(mailroom, { incidentId });
  const again = (await printRunsOf(incidentId)).at(-1);
  expect(again).toMatchObject({ state: "open", letterCount: failed?.letterCount });
  // What the approved list says of them is looked at first.
  await doReadyTasks();
  await sealPrintRuns(mailroom, { printRunIds: [again?.id ?? ""] });
  await doReadyTasks();
  expect((await printRunsOf(incidentId)).at(-1)).toMatchObject({ state: "rendered" });
});

test("a run in which every letter is refused stores no file and does not stay sealed: it is dissolved, saying so", async () => {
  const run = rendered.at(-1);
  const printRunId = run?.id ?? "";
  await rows(sql`update print_runs set state = 'sealed' where id = ${printRunId}`);
  const pieces = await piecesOf(printRunId);
  await rows(sql`
    update letters set addressee = jsonb_set(addressee, '{name}', ${JSON.stringify("佐\u{E000}木")}::jsonb)
    where id in ${pieces.map(({ letter_id }) => letter_id)}`);
  const before = readdirSync(join(bench.folder, "print-runs"));
  await rows(sql`
    update outbox set state = 'ready', attempts = 0, next_at = clock_timestamp(), done_at = null
    where dedupe_key = ${`render-print-run:${printRunId}`}`);
  await doReadyTasks();
  expect(await tasksOf(printRunId)).toMatchObject([{ state: "done" }]);
  expect(readdirSync(join(bench.folder, "print-runs")).filter((name) => !before.includes(name))).toEqual([]);
  expect((await printRunsOf(incidentId)).map(({ id }) => id)).not.toContain(printRunId);
  const letters = await rows<{ state: string; reason: string }>(sql`
    select state, held_for ->> 'reason' as reason from letters
    where id in ${pieces.map(({ letter_id }) => letter_id)}`);
  expect(new Set(letters.map(({ state, reason }) => `${state} ${reason}`))).toEqual(
    new Set(["held letter.private-use"]),
  );
  const [event] = await rows(
    sql`select detail from events where subject_id = ${printRunId} and action = 'print-run.dissolved'`,
  );
  expect(event?.detail).toEqual({ number: run?.number, held: pieces.length, because: "print-run.all-held" });
  expect(benchSums(await benchFigures(incidentId)).map(({ difference }) => difference)).toEqual([0, 0, 0]);
});

test("events and tasks hold nobody's name, reading, address, telephone number or birth date", async () => {
  const people = await rows<Record<string, string | null>>(sql`
    select name, kana, address, phone, birth_date::text, policyholder_name, guardian_name, bereaved_name
    from people where incident_id = ${incidentId}`);
  const canaries = new Set(
    people.flatMap((person) =>
      Object.values(person).flatMap((value) => {
        const whole = value?.trim() ?? "";
        return whole.length < 4 ? [] : [whole, whole.replace(/\s/g, ""), whole.replace(/-/g, "")];
      }),
    ),
  );
  expect(canaries.size).toBeGreaterThan(1_000);
  const kept = await rows<{ text: string }>(sql`
    select row_to_json(e)::text as text from events e union all select row_to_json(o)::text from outbox o`);
  expect(kept.length).toBeGreaterThan(40);
  const everything = kept.map(({ text }) => text).join("\n");
  expect([...canaries].filter((canary) => everything.includes(canary)).length).toBe(0);
});
