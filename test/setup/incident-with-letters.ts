import { database } from "@/db/client";
import { staff } from "@/db/schema";
import { editIncident } from "@/features/incidents/edit-incident";
import type { SetHotlineLine } from "@/features/incidents/schema";
import { setHotlineLine } from "@/features/incidents/set-hotline-line";
import { decideTemplate } from "@/features/letters/decide-template";
import { generateLetters } from "@/features/letters/generate-letters";
import { templatesOfIncident } from "@/features/letters/queries";
import { submitTemplate } from "@/features/letters/submit-template";
import { decideList } from "@/features/lists/decide-list";
import { freezeList } from "@/features/lists/freeze-list";
import { listVersions } from "@/features/lists/queries";
import { decideNotices } from "@/features/notices/decide-notices";
import type { Actor } from "@/features/staff/rules";
import { generateScenario } from "../../seed/generate";
import type { Truth } from "../../seed/truth";
import {
  doReadyTasks,
  importCatalog,
  importMaster,
  incidentWithMissing,
  manager,
} from "../features/upstream/bench";
import type { TestDatabase } from "./database";

/** The second incident manager: whoever approves what `manager` put forward. */
export const secondManager: Actor = {
  kind: "staff",
  staffId: "second-manager",
  role: "incident-manager",
};

/** Makes this test's process work on the database as the application does. Once, before the first verb. */
export function actAsApplication(scratch: TestDatabase, filesDir: string): void {
  Object.assign(process.env, {
    DATABASE_URL: scratch.appUrl,
    APP_URL: "http://127.0.0.1:3000",
    BETTER_AUTH_SECRET: "only-for-tests-only-for-tests-only",
    FILES_DIR: filesDir,
    LOG_LEVEL: "silent",
  });
}

/** Every day of the year, so that a test does not depend on the day it runs. */
export const everyDay: SetHotlineLine["hours"] = (["weekday", "weekend", "holiday"] as const).map(
  (dayKind) => ({ validFrom: "2014-03-13", validUntil: null, dayKind, opens: "09:00", closes: "18:00" }),
);

export type IncidentWithLetters = { incidentId: string; truth: Truth };

/** How far an incident is driven: each stage includes those before it. */
const stages = ["people", "notices", "words", "asked", "letters"] as const;

export type IncidentWish = {
  scenario?: string;
  people?: number;
  hours?: SetHotlineLine["hours"];
  /** Where to stop; at "asked" the letters wait as tasks. */
  until?: (typeof stages)[number];
};

/**
 * Drives the verbs from "a medium is missing" to "every letter is generated" for an invented case: imports, list
 * approved by a second person, notices, call tasks, words approved, letters written. Nothing is in a print run.
 * Needs `actAsApplication` (or a bench that does the same). About 5 seconds for 300 people.
 */
export async function incidentWithLetters(wish: IncidentWish = {}): Promise<IncidentWithLetters> {
  const reaches = (stage: (typeof stages)[number]) =>
    stages.indexOf(stage) <= stages.indexOf(wish.until ?? "letters");
  await addManagers();
  const { files, truth } = generateScenario(wish.scenario ?? "two-tapes-small", { people: wish.people });
  const incidentId = await incidentWithMissing(truth.lostVolumes);
  await sayWhatHappened(incidentId, truth, wish.hours ?? everyDay);
  const catalog = [...files].filter(([path]) => path.startsWith("catalog/"));
  await importCatalog(
    incidentId,
    catalog.map(([path, content]) => [path.slice("catalog/".length), content]),
  );
  for (const name of ["customer-master.csv", "customer-master-supplement.csv"]) {
    const content = files.get(name);
    if (content) await importMaster(incidentId, name, content);
  }
  await doReadyTasks();
  if (reaches("notices"))
    await decideNotices(manager, { incidentId, listId: await approveNewList(incidentId) });
  if (reaches("notices")) await doReadyTasks();
  if (reaches("words")) await approveWords(incidentId);
  if (reaches("asked")) await generateLetters(manager, { incidentId });
  if (reaches("letters")) await doReadyTasks();
  return { incidentId, truth };
}

async function addManagers(): Promise<void> {
  await database()
    .insert(staff)
    .values(
      ["incident-manager", "second-manager"].map((id) => ({
        id,
        name: id === "second-manager" ? "承認 二郎" : "統括 一郎",
        email: `${id}@example.invalid`,
        role: "incident-manager",
      })),
    )
    .onConflictDoNothing();
}

async function sayWhatHappened(incidentId: string, truth: Truth, hours: SetHotlineLine["hours"]) {
  await editIncident(manager, {
    id: incidentId,
    departmentName: "お客様サービス部",
    representativeName: "取締役社長　星影　太郎",
    letterDate: "2014-03-12",
    outline: `当社の委託先である${truth.itSubsidiary}において、磁気テープ2巻の所在が分からなくなりました。`,
    cause: "保管庫への入庫の確認と、その後の棚卸しでの確認が不十分でした。",
    secondaryHarm: "現在のところ、不正に使われた事実は確認しておりません。",
    measures: "テープの受渡しと棚卸しの方法を改めました。",
    outlineEn: "Two tapes that should have been in the vault cannot be found.",
    causeEn: "Nobody checked that the tapes reached the vault.",
    secondaryHarmEn: "We have no sign that the information has been misused.",
    measuresEn: "We have changed how tapes are handed over and counted.",
    callbackMinutes: 30,
    callbackAgents: 2,
  });
  await setHotlineLine(manager, {
    incidentId,
    nameJa: "本件専用フリーダイヤル",
    nameEn: "Our line for this matter",
    number: "0120-000-000",
    charge: "free",
    audience: "everyone",
    hours,
  });
}

/** Freezes who is affected now and has it approved; the list's id. */
export async function approveNewList(incidentId: string): Promise<string> {
  const { id: listId } = await freezeList(manager, { incidentId });
  const list = (await listVersions(incidentId)).find(({ id }) => id === listId);
  await decideList(secondManager, {
    listId,
    decision: "approve",
    contentHash: list?.contentHash ?? "",
  });
  return listId;
}

/** Our words for each kind of addressee and variant that is owed a letter, put forward by one and approved by another. */
export async function approveWords(incidentId: string): Promise<void> {
  for (const { addressee, variant, notices, chosen } of await templatesOfIncident(incidentId)) {
    if (notices === 0 || chosen) continue;
    const templateName = variant === "english" ? `${addressee}-en` : addressee;
    await submitTemplate(manager, { incidentId, addressee, variant, templateName, templateVersion: "v1" });
  }
  await doReadyTasks();
  for (const { chosen } of await templatesOfIncident(incidentId)) {
    if (chosen?.state !== "submitted") continue;
    await decideTemplate(secondManager, {
      letterTemplateId: chosen.id,
      decision: "approve",
      contentHash: chosen.contentHash,
    });
  }
}
