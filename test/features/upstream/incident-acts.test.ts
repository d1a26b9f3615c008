import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { addDefaultClasses } from "@/features/documents/add-default-classes";
import { classesOf } from "@/features/documents/queries";
import { beginUpload } from "@/features/incidents/begin-upload";
import { completeUpload } from "@/features/incidents/complete-upload";
import { editIncident } from "@/features/incidents/edit-incident";
import { openIncident } from "@/features/incidents/open-incident";
import { incidentById, linesOfIncident, partsOfUpload, scopeChangesOf } from "@/features/incidents/queries";
import { receivePart } from "@/features/incidents/receive-part";
import { setHotlineLine } from "@/features/incidents/set-hotline-line";
import { setPostCutoff } from "@/features/incidents/set-post-cutoff";
import { concludeLost } from "@/features/media/conclude-lost";
import { historyOfMedium, mediaOfIncident } from "@/features/media/queries";
import { recordCustody } from "@/features/media/record-custody";
import { recordFound } from "@/features/media/record-found";
import { recordStocktake } from "@/features/media/record-stocktake";
import { registerMedium } from "@/features/media/register-medium";
import { reportMissing } from "@/features/media/report-missing";
import { receiveUploadPart } from "@/server/receive-upload-part";
import {
  benchForThisFile,
  doReadyTasks,
  incidentWithMissing,
  manager,
  newIncident,
  once,
  sha256,
} from "./bench";

const bench = benchForThisFile();

async function actionsOn(subjectId: string): Promise<string[]> {
  const rows = await database().execute<{ action: string }>(
    sql`select action from events where subject_id = ${subjectId} order by id`,
  );
  return rows.map(({ action }) => action);
}

const opened = (code: string, id?: string) => ({
  id,
  code,
  title: "媒体の紛失",
  discoveredOn: "2014-02-10",
  organisationName: "ほしかげ生命保険株式会社",
});

describe("an incident", () => {
  it("opened by a double click is one incident with one event", async () => {
    const id = randomUUID();
    const clicks = await Promise.all([1, 2, 3].map(() => openIncident(manager, opened("DOUBLE", id))));
    expect(clicks).toEqual([{ id }, { id }, { id }]);
    expect(await actionsOn(id)).toEqual(["incident.opened"]);
    await expect(openIncident(manager, opened("DOUBLE"))).rejects.toMatchObject({
      reason: "incident.code-taken",
    });
  });

  it("keeps what an edit does not mention, and refuses fields and characters it does not know", async () => {
    const id = await newIncident();
    await editIncident(manager, { id, outline: "経緯\r\n二行目", letterDate: "2014-03-12" });
    await editIncident(manager, { id, cause: "原因" });
    expect(await incidentById(id)).toMatchObject({
      outline: "経緯\n二行目",
      cause: "原因",
      letterDate: "2014-03-12",
    });
    const overposted = { id, state: "closed" } as Parameters<typeof editIncident>[1];
    await expect(editIncident(manager, overposted)).rejects.toMatchObject({ reason: "input.invalid" });
    await expect(editIncident(manager, { id, cause: "a\0b" })).rejects.toMatchObject({
      reason: "input.invalid",
      detail: { field: "cause" },
    });
    await database().execute(sql`update incidents set state = 'closed' where id = ${id}`);
    await expect(editIncident(manager, { id, cause: "x" })).rejects.toMatchObject({
      reason: "incident.closed",
    });
  });

  it("knows when the post collects, a time of the day or nothing", async () => {
    const incidentId = await newIncident();
    await setPostCutoff(manager, { incidentId, postCutoff: "17:30" });
    expect(await incidentById(incidentId)).toMatchObject({ postCutoff: "17:30:00" });
    await expect(setPostCutoff(manager, { incidentId, postCutoff: "24:00" })).rejects.toMatchObject({
      reason: "input.invalid",
    });
    await setPostCutoff(manager, { incidentId, postCutoff: null });
    expect(await incidentById(incidentId)).toMatchObject({ postCutoff: null });
  });

  it("has its classes of paper once, however often they are added", async () => {
    const incidentId = await newIncident();
    expect(await addDefaultClasses(manager, { incidentId })).toEqual({ added: 5 });
    expect(await addDefaultClasses(manager, { incidentId })).toEqual({ added: 0 });
    const certificate = (await classesOf(incidentId)).find(({ code }) => code === "SD");
    expect(certificate?.elements.filter(({ specialCare }) => specialCare).map(({ code }) => code)).toEqual([
      "medical",
    ]);
  });
});

describe("a telephone line", () => {
  const line = {
    nameJa: "専用窓口",
    nameEn: "Hotline",
    number: "0120-000-000",
    charge: "free" as const,
    audience: "everyone" as const,
  };
  const weekdays = {
    validFrom: "2014-03-13",
    validUntil: null,
    dayKind: "weekday" as const,
    opens: "09:00",
    closes: "19:00",
  };

  it("is set with its hours as one whole, which replace those before", async () => {
    const incidentId = await newIncident();
    const { id } = await setHotlineLine(manager, {
      ...line,
      incidentId,
      hours: [weekdays, { ...weekdays, dayKind: "weekend" }],
    });
    await setHotlineLine(manager, { ...line, incidentId, id, hours: [{ ...weekdays, closes: "24:00" }] });
    expect(await linesOfIncident(incidentId)).toEqual([
      { id, ...line, hours: [{ ...weekdays, closes: "24:00" }] },
    ]);
  });

  it("with overlapping hours or a number that is taken is refused, and keeps what it had", async () => {
    const incidentId = await newIncident();
    const { id } = await setHotlineLine(manager, { ...line, incidentId, hours: [weekdays] });
    const overlapping = {
      ...line,
      incidentId,
      id,
      hours: [weekdays, { ...weekdays, opens: "18:00", closes: "20:00" }],
    };
    await expect(setHotlineLine(manager, overlapping)).rejects.toMatchObject({
      reason: "hotline-line.hours-overlaps",
      detail: { period: 2 },
    });
    await expect(setHotlineLine(manager, { ...line, incidentId, hours: [] })).rejects.toMatchObject({
      reason: "hotline-line.number-taken",
    });
    expect((await linesOfIncident(incidentId))[0]?.hours).toEqual([weekdays]);
    const other = await newIncident();
    await expect(
      setHotlineLine(manager, { ...line, incidentId: other, id, hours: [] }),
    ).rejects.toMatchObject({
      kind: "not-found",
    });
  });
});

describe("an upload", () => {
  const bytes = randomBytes(8 * 1024 * 1024 + 1234);
  const partOf = (n: number) => bytes.subarray((n - 1) * 8 * 1024 * 1024, n * 8 * 1024 * 1024);
  const put = (uploadId: string, partNumber: number, content: Uint8Array, hash = sha256(content)) =>
    receivePart(manager, { uploadId, partNumber, sha256: hash }, once(content));

  it("resumes: parts in any order, sent again, are one file, byte for byte, and the parts are cleared away", async () => {
    const incidentId = await newIncident();
    const { id, parts } = await beginUpload(manager, { incidentId, fileName: "a.csv", bytes: bytes.length });
    expect(parts).toBe(2);
    await put(id, 2, partOf(2));
    await expect(completeUpload(manager, { id })).rejects.toMatchObject({
      reason: "upload.parts-missing",
      detail: { missing: 1, first: 1 },
    });
    expect((await partsOfUpload(id)).parts.map(({ partNumber }) => partNumber)).toEqual([2]);
    await Promise.all([put(id, 1, partOf(1)), put(id, 1, partOf(1)), put(id, 2, partOf(2))]);
    const whole = await completeUpload(manager, { id, sha256: sha256(bytes) });
    expect(whole).toEqual({ id, bytes: bytes.length, sha256: sha256(bytes) });
    expect(await completeUpload(manager, { id })).toEqual(whole);
    expect(readdirSync(join(bench.folder, "uploads", id, "parts"))).toEqual([]);
    expect(await actionsOn(id)).toEqual(["upload.begun", "upload.completed"]);
    await expect(put(id, 1, partOf(1))).rejects.toMatchObject({ reason: "upload.not-receiving" });
  });

  it("refuses a damaged, short, long or strange part and keeps nothing of it", async () => {
    const incidentId = await newIncident();
    const { id } = await beginUpload(manager, { incidentId, fileName: "a.csv", bytes: bytes.length });
    await expect(put(id, 2, partOf(2), sha256(partOf(1)))).rejects.toMatchObject({
      reason: "upload.part-damaged",
    });
    await expect(put(id, 2, partOf(2).subarray(1))).rejects.toMatchObject({
      reason: "upload.part-size",
      detail: { expectedBytes: 1234 },
    });
    await expect(put(id, 2, partOf(1))).rejects.toMatchObject({ reason: "upload.part-size" });
    await expect(put(id, 3, partOf(2))).rejects.toMatchObject({ reason: "upload.no-such-part" });
    await expect(put(randomUUID(), 1, partOf(2))).rejects.toMatchObject({ kind: "not-found" });
    const folder = join(bench.folder, "uploads", id, "parts");
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
  });

  it("is refused as a whole when it is not the file that was announced", async () => {
    const incidentId = await newIncident();
    const { id } = await beginUpload(manager, { incidentId, fileName: "a.csv", bytes: 4 });
    await put(id, 1, Buffer.from("abcd"));
    await expect(completeUpload(manager, { id, sha256: sha256(Buffer.from("abce")) })).rejects.toMatchObject({
      reason: "upload.hash-differs",
    });
    await put(id, 1, Buffer.from("abce"));
    expect(await completeUpload(manager, { id })).toMatchObject({ sha256: sha256(Buffer.from("abce")) });
  });

  it("over HTTP is refused from a foreign page, and without a session", async () => {
    const ask = (headers: Record<string, string>) =>
      receiveUploadPart(
        new Request("http://127.0.0.1:3000/api/uploads/x/parts/1", {
          method: "PUT",
          headers: { "content-type": "application/octet-stream", ...headers },
          body: "abcd",
        }),
        { uploadId: randomUUID(), partNumber: "1" },
      );
    expect((await ask({ "x-owabi": "1", origin: "https://elsewhere.example" })).status).toBe(403);
    expect((await ask({ "x-owabi": "1", origin: "null" })).status).toBe(403);
    expect((await ask({ origin: "http://127.0.0.1:3000" })).status).toBe(403);
    expect((await ask({ "x-owabi": "1", origin: "http://127.0.0.1:3000" })).status).toBe(401);
  });
});

describe("a medium", () => {
  it("is missing, lost and found only by somebody's act and reason, each once", async () => {
    const incidentId = await newIncident();
    const { id } = await registerMedium(manager, { incidentId, label: "T1", mediaType: "LTO-4" });
    const reason = "理由";
    await expect(concludeLost(manager, { id, reason })).rejects.toMatchObject({
      reason: "medium.is-in-custody",
    });
    await expect(reportMissing(manager, { id, since: null, reason: " " })).rejects.toMatchObject({
      kind: "invalid",
    });
    await reportMissing(manager, { id, since: "2012-12-20", reason });
    const race = await Promise.allSettled([1, 2, 3].map(() => concludeLost(manager, { id, reason })));
    expect(race.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await recordFound(manager, { id, reason });
    await reportMissing(manager, { id, since: null, reason });
    expect((await scopeChangesOf(incidentId)).map(({ change }) => change).reverse()).toEqual([
      "medium.missing",
      "medium.lost",
      "medium.found",
      "medium.missing",
    ]);
    expect(await doReadyTasks()).toEqual([
      "derive-scope",
      "derive-scope",
      "derive-scope",
      "derive-scope",
      "measure-scope",
    ]);
  });

  it("that a stocktake finds absent is not missing, and one it did not check was not seen", async () => {
    const incidentId = await newIncident();
    const [a, b] = await Promise.all(
      ["A", "B"].map((label) => registerMedium(manager, { incidentId, label })),
    );
    const ids = { a: a?.id ?? "", b: b?.id ?? "" };
    await recordStocktake(manager, {
      incidentId,
      takenOn: "2013-03-01",
      place: "保管庫",
      slotsExpected: 2,
      findings: [{ mediumId: ids.a, finding: "present" }],
    });
    await recordStocktake(manager, {
      incidentId,
      takenOn: "2014-02-01",
      place: "保管庫",
      slotsExpected: 2,
      findings: [{ mediumId: ids.a, finding: "absent" }],
    });
    const rows = await mediaOfIncident(incidentId);
    expect(
      rows.map(({ label, state, lastFinding, lastSeenOn }) => [label, state, lastFinding, lastSeenOn]),
    ).toEqual([
      ["A", "in-custody", "absent", "2013-03-01"],
      ["B", "in-custody", "not-checked", null],
    ]);
    const stranger = await newIncident();
    const foreign = { incidentId: stranger, takenOn: "2014-02-01", place: "x", slotsExpected: 0 };
    await expect(
      recordStocktake(manager, { ...foreign, findings: [{ mediumId: ids.a, finding: "present" }] }),
    ).rejects.toMatchObject({ reason: "stocktake.unknown-medium", detail: { finding: 1 } });
  });

  it("keeps who gave it to whom for ever, and nothing from the future", async () => {
    const [incidentId] = [await incidentWithMissing(["T9"])];
    const [medium] = await mediaOfIncident(incidentId);
    const mediumId = medium?.id ?? "";
    const handed = { mediumId, kind: "check-out" as const, fromPlace: "保管庫", toPlace: "計算機室" };
    await recordCustody(manager, { ...handed, happenedAt: new Date("2012-12-10T01:00:00Z") });
    await expect(
      recordCustody(manager, { ...handed, happenedAt: new Date(Date.now() + 86_400_000) }),
    ).rejects.toMatchObject({ reason: "custody.in-future" });
    const { custody, changes } = await historyOfMedium(mediumId);
    expect(custody).toMatchObject([{ toPlace: "計算機室", byName: "incident-manager" }]);
    expect(changes).toMatchObject([{ change: "medium.missing" }]);
    await expect(database().execute(sql`update custody_events set to_place = 'x'`)).rejects.toThrow();
  });
});
