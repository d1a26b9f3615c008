import { inTransaction } from "@/db/in-transaction";
import { addDefaultClasses } from "@/features/documents/add-default-classes";
import { openIncident } from "@/features/incidents/open-incident";
import { setHotlineLine } from "@/features/incidents/set-hotline-line";
import { concludeLost } from "@/features/media/conclude-lost";
import { recordCustody } from "@/features/media/record-custody";
import { recordStocktake } from "@/features/media/record-stocktake";
import { registerMedium } from "@/features/media/register-medium";
import type { Actor } from "@/features/staff/rules";
import { theCase } from "../scenarios";

export const demoCode = "2014-03-DLS";

const everyDay = ["weekday", "weekend", "holiday"] as const;

/** The case's line for everyone: long hours at first, weekdays only from 17 March. */
const generalHours = [
  { validFrom: "2014-03-13", validUntil: "2014-03-16", dayKind: "weekday", opens: "09:00", closes: "19:00" },
  { validFrom: "2014-03-13", validUntil: "2014-03-16", dayKind: "weekend", opens: "09:00", closes: "18:00" },
  { validFrom: "2014-03-17", validUntil: null, dayKind: "weekday", opens: "09:00", closes: "18:00" },
] as const;

/** The affected people's own line, open on weekends and holidays as well. */
const affectedHours = everyDay.map((dayKind) => ({
  validFrom: "2014-03-12",
  validUntil: null,
  dayKind,
  opens: "09:00",
  closes: "18:00",
}));

/** Opens the incident of the case with what its letters say and its two telephone lines. */
export async function openDemoIncident(manager: Actor, code: string, title: string): Promise<string> {
  const { id } = await inTransaction(async () => {
    const opened = await openIncident(manager, { ...letterFacts, code, title, discoveredOn: "2014-02-21" });
    await addDefaultClasses(manager, { incidentId: opened.id });
    return opened;
  });
  await setHotlineLine(manager, {
    incidentId: id,
    nameJa: "お客さま情報お問い合わせ窓口",
    nameEn: "Customer information line",
    number: "0120-000-413",
    charge: "free",
    audience: "everyone",
    hours: [...generalHours],
  });
  await setHotlineLine(manager, {
    incidentId: id,
    nameJa: "お客さま専用窓口",
    nameEn: "Line for the people concerned",
    number: "0120-000-321",
    charge: "free",
    audience: "affected",
    hours: affectedHours,
  });
  return id;
}

const letterFacts = {
  organisationName: theCase.insurer,
  departmentName: "お客さま情報対応室",
  representativeName: "代表取締役社長　星影 悠",
  organisationPostcode: "1000000",
  organisationAddress: "東京都千代田区霞台０丁目０番０号",
  letterDate: "2014-03-12",
  outline: `当社の業務を委託している${theCase.itSubsidiary}において、請求書類の画像を保存した磁気テープを紛失したことが判明いたしました。`,
  cause:
    "磁気テープを保管庫へ移す際の入庫の確認が行われず、その後の棚卸しでも不足を見落としておりました。外部から不正に持ち出された形跡は確認されておりません。",
  secondaryHarm:
    "磁気テープの読み取りには専用の装置が必要であり、現在までに、お客さまの情報が使われた事実は確認されておりません。",
  measures: "媒体の入出庫をすべて二人で確認する手順に改め、外部の監査を受けてまいります。",
  outlineEn: `${theCase.itSubsidiary}, which works for us, found that magnetic tapes with images of claim papers are missing.`,
  causeEn:
    "When the tapes were moved to the vault nobody checked them in, and two stocktakes overlooked that they were not there. There is no sign that anyone took them from outside.",
  secondaryHarmEn:
    "Reading the tapes takes a special device. So far we know of no use of anybody's information.",
  measuresEn:
    "Every medium is now checked in and out by two people, and outside auditors will review how we do it.",
};

/** The two tapes: pulled in December 2012, never checked in, overlooked twice, concluded lost in 2014. */
export async function registerDemoTapes(manager: Actor, incidentId: string): Promise<void> {
  const tapes: string[] = [];
  for (const label of theCase.lostVolumes) {
    const { id } = await registerMedium(manager, {
      incidentId,
      label,
      mediaType: "LTO-4",
      note: "",
      missing: { since: "2012-12-10", reason: "2014年2月の棚卸しで現物を確認できなかったため" },
    });
    await recordCustody(manager, {
      mediumId: id,
      happenedAt: new Date("2012-12-10T09:30:00+09:00"),
      kind: "check-out",
      fromPlace: "サーバー室 テープ装置1",
      toPlace: "保管庫への搬送箱",
      note: "",
    });
    tapes.push(id);
  }
  for (const [takenOn, finding] of [
    ["2013-03-15", "not-checked"],
    ["2013-08-30", "not-checked"],
    ["2014-02-21", "absent"],
  ] as const) {
    await recordStocktake(manager, {
      incidentId,
      takenOn,
      place: "保管庫",
      slotsExpected: 412,
      findings: tapes.map((mediumId) => ({ mediumId, finding })),
    });
  }
  for (const id of tapes) {
    await concludeLost(manager, {
      id,
      reason: "保管庫・サーバー室・搬送箱の捜索を終え、発見に至らなかったため",
    });
  }
}
