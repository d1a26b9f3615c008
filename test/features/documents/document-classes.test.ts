import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { activatePathRules } from "@/features/documents/activate-path-rules";
import { addDocumentClass } from "@/features/documents/add-document-class";
import { draftPathRules } from "@/features/documents/draft-path-rules";
import { editDocumentClass } from "@/features/documents/edit-document-class";
import { classesOf, rowsByRule, ruleSetsOf } from "@/features/documents/queries";
import { removeDocumentClass } from "@/features/documents/remove-document-class";
import { freezeList } from "@/features/lists/freeze-list";
import { personById } from "@/features/people/person-by-id";
import { as, benchForThisFile, doReadyTasks, manager } from "../upstream/bench";
import { incidentWithPaths } from "./catalog-of-paths";

const reason = "使わない";
let incidentId: string;

benchForThisFile();
beforeAll(async () => {
  incidentId = await incidentWithPaths(
    [
      "/srv/2012/10/25/CLM-2012-0000001_S01_SK01.tif",
      "/srv/2012/10/25/CLM-2012-0000001_S01_SD01.tif",
      "/srv/2012/10/25/CLM-2012-0000001_S01_KX01.tif",
    ],
    ["CLM-2012-0000001"],
  );
  await doReadyTasks();
});

async function person() {
  const [row] = await database().execute<{ id: string }>(
    sql`select id from people where incident_id = ${incidentId} and affected`,
  );
  return personById(database(), row?.id ?? "");
}

async function classNamed(code: string) {
  const known = (await classesOf(incidentId)).find((one) => one.code === code);
  if (!known) throw new Error(`no class ${code}`);
  return known;
}

async function edit(code: string, change: object): Promise<void> {
  const { nameJa, nameEn, words, elements, revision } = await classNamed(code);
  const said = elements.map(({ specialCare: _, ...element }) => ({
    ...element,
    sensitivity: element.sensitivity ?? ("ordinary" as const),
  }));
  await editDocumentClass(manager, {
    ...{ incidentId, code, nameJa, nameEn, words, elements: said, revision },
    ...change,
  });
}

async function lastEvent() {
  const [event] = await database().execute<{ action: string; detail: Record<string, string> }>(
    sql`select action, detail from events where incident_id = ${incidentId} and action like 'document-class.%'
        order by id desc limit 1`,
  );
  return event;
}

describe("the classes of an incident", () => {
  it("are those of the case in the order in which letters name them, each element with how it is held", async () => {
    const classes = await classesOf(incidentId);
    expect(classes.map(({ code }) => code)).toEqual(["SK", "SD", "RC", "ID", "DX"]);
    const certificate = classes.find(({ code }) => code === "SD");
    expect(certificate?.words).toEqual(["診断書"]);
    expect(certificate?.elements.map(({ code, sensitivity }) => [code, sensitivity])).toEqual([
      ["name", "ordinary"],
      ["sex", "ordinary"],
      ["birth-date", "ordinary"],
      ["medical", "special-care"],
    ]);
  });

  it("are changed, and what a person's page says of them changes with it; the log names fields, no words", async () => {
    const before = await person();
    expect(before.elements.map(({ code }) => code)).not.toContain("account-number");
    const { elements } = await classNamed("SK");
    await edit("SK", {
      elements: [
        ...elements.map(({ code, ja, en }) => ({ code, ja, en, sensitivity: "ordinary" })),
        { code: "account-number", ja: "口座番号", en: "Account number", sensitivity: "financial" },
        { code: "name", ja: "契約者の氏名", en: "Name", sensitivity: "ordinary", of: "policyholder" },
      ],
    });
    await doReadyTasks();
    const after = await person();
    expect(after.elements.map(({ code }) => code)).toContain("account-number");
    expect(await lastEvent()).toMatchObject({
      action: "document-class.edited",
      detail: { code: "SK", fields: "elements.account-number,elements.name-of-policyholder" },
    });
  });

  it("are changed by one of two who change them at once", async () => {
    const { revision } = await classNamed("SD");
    const outcomes = await Promise.allSettled([
      edit("SD", { nameEn: "Certificate", revision }),
      edit("SD", { nameEn: "Doctor's certificate", revision }),
    ]);
    const [lost, ...others] = outcomes.filter((one) => one.status === "rejected");
    expect(others).toEqual([]);
    expect(lost?.reason).toMatchObject({ reason: "document-class.changed" });
    await edit("SD", { nameEn: "Medical certificate" });
  });

  it("refuse the same item of the same person twice", async () => {
    const item = { code: "name", ja: "氏名", en: "Name", sensitivity: "ordinary" };
    await expect(edit("SD", { elements: [item, item] })).rejects.toMatchObject({
      reason: "document-class.element-twice",
      detail: { element: "name" },
    });
  });
});

describe("a class that is added", () => {
  it("makes papers of the files that the rules find of it, named last in letters", async () => {
    const elements = [
      { code: "name", ja: "氏名", en: "Name", sensitivity: "ordinary" as const },
      { code: "policy-number", ja: "証券番号", en: "Policy number", sensitivity: "identity" as const },
    ];
    const added = { incidentId, code: "KX", nameJa: "確認書", nameEn: "Confirmation", words: [], elements };
    await addDocumentClass(manager, added);
    await expect(addDocumentClass(manager, added)).rejects.toMatchObject({
      reason: "document-class.code-taken",
    });
    const { revision } = await draftPathRules(manager, { incidentId });
    const { draft } = await ruleSetsOf(incidentId);
    const pattern =
      "**/{year=####}/{month=##}/{day=##}/{claimNumber=CLM-####-#######}_S{session=##}_{classCode=KX}{sheet=##}.tif";
    const drafted = await draftPathRules(manager, {
      incidentId,
      change: {
        rules: [...(draft?.rules ?? []), { name: "confirmation", action: "document", pattern }],
        note: "確認書",
        revision,
      },
    });
    await activatePathRules(manager, { incidentId, revision: drafted.revision });
    await doReadyTasks();
    const { documents } = await person();
    expect(documents.map(({ classCode }) => classCode).sort()).toEqual(["KX", "SD", "SK"]);
    expect((await classesOf(incidentId)).at(-1)?.code).toBe("KX");
    expect(await rowsByRule(incidentId)).toContainEqual({ rule: "confirmation", rows: 1 });
  });

  it("cannot be removed while anything speaks of it, and can when nothing does", async () => {
    await expect(removeDocumentClass(manager, { incidentId, code: "KX", reason })).rejects.toMatchObject({
      reason: "document-class.in-use",
      detail: { code: "KX", by: "documents" },
    });
    await removeDocumentClass(manager, { incidentId, code: "DX", reason });
    await doReadyTasks();
    expect((await classesOf(incidentId)).map(({ code }) => code)).not.toContain("DX");
    expect(await lastEvent()).toMatchObject({ action: "document-class.removed", detail: { code: "DX" } });
  });

  it("cannot be removed while a frozen list names it, even when no paper on the media is of it any more", async () => {
    await freezeList(manager, { incidentId });
    const { revision } = await draftPathRules(manager, { incidentId });
    const { draft } = await ruleSetsOf(incidentId);
    const rules = draft?.rules.filter(({ name }) => name !== "confirmation") ?? [];
    const drafted = await draftPathRules(manager, { incidentId, change: { rules, note: "", revision } });
    await activatePathRules(manager, { incidentId, revision: drafted.revision });
    await doReadyTasks();
    await expect(removeDocumentClass(manager, { incidentId, code: "KX", reason })).rejects.toMatchObject({
      reason: "document-class.in-use",
      detail: { by: "list" },
    });
  });
});

describe("who may", () => {
  it.each(["agent", "supervisor", "mailroom", "auditor", "administrator"] as const)(
    "an %s changes no class",
    async (role) => {
      const refused = { kind: "forbidden" };
      const content = { nameJa: "a", nameEn: "a", words: [], elements: [] };
      await expect(addDocumentClass(as(role), { incidentId, code: "ZZ", ...content })).rejects.toMatchObject(
        refused,
      );
      await expect(
        editDocumentClass(as(role), { incidentId, code: "SK", ...content, revision: "0".repeat(16) }),
      ).rejects.toMatchObject(refused);
      await expect(removeDocumentClass(as(role), { incidentId, code: "SK", reason })).rejects.toMatchObject(
        refused,
      );
    },
  );
});
